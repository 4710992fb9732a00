"""Counts the progress of an ingest, and shows it."""

import threading
from collections.abc import Callable
from dataclasses import dataclass
from typing import Literal, TypeAlias

from index.ingest.reports import IngestProgress

ShowProgress: TypeAlias = Callable[[IngestProgress], None]


@dataclass(frozen=True, slots=True)
class _CurrentSource:
    """The source that is being read, and its page."""

    source: str = ""
    page: int = 0
    pages: int | None = None


class Progress:
    """Counts what is done, and shows it.

    Threads that read files call `begin`, `begin_page` and `end`; another one embeds, counts and shows.
    """

    def __init__(self, show: ShowProgress, files_total: int) -> None:
        self._show = show
        self._files_total = files_total
        self._files_done = 0
        self._files_embedded = 0
        self._files_saved = 0
        self._pages = 0
        self._passages = 0
        self._share = 0.0
        self._changing = threading.Lock()
        # Those that are being read, by their names.
        self._reading: dict[str, _CurrentSource] = {}
        # Replaced as a whole and never changed, since two threads use it: the page of one file is never seen
        # with the name of another.
        self._current = _CurrentSource()

    def begin(self, source: str) -> None:
        """Reading of a source begins."""
        with self._changing:
            self._current = self._reading[source] = _CurrentSource(source)

    def begin_page(self, source: str, page: int, pages: int) -> None:
        """Reading of a page begins; those before it are done."""
        with self._changing:
            self._pages += page > 1
            self._current = self._reading[source] = _CurrentSource(source, page, pages)

    def end(self, source: str) -> None:
        """A source is read, whether or not it began."""
        with self._changing:
            current = self._reading.pop(source, None)
            self._pages += current is not None and current.pages is not None  # the last page

    def count_file(self, *, embedded: bool = False) -> None:
        """One more file was read, skipped or failed; what it holds may be embedded, too."""
        self._files_done += 1
        self._files_embedded += embedded

    def mark_saved(self) -> None:
        """All files up to now need no more work."""
        self._files_saved = self._files_done

    def show_reading(self) -> None:
        """Shows the file that is being read."""
        with self._changing:
            current = self._current
            # The page that is being read is not done yet.
            read = sum(max(one.page - 1, 0) / one.pages for one in self._reading.values() if one.pages)
        half_steps = self._files_done + read + max(self._files_embedded, self._files_saved)
        self._show_step("reading", current.source, current.page, current.pages, half_steps)

    def count_embedded(self, passages: int) -> None:
        """So many more passages are embedded."""
        self._passages += passages

    def show_embedding(self, source: str, done: int, total: int, *, more: int = 0) -> None:
        """Shows how many of the passages being saved are embedded; `more` of them since the last call."""
        self.count_embedded(more)
        embedded = (self._files_done - self._files_saved) * done / max(total, 1)
        self._show_step("embedding", source, done, total, self._files_done + self._files_saved + embedded)

    def _show_step(
        self,
        step: Literal["reading", "embedding"],
        source: str,
        done: int,
        total: int | None,
        half_steps: float,
    ) -> None:
        # An archive is saved in several batches; the share must not go back with each.
        self._share = max(self._share, min(half_steps / max(2 * self._files_total, 1), 1.0))
        self._show(
            IngestProgress(
                source=source,
                files_done=self._files_done,
                files_total=self._files_total,
                passages_done=self._passages,
                step=step,
                done=done,
                total=total,
                pages_done=self._pages,
                files_kept=self._files_saved,
                share=self._share,
            )
        )
