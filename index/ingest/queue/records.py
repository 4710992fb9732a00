"""What the queue gives: files that were taken, how far a job is, and what became of it."""

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from index.ingest.finding import Source
from index.ingest.names import IfExists
from index.ingest.reports import IngestReport
from index.store.access import Access


@dataclass(frozen=True, slots=True, kw_only=True)
class Terms:
    """What holds for all files of a job.

    Attributes:
        collection: The collection that they are added to, or None.
        ocr: As in `ReadOptions`.
        tags_as_collections: The same.
        limits: The same, as its attributes.
        if_exists: As `Adder.add` takes it.
        gone: The sources that are gone from the folder of the files: a new file may be one of them, renamed.
        room: How much there may be in the space that they are added to, as its attributes.
    """

    collection: str | None
    ocr: bool
    tags_as_collections: bool | None
    limits: Mapping[str, int]
    if_exists: IfExists = "replace"
    gone: Sequence[str] = ()
    room: Mapping[str, Any] | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Taken:
    """Files of one job that a process has taken.

    Attributes:
        job: The job.
        numbers: Their numbers in it.
        sources: The files.
        terms: What holds for them.
        access: In whose name they are read; None if nobody has to be kept apart from others.
        known: For each source that was taken before, by a process that ended, the hash that its content had when it was queued.
    """

    job: str
    numbers: Sequence[int]
    sources: Sequence[Source]
    terms: Terms
    access: Access | None
    known: Mapping[str, str | None]


@dataclass(frozen=True, slots=True, kw_only=True)
class JobState:
    """How far a job is.

    Attributes:
        id: Its name.
        created: When it was queued, in seconds since 1970.
        files: How many files it has.
        done: How many of them are done.
        working: The sources that are being read now.
        failed: (source, reason) for each that could not be read.
        is_owned: Whether the process that queued it still lives; else others go on with it.
        is_here: Whether this process queued it.
        is_waited_for: Whether somebody waits for it, and forgets it when it is done.
    """

    id: str
    created: float
    files: int
    done: int
    working: Sequence[str]
    failed: Sequence[tuple[str, str]]
    is_owned: bool
    is_here: bool = False
    is_waited_for: bool = True

    @property
    def is_done(self) -> bool:
        """Whether nothing is left to do."""
        return self.done == self.files


def merged(reports: Sequence[IngestReport]) -> IngestReport:
    """One report of several, in their order."""
    return IngestReport(
        added=tuple(source for one in reports for source in one.added),
        updated=tuple(source for one in reports for source in one.updated),
        unchanged=tuple(source for one in reports for source in one.unchanged),
        failed=[pair for one in reports for pair in one.failed],
        encrypted=[source for one in reports for source in one.encrypted],
        skipped=[pair for one in reports for pair in one.skipped],
        removed=[source for one in reports for source in one.removed],
        extracted={source: text for one in reports for source, text in one.extracted.items()},
        not_english=[source for one in reports for source in one.not_english],
        warnings=[pair for one in reports for pair in one.warnings],
    )


def report_from(text: str) -> IngestReport:
    """A report from the JSON that it is kept as."""
    known = json.loads(text)
    pairs = ("failed", "skipped", "warnings")
    return IngestReport(**{**known, **{name: [tuple(pair) for pair in known[name]] for name in pairs}})
