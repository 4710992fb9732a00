"""Zip files that are encrypted with AES, as 7-Zip writes them."""

import base64
import hashlib
import hmac
import struct
import zipfile
import zlib

import pytest
from cryptography.hazmat.primitives.ciphers import Cipher
from cryptography.hazmat.primitives.ciphers.algorithms import AES
from cryptography.hazmat.primitives.ciphers.modes import ECB
from hypothesis import given
from hypothesis import strategies as st

from index.formats.archives.packages import Package
from index.formats.extract import EncryptedError, UnreadableError

# Made with `7zz a -tzip -popen -mem=AES128 (and AES256) a.zip a.txt b.txt`: one is stored, one deflated.
SHORT_KEY = base64.b64decode(
    "UEsDBDMAAQBjAFcZfF0AAAAAIAAAAAwAAAAFAAsAYS50eHQBmQcAAgBBRQEAADygmJE6snACKryVrR3uveXg6VDhYeywrjLtUyFN"
    "YCYOUEsDBDMAAQBjAFcZfF0AAAAAUQAAAJAGAAAFAAsAYi50eHQBmQcAAgBBRQEIAJQF0A2hEGywTZm2QBTyfQDdX724GGFR3H8u"
    "izytOncGwyiC9I/jYXHzqGACjXr5+ayCREU7f3ly21Y0+uWR5LFJe06ege543sz5q2kzbA2QoFBLAQI/AzMAAQBjAFcZfF0AAAAA"
    "IAAAAAwAAAAFAC8AAAAAAAAAIICkgQAAAABhLnR4dAoAIAAAAAAAAQAYAJA6AQ/mft0BAAAAAAAAAAAAAAAAAAAAAAGZBwACAEFF"
    "AQAAUEsBAj8DMwABAGMAVxl8XQAAAABRAAAAkAYAAAUALwAAAAAAAAAggKSBTgAAAGIudHh0CgAgAAAAAAABABgAvewDD+Z+3QEA"
    "AAAAAAAAAAAAAAAAAAAAAZkHAAIAQUUBCABQSwUGAAAAAAIAAgDEAAAAzQAAAAAA"
)
LONG_KEY = base64.b64decode(
    "UEsDBDMAAQBjAFcZfF0AAAAAKAAAAAwAAAAFAAsAYS50eHQBmQcAAgBBRQMAALzszcA5xps2MmjFfNBC5adcyZFNLZQSWez4jS1U"
    "KdpNXW9tEtgRn6ZQSwMEMwABAGMAVxl8XQAAAABZAAAAkAYAAAUACwBiLnR4dAGZBwACAEFFAwgAjdI0Z+xS+Ih6pnQ4EZoLUWxq"
    "2HEBMLRZ/oAx9jvHXjTswOec68tYt+4QqPGN5DLibbAJ1X0imymUY+y/hpPzYbb4at5ejPsy+x8dBRVZrQplfb3muLTWmb1QSwEC"
    "PwMzAAEAYwBXGXxdAAAAACgAAAAMAAAABQAvAAAAAAAAACCApIEAAAAAYS50eHQKACAAAAAAAAEAGACQOgEP5n7dAQAAAAAAAAAA"
    "AAAAAAAAAAABmQcAAgBBRQMAAFBLAQI/AzMAAQBjAFcZfF0AAAAAWQAAAJAGAAAFAC8AAAAAAAAAIICkgVYAAABiLnR4dAoAIAAA"
    "AAAAAQAYAL3sAw/mft0BAAAAAAAAAAAAAAAAAAAAAAGZBwACAEFFAwgAUEsFBgAAAAACAAIAxAAAAN0AAAAAAA=="
)
LINES = b"Line after line of the same secret words. " * 40


@pytest.mark.parametrize("data", [SHORT_KEY, LONG_KEY], ids=["128", "256"])
def test_what_seven_zip_encrypts_opens_with_its_password(data):
    package = Package(data, "open")
    assert (package.read("a.txt"), package.read("b.txt")) == (b"secret words", LINES)
    assert package.beginning("b.txt", 4) == b"Line"


