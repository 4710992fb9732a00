import io
import zipfile

import pytest
from msoffcrypto.method.ecma376_agile import ECMA376Agile

from index.formats import File, UnreadableError
from index.formats.ooxml.encrypted import opened
from zip_files import zipped

# Made once: a zip file says when its members were written.
A_ZIP = zipped(
    (
        "[Content_Types].xml",
        '<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"/>',
    ),
    ("filling", b"0123456789" * 1000),
    method=zipfile.ZIP_STORED,
)


def encrypted(password):
    # Office hashes 100,000 times; a hundred make the tests quick.
    return ECMA376Agile.encrypt(password, io.BytesIO(A_ZIP), spin_count=100)


@pytest.fixture(scope="module")
def secret():
    return encrypted("open sesame")


def test_a_file_that_is_not_encrypted_stays_as_it_is():
    assert opened(File(name="a.docx", data=A_ZIP)) == A_ZIP


def test_the_password_opens_an_encrypted_file(secret):
    assert opened(File(name="a.docx", data=secret, password="open sesame")) == A_ZIP


def test_without_its_password_an_encrypted_file_says_what_to_do(secret):
    with pytest.raises(UnreadableError, match="give its password: pincite add --password"):
        opened(File(name="a.docx", data=secret))


def test_a_wrong_password_is_named_as_the_reason(secret):
    with pytest.raises(UnreadableError, match="the password does not open it"):
        opened(File(name="a.docx", data=secret, password="wrong"))


def test_what_excel_encrypts_without_asking_needs_no_password():
    assert opened(File(name="a.xlsx", data=encrypted("VelvetSweatshop"))) == A_ZIP


def test_more_hashing_than_office_does_is_not_begun(secret):
    usual = b'spinCount="100" saltSize="16" blockSize="16" keyBits="256"\n      '
    slow = secret.replace(usual, b'spinCount="9000000" saltSize="16" blockSize="16" keyBits="256"\n  ')
    assert slow != secret
    with pytest.raises(UnreadableError, match="takes too long"):
        opened(File(name="a.docx", data=slow, password="open sesame"))


@pytest.mark.parametrize("size", [4, 100, 512, 1500, 3000, 5000])
def test_a_truncated_file_is_unreadable_and_no_error(secret, size):
    with pytest.raises(UnreadableError):
        opened(File(name="a.docx", data=secret[:size], password="open sesame"))


def test_flipped_bytes_are_unreadable_and_no_error(secret):
    for place in range(0, 4096, 61):
        data = bytearray(secret)
        data[place] ^= 0xFF
        try:
            content = opened(File(name="a.docx", data=bytes(data), password="open sesame"))
        except UnreadableError:
            continue
        assert content in (A_ZIP, bytes(data)), place
