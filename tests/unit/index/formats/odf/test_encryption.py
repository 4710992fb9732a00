import base64
import hashlib
import os
import zlib
from functools import partial
from xml.etree.ElementTree import fromstring

import pytest
from cryptography.hazmat.decrepit.ciphers.algorithms import Blowfish
from cryptography.hazmat.decrepit.ciphers.modes import CFB
from cryptography.hazmat.primitives.ciphers import Cipher
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.ciphers.algorithms import AES
from cryptography.hazmat.primitives.ciphers.modes import CBC
from cryptography.hazmat.primitives.kdf.argon2 import Argon2id
from hypothesis import given, settings
from hypothesis import strategies as st

from extracts import blocks, check
from index.formats.extract import EncryptedError, File, UnreadableError
from index.formats.odf.encryption import decrypted, encryptions
from index.formats.odf.reader import read_odt
from odf_files import OASIS, parts
from zip_files import zipped

ENTRY = (
    '<manifest:file-entry manifest:full-path="{name}"><manifest:encryption-data manifest:checksum-type="{kind}" '
    'manifest:checksum="{checksum}"><manifest:algorithm manifest:algorithm-name="{cipher}" '
    'manifest:initialisation-vector="{vector}"/><manifest:key-derivation manifest:key-derivation-name="{stretch}" '
    'manifest:key-size="{size}" manifest:salt="{salt}" {rounds}/>{start}</manifest:encryption-data>'
    "</manifest:file-entry>"
)
START = '<manifest:start-key-generation manifest:start-key-generation-name="http://www.w3.org/2000/09/xmldsig#sha256" manifest:key-size="32"/>'


def b64(data):
    return base64.b64encode(data).decode()


def deflated(data):
    stream = zlib.compressobj(wbits=-15)
    return stream.compress(data) + stream.flush()


def manifest(entries):
    names = f'xmlns:manifest="{OASIS}manifest:1.0" xmlns:loext="urn:org:documentfoundation:names:experimental:office:xmlns:loext:1.0"'
    return f"<manifest:manifest {names}>{''.join(entries)}</manifest:manifest>"


def aes_entry(name, text, password, rounds=1000):
    packed = deflated(text.encode())
    salt, vector = os.urandom(16), os.urandom(16)
    key = hashlib.pbkdf2_hmac("sha1", hashlib.sha256(password.encode()).digest(), salt, rounds, 32)
    padding = 16 - len(packed) % 16
    filled = packed + os.urandom(padding - 1) + bytes([padding])
    stream = Cipher(AES(key), CBC(vector)).encryptor()
    entry = ENTRY.format(
        name=name,
        kind=OASIS + "manifest:1.0#sha256-1k",
        checksum=b64(hashlib.sha256(packed[:1024]).digest()),
        cipher="http://www.w3.org/2001/04/xmlenc#aes256-cbc",
        vector=b64(vector),
        stretch="PBKDF2",
        size=32,
        salt=b64(salt),
        rounds=f'manifest:iteration-count="{rounds}"',
        start=START,
    )
    return entry, stream.update(filled) + stream.finalize()


def blowfish_entry(name, text, password):
    packed = deflated(text.encode())
    salt, vector = os.urandom(16), os.urandom(8)
    key = hashlib.pbkdf2_hmac("sha1", hashlib.sha1(password.encode()).digest(), salt, 1024, 16)
    stream = Cipher(Blowfish(key), CFB(vector)).encryptor()
    entry = ENTRY.format(
        name=name,
        kind="SHA1/1K",
        checksum=b64(hashlib.sha1(packed[:1024]).digest()),
        cipher="Blowfish CFB",
        vector=b64(vector),
        stretch="PBKDF2",
        size=16,
        salt=b64(salt),
        rounds='manifest:iteration-count="1024"',
        start="",
    )
    return entry, stream.update(packed) + stream.finalize()


def encrypted(entry_of, **others):
    entries, members = [], {"mimetype": "application/vnd.oasis.opendocument.text"}
    for name, text in parts("text", "<text:p>Secret.</text:p>").items():
        entry, members[name] = entry_of(name, text, "sésame", **others)
        entries.append(entry)
    members["META-INF/manifest.xml"] = manifest(entries)
    return members


