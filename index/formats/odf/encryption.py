"""Decrypts the parts of an OpenDocument package (OpenDocument 1.3, part 2, section 5).

Each part has its own key: the password is hashed, and stretched with PBKDF2 or Argon2id. A part is compressed before
it is encrypted. LibreOffice 24.2 and newer encrypt the whole package as one part, "encrypted-package".
"""

import base64
import hashlib
import zlib
from typing import NamedTuple
from xml.etree.ElementTree import Element

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.decrepit.ciphers.algorithms import Blowfish
from cryptography.hazmat.decrepit.ciphers.modes import CFB
from cryptography.hazmat.primitives.ciphers import Cipher
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.ciphers.algorithms import AES
from cryptography.hazmat.primitives.ciphers.modes import CBC
from cryptography.hazmat.primitives.kdf.argon2 import Argon2id

from index.formats.archives.packages import MAX_MEMBER
from index.formats.extract import EncryptedError, UnreadableError
from index.formats.odf.names import EXTENDED, MANIFEST

_UNKNOWN = "it is encrypted in a way that is not read; save it again, with a password or without one"
_TOO_SLOW = "it is encrypted in a way that takes too long to open"
_DAMAGED = "it is encrypted, and damaged"
# LibreOffice writes 100,000 rounds, or 3 over 64 MiB on 4 lanes. A file that asks for far more is made to block the program.
_MOST_ROUNDS = 2_000_000
_MOST_PASSES, _MOST_KIB, _MOST_LANES = 16, 262_144, 16
# A checksum "SHA1/1K" or "sha256-1k" is that of the first kilobyte.
_CHECKED = 1024
_KEY_SIZES = (16, 24, 32)


class Encryption(NamedTuple):
    """How one part is encrypted, as META-INF/manifest.xml says.

    Attributes:
        cipher: The name of the algorithm, in small letters.
        vector: Its initialisation vector.
        start: The name of the hash of the password, in small letters.
        stretch: The name of the key derivation, in small letters.
        salt: Of that.
        rounds: Of PBKDF2, or passes of Argon2id.
        memory: Of Argon2id, in KiB.
        lanes: Of Argon2id.
        key_size: In bytes.
        checksum: Of the beginning of the compressed part, with the name of its hash; empty if there is none.
    """

    cipher: str
    vector: bytes
    start: str
    stretch: str
    salt: bytes
    rounds: int
    memory: int
    lanes: int
    key_size: int
    checksum: tuple[str, bytes]


def encryptions(manifest: Element) -> dict[str, Encryption]:
    """How each encrypted part of a package is encrypted, by the part's name.

    Raises:
        UnreadableError: The manifest is damaged, or the keys are not made from a password.
    """
    found = {}
    for entry in manifest.iter(f"{MANIFEST}file-entry"):
        data = entry.find(f"{MANIFEST}encryption-data")
        if data is not None:
            found[entry.get(f"{MANIFEST}full-path", "")] = _encryption(data)
    return found


def _encryption(data: Element) -> Encryption:
    algorithm, stretch = data.find(f"{MANIFEST}algorithm"), data.find(f"{MANIFEST}key-derivation")
    start = data.find(f"{MANIFEST}start-key-generation")
    if algorithm is None or stretch is None:  # those for OpenPGP have no key derivation
        raise UnreadableError(_UNKNOWN)
    # Files before OpenDocument 1.2 do not name it: it is SHA-1.
    start_name = "sha1" if start is None else start.get(f"{MANIFEST}start-key-generation-name", "sha1")
    # LibreOffice writes these attributes in its own namespace.
    argon = {
        name: stretch.get(f"{EXTENDED}argon2-{name}") or stretch.get(f"{MANIFEST}argon2-{name}") or "0"
        for name in ("iterations", "memory", "lanes")
    }
    try:
        return Encryption(
            cipher=algorithm.get(f"{MANIFEST}algorithm-name", "").lower(),
            vector=base64.b64decode(algorithm.get(f"{MANIFEST}initialisation-vector", "")),
            start=start_name.lower(),
            stretch=stretch.get(f"{MANIFEST}key-derivation-name", "").lower(),
            salt=base64.b64decode(stretch.get(f"{MANIFEST}salt", "")),
            rounds=int(stretch.get(f"{MANIFEST}iteration-count") or argon["iterations"]),
            memory=int(argon["memory"]),
            lanes=int(argon["lanes"]),
            key_size=int(stretch.get(f"{MANIFEST}key-size", "16")),
            checksum=(
                data.get(f"{MANIFEST}checksum-type", "").lower(),
                base64.b64decode(data.get(f"{MANIFEST}checksum", "")),
            ),
        )
    except ValueError as error:
        raise UnreadableError(_DAMAGED) from error


