"""Opens the streams of Office files from before 2007 that a password protects with RC4.

The ciphers are msoffcrypto's; its own readers of these files write what they decrypt to a temporary file.
Source: [MS-OFFCRYPTO] 2.3.5 (RC4 with CryptoAPI) and 2.3.6 (RC4); [MS-XLS] 2.2.10 (what of a workbook is not encrypted).
"""

import io
import struct
from collections.abc import Callable, Iterator
from typing import NamedTuple, TypeAlias

from msoffcrypto.method.rc4 import DocumentRC4
from msoffcrypto.method.rc4_cryptoapi import DocumentRC4CryptoAPI

from index.formats.extract import EncryptedError, UnreadableError

Decrypt: TypeAlias = Callable[[bytes], bytes]
"""From the bytes of a stream, from its first on, to the same number of bytes."""

# With this password Excel encrypts a file that may be read but not changed; it asks nobody for it
# ([MS-OFFCRYPTO] 2.4.2.3).
_EXCELS_OWN = "VelvetSweatshop"
_UNKNOWN = "it is encrypted in a way that is not read; save it without a password"
_FILEPASS, _SHEET = 0x2F, 0x85
# BOF, FilePass, UsrExcl, FileLock, InterfaceHdr, RRDInfo, RRDHead stay as they are.
_PLAIN = (0x809, _FILEPASS, 0x194, 0x195, 0xE1, 0x196, 0x138)


def decrypted_workbook(stream: bytes, password: str | None) -> bytes:
    """The stream of an encrypted workbook as it was before.

    Raises:
        EncryptedError: Its password is missing or wrong.
        UnreadableError: It is encrypted in another way, or damaged.
    """
    records = list(_records(stream))
    stated = next((record for record in records if record.kind == _FILEPASS), None)
    if stated is None or stream[stated.start : stated.start + 2] != b"\1\0":
        raise UnreadableError(_UNKNOWN)
    header = stream[stated.start + 2 : stated.end]
    found = bytearray(decryption(header, password, block=1024)(stream))
    for record in records:
        # Where a sheet begins is not encrypted, nor the head of any record.
        kept = record.end if record.kind in _PLAIN else record.start + 4 * (record.kind == _SHEET)
        found[record.start - 4 : kept] = stream[record.start - 4 : kept]
    # Without the record that says that it is encrypted.
    found[stated.start - 4 : stated.start - 2] = b"\0\0"
    return bytes(found)


def decryption(header: bytes, password: str | None, *, block: int = 512) -> Decrypt:
    """What decrypts the streams of a file with this header of its encryption.

    Args:
        header: From its version on.
        password: As the user gave it, or None.
        block: After so many bytes the key changes.

    Raises:
        EncryptedError: The password is missing or wrong.
        UnreadableError: It is encrypted in another way, or damaged.
    """
    try:
        major, minor = struct.unpack_from("<HH", header)
        if (major, minor) == (1, 1):
            cipher = _rc4(header[4:])
        elif minor == 2 and 2 <= major <= 4:
            cipher = _crypto_api(header[4:])
        else:
            raise UnreadableError(_UNKNOWN)
    except struct.error as error:
        raise UnreadableError("it is encrypted, and damaged") from error
    for tried in (password, _EXCELS_OWN):
        if tried and (decrypt := cipher(tried, block)):
            return decrypt
    raise EncryptedError.of(given=bool(password))


class _Record(NamedTuple):
    """A record of a workbook: its kind, and where its content begins and ends."""

    kind: int
    start: int
    end: int


def _records(stream: bytes) -> Iterator[_Record]:
    place = 0
    while place + 4 <= len(stream):
        kind, size = struct.unpack_from("<HH", stream, place)
        yield _Record(kind, place + 4, min(place + 4 + size, len(stream)))
        place += 4 + size


_Cipher: TypeAlias = Callable[[str, int], Decrypt | None]


def _rc4(header: bytes) -> _Cipher:
    salt, verifier, proof = struct.unpack_from("<16s16s16s", header)

    def cipher(password: str, block: int) -> Decrypt | None:
        if not DocumentRC4.verifypw(password, salt, verifier, proof):
            return None
        return lambda data: bytes(DocumentRC4.decrypt(password, salt, io.BytesIO(data), block).read())

    return cipher


def _crypto_api(header: bytes) -> _Cipher:
    (size,) = struct.unpack_from("<4xL", header)
    (bits,) = struct.unpack_from("<16xL", header, 8)
    salt, verifier, proof = struct.unpack_from("<4x16s16s4x20s", header, 8 + size)
    bits = bits or 40  # zero stands for 40 (2.3.5.1)
    if bits not in range(40, 129, 8):
        raise UnreadableError(_UNKNOWN)

    def cipher(password: str, block: int) -> Decrypt | None:
        if not DocumentRC4CryptoAPI.verifypw(password, salt, bits, verifier, proof):
            return None
        return lambda data: bytes(
            DocumentRC4CryptoAPI.decrypt(password, salt, bits, io.BytesIO(data), block).read()
        )

    return cipher
