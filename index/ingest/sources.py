"""The sources of an ingest: files, and texts that are not in a file."""

import errno
import hashlib
import os
from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime
from pathlib import Path
from stat import S_ISREG
from typing import BinaryIO

from index.documents import Document
from index.errors import SourceError
from index.formats.builder import MAX_NAME
from index.formats.chats import slack
from index.formats.extract import Extract, File, ShowPage
from index.ingest.folders import leads_into
from index.ingest.libraries.about import About
from index.ingest.libraries.vaults import is_note
from index.ingest.titles import title_of

# A pipe or a device must not be waited for, nor become this process's terminal. Windows has no such flags.
_HOW_TO_OPEN = (
    os.O_RDONLY | getattr(os, "O_NONBLOCK", 0) | getattr(os, "O_NOCTTY", 0) | getattr(os, "O_BINARY", 0)
)

# A book of scanned pages is smaller. Larger files are dumps, or need more memory than the parser may use.
MAX_BYTES = 200_000_000
_PIECE = 1 << 20


@dataclass(frozen=True, slots=True, kw_only=True)
class FileStat:
    """What the file system says about a source, without reading it.

    Attributes:
        size: Bytes of the file; None if it is not a file.
        modified: Its modification time in nanoseconds since 1970, as `modified_time` gives it; None if it is not a file.
        date: When it was last changed, ISO 8601 in UTC; None if that is in no year from 1 to 9999.
    """

    size: int | None = None
    modified: int | None = None
    date: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class HowToRead:
    """How the content of a source is read; the attributes are those of `File`."""

    password: str | None = field(repr=False)
    ocr: bool
    seconds: int
    show_page: ShowPage


@dataclass(frozen=True, slots=True, kw_only=True)
class SourceFile:
    """One file to read, and the source to record for it.

    Attributes:
        path: Where it is.
        source: What is recorded.
        inside: The folder, without links, that it was found in and must not lead out of; None if it was named itself.
        container: The source of the archive or message that it is inside of, if it is read without that; or None.
        name: The name that tells what it is, where the end of its source does not; or None.
        in_vault: Whether it is in an Obsidian vault.
        about: What the library that it is of states about it; None if it is of none.
    """

    path: Path
    source: str
    inside: str | None = None
    container: str | None = None
    name: str | None = None
    in_vault: bool = False
    about: About | None = None

    @property
    def is_note(self) -> bool:
        """Whether it is a note of a vault: its name is its title, and its tags are how it is filed."""
        return self.in_vault and is_note(self.path.name)

    @property
    def text_title(self) -> None:
        """None: it is a file."""
        return

    def stat(self) -> FileStat:
        """Its size and modification time; empty if there is no such file."""
        try:
            status = self.path.stat()
        except OSError:
            return FileStat()
        return FileStat(size=status.st_size, modified=modified_time(status), date=_date(status))

    def read(self) -> bytes:
        """The file's content.

        Raises:
            SourceError: It is missing, not a regular file, not readable, or too large.
        """
        try:
            descriptor = os.open(self.path, _HOW_TO_OPEN)
        except FileNotFoundError as error:
            raise SourceError(self.source, "there is no such file or folder") from error
        except OSError as error:
            raise SourceError(self.source, _why_not_opened(error)) from error
        try:
            # Asked of what is open: a path may lead to something else a moment later.
            status = os.fstat(descriptor)
            if not S_ISREG(status.st_mode):
                raise SourceError(self.source, "it is not a regular file")
            if self.inside is not None and not self._is_inside(status):
                raise SourceError(self.source, "it is a link out of the folder")
            return self._content(descriptor, status.st_size)
        except OSError as error:
            raise SourceError(self.source, f"it can't be read ({error.strerror})") from error
        finally:
            os.close(descriptor)

    def _is_inside(self, opened: os.stat_result) -> bool:
        return leads_into(self.path, self.inside or "") and os.path.samestat(opened, self.path.stat())

    def _content(self, descriptor: int, size: int) -> bytes:
        # Asked before reading, so that a huge file does not fill the memory; and limited while reading, since those of
        # /proc say that they are empty, and a log grows.
        if size <= MAX_BYTES:
            with open(descriptor, "rb", closefd=False) as file:
                data = b"".join(_pieces(file, size + 1))
            if len(data) <= MAX_BYTES:
                return data
        raise SourceError(self.source, f"it is larger than {MAX_BYTES // 1_000_000} MB; split it")

    def as_file(self, data: bytes, how: HowToRead) -> File:
        """Its content, with all that reading it takes of what is beside it."""
        beside = self._names_beside()
        name = self.name or Path(self.source).name
        return File(
            # The folder of a day is its channel.
            name=f"{Path(self.source).parent.name}/{name}" if beside else name,
            data=data,
            beside=beside,
            is_note=self.is_note,
            password=how.password,
            ocr=how.ocr,
            seconds=how.seconds,
            show_page=how.show_page,
        )

    def _names_beside(self) -> tuple[str, ...]:
        """The texts of the files of Slack's export that name people and channels, if this is a day of one.

        Only what is in the folder that was added is looked at.
        """
        if self.inside is None or not slack.is_day(self.path.name):
            return ()
        folder = self.path.parent.parent
        texts = {name: self._text_beside(folder / name) for name in slack.NAMES_BESIDE}
        is_export = all(texts[name] for name in slack.NAMES_BESIDE[:2])
        return tuple(filter(None, texts.values())) if is_export else ()

    def _text_beside(self, path: Path) -> str:
        if not path.is_file():
            return ""
        try:
            return replace(self, path=path).read().decode("utf-8", "replace")
        except SourceError:
            return ""

    def is_at(self, source: str) -> bool:
        """Whether this file can be read again from `source` as a path."""
        return source == str(self.path)


