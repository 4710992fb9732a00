"""Where a run of adding files is, told as it goes on."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Literal, TypeAlias

from index.ingest.reports import IngestProgress

ShowProgress: TypeAlias = Callable[[IngestProgress], None]


@dataclass(frozen=True, slots=True)
class _CurrentSource:
    source: str = ""
    page: int = 0
    pages: int | None = None


class Progress:
    """Counts what is done, and shows it.

    One thread reads files and says so with `begin` and `turn`; another counts them, embeds and shows.
    """

    def __init__(self, show: ShowProgress, files_total: int) -> None:
        self._show = show
        self._total = files_total
        self._done = 0
        self._kept = 0
        self._pages = 0
        self._passages = 0
        self._share = 0.0
        self._at_hand = _CurrentSource()

    def begin(self, source: str) -> None:
        """A file is being read."""
        self._pages += self._at_hand.pages is not None  # the last one of the file before
        self._at_hand = _CurrentSource(source)

    def turn(self, source: str, page: int, pages: int) -> None:
        """Its pages are being read, and this is the one at hand."""
        self._pages += page > 1  # the one at hand is not read yet
        self._at_hand = _CurrentSource(source, page, pages)

    def count_file(self) -> None:
        """Another file is read, skipped or failed."""
        self._done += 1

    def keep(self) -> None:
        """All files so far need no more work."""
        self._kept = self._done

    def show_reading(self) -> None:
        """Shows the file that is being read."""
        hand = self._at_hand  # once: the other thread turns pages
        read = max(hand.page - 1, 0) / hand.pages if hand.pages else 0.0
        self._tell("reading", hand.source, hand.page, hand.pages, self._done + read + self._kept)

    def show_embedding(self, source: str, done: int, total: int, *, more: int = 0) -> None:
        """Shows how many passages of those at hand are embedded; `more` since it was last shown."""
        self._passages += more
        embedded = (self._done - self._kept) * done / max(total, 1)
        self._tell("embedding", source, done, total, self._done + self._kept + embedded)

    def _tell(
        self,
        step: Literal["reading", "embedding"],
        source: str,
        done: int,
        total: int | None,
        halves: float,
    ) -> None:
        # An archive is saved in parts: its share does not go back with each.
        self._share = max(self._share, min(halves / max(2 * self._total, 1), 1.0))
        self._show(
            IngestProgress(
                source=source,
                files_done=self._done,
                files_total=self._total,
                passages_done=self._passages,
                step=step,
                done=done,
                total=total,
                pages_done=self._pages,
                files_kept=self._kept,
                share=self._share,
            )
        )
