"""The sources of an ingest: files, and texts that are not in a file."""

import hashlib
import os
from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from pathlib import Path

from index.documents import Document
from index.errors import SourceError
from index.formats.characters.clean import clean
from index.formats.dispatch import has_words
from index.formats.extract import Extract, File, ShowPage, UnreadableError
from index.formats.text.plain import read_plain
from index.parsing.members import Member, content_hash, read_members
from index.parsing.process import ParserProcess

# A book of scanned pages is smaller. Larger files are dumps, or need more memory than the parser may use.
MAX_BYTES = 200_000_000


@dataclass(frozen=True, slots=True, kw_only=True)
class FileStat:
    """What the file system says about a source, without reading it.

    Attributes:
        size: Bytes of the file; None if it is not a file.
        modified: Its modification time in nanoseconds since 1970; None if it is not a file.
        date: When it was last changed, ISO 8601 in UTC, or None.
    """

    size: int | None = None
    modified: int | None = None
    date: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class SourceFile:
    """One file to read, and the source to record for it."""

    path: Path
    source: str

    def stat(self) -> FileStat:
        """Its size and modification time; empty if there is no such file."""
        try:
            status = self.path.stat()
        except OSError:
            return FileStat()
        date = datetime.fromtimestamp(status.st_mtime_ns // 10**9, UTC).isoformat()
        return FileStat(size=status.st_size, modified=status.st_mtime_ns, date=date)

    def read(self) -> bytes:
        """The file's content.

        Raises:
            SourceError: It is missing, not a regular file, not readable, or too large.
        """
        try:
            if not self.path.exists():
                raise SourceError(self.source, "there is no such file or folder")
            # Reading a pipe or a device could wait forever.
            if not self.path.is_file():
                raise SourceError(self.source, "it is not a regular file")
            # Asked before reading, so that a huge file does not fill the memory.
            if self.path.stat().st_size > MAX_BYTES:
                raise SourceError(self.source, f"it is larger than {MAX_BYTES // 1_000_000} MB; split it")
            return self.path.read_bytes()
        except OSError as error:
            raise SourceError(self.source, f"it can't be read ({error.strerror})") from error

    def members(
        self, data: bytes, parser: ParserProcess, *, password: str | None, ocr: bool, show_page: ShowPage
    ) -> Iterator[Member]:
        """The file and the files inside it, itself last; see `read_members`."""
        name = Path(self.source).name
        file = File(name=name, data=data, password=password, ocr=ocr, show_page=show_page)
        return read_members(parser, self.source, file)

    def is_at(self, source: str) -> bool:
        """Whether this file can be read again from `source` as a path."""
        return source == str(self.path)


@dataclass(frozen=True, slots=True, kw_only=True)
class TextSource:
    """A text that is not in a file: a row of a database, a page that a program has in memory.

    Attributes:
        source: Its name in the index; another text that is added under the same name replaces this one.
        title: A short name for people; if empty, one is made from the text, as for a file.
        text: Plain text.
        date: When it was last changed, ISO 8601 in UTC, if known.
    """

    source: str
    title: str
    text: str
    date: str | None = None

    def stat(self) -> FileStat:
        """Only its date, since there is no file."""
        return FileStat(date=self.date)

    def read(self) -> bytes:
        """Title and text: a change of either makes another content hash."""
        # A text from a program can hold half of a surrogate pair, which UTF-8 can't express.
        return f"{self.title}\n{self.text}".encode("utf-8", "replace")

    def members(
        self, data: bytes, parser: ParserProcess, *, password: str | None, ocr: bool, show_page: ShowPage
    ) -> Iterator[Member]:
        """The text with its title. Plain text needs no parser process."""
        file = File(name=self.source, data=self.text.encode("utf-8", "replace"))
        member = Member(source=self.source, content_hash=content_hash(data), file=file)
        try:
            extract = read_plain(file)
        except UnreadableError as error:
            yield replace(member, problem=str(error))
        else:
            # For files `read_file` makes sure of this, which is not used here.
            problem = None if has_words(extract) else "it holds no words"
            extract = replace(extract, title=self.title or extract.title)
            yield replace(member, extract=None if problem else extract, problem=problem)

    def is_at(self, source: str) -> bool:
        """Never: a text has no path."""
        return False


def find_files(paths: tuple[str | Path, ...], source: str | None) -> list[SourceFile]:
    """The files at `paths` and in the folders among them, in sorted order, each once.

    Hidden files and folders inside a folder are skipped. A path that does not exist is kept, so that reading it
    reports the reason.
    """
    # Not `Path.expanduser`, which fails for a name such as "~$report.docx".
    files = [file for path in paths for file in _files_at(Path(os.path.expanduser(path)))]
    unique = dict.fromkeys(Path(os.path.abspath(file)) for file in files)
    if source is not None and len(unique) != 1:
        raise ValueError(f"source= can name only one file, but the paths are {len(unique)} files")
    return [SourceFile(path=path, source=source or path_as_text(path)) for path in unique]


def path_as_text(path: str | Path) -> str:
    r"""A path as it is recorded: a file name need not be UTF-8, and bytes that are not are written "\xff"."""
    # SQLite stores no half characters, so that one such name would stop a whole `add`.
    return os.fsencode(path).decode("utf-8", "backslashreplace")


def _files_at(path: Path) -> Iterator[Path]:
    if not path.is_dir():
        yield path
        return
    for folder, subfolders, names in os.walk(path):
        # In place: `os.walk` goes into the folders that stay in this list, in its order.
        subfolders[:] = sorted(name for name in subfolders if not name.startswith("."))
        yield from (Path(folder) / name for name in sorted(names) if not name.startswith("."))


def to_document(source: str, hash_: str, extract: Extract, *, date: str | None = None) -> Document:
    """The document of an extract. Its id is a hash of its source and its content."""
    return Document(
        id=hashlib.sha256(f"{source}\0{hash_}".encode("utf-8", "surrogateescape")).hexdigest()[:16],
        title=extract.title or _title(source),
        source=source,
        text=extract.text,
        sections=extract.sections,
        metadata=extract.metadata,
        date=extract.metadata.get("date") or date,
        report=extract.report,
        blocks=extract.blocks,
    )


def _title(source: str) -> str:
    """A title for a source without one: its file name without the suffix, or all of it."""
    # A file name can have line ends in it, and characters that change the direction of the text.
    name = clean(Path(source).stem)[0].replace("_", " ").replace("-", " ")
    return " ".join(name.split()) or source