@pytest.mark.parametrize("data", [SHORT_KEY, LONG_KEY], ids=["128", "256"])
def test_it_needs_its_password(data):
    with pytest.raises(EncryptedError, match="it is encrypted; give its password: pincite add --password"):
        Package(data).read("a.txt")
    with pytest.raises(EncryptedError, match="it is encrypted, and the password does not open it"):
        Package(data, "wrong").read("b.txt")


def encrypted(data, *, password=b"open", packing=zipfile.ZIP_STORED, strength=2):
    """A zip file of one member, written by the format's description, a block at a time."""
    key_length = {1: 16, 2: 24, 3: 32}.get(strength, 16)
    salt = bytes(range(key_length // 2))
    keys = hashlib.pbkdf2_hmac("sha1", password, salt, 1_000, 2 * key_length + 2)
    cipher = Cipher(AES(keys[:key_length]), ECB()).encryptor()
    compressor = zlib.compressobj(wbits=-15)
    plain = data if packing == zipfile.ZIP_STORED else compressor.compress(data) + compressor.flush()
    blocks = [plain[at : at + 16] for at in range(0, len(plain), 16)]
    streams = [cipher.update(number.to_bytes(16, "little")) for number in range(1, len(blocks) + 1)]
    hidden = b"".join(
        bytes(a ^ b for a, b in zip(*pair, strict=False)) for pair in zip(blocks, streams, strict=True)
    )
    seal = hmac.digest(keys[key_length : 2 * key_length], hidden, "sha1")[:10]
    body = salt + keys[2 * key_length :] + hidden + seal
    extra = struct.pack("<HHH2sBH", 0x9901, 7, 2, b"AE", strength, packing)
    header = struct.pack("<HHHHHIIIHH", 51, 1, 99, 0, 33, 0, len(body), len(data), 5, len(extra))
    first = b"PK\3\4" + header + b"a.txt" + extra
    entry = b"PK\1\2" + struct.pack("<H", 51) + header + struct.pack("<HHHII", 0, 0, 0, 0, 0)
    directory = entry + b"a.txt" + extra
    end = struct.pack("<HHHHIIH", 0, 0, 1, 1, len(directory), len(first) + len(body), 0)
    return first + body + directory + b"PK\5\6" + end


@pytest.mark.parametrize("packing", [zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED])
@pytest.mark.parametrize("size", [0, 1, 16, 65_536, 70_001])
def test_every_size_opens(size, packing):
    data = (hashlib.sha512(b"noise").digest() * 1_100)[:size]
    assert Package(encrypted(data, packing=packing), "open").read("a.txt") == data


def test_what_is_packed_in_another_way_is_refused_with_what_to_do():
    with pytest.raises(UnreadableError, match="not read; unpack it and add the folder"):
        Package(encrypted(b"words", packing=zipfile.ZIP_LZMA), "open").read("a.txt")


def test_a_key_of_a_length_that_there_is_not_is_damage():
    with pytest.raises(UnreadableError, match="it is damaged: its part"):
        Package(encrypted(b"words", strength=9), "open").read("a.txt")


def test_a_member_that_was_changed_is_not_believed():
    data = encrypted(b"words of old")
    place = data.index(b"a.txt") + 5 + 11 + 12 + 2
    with pytest.raises(EncryptedError, match="its password is another, or it is damaged"):
        Package(data[:place] + b"?" + data[place + 1 :], "open").read("a.txt")


def test_no_more_is_unpacked_than_the_directory_says():
    data = encrypted(bytes(500_000), packing=zipfile.ZIP_DEFLATED)
    small = data.replace(struct.pack("<I", 500_000), struct.pack("<I", 10))
    assert Package(small, "open").read("a.txt") == bytes(10)


@given(st.binary(max_size=40), st.integers(0, 430))
def test_damage_ends_in_a_reason(noise, place):
    damaged = LONG_KEY[:place] + noise + LONG_KEY[place + len(noise) :]
    try:
        package = Package(damaged, "open")
        contents = [package.read(name) for name in package.names]
    except UnreadableError:
        return
    # The content is sealed. How long it is, and whether it is packed, stands outside of the seal.
    packed = Package(LONG_KEY[:415] + b"\0" + LONG_KEY[416:], "open").read("b.txt")
    sealed = (b"secret words", LINES, packed)
    assert all(any(whole.startswith(content) for whole in sealed) for content in contents)
