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
    # Office hashes 100,000 times; a hundred keep the tests quick.
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


def test_a_file_that_excel_encrypted_with_its_own_password_opens_without_one():
    assert opened(File(name="a.xlsx", data=encrypted("VelvetSweatshop"))) == A_ZIP


def test_far_more_hashing_than_office_does_is_refused(secret):
    usual = b'spinCount="100" saltSize="16" blockSize="16" keyBits="256"\n      '
    slow = secret.replace(usual, b'spinCount="9000000" saltSize="16" blockSize="16" keyBits="256"\n  ')
    assert slow != secret
    with pytest.raises(UnreadableError, match="takes too long"):
        opened(File(name="a.docx", data=slow, password="open sesame"))


@pytest.mark.parametrize("size", [4, 100, 512, 1500, 3000, 5000])
def test_a_truncated_file_is_unreadable_and_does_not_crash(secret, size):
    with pytest.raises(UnreadableError):
        opened(File(name="a.docx", data=secret[:size], password="open sesame"))


def test_a_flipped_byte_is_damage_with_a_reason_or_leaves_a_zip_file(secret):
    reasons = []
    for place in range(61, 4096, 61):
        data = bytearray(secret)
        data[place] ^= 0xFF
        try:
            content = opened(File(name="a.docx", data=bytes(data), password="open sesame"))
        except UnreadableError as error:
            reasons.append(str(error))
            continue
        assert content in (A_ZIP, bytes(data)), place
    assert any("damaged" in reason for reason in reasons)
