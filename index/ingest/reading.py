"""Reads a file as the index would, and keeps nothing: to compare what is there now with what was cited."""

import os
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from types import TracebackType
from typing import Self

from index.documents import Document
from index.ingest.changes import ReadOptions
from index.ingest.sources import HowToRead, SourceFile, path_as_text, to_document
from index.parsing.members import Member, read_members
from index.parsing.process import ParserProcess


@dataclass(frozen=True, slots=True, kw_only=True)
class ReadFile:
    """What one file, or a file inside it, holds.

    Attributes:
        source: Where it was read from.
        content_hash: The SHA-256 of its bytes.
        document: The document, or None if it has none.
        problem: Why it could not be read, or None.
    """

    source: str
    content_hash: str
    document: Document | None = None
    problem: str | None = None


class FileReader:
    """Reads files in a process with limits, which starts with the first file. One thread may use it at a time."""

    def __init__(self, options: ReadOptions | None = None) -> None:
        """Takes how files are read."""
        self._options = options or ReadOptions()
        self._parser = ParserProcess(self._options.limits)

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    def close(self) -> None:
        """Ends the process."""
        self._parser.close()

    def read(
        self, path: str | Path, *, source: str | None = None, inside: str | Path | None = None
    ) -> Iterator[ReadFile]:
        """Reads a file and those inside it, the file itself last.

        Args:
            path: The file.
            source: The source that its documents get; by default its path.
            inside: The folder that it was found in and must not lead out of, by a link.

        Raises:
            SourceError: It can't be opened.
            StoppedError: Nobody waits for it any more.
        """
        file = SourceFile(
            path=Path(path),
            source=source or path_as_text(path),
            inside=None if inside is None else os.path.realpath(inside),
        )
        date, data = file.stat().date, file.read()
        how = HowToRead(
            password=self._options.password,
            ocr=self._options.ocr,
            seconds=self._options.limits.all_pages,
            show_page=lambda *_: None,
        )
        for member in read_members(self._parser, file.source, file.as_file(data, how)):
            yield _read(member, date)


def _read(member: Member, date: str | None) -> ReadFile:
    document = None
    if member.extract is not None and member.is_document:
        document = to_document(member.source, member.content_hash, member.extract, date=date)
    return ReadFile(
        source=member.source, content_hash=member.content_hash, document=document, problem=member.problem
    )
