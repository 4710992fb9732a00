"""The ways to add documents that are no uploads: a text, a web address, a folder of this machine; and another try."""

import os
import threading
from collections import Counter
from collections.abc import Callable, Iterator
from datetime import UTC, datetime
from itertools import chain, count
from pathlib import Path
from typing import TypeAlias

from rag import Assistant, IngestProgress, IngestReport, SourceError, TextSource, UnknownDocumentError
from ui.languages import page_text
from ui.web.documents.fetching import FetchLimits, fetch
from ui.web.documents.following import FollowedFolders
from ui.work.jobs import Job
from ui.work.uploads import UploadFolder, upload_name

PASTED = "Pasted texts"
"""The folder of texts that were pasted."""

FETCHES = 60
"""Web addresses that a visitor from elsewhere may have fetched in an hour."""

_AT_ONCE = 4
_LONGEST_TITLE = 200
_HOUR = 3600

ShowProgress: TypeAlias = Callable[[IngestProgress], None]
Reports: TypeAlias = dict[str, IngestReport]


class DocumentAdding:
    """Makes the jobs that add documents. What each did is in `reports`, by a name for it, when it has ended."""

    def __init__(
        self, assistant: Assistant, uploads: UploadFolder, followed: FollowedFolders, *, local: bool
    ) -> None:
        """Adds nothing.

        Args:
            assistant: What has the documents.
            uploads: Where a page lies until it is read.
            followed: The folders that are followed.
            local: Whether the page is served to this machine alone: then addresses of its own network may be fetched.
        """
        self._assistant = assistant
        self._uploads = uploads
        self._followed = followed
        self._local = local
        self._fetching = threading.BoundedSemaphore(_AT_ONCE)
        self._hour = 0
        self._fetched: Counter[str] = Counter()

    def text(
        self, upload: Path, title: object, reports: Reports, to: Assistant | None = None
    ) -> Job[IngestProgress]:
        """Adds an uploaded text under a title; `to` adds it, by default to the documents of all."""
        assistant = to or self._assistant
        named = _words(str(title or ""))[:_LONGEST_TITLE]

        def work(show: ShowProgress, _stopped: threading.Event) -> None:
            try:
                text = upload.read_text(encoding="utf-8", errors="replace")
                source = _free(
                    assistant,
                    f"{PASTED}/{upload_name(_words(named.replace('/', ' ')) or _words(text)[:60])}",
                    text,
                )
                one = TextSource(source=source, title=named, text=text, date=_now())
                reports[source] = assistant.add_texts([one], progress=show)
            finally:
                self._uploads.drop(upload)

        return Job(work)

    def address(
        self, address: object, visitor: str, reports: Reports, to: Assistant | None = None
    ) -> Job[IngestProgress]:
        """Fetches a web address once, and adds what is there, in place of what was fetched from it before."""
        assistant = to or self._assistant
        typed = str(address or "").strip()

        def work(show: ShowProgress, stopped: threading.Event) -> None:
            show(IngestProgress(source=typed, files_done=0, files_total=1, passages_done=0))
            try:
                self._count(visitor)
                with self._uploads.place() as path:
                    with self._fetching:
                        fetched = fetch(
                            typed, path, private=self._local, limits=FetchLimits(), stopped=stopped
                        )
                    reports[typed] = assistant.add(path, source=fetched.url, name=fetched.name, progress=show)
            except SourceError as error:
                reports[typed] = IngestReport(failed=[(error.source, error.reason)])

        return Job(work)

    def folder(self, given: object, reports: Reports) -> Job[IngestProgress]:
        """Reads a folder of this machine, and follows it from then on."""

        def work(show: ShowProgress, _stopped: threading.Event) -> None:
            try:
                path = self._followed.checked(given)
                reports[path] = self._assistant.sync(path, progress=show)
                self._followed.follow(path)
            except SourceError as error:
                reports[str(given)] = IngestReport(failed=[(error.source, error.reason)])

        return Job(work)

    def again(
        self, source: str, visitor: str, reports: Reports, to: Assistant | None = None
    ) -> Job[IngestProgress]:
        """Tries again to read a source that could not be read, or whose newest version could not."""
        assistant = to or self._assistant
        if source.startswith(("http://", "https://")):
            return self.address(source, visitor, reports, assistant)

        def work(show: ShowProgress, _stopped: threading.Event) -> None:
            path = file_of(assistant, source)
            if path is None:
                reason = page_text("it is not on this machine any more; add it again")
                reports[source] = IngestReport(failed=[(source, reason)])
            else:
                reports[source] = assistant.add(path, progress=show)

        return Job(work)

    def _count(self, visitor: str) -> None:
        """Counts a fetch of a visitor.

        Raises:
            SourceError: There were too many in this hour.
        """
        if self._local:
            return
        hour = int(datetime.now(UTC).timestamp()) // _HOUR
        if hour != self._hour:
            self._hour = hour
            self._fetched.clear()
        self._fetched[visitor] += 1
        if self._fetched[visitor] > FETCHES:
            raise SourceError(
                "the address", page_text("more than {n} were fetched within an hour; go on later", n=FETCHES)
            )


def file_of(assistant: Assistant, source: str) -> str | None:
    """The file of a source that the index knows as unread, or that of the archive that it is in; or None."""
    # No other path: a request could name any file of this machine.
    places = (
        [source, *map(str, Path(source).parents)]
        if knows(assistant, source) and os.path.isabs(source)
        else []
    )
    return next((place for place in places if os.path.isfile(place)), None)


def knows(assistant: Assistant, source: str) -> bool:
    """Whether the index knows a source that could not be read, or whose newest version could not."""
    documents = assistant.index.document_list
    return source in documents.unread() or any(
        entry.stale and entry.source == source for entry in documents.entries()
    )


def _free(assistant: Assistant, source: str, text: str) -> str:
    """The source, with a number if another text has it."""
    return next(one for one in _numbered(source) if _is_free(assistant, one, text))


def _is_free(assistant: Assistant, source: str, text: str) -> bool:
    try:
        return assistant.document(source).text.split() == text.split()
    except UnknownDocumentError:
        return True


def _numbered(source: str) -> Iterator[str]:
    return chain([source], (f"{source} ({number})" for number in count(2)))


def _words(text: str) -> str:
    return " ".join(text.split())


def _now() -> str:
    return datetime.now(UTC).isoformat(timespec="seconds")
