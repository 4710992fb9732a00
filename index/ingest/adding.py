"""Adds files and texts to an index, whatever it is kept in."""

from collections.abc import Iterable
from dataclasses import replace
from pathlib import Path
from typing import Protocol

from index.ingest.changes import ReadOptions
from index.ingest.finding import Source, find_files
from index.ingest.names import IfExists
from index.ingest.progress import ShowProgress
from index.ingest.reports import IngestReport
from index.ingest.texts import TextSource


class AddSources(Protocol):
    """`IndexWriter.add_sources`."""

    def __call__(
        self,
        sources: "list[Source]",
        collection: str | None,
        options: ReadOptions | None,
        progress: ShowProgress | None,
        if_exists: IfExists = "replace",
    ) -> IngestReport:
        """As it does."""
        ...


class Adder:
    """Adds what somebody names. Any thread may call it at any time.

    Its methods take these arguments:
        collection: A collection to add the documents to. They also stay in those they are in; new ones are in "default".
        options: How files are read: a password, limits, whether text on scans is recognised.
        progress: Called in the caller's thread while the work goes on.
    and raise these errors:
        IndexFolderError: The index can't be written.
        IndexLockedError: Another process is changing it.
        ModelError: The embedding model can't be loaded.
        StoppedError: Nobody waits for it any more (`index.stopping`); what was saved until then stays.
    """

    def __init__(self, add_sources: AddSources) -> None:
        """Takes what adds sources of any kind."""
        self._add_sources = add_sources

    def add(
        self,
        *paths: str | Path,
        source: str | None = None,
        name: str | None = None,
        if_exists: IfExists = "replace",
        collection: str | None = None,
        options: ReadOptions | None = None,
        progress: ShowProgress | None = None,
    ) -> IngestReport:
        """Adds files, and all files in folders. Unchanged ones are skipped, changed ones are replaced.

        Files are parsed in another process, with limits. A file inside an archive, a mailbox or a message becomes
        a document of its own; its source is the outer file's source and its name: "mail.eml/report.pdf".
        A file that can't be read is in the report's `failed` with the reason; the others are still added. Hidden
        files inside a folder are skipped, and links out of it are in the report's `skipped`. `source` is the source to
        record if `paths` is one file that is only a copy, and `name` tells by its suffix what it is if the source does
        not, such as an address. Two such copies can have one name: `if_exists` then says what
        becomes of a document with another content that has this source already; "keep_both" gives the new one a number:
        "report (2).pdf".

        Raises:
            SourceTakenError: `if_exists` is "refuse", and there is such a document. Nothing is changed.
            SourceError: `if_exists` is not "replace", and the file can't be read.
        """
        found = find_files(paths, source, name)
        keep = if_exists if source is not None else "replace"
        report = self._add_sources([*found.files], collection, options, progress, keep)
        return replace(report, failed=[*report.failed, *found.unlisted], skipped=found.skipped)

    def add_texts(
        self,
        texts: Iterable[TextSource],
        *,
        collection: str | None = None,
        progress: ShowProgress | None = None,
    ) -> IngestReport:
        """Adds texts that are not in files. Unchanged ones are skipped, changed ones are replaced."""
        return self._add_sources([*texts], collection, None, progress)
