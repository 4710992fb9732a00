"""What an `add` reads: files, and texts that are none."""

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

# A book of scanned pages fits; what is larger is a dump, or takes more memory than parsing may.
MAX_BYTES = 200_000_000


@dataclass(frozen=True, slots=True, kw_only=True)
class FileStat:
    """What is seen of a source without reading it.

    Attributes:
        size: Bytes of the file; None if it is no file.
        modified: Its modification time in nanoseconds since 1970; None if it is no file.
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

    def look(self) -> FileStat:
        """Its size and time; before it is read, so that a change meanwhile is seen the next time."""
        try:
            seen = self.path.stat()
        except OSError:
            return FileStat()
        date = datetime.fromtimestamp(seen.st_mtime_ns // 10**9, UTC).isoformat()
        return FileStat(size=seen.st_size, modified=seen.st_mtime_ns, date=date)

    def read(self) -> bytes:
        """The file's content.

        Raises:
            SourceError: It is missing, no file, not readable, or too large.
        """
        try:
            if not self.path.exists():
                raise SourceError(self.source, "there is no such file or folder")
            if not self.path.is_file():
                raise SourceError(self.source, "it is not a regular file")
            if self.path.stat().st_size > MAX_BYTES:
                raise SourceError(self.source, f"it is larger than {MAX_BYTES // 1_000_000} MB; split it")
            return self.path.read_bytes()
        except OSError as error:
            raise SourceError(self.source, f"it can't be read ({error.strerror})") from error

    def content_hash(self, data: bytes) -> str:
        """Tells its content from another."""
        return content_hash(data)

    def members(
        self, data: bytes, parser: ParserProcess, *, password: str | None, ocr: bool, show_page: ShowPage
    ) -> Iterator[Member]:
        """What the file's content gives, the file itself last; see `read_members`."""
        name = Path(self.source).name
        file = File(name=name, data=data, password=password, ocr=ocr, show_page=show_page)
        return read_members(parser, self.source, file)

    def is_at(self, source: str) -> bool:
        """Whether that source is a path where this file can be read again."""
        return source == str(self.path)


@dataclass(frozen=True, slots=True, kw_only=True)
class TextSource:
    """A text that is no file: a row of a database, a page that a program holds.

    Attributes:
        source: What it is known by; adding another text under it replaces this one.
        title: A short name for people; if empty, one is made as for a file.
        text: Plain text.
        date: When it was last changed, ISO 8601 in UTC, if that is known.
    """

    source: str
    title: str
    text: str
    date: str | None = None

    def look(self) -> FileStat:
        """Its date; there is no file."""
        return FileStat(date=self.date)

    def read(self) -> bytes:
        """Title and text, to tell whether they have changed."""
        return f"{self.title}\n{self.text}".encode("utf-8", "replace")

    def content_hash(self, data: bytes) -> str:
        """Tells its content from another."""
        return content_hash(data)

    def members(
        self, data: bytes, parser: ParserProcess, *, password: str | None, ocr: bool, show_page: ShowPage
    ) -> Iterator[Member]:
        """The text with its title. It is no file: nothing needs to be parsed apart."""
        file = File(name=self.source, data=self.text.encode("utf-8", "replace"))
        member = Member(source=self.source, content_hash=content_hash(data), file=file)
        try:
            extract = read_plain(file)
        except UnreadableError as error:
            yield replace(member, problem=str(error))
        else:
            problem = None if has_words(extract) else "it holds no words"
            extract = replace(extract, title=self.title or extract.title)
            yield replace(member, extract=None if problem else extract, problem=problem)

    def is_at(self, source: str) -> bool:
        """A text is nowhere."""
        return False


def find_files(paths: tuple[str | Path, ...], source: str | None) -> list[SourceFile]:
    """The files that `paths` name, those of folders sorted, each once.

    Hidden files and folders inside a folder are passed over. What doesn't exist is kept: reading
    it gives the reason.
    """
    files = [file for path in paths for file in _files_at(Path(path).expanduser())]
    unique = dict.fromkeys(Path(os.path.abspath(file)) for file in files)
    if source is not None and len(unique) != 1:
        raise ValueError("source= names one file, but the paths given are another number of files")
    return [SourceFile(path=path, source=source or path_as_text(path)) for path in unique]


def path_as_text(path: str | Path) -> str:
    r"""A path as it is recorded: names of files need not be UTF-8, and bytes that are not are written "\xff"."""
    return os.fsencode(path).decode("utf-8", "backslashreplace")


def _files_at(path: Path) -> Iterator[Path]:
    if not path.is_dir():
        yield path
        return
    for folder, subfolders, names in os.walk(path):
        subfolders[:] = sorted(name for name in subfolders if not name.startswith("."))
        yield from (Path(folder) / name for name in sorted(names) if not name.startswith("."))


def to_document(source: str, hash_: str, extract: Extract, *, date: str | None = None) -> Document:
    """A document of what was read. Its id is a hash of its source and its content."""
    return Document(
        id=hashlib.sha256(f"{source}\0{hash_}".encode("utf-8", "surrogateescape")).hexdigest()[:16],
        title=extract.title or _title(source),
        source=source,
        text=extract.text,
        sections=extract.sections,
        metadata=extract.metadata,
        date=extract.metadata.get("date") or date,
        report=extract.report,
    )


def _title(source: str) -> str:
    """What a source without a title is called: its name without its suffix, or all of it."""
    name = clean(Path(source).stem)[0].replace("_", " ").replace("-", " ")
    return " ".join(name.split()) or source
