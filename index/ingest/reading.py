"""Reads a file as the index would, and keeps nothing: to compare what is there now with what was cited."""

import os
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from index.documents import Document
from index.ingest.changes import ReadOptions
from index.ingest.sources import HowToRead, SourceFile, path_as_text, to_document
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


def read_file(
    path: str | Path,
    *,
    source: str | None = None,
    inside: str | Path | None = None,
    options: ReadOptions | None = None,
) -> Iterator[ReadFile]:
    """Reads a file and those inside it, the file itself last, in a process with limits.

    Args:
        path: The file.
        source: The source that its documents get; by default its path.
        inside: The folder that it was found in and must not lead out of, by a link.
        options: How it is read.

    Raises:
        SourceError: It can't be opened.
        StoppedError: Nobody waits for it any more.
    """
    options = options or ReadOptions()
    file = SourceFile(
        path=Path(path),
        source=source or path_as_text(path),
        inside=None if inside is None else os.path.realpath(inside),
    )
    date, data = file.stat().date, file.read()
    how = HowToRead(
        password=options.password,
        ocr=options.ocr,
        seconds=options.limits.all_pages,
        show_page=lambda *_: None,
    )
    with ParserProcess(options.limits) as parser:
        for member in file.members(data, parser, how):
            document = None
            if member.extract is not None and member.is_document:
                document = to_document(member.source, member.content_hash, member.extract, date=date)
            yield ReadFile(
                source=member.source,
                content_hash=member.content_hash,
                document=document,
                problem=member.problem,
            )