def _cut(value: str) -> str:
    """A value of at most `MAX_NAME` characters; of a list with its last members left out, since half of one is another."""
    if len(value) <= MAX_NAME:
        return value
    end = value.rfind("; ", 0, MAX_NAME)
    return value[: end if end > 0 else MAX_NAME]


def path_as_text(path: str | Path) -> str:
    r"""A path as it is recorded: a file name need not be UTF-8, and bytes that are not are written "\xff"."""
    # SQLite stores no half characters, so that one such name would stop a whole `add`.
    return os.fsencode(path).decode("utf-8", "backslashreplace")


def _pieces(file: BinaryIO, first: int) -> Iterator[bytes]:
    """The content in pieces, one of which is mostly all of it, up to a byte more than is read of a file."""
    left, wanted = MAX_BYTES + 1, first
    # As much as is asked for is allocated, whatever there is: so no more than a file says that it has.
    while left and (piece := file.read(min(wanted, left))):
        yield piece
        left, wanted = left - len(piece), _PIECE


def modified_time(status: os.stat_result) -> int:
    """The modification time of a file in nanoseconds since 1970, as it is stored and compared.

    Times before 1677 and after 2262 need more than the 64 bits that SQLite has, and lose what is above.
    """
    return (status.st_mtime_ns + 2**63) % 2**64 - 2**63


def _date(status: os.stat_result) -> str | None:
    try:
        return datetime.fromtimestamp(status.st_mtime_ns // 10**9, UTC).isoformat()
    # Whatever the clock of its machine said, or a program that sets times: the text can be read all the same.
    except (ValueError, OverflowError, OSError):
        return None


def _why_not_opened(error: OSError) -> str:
    if error.errno == errno.ELOOP:
        return "it is a link that leads to itself"
    # A socket, or a device that is not there.
    if error.errno == errno.ENXIO:
        return "it is not a regular file"
    return f"it can't be read ({error.strerror})"


def to_document(
    source: str,
    hash_: str,
    extract: Extract,
    *,
    date: str | None = None,
    is_note: bool = False,
    space: str = "",
) -> Document:
    """The document of an extract. Its id is a hash of its source, its content and its space.

    Names that go on and on are cut, since each passage carries them. `is_note` says that it is a note of a vault.
    """
    # Two people may add the same file, and neither may learn of the other by that. Without spaces ids are as ever.
    named = "\0".join((source, hash_, space) if space else (source, hash_))
    return Document(
        id=hashlib.sha256(named.encode("utf-8", "surrogateescape")).hexdigest()[:16],
        title=title_of(extract, source, is_note=is_note)[:MAX_NAME],
        source=source,
        text=extract.text,
        sections=tuple(
            section if len(section.name) <= MAX_NAME else replace(section, name=section.name[:MAX_NAME])
            for section in extract.sections
        ),
        metadata={name: _cut(value) for name, value in extract.metadata.items()},
        date=extract.metadata.get("date") or date,
        report=extract.report,
        blocks=extract.blocks,
    )
