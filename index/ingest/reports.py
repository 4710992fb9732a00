"""What adding documents did, and how far it is."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Literal


@dataclass(frozen=True, slots=True, kw_only=True)
class IngestReport:
    """What one `add` did. Each list holds sources, in the order they were met.

    Attributes:
        added: Sources that are new in the index.
        updated: Sources whose content had changed and was replaced.
        unchanged: Sources that were skipped, since their content is already indexed.
        failed: (source, reason) for each one that could not be read. What was indexed of it before stays.
        encrypted: Those of the failed that a password would open.
        removed: Sources that are gone from the folder, and so from the index (`sync` only).
        extracted: How much was read from each source that was added or updated: "36 pages, 84,120 characters".
        warnings: (source, sentence) of what to know of those: pages that are scans, what was left out.
    """

    added: Sequence[str] = ()
    updated: Sequence[str] = ()
    unchanged: Sequence[str] = ()
    failed: Sequence[tuple[str, str]] = ()
    encrypted: Sequence[str] = ()
    removed: Sequence[str] = ()
    extracted: Mapping[str, str] = field(default_factory=dict)
    warnings: Sequence[tuple[str, str]] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class IngestProgress:
    """Where a running `add` is; given to its `progress` callback.

    Attributes:
        source: The source at hand; the last of them where several are embedded together.
        files_done: How many files are read, skipped or failed so far.
        files_total: How many there are.
        passages_done: How many passages are embedded so far.
        step: What is done to the source.
        done: At which of its pages reading is, or how many passages of those at hand are embedded.
        total: How many there are; None where a file has no pages.
        pages_done: How many pages are read so far, of all files.
        files_kept: How many files need no more work, whatever happens: saved, unchanged or failed.
        share: How much of the whole work is done, 0 to 1, by files: reading one is half of it, embedding the other.
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
