"""The report of an ingest, and its progress."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Literal


@dataclass(frozen=True, slots=True, kw_only=True)
class IngestReport:
    """What one `add` did. Each list holds sources, in the order in which they were read.

    Attributes:
        added: Sources that are new in the index.
        updated: Sources whose content had changed and was replaced, or of which their library states something else now.
        unchanged: Sources that were skipped, since their content is already indexed.
        failed: (source, reason) for each one that could not be read. Its earlier version stays in the index.
        encrypted: Those of the failed that a password would open.
        skipped: (path, reason) for what was left alone: links out of a folder, files whose document you removed.
        removed: Sources that are gone from the folder, and so from the index (`sync` only).
        extracted: How much was read from each source that was added or updated: "36 pages, 84,120 characters".
        not_english: Those of them whose text is in another language, as far as its words tell.
        warnings: (source, sentence) for what a user should know about them: pages that are scans, parts left out.
    """

    added: Sequence[str] = ()
    updated: Sequence[str] = ()
    unchanged: Sequence[str] = ()
    failed: Sequence[tuple[str, str]] = ()
    encrypted: Sequence[str] = ()
    skipped: Sequence[tuple[str, str]] = ()
    removed: Sequence[str] = ()
    extracted: Mapping[str, str] = field(default_factory=dict)
    not_english: Sequence[str] = ()
    warnings: Sequence[tuple[str, str]] = ()


def with_updated(report: IngestReport, sources: Sequence[str]) -> IngestReport:
    """The report with sources that were unchanged, and of which something else is known now, among the updated."""
    unchanged = frozenset(report.unchanged)
    updated = [source for source in sources if source in unchanged]
    if not updated:
        return report
    return replace(
        report,
        updated=[*report.updated, *updated],
        unchanged=[source for source in report.unchanged if source not in set(updated)],
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class IngestProgress:
    """How far a running `add` is; passed to its `progress` callback.

    Attributes:
        source: The current source; the last one if several are embedded together.
        files_done: How many files are read, skipped or failed so far.
        files_total: How many there are.
        passages_done: How many passages are embedded so far.
        step: What is being done with the source.
        done: The page being read, or how many of the passages being saved are embedded.
        total: How many pages or passages there are; None if a file has no pages.
        pages_done: How many pages of all files are read so far.
        files_kept: How many files need no more work: they are saved, unchanged or failed.
        share: How much of the work is done, 0 to 1: reading a file is one half of its work, embedding the other.
    """

    source: str
    files_done: int
    files_total: int
    passages_done: int
    step: Literal["reading", "embedding"] = "reading"
    done: int = 0
    total: int | None = None
    pages_done: int = 0
    files_kept: int = 0
    share: float = 0.0
