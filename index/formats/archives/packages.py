"""Opens zip files: archives, and the Office, OpenDocument and EPUB files that are zip files inside.

Nothing is written to disk. `zipfile` never unpacks more of a member than its stated size. So a bomb is refused before
any of it is unpacked, and members that share their packed bytes (D. Fifield, "A better zip bomb", WOOT 2019) reach the
limit for all members together.
"""

import io
import stat
import struct
import zipfile
import zlib
from pathlib import PurePosixPath

from index.formats.archives import zip_aes
from index.formats.archives.attached import UniqueNames
from index.formats.characters.code_pages import likeliest
from index.formats.extract import EncryptedError, UnreadableError

MAX_MEMBERS = 10_000
MAX_MEMBER = 100_000_000
MAX_TOTAL = 200_000_000
# Deflate reaches 1,032 to 1, real text stays below 100. Small members can do no harm.
_MAX_RATIO = 200
_RATIO_FROM = 1_000_000
# `zipfile` makes an object of 700 bytes for each entry before it says how many there are.
_ENTRY = b"PK\x01\x02"
_MAX_ENTRIES = 20 * MAX_MEMBERS

# Bits of a member's flags (PKWARE's APPNOTE.TXT, 4.4.4): it is encrypted, its name is in UTF-8.
_ENCRYPTED, _UTF_8 = 0x1, 0x800
# From bzip2 and LZMA `zipfile` unpacks without a limit.
_METHODS = (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED)
# What `zipfile` and `zlib` raise where a file is damaged.
_DAMAGED = (
    zipfile.BadZipFile,
    zlib.error,
    struct.error,
    OSError,
    EOFError,
    ValueError,
    OverflowError,
    IndexError,
    KeyError,
)


class Package:
    """The members of a zip file. Names have forward slashes; a second "a.txt" is called "a (2).txt"."""

    def __init__(self, data: bytes, password: str | None = None) -> None:
        """Opens it.

        Raises:
            UnreadableError: It is damaged, or holds too much.
        """
        if data.count(_ENTRY) > _MAX_ENTRIES:
            raise UnreadableError(f"it holds more than {MAX_MEMBERS:,} files; split it")
        try:
            self._zip = zipfile.ZipFile(io.BytesIO(data))
            self._data = data
        except (NotImplementedError, *_DAMAGED) as error:
            raise UnreadableError("it is a damaged zip file") from error
        self._password = password.encode("utf-8", "replace") if password else None
        self._read = 0
        members = [member for member in self._zip.infolist() if member.filename and not member.is_dir()]
        if len(members) > MAX_MEMBERS:
            raise UnreadableError(f"it holds {len(members):,} files, more than {MAX_MEMBERS:,}; split it")
        unique = UniqueNames()
        self._members = {unique.give(_name(member)): member for member in members}

    @property
    def names(self) -> list[str]:
        """Members that are plain files and whose names do not lead outside, in the file's order."""
        return [
            name for name, member in self._members.items() if not _is_link(member) and _stays_inside(name)
        ]

    @property
    def left_out(self) -> list[str]:
        """Members that are links, or whose names lead outside."""
        return [name for name, member in self._members.items() if _is_link(member) or not _stays_inside(name)]

    @property
    def size(self) -> int:
        """How many bytes all its members have unpacked, at most."""
        return sum(member.file_size for member in self._members.values())

    def __contains__(self, name: str) -> bool:
        return name in self._members

    def read(self, name: str, *, limit: int = MAX_MEMBER) -> bytes:
        """The bytes of a member.

        Raises:
            UnreadableError: There is none, or it is damaged, encrypted, or larger than it may be.
        """
        member = self._member(name)
        if member.file_size > limit or self._read + member.file_size > MAX_TOTAL:
            raise UnreadableError(
                f"it unpacks to more than {min(limit, MAX_TOTAL) / 1_000_000:,g} MB ({name})"
            )
        ratio = member.file_size // max(member.compress_size, 1)
        if member.file_size > _RATIO_FROM and ratio > _MAX_RATIO:
            raise UnreadableError(f"its part {name} unpacks to {ratio:,} times its size, like a bomb")
        data = self._unpacked(name, member, member.file_size)
        self._read += len(data)
        return data

    def beginning(self, name: str, size: int) -> bytes:
        """The first bytes of a member, at most `size`, to tell what it is.

        Raises:
            UnreadableError: There is none, or it is damaged or encrypted.
        """
        return self._unpacked(name, self._member(name), size)

    def _member(self, name: str) -> zipfile.ZipInfo:
        if name not in self._members:
            raise UnreadableError(f"it is damaged: its part {name} is missing")
        member = self._members[name]
        if not self._is_known(name, member):
            raise UnreadableError("it is packed in a way that is not read; unpack it and add the folder")
        if member.flag_bits & _ENCRYPTED and not self._password:
            raise EncryptedError.of(given=False)
        return member

    @staticmethod
    def _is_known(name: str, member: zipfile.ZipInfo) -> bool:
        if member.compress_type != zip_aes.METHOD:
            return member.compress_type in _METHODS
        try:
            return zip_aes.is_known(member)
        except _DAMAGED as error:
            raise UnreadableError(f"it is damaged: its part {name} can't be unpacked") from error

    def _unpacked(self, name: str, member: zipfile.ZipInfo, size: int) -> bytes:
        try:
            if member.compress_type == zip_aes.METHOD:
                return zip_aes.unpack(self._data, member, self._password or b"", size)
            with self._zip.open(member, pwd=self._password) as stream:
                return stream.read(size)
        # It is a ValueError as well, and would be taken for damage below.
        except EncryptedError:
            raise
        except NotImplementedError as error:
            raise UnreadableError(
                "it is packed in a way that is not read; unpack it and add the folder"
            ) from error
        except RuntimeError as error:  # what zipfile raises for a wrong password
            raise EncryptedError.of(given=True) from error
        except _DAMAGED as error:
            damaged = f"it is damaged: its part {name} can't be unpacked"
            # One wrong password in 256 passes the test of ZipCrypto.
            if member.flag_bits & _ENCRYPTED:
                raise EncryptedError(f"its password is another, or {damaged}") from error
            raise UnreadableError(damaged) from error


def _name(member: zipfile.ZipInfo) -> str:
    """The member's name. Many programs write it in UTF-8 or in their own code page without stating so."""
    name = member.filename
    if not (member.flag_bits & _UTF_8 or name.isascii()):
        try:
            # `zipfile` reads such names in code page 437, the format's own. This gives the bytes back.
            raw = name.encode("cp437")
            name = raw.decode("utf-8")
        except UnicodeEncodeError:  # its name was in an extra field
            pass
        except UnicodeDecodeError:
            name = raw.decode(likeliest(raw, "cp437") or "cp437", "replace")
    return name.replace("\\", "/")


def _is_link(member: zipfile.ZipInfo) -> bool:
    # Unix keeps a file's mode in the upper half. The content of a link is a path, not text.
    return stat.S_ISLNK(member.external_attr >> 16)


def _stays_inside(name: str) -> bool:
    # A colon in the first part is that of a drive of Windows, as in "C:/".
    path = PurePosixPath(name)
    return bool(path.parts) and not path.is_absolute() and ".." not in path.parts and ":" not in path.parts[0]
