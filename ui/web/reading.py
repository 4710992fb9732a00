"""Reads the files of one upload, one by one."""

import threading
from collections import deque
from collections.abc import Callable, Generator
from contextlib import closing
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Literal, TypeAlias

from rag import Assistant, IngestProgress, IngestReport, ReadOptions, SourceError, SourceTakenError
from ui.accounts import AccountError
from ui.work.uploads import UploadFolder

IfExists: TypeAlias = Literal["replace", "refuse", "keep_both"]


@dataclass(frozen=True, slots=True, kw_only=True)
class FileToRead:
    """A file to read: an upload with its own name, or a file that stays where it is."""

    path: Path
    name: str | None = None
    key: str = ""
    if_exists: IfExists = "replace"
    password: str | None = field(default=None, repr=False)


class Batch:
    """The files of one upload.

    Attributes:
        reports: One for each file that was read, by its key.
        taken: The source that another document has already, by the key of each file that was not read for that.
    """

    def __init__(
        self,
        assistant: Assistant,
        uploads: UploadFolder,
        files: list[FileToRead],
        check_room: Callable[[int], None] = lambda _size: None,
    ) -> None:
        """Reads nothing.

        Args:
            assistant: Adds them.
            uploads: Where they lie.
            files: The files.
            check_room: Raises an `AccountError` where so many bytes would be too much.
        """
        self._assistant = assistant
        self._check_room = check_room
        self._uploads = uploads
        self._files = files
        self.reports: dict[str, IngestReport] = {}
        self.taken: dict[str, str] = {}

    @property
    def left(self) -> list[FileToRead]:
        """The files that were not read."""
        return [one for one in self._files if one.key not in self.reports and one.key not in self.taken]

    def read(self, hand_over: Callable[[IngestProgress], None], _stopped: threading.Event) -> None:
        """The work of a job: reads the files, each with a name, a password and a report of its own."""
        total = len(self._files)
        before = IngestProgress(source="", files_done=0, files_total=total, passages_done=0)
        with closing(self._each()) as each:
            for number, one in enumerate(each):
                name = one.name or str(one.path)
                before = replace(before, source=name, files_done=number, share=number / total)
                hand_over(before)  # a file that waits for the upload of somebody else is shown, too
                progress = _BatchProgress(hand_over, before)
                try:
                    self.reports[one.key] = self._add(one, progress)
                except SourceTakenError as error:
                    self.taken[one.key] = error.source
                before = progress.newest

    def _each(self) -> Generator[FileToRead, None, None]:
        """The files in turn. Each upload is removed when it is read, and those that are left if the reading ends."""
        left = deque(self._files)
        try:
            while left:
                yield left[0]
                self._drop(left.popleft())
        finally:
            for one in left:
                self._drop(one)
            self._uploads.tidy()

    def _drop(self, one: FileToRead) -> None:
        if one.name is not None:  # else it is no upload: the seeds stay
            self._uploads.drop(one.path)

    def _add(self, one: FileToRead, progress: "_BatchProgress") -> IngestReport:
        options = ReadOptions(password=one.password)
        try:
            self._check_room(one.path.stat().st_size)
            return self._assistant.add(
                one.path, source=one.name, if_exists=one.if_exists, options=options, progress=progress
            )
        except SourceTakenError:
            raise
        except AccountError as error:
            return IngestReport(failed=[(one.name or str(one.path), str(error))])
        except SourceError as error:
            return IngestReport(failed=[(error.source, error.reason)])


class _BatchProgress:
    """Hands over the progress of one file as the progress of all files."""

    def __init__(self, hand_over: Callable[[IngestProgress], None], before: IngestProgress) -> None:
        self._hand_over = hand_over
        self._before = before
        self.newest = before

    def __call__(self, progress: IngestProgress) -> None:
        before = self._before
        self.newest = replace(
            progress,
            # A file counts as done when it is read; its embedding comes after that.
            files_done=before.files_done + (progress.step == "embedding"),
            files_total=before.files_total,
            passages_done=before.passages_done + progress.passages_done,
            pages_done=before.pages_done + progress.pages_done,
            share=before.share + progress.share / before.files_total,
        )
        self._hand_over(self.newest)


def if_exists(choice: object, *, again: bool) -> IfExists:
    """What becomes of a document with the name of an upload: the user decides, unless both came together."""
    # Of two files of one name in one drop, the second must not replace the first.
    if again or choice == "keep_both":
        return "keep_both"
    return "replace" if choice == "replace" else "refuse"
