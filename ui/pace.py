"""Describes the progress and speed of reading documents in words, for the command and the page."""

from collections import deque
from dataclasses import dataclass

from rag import IngestProgress
from ui.languages import page_text

# The rate is measured over the last seconds: an older rate belongs to other files, and a shorter time is noise.
_WINDOW = 10.0
_MIN_SECONDS = 0.5
# The remaining time is shown from this many seconds.
_LONG = 5


@dataclass(frozen=True, slots=True, kw_only=True)
class ReadingStatus:
    """The state of reading, to be shown.

    Attributes:
        activity: "Reading" or "Indexing".
        name: The file's name.
        position: The number of the file, such as "file 3 of 124"; empty if there is only one.
        details: Progress and speed in this file: "page 5 of 36", "2 a second", "15 s left".
        share: The share of all the work that is done, 0 to 1.
    """

    activity: str
    name: str
    position: str
    details: tuple[str, ...]
    share: float

    @property
    def detail(self) -> str:
        """The details in one line."""
        return ", ".join(self.details)


class Pace:
    """Describes reports of progress, with the rate of the last seconds."""

    def __init__(self) -> None:
        self._step = ""
        self._counts: deque[tuple[float, int]] = deque()

    def status(self, progress: IngestProgress, now: float) -> ReadingStatus:
        """Describes a report that came at the time `now`, in seconds."""
        # A file that is being read is not done yet, so it has the next number.
        number = min(progress.files_done + (progress.step == "reading"), progress.files_total)
        several = progress.files_total > 1
        return ReadingStatus(
            activity="Reading" if progress.step == "reading" else "Indexing",
            name=file_name(progress.source),
            position=page_text("file {number} of {total}", number=number, total=progress.files_total)
            if several
            else "",
            details=tuple(_details(progress, self._rate(progress, now))),
            share=progress.share,
        )

    def _rate(self, progress: IngestProgress, now: float) -> float | None:
        """Pages or passages a second over the last seconds of this step; None if the time is too short."""
        # Pages and passages are different units, so a rate over both would mean nothing.
        if progress.step != self._step:
            self._step = progress.step
            self._counts.clear()
        count = progress.pages_done if progress.step == "reading" else progress.passages_done
        self._counts.append((now, count))
        # Two reports stay even if they are old: so pages that take longer than the window have a rate.
        while now - self._counts[0][0] > _WINDOW and len(self._counts) > 2:
            self._counts.popleft()
        seconds, more = now - self._counts[0][0], count - self._counts[0][1]
        return more / seconds if seconds >= _MIN_SECONDS and more > 0 else None


def file_name(source: str) -> str:
    """The last part of a source: a name without its folders."""
    return source.replace("\\", "/").rstrip("/").rsplit("/", 1)[-1] or source


def _details(progress: IngestProgress, rate: float | None) -> list[str]:
    # A file without pages has no total: only its name is shown.
    if not progress.total:
        return []
    if progress.step == "reading":
        # `done` is the page that is being read, so its own time is still to come.
        left = progress.total - progress.done + 1
        parts = [page_text("page {number} of {total}", number=progress.done, total=progress.total)]
    else:
        left = progress.total - progress.done
        parts = [page_text("{number} of {total} passages", number=progress.done, total=progress.total)]
    if rate:
        # A slower rate would be rounded to 0 or 1 a second, so it is shown the other way round.
        parts.append(
            page_text("{n} a second", n=round(rate))
            if rate >= 0.75
            else page_text("{n} seconds each", n=round(1 / rate))
        )
        if left / rate >= _LONG:
            parts.append(_left(left / rate))
    return parts


def _left(seconds: float) -> str:
    if seconds < 90:
        return page_text("{n} s left", n=5 * round(seconds / 5))
    return page_text("{n} min left", n=round(seconds / 60))
