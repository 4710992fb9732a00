"""Opens Office files that a password protects: an OLE container around the encrypted zip file."""

import io
import struct
from xml.parsers.expat import ExpatError

from cryptography.exceptions import UnsupportedAlgorithm
from msoffcrypto.exceptions import DecryptionError, FileFormatError, InvalidKeyError, ParseError
from msoffcrypto.format.ooxml import OOXMLFile

from index.formats.extract import EncryptedError, File, UnreadableError

_OLE = b"\xd0\xcf\x11\xe0"
_ZIP = b"PK"
# With this password Excel encrypts a file that may be read but not changed; it asks nobody for it
# ([MS-OFFCRYPTO] 2.4.2.3).
_EXCELS_OWN = "VelvetSweatshop"
# Office hashes a password 100,000 times. Ten million, which the format allows, take half a minute.
_MOST_SPINS = 1_000_000

_DAMAGED = (
    ParseError, ExpatError, OSError, EOFError, struct.error, ValueError, IndexError, KeyError, TypeError,
    AttributeError, OverflowError, AssertionError, UnsupportedAlgorithm,
)  # fmt: skip


def opened(file: File) -> bytes:
    """The bytes of a Word, Excel or PowerPoint file as a zip file, decrypted if it is encrypted.

    Raises:
        EncryptedError: It is encrypted, and its password is missing or wrong.
        UnreadableError: It is damaged.
    """
    if not file.data.startswith(_OLE):
        return file.data
    container = _container(file.data)
    for password in (file.password, _EXCELS_OWN):
        if password and (data := _decrypted(container, password)):
            return data
    raise EncryptedError.of(given=bool(file.password))


def _container(data: bytes) -> OOXMLFile:
    try:
        container = OOXMLFile(io.BytesIO(data))
    except (FileFormatError, DecryptionError) as error:
        raise UnreadableError(
            "it is encrypted in a way that is not read; save it with a password or without one"
        ) from error
    except _DAMAGED as error:
        raise UnreadableError("it is encrypted, and damaged") from error
    if container.info.get("spinValue", 0) > _MOST_SPINS:
        raise UnreadableError("it is encrypted in a way that takes too long to open")
    return container


def _decrypted(container: OOXMLFile, password: str) -> bytes | None:
    """The zip file inside; None if the password is not the right one."""
    out = io.BytesIO()
    try:
        container.load_key(password=password, verify_password=True)
        container.decrypt(out)
    except InvalidKeyError:
        return None
    except (DecryptionError, *_DAMAGED) as error:
        raise UnreadableError("it is encrypted, and damaged") from error
    data = out.getvalue()
    return data if data.startswith(_ZIP) else None
