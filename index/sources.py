"""What an `add` reads: files, and texts that are none."""

import hashlib
import os
from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from pathlib import Path

from index.documents import Document
from index.errors import SourceError
from index.formats import Extract, read_bytes, read_text

# Text of this size is about 25 novels; what is larger is a log or a dump.
MAX_BYTES = 50_000_000


@dataclass(frozen=True, slots=True, kw_only=True)
class Found:
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

    def look(self) -> Found:
        """Its size and time; before it is read, so that a change meanwhile is seen the next time."""
        try:
            seen = self.path.stat()
        except OSError:
            return Found()
        date = datetime.fromtimestamp(seen.st_mtime_ns // 10**9, UTC).isoformat()
        return Found(size=seen.st_size, modified=seen.st_mtime_ns, date=date)

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

    def extract(self, data: bytes) -> Extract:
        """The text in the file's content `data`, read by the suffix of `source`."""
        return read_bytes(data, self.source)


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

    def look(self) -> Found:
        """Its date; there is no file."""
        return Found(date=self.date)

    def read(self) -> bytes:
        """Title and text, to tell whether they have changed."""
        return f"{self.title}\n{self.text}".encode("utf-8", "replace")

    def extract(self, data: bytes) -> Extract:
        """The text with its title."""
        extract = read_text(self.text, self.source)
        return replace(extract, title=self.title or extract.title)


def find_files(paths: tuple[str | Path, ...], source: str | None) -> list[SourceFile]:
    """The files that `paths` name, those of folders sorted, each once.

    Hidden files and folders inside a folder are passed over. What doesn't exist is kept: reading
    it gives the reason.
    """
    files = [file for path in paths for file in _files_at(Path(path).expanduser())]
    unique = dict.fromkeys(Path(os.path.abspath(file)) for file in files)
    if source is not None and len(unique) != 1:
        raise ValueError("source= names one file, but the paths given are another number of files")
    return [SourceFile(path=path, source=source or str(path)) for path in unique]


def _files_at(path: Path) -> Iterator[Path]:
    if not path.is_dir():
        yield path
        return
    for folder, subfolders, names in os.walk(path):
        subfolders[:] = sorted(name for name in subfolders if not name.startswith("."))
        yield from (Path(folder) / name for name in sorted(names) if not name.startswith("."))


def content_hash(data: bytes) -> str:
    """Tells contents apart."""
    return hashlib.sha256(data).hexdigest()


def to_document(source: str, hash_: str, extract: Extract, *, date: str | None = None) -> Document:
    """A document of what was read. Its id is a hash of its source and its content."""
    return Document(
        id=hashlib.sha256(f"{source}\0{hash_}".encode("utf-8", "surrogateescape")).hexdigest()[:16],
        title=extract.title or Path(source).stem.replace("_", " ").replace("-", " ").strip() or source,
        source=source,
        text=extract.text,
        sections=extract.sections,
        metadata=extract.metadata,
        date=date,
    )
