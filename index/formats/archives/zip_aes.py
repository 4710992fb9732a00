"""Members of zip files that are encrypted with AES, as 7-Zip, WinZip and Keka do; Python's `zipfile` does not read them.

Why not pyzipper: it needs pycryptodomex, a second library for what `cryptography` does.

The format is WinZip's AE-1 and AE-2 (https://www.winzip.com/en/support/aes-encryption/): a salt, two bytes by which most
wrong passwords are noticed, the encrypted data, and the first ten bytes of its HMAC-SHA1.
"""

import hashlib
import hmac
import struct
import zipfile
import zlib
from typing import NamedTuple

from cryptography.hazmat.primitives.ciphers import Cipher
from cryptography.hazmat.primitives.ciphers.algorithms import AES
from cryptography.hazmat.primitives.ciphers.modes import ECB

from index.formats.extract import EncryptedError

# All of these are fixed by the format. The method stands where the way of packing would be.
METHOD = 99
_HEADER = 0x9901
_ROUNDS = 1_000
_SEAL, _VERIFIER, _BLOCK = 10, 2, 16
# Many blocks in one call, as a call for every 16 bytes would be slow.
_BLOCKS_AT_ONCE = 4_096


class _Encryption(NamedTuple):
    """The length of the key in bytes, and how the member was packed before it was encrypted."""

    key: int
    method: int


def is_known(member: zipfile.ZipInfo) -> bool:
    """Whether a member that is encrypted with AES is packed in a way that is read."""
    return _encryption(member).method in (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED)


def unpack(data: bytes, member: zipfile.ZipInfo, password: bytes, size: int) -> bytes:
    """The first bytes of a member of the zip file `data`, at most `size`.

    Raises:
        EncryptedError: The password is another one.
        ValueError: The member is damaged; or `struct.error` or `zlib.error`.
    """
    encryption, sealed = _encryption(member), _sealed(data, member)
    # By the format the salt is half as long as the key.
    salt, rest = sealed[: encryption.key // 2], sealed[encryption.key // 2 :]
    verifier, encrypted, seal = rest[:_VERIFIER], rest[_VERIFIER:-_SEAL], rest[-_SEAL:]
    # One derivation gives three things in a row: the key, the key of the seal, and the verifier.
    keys = hashlib.pbkdf2_hmac("sha1", password, salt, _ROUNDS, 2 * encryption.key + _VERIFIER)
    if not hmac.compare_digest(keys[2 * encryption.key :], verifier):
        raise EncryptedError.of(given=True)
    if not hmac.compare_digest(
        hmac.digest(keys[encryption.key : 2 * encryption.key], encrypted, "sha1")[:_SEAL], seal
    ):
        # Checked before anything is unpacked: what was changed is not believed.
        raise ValueError("its seal is broken")
    packed = _deciphered(encrypted, keys[: encryption.key])
    if encryption.method == zipfile.ZIP_STORED:
        return packed[:size]
    return zlib.decompressobj(-zlib.MAX_WBITS).decompress(packed, max(size, 1))[:size]


def _encryption(member: zipfile.ZipInfo) -> _Encryption:
    extra = member.extra
    while len(extra) >= 4:
        kind, length = struct.unpack_from("<HH", extra)
        if kind == _HEADER:
            strength, method = struct.unpack_from("<4xBH", extra, 4)
            return _Encryption({1: 16, 2: 24, 3: 32}[strength], method)
        extra = extra[4 + length :]
    raise ValueError("it does not say how it is encrypted")


def _sealed(data: bytes, member: zipfile.ZipInfo) -> bytes:
    """The data behind the member's own header, whose length may differ from that in the directory."""
    name, extra = struct.unpack_from("<HH", data, member.header_offset + 26)
    start = member.header_offset + 30 + name + extra
    return data[start : start + member.compress_size]


def _deciphered(encrypted: bytes, key: bytes) -> bytes:
    """AES in counter mode, with a little-endian counter that begins with 1, which no library offers."""
    cipher = Cipher(AES(key), ECB()).encryptor()  # noqa: S305 (of counters, which makes it counter mode)
    pieces = []
    step = _BLOCK * _BLOCKS_AT_ONCE
    for first in range(0, len(encrypted), step):
        piece = encrypted[first : first + step]
        first_block = first // _BLOCK + 1
        counters = b"".join(
            counter.to_bytes(_BLOCK, "little")
            for counter in range(first_block, first_block + _BLOCKS_AT_ONCE)
        )
        stream = cipher.update(counters)[: len(piece)]
        # Python has no XOR of bytes; that of whole numbers is fast.
        pieces.append((int.from_bytes(piece) ^ int.from_bytes(stream)).to_bytes(len(piece)))
    return b"".join(pieces)
