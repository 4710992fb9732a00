"""Makes one report, and one course of progress, of those of several databases."""

from collections.abc import Mapping, Sequence
from dataclasses import replace

from index.ingest.progress import ShowProgress
from index.ingest.reports import IngestProgress, IngestReport


def joined(reports: Sequence[IngestReport], sources: Sequence[str]) -> IngestReport:
    """One report of several, each list in the order of the sources that were read.

    Args:
        reports: Those of each database.
        sources: What was read; files inside an archive have its name before theirs.
    """
    places = {source: place for place, source in enumerate(sources)}

    def order(found: Sequence[str]) -> list[str]:
        return sorted(found, key=lambda source: place_among(source, places))

    def pairs(found: Sequence[tuple[str, str]]) -> list[tuple[str, str]]:
        return sorted(found, key=lambda pair: place_among(pair[0], places))

    return IngestReport(
        added=tuple(order([one for report in reports for one in report.added])),
        updated=tuple(order([one for report in reports for one in report.updated])),
        unchanged=tuple(order([one for report in reports for one in report.unchanged])),
        removed=sorted(one for report in reports for one in report.removed),
        failed=pairs([one for report in reports for one in report.failed]),
        encrypted=order([one for report in reports for one in report.encrypted]),
        skipped=pairs([one for report in reports for one in report.skipped]),
        extracted={source: text for report in reports for source, text in report.extracted.items()},
        not_english=order([one for report in reports for one in report.not_english]),
        warnings=pairs([one for report in reports for one in report.warnings]),
    )


def place_among(source: str, places: Mapping[str, int]) -> int:
    """The place of a source, or of the archive that it is in."""
    while source not in places:
        source, slash, _ = source.rpartition("/")
        if not slash:
            return len(places)
    return places[source]


class WholeProgress:
    """Shows the progress in one database after another as that of all."""

    def __init__(self, show: ShowProgress, files: int) -> None:
        """`files`: how many there are in all."""
        self._show = show
        self._files = files
        self._done = self._begun = 0
        self._passages = self._pages = 0
        self._last: IngestProgress | None = None

    def begin(self, files: int) -> None:
        """The next database begins, with so many files; the one before has done its own."""
        self._done += self._begun
        self._begun = files
        if self._last is not None:
            self._passages += self._last.passages_done
            self._pages += self._last.pages_done
        self._last = None

    def __call__(self, progress: IngestProgress) -> None:
        """Shows how far the current one is."""
        self._last = progress
        self._show(
            replace(
                progress,
                files_done=self._done + progress.files_done,
                files_total=self._files,
                files_kept=self._done + progress.files_kept,
                passages_done=self._passages + progress.passages_done,
                pages_done=self._pages + progress.pages_done,
                share=(self._done + progress.share * self._begun) / max(self._files, 1),
            )
        )
