"""How far reading documents is and how fast it goes, in words: the same for the command and the page."""

from collections import deque
from dataclasses import dataclass

from rag import IngestProgress

# A rate of longer ago says nothing of the file at hand; one of a moment is chance.
_WINDOW = 10.0
_LEAST = 0.5
# Seconds that are worth a word about how long it still takes.
_LONG = 5


@dataclass(frozen=True, slots=True, kw_only=True)
class ReadingStatus:
    """What is going on, to be shown.

    Attributes:
        doing: "Reading" or "Indexing".
        name: The file's name.
        file: Which of the files it is, such as "file 3 of 124"; empty where there is one.
        much: How far it is in this file and how fast: "page 5 of 36, 2 a second, 15 s left".
        share: How much of the whole is done, 0 to 1.
    """

    doing: str
    name: str
    file: str
    much: str
    share: float


class Pace:
    """Turns reports of progress into words, with the rate of the last seconds."""

    def __init__(self) -> None:
        self._step = ""
        self._seen: deque[tuple[float, int]] = deque()

    def at(self, progress: IngestProgress, now: float) -> ReadingStatus:
        """What to show of a report that came at the time `now`, in seconds."""
        number = min(progress.files_done + (progress.step == "reading"), progress.files_total)
        several = progress.files_total > 1
        return ReadingStatus(
            doing="Reading" if progress.step == "reading" else "Indexing",
            name=file_name(progress.source),
            file=f"file {number:,} of {progress.files_total:,}" if several else "",
            much=_much(progress, self._rate(progress, now)),
            share=progress.share,
        )

    def _rate(self, progress: IngestProgress, now: float) -> float | None:
        """Pages or passages a second, over the last seconds of this step; None before it means something."""
        if progress.step != self._step:
            self._step = progress.step
            self._seen.clear()
        count = progress.pages_done if progress.step == "reading" else progress.passages_done
        self._seen.append((now, count))
        while now - self._seen[0][0] > _WINDOW and len(self._seen) > 2:
            self._seen.popleft()
        seconds, more = now - self._seen[0][0], count - self._seen[0][1]
        return more / seconds if seconds >= _LEAST and more > 0 else None


def file_name(source: str) -> str:
    """The last part of a source: a name without its folders."""
    return source.replace("\\", "/").rstrip("/").rsplit("/", 1)[-1] or source


def _much(progress: IngestProgress, rate: float | None) -> str:
    if not progress.total:
        return ""
    if progress.step == "reading":
        left = progress.total - progress.done + 1
        parts = [f"page {progress.done:,} of {progress.total:,}"]
    else:
        left = progress.total - progress.done
        parts = [f"{progress.done:,} of {progress.total:,} passages"]
    if rate:
        parts.append(f"{rate:,.0f} a second" if rate >= 0.75 else f"{1 / rate:.0f} seconds each")
        if left / rate >= _LONG:
            parts.append(f"{_duration(left / rate)} left")
    return ", ".join(parts)


def _duration(seconds: float) -> str:
    if seconds < 90:
        return f"{5 * round(seconds / 5)} s"
    return f"{round(seconds / 60)} min"