def whole_entry(memory=8192):
    data = deflated(zipped(*parts("text", "<text:p>Secret.</text:p>").items()))
    salt, vector = os.urandom(16), os.urandom(12)
    start = hashlib.sha256("sésame".encode()).digest()
    key = Argon2id(salt=salt, length=32, iterations=3, lanes=4, memory_cost=8192).derive(start)
    entry = ENTRY.format(
        name="encrypted-package",
        kind="",
        checksum="",
        cipher="http://www.w3.org/2009/xmlenc11#aes256-gcm",
        vector=b64(vector),
        stretch="urn:org:documentfoundation:names:experimental:office:manifest:argon2id",
        size=32,
        salt=b64(salt),
        rounds=f'loext:argon2-iterations="3" loext:argon2-memory="{memory}" loext:argon2-lanes="4"',
        start=START,
    )
    sealed = vector + AESGCM(key).encrypt(vector, data, None)
    return {"encrypted-package": sealed, "META-INF/manifest.xml": manifest([entry])}


def open_encrypted(members, password):
    return read_odt(File(name="a.odt", data=zipped(*members.items()), password=password))


@pytest.mark.parametrize(
    "make", [lambda: encrypted(aes_entry), lambda: encrypted(blowfish_entry), whole_entry]
)
def test_encrypted_files_open_with_their_password_only(make):
    members = make()
    assert blocks(open_encrypted(members, "sésame")) == ["Secret."]
    with pytest.raises(UnreadableError, match=r"^it is encrypted, and the password does not open it$"):
        open_encrypted(members, "other")
    with pytest.raises(
        UnreadableError, match=r"^it is encrypted; give its password: pincite add --password$"
    ):
        open_encrypted(members, None)


def test_a_wrong_password_whose_noise_can_be_unpacked_is_still_wrong():
    members = encrypted(partial(aes_entry, rounds=1))
    entry = encryptions(fromstring(members["META-INF/manifest.xml"]))["content.xml"]
    unchecked = entry._replace(checksum=("", b""))

    def unpacks(password):
        try:
            decrypted(members["content.xml"], unchecked, password)
        except UnreadableError:
            return False
        return True

    password = next(name for name in map(str, range(100_000)) if unpacks(name))
    with pytest.raises(EncryptedError):
        decrypted(members["content.xml"], entry, password)


def test_a_manifest_that_names_its_dtd_is_read():
    members = encrypted(blowfish_entry)
    members["META-INF/manifest.xml"] = (
        '<?xml version="1.0"?><!DOCTYPE manifest:manifest PUBLIC "-//OpenOffice.org//DTD Manifest 1.0//EN" "Manifest.dtd">'
        + members["META-INF/manifest.xml"]
    )
    assert blocks(open_encrypted(members, "sésame")) == ["Secret."]


def test_a_damaged_encrypted_part_is_not_a_wrong_password():
    members = encrypted(blowfish_entry)
    long = "<text:p>" + " ".join(str(number**3) for number in range(3000)) + "</text:p>"
    entry, data = blowfish_entry("content.xml", parts("text", long)["content.xml"], "sésame")
    members["content.xml"] = data[:-2000]
    members["META-INF/manifest.xml"] = manifest([entry])
    with pytest.raises(UnreadableError, match=r"^it is encrypted, and damaged$"):
        open_encrypted(members, "sésame")


def test_what_would_take_too_long_to_open_is_refused():
    slow = encrypted(aes_entry)
    slow["META-INF/manifest.xml"] = slow["META-INF/manifest.xml"].replace(
        'count="1000"', 'count="2000000000"'
    )
    for members in (slow, whole_entry(memory=4_000_000)):
        with pytest.raises(UnreadableError, match="takes too long to open"):
            open_encrypted(members, "sésame")


def test_keys_without_a_password_are_refused():
    entry = (
        '<manifest:file-entry manifest:full-path="encrypted-package"><manifest:encryption-data>'
        '<manifest:algorithm manifest:algorithm-name="x"/></manifest:encryption-data></manifest:file-entry>'
    )
    members = {"encrypted-package": b"x", "META-INF/manifest.xml": manifest([entry])}
    with pytest.raises(UnreadableError, match="encrypted in a way that is not read"):
        open_encrypted(members, "sésame")


@given(st.integers(0, 10_000), st.integers(0, 255), st.sampled_from([None, "sésame"]))
@settings(max_examples=150, deadline=None)
def test_damaged_files_end_in_a_reason(place_at, byte, password):
    data = bytearray(DAMAGED)
    data[place_at % len(data)] = byte
    try:
        check(read_odt(File(name="a.odt", data=bytes(data), password=password)))
    except UnreadableError as error:
        assert str(error)


DAMAGED = zipped(*encrypted(blowfish_entry).items())