def decrypted(data: bytes, encryption: Encryption, password: str) -> bytes:
    """Decrypts a part.

    Raises:
        UnreadableError: The password is wrong, the part is damaged, or encrypted in a way that is not known.
    """
    key = _key(encryption, password)
    try:
        packed, padding = _deciphered(data, encryption, key)
    except InvalidTag as error:
        raise EncryptedError.of(given=True) from error
    except ValueError as error:  # a key, vector or length that the cipher can't have
        raise UnreadableError(_DAMAGED) from error
    # With Blowfish and CBC a wrong password gives noise, as damage does, and some noise can be unpacked: only the
    # checksum tells which.
    right = (
        not encryption.checksum[1]
        or _matches(packed, encryption.checksum)
        or _matches(packed + padding, encryption.checksum)
    )
    if not right:
        raise EncryptedError.of(given=True)
    unpacked = _inflated(packed)
    if unpacked is None:
        raise UnreadableError(_DAMAGED)
    return unpacked


def _key(encryption: Encryption, password: str) -> bytes:
    hashed = hashlib.sha256 if encryption.start.endswith("sha256") else hashlib.sha1
    start = hashed(password.encode("utf-8", "replace")).digest()
    if encryption.key_size not in _KEY_SIZES or not encryption.salt or encryption.rounds < 1:
        raise UnreadableError(_DAMAGED)
    # Algorithms have short names in older files and URIs in newer ones, so their ends are compared.
    if encryption.stretch.endswith("pbkdf2"):
        if encryption.rounds > _MOST_ROUNDS:
            raise UnreadableError(_TOO_SLOW)
        return hashlib.pbkdf2_hmac("sha1", start, encryption.salt, encryption.rounds, encryption.key_size)
    if not encryption.stretch.endswith("argon2id"):
        raise UnreadableError(_UNKNOWN)
    if encryption.rounds > _MOST_PASSES or encryption.memory > _MOST_KIB or encryption.lanes > _MOST_LANES:
        raise UnreadableError(_TOO_SLOW)
    try:
        return Argon2id(
            salt=encryption.salt,
            length=encryption.key_size,
            iterations=encryption.rounds,
            lanes=encryption.lanes,
            memory_cost=encryption.memory,
        ).derive(start)
    except ValueError as error:
        raise UnreadableError(_DAMAGED) from error


def _deciphered(data: bytes, encryption: Encryption, key: bytes) -> tuple[bytes, bytes]:
    """The compressed bytes, and the padding after them."""
    if encryption.cipher.endswith("-gcm"):  # as in XML Encryption 1.1: the vector comes first, the tag last
        sealed = data.removeprefix(encryption.vector)
        return AESGCM(key).decrypt(encryption.vector, sealed, None), b""
    # The cipher of OpenDocument 1.0 and 1.1.
    if "blowfish" in encryption.cipher:
        stream = Cipher(Blowfish(key), CFB(encryption.vector)).decryptor()
        return stream.update(data) + stream.finalize(), b""
    if not (encryption.cipher.endswith("-cbc") and "#aes" in encryption.cipher):
        raise UnreadableError(_UNKNOWN)
    stream = Cipher(AES(key), CBC(encryption.vector)).decryptor()
    filled = stream.update(data) + stream.finalize()
    padding = filled[-1] if filled and 0 < filled[-1] <= 16 else 0
    return filled[: len(filled) - padding], filled[len(filled) - padding :]


def _inflated(packed: bytes) -> bytes | None:
    """The unpacked data; None if it is not compressed data from start to end."""
    # Bare deflate data, without zlib's header, as in a zip file.
    stream = zlib.decompressobj(-zlib.MAX_WBITS)
    try:
        data = stream.decompress(packed, MAX_MEMBER)
    except zlib.error:
        return None
    if len(data) >= MAX_MEMBER:
        raise UnreadableError(f"it unpacks to more than {MAX_MEMBER // 1_000_000} MB")
    return data if stream.eof else None


def _matches(packed: bytes, checksum: tuple[str, bytes]) -> bool:
    name, expected = checksum
    hashed = hashlib.sha256 if "sha256" in name else hashlib.sha1
    return hashed(packed[:_CHECKED] if "1k" in name else packed).digest() == expected
