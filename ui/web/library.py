"""Manages the documents of the page: reads uploads, lists documents and removes them."""

import threading
from collections.abc import Callable, Iterator, Mapping, Sequence
from copy import copy
from dataclasses import replace
from functools import partial
from typing import TypeAlias, Unpack

from rag import (
    Assistant,
    IngestProgress,
    IngestReport,
    JobState,
    StoppedError,
    seed_files,
)
from rag.models.embedding.named import embedder_goes_to
from ui.accounts import AccountError
from ui.languages import page_text
from ui.web.document_view import report_view
from ui.web.documents.adding import DocumentAdding, Reports, knows
from ui.web.documents.elsewhere import elsewhere
from ui.web.documents.following import FollowedFolders
from ui.web.documents.reading_jobs import ReadingJobs
from ui.web.documents.rows import DocumentRows, Seen
from ui.web.documents.sending import NOTHING, Named, Sending
from ui.web.pieces import Json
from ui.web.reading import Batch, FileToRead, if_exists
from ui.web.sureness import levels
from ui.work.jobs import Job, JobRegistry
from ui.work.line import Line
from ui.work.places import Places
from ui.work.uploads import UploadFolder, upload_name

Work: TypeAlias = Callable[[Callable[[IngestProgress], None], threading.Event], None]

QUESTIONS = 3
CANCELLED = page_text("it was cancelled before it was read")


class LibraryController:
    """Everything that the page can do with documents."""

    def __init__(
        self,
        assistant: Assistant,
        uploads: UploadFolder,
        line: Line | None = None,
        *,
        local: bool = False,
        folders: bool = False,
        shared_jobs: Callable[[], list[JobState]] | None = None,
    ) -> None:
        """Reads nothing.

        Args:
            assistant: What has the documents.
            uploads: The folder of uploaded files.
            line: Where questions wait; example questions are found only while nobody does.
            local: Whether only this machine reaches the page, so that addresses of its own network may be fetched.
            folders: Whether visitors may have folders of this machine followed.
            shared_jobs: What is being read by anybody, as far as it is seen; see `Served.jobs`.
        """
        self._uploads = uploads
        self._line = line or Line(at_once=1)
        self.followed = FollowedFolders(assistant, allowed=folders)
        self._adding = DocumentAdding(assistant, uploads, self.followed, local=local)
        self._see(assistant, Places(assistant), JobRegistry(), shared_jobs or list)

    def _see(
        self,
        assistant: Assistant,
        places: Places,
        jobs: JobRegistry,
        shared_jobs: Callable[[], list[JobState]],
    ) -> None:
        self._assistant = assistant
        self._places = places
        self._rows = DocumentRows(assistant, places)
        self._jobs = ReadingJobs(self._rows, jobs)
        self._shared_jobs = shared_jobs

    def seen_by(
        self, assistant: Assistant, places: Places, shared_jobs: Callable[[], list[JobState]]
    ) -> "LibraryController":
        """The same library as somebody sees it who sees and changes some of the documents, and some of the jobs."""
        seen = copy(self)
        seen._see(assistant, places, self._jobs.jobs, shared_jobs)
        return seen

    @property
    def follows(self) -> bool:
        """Whether folders of this machine may be followed."""
        return self.followed.allowed and self._places.is_admin

    def show(self, seen: Seen = NOTHING, **more: object) -> Json:
        """What the page does not have of the list. It keeps its example questions until `suggest` gives new ones."""
        changes = self._rows.since(seen)
        if not self._rows.count():
            # No document can answer the old questions any more.
            more["questions"] = []
        return {
            "list": changes,
            # The folders of a machine are nobody's business but its admins'.
            "followed": self.followed.shown() if self._places.is_admin else [],
            "follows": self.follows,
            "adds": [[space, self._places.name(space)] for space in self._places.spaces],
            # Where texts of documents and questions are sent, if they leave this machine.
            "goes": embedder_goes_to(self._assistant.index.embedder),
            "shared": self._assistant.index.is_shared,
            "elsewhere": elsewhere(self._shared_jobs()),
            **more,
        }

    def levels(self) -> list[Json]:
        """How sure answers must be: the levels to choose from."""
        return levels(self._assistant)

    def suggest(self) -> Json:
        """Example questions that the documents can answer. Slow after each change of the documents.

        While people ask, there are none: a question of theirs is worth more than an example.
        """
        questions: list[str] | None = None

        def work(_show: Callable[[None], None], stopped: threading.Event) -> None:
            nonlocal questions
            with self._line.spare(stopped) as idle:
                if idle:
                    questions = self._assistant.suggest_questions(QUESTIONS)

        # In a job's thread, for which the server waits when it ends. If it fails, the list is shown anyway: the user's
        # own question will show the error.
        for _ in Job(work).items(patience=60.0):
            pass
        return {} if questions is None else {"questions": questions}

    def cancel(self, upload: str, *, visitor: str = "") -> None:
        """Stops reading an upload of this visitor; what is read of it stays."""
        self._jobs.cancel(upload, visitor)

    def unfollow(self, folder: str) -> None:
        """Ends the following of a folder, where that is allowed."""
        if self.follows:
            self.followed.unfollow(folder)

    def read_sample(self, seen: Seen = NOTHING) -> Iterator[Json]:
        """Reads the seed documents that ship with Pincite."""
        files = [FileToRead(path=path, key=str(path)) for path in seed_files()]
        yield from self._read(files, [], Sending(seen=seen))

    def read_uploads(
        self, files: object, unsent: object, password: object = None, **named: Unpack[Named]
    ) -> Iterator[Json]:
        """Reads uploaded files; yields the progress with what is new in the list, and at the end a report.

        Args:
            files: `{"stored", "name", "key", "choice"}` of each, as the page sent them. The name has the folders below
                the one that was dropped. The choice, "replace" or "keep_both", is that of the user where another
                document has the name. A path outside the upload folder is refused, since a request could name any
                file of this machine.
            unsent: `{"name", "reason"}` of files that did not arrive.
            password: Opens encrypted files. It is not kept.
            named: See `Sending`, as for all that follow.
        """
        files = [f for f in files if isinstance(f, dict)] if isinstance(files, list) else []
        lost = [u for u in unsent if isinstance(u, dict)] if isinstance(unsent, list) else []
        sources: list[FileToRead] = []
        names: set[str] = set()
        for file in files:
            path, name = self._uploads.take(str(file.get("stored", ""))), upload_name(file.get("name"))
            if path is None:
                lost.append({"name": name, "reason": page_text("it did not arrive; add it again")})
                continue
            key, choice = str(file.get("key", path)), if_exists(file.get("choice"), again=name in names)
            names.add(name)
            sources.append(
                FileToRead(path=path, name=name, key=key, if_exists=choice, password=_password(password))
            )
        yield from self._read(sources, lost, Sending(**named))

    def read_on(self, document_id: str, **named: Unpack[Named]) -> Iterator[Json]:
        """Reads a document on that was cut short."""
        reports: Reports = {}

        def work(show: Callable[[IngestProgress], None], _stopped: threading.Event) -> None:
            ((assistant, _),) = self._places.having([document_id])
            reports[document_id] = assistant.read_on(document_id, progress=show)

        yield from self._added(Job(work), reports, Sending(**named))

    def read_text(self, stored: object, title: object, **named: Unpack[Named]) -> Iterator[Json]:
        """Reads a pasted text, which was sent as an upload."""
        sending, path = Sending(**named), self._uploads.take(str(stored or ""))
        if path is None:
            yield self.show(sending.seen, problem=page_text("The text did not arrive. Add it again."))
        elif problem := self._refusal(sending.to, path.stat().st_size):
            self._uploads.drop(path)
            yield self.show(sending.seen, problem=problem)
        else:
            reports: Reports = {}
            job = self._adding.text(path, title, reports, self._places.to(sending.to))
            yield from self._added(job, reports, sending)

    def read_address(self, address: object, **named: Unpack[Named]) -> Iterator[Json]:
        """Fetches a web address, once, and reads what is there."""
        sending = Sending(**named)
        if problem := self._refusal(sending.to):
            yield self.show(sending.seen, problem=problem)
            return
        reports: Reports = {}
        to = self._places.to(sending.to)
        yield from self._added(self._adding.address(address, sending.visitor, reports, to), reports, sending)

    def follow(self, folder: object, **named: Unpack[Named]) -> Iterator[Json]:
        """Reads a folder of this machine, and follows it. Its documents are those of everybody."""
        sending = Sending(**named)
        reports: Reports = {}
        if not self._places.is_admin:
            yield self.show(sending.seen, problem=page_text("Only an admin may have folders followed."))
            return
        self._places.tell("followed", folder=str(folder))
        yield from self._added(self._adding.folder(folder, reports), reports, sending)

    def again(self, source: str, **named: Unpack[Named]) -> Iterator[Json]:
        """Tries again to read what could not be read, where it could not."""
        sending = Sending(**named)
        known = (space for space in self._places.spaces if knows(self._places.to(space), source))
        sending = replace(sending, to=next(known, sending.to))
        if problem := self._refusal(sending.to):
            yield self.show(sending.seen, problem=problem)
            return
        reports: Reports = {}
        job = self._adding.again(source, sending.visitor, reports, self._places.to(sending.to))
        yield from self._added(job, reports, sending)

    def _refusal(self, to: str | None, size: int = 0) -> str | None:
        """Why so many bytes may not be added to a space; None if they may."""
        try:
            self._places.to(to)
            self._places.check_room(to, size)
        except AccountError as error:
            return str(error)
        return None

    def _added(self, job: Job[IngestProgress], reports: Reports, sending: Sending) -> Iterator[Json]:
        """Runs a job; yields its progress, and at the end the report, or why there is none."""
        job.work = self._told(job.work, reports, sending.to)
        yield from self._jobs.run(job, sending.upload, sending.visitor, sending.seen)
        if job.failure is not None and not job.stopped.is_set():
            yield self.show(sending.seen, problem=job.failure.message)
        else:
            yield self.show(sending.seen, report=self._report(reports, stopped=job.stopped.is_set()))

    def _read(
        self, sources: list[FileToRead], lost: list[dict[str, str]], sending: Sending
    ) -> Iterator[Json]:
        to = sending.to
        # How much room there is, each file asks for itself.
        if problem := self._refusal(to):
            for path in (one.path for one in sources if one.name is not None):
                self._uploads.drop(path)
            yield self.show(sending.seen, problem=problem)
            return
        room = partial(self._places.check_room, to)
        batch = Batch(self._places.to(to), self._uploads, sources, room)
        job = Job(self._told(batch.read, batch.reports, to, batch))
        yield from self._jobs.run(job, sending.upload, sending.visitor, sending.seen)
        stopped = job.stopped.is_set()
        if stopped:
            lost = [*lost, *({"name": one.name or one.path.name, "reason": CANCELLED} for one in batch.left)]
        elif job.failure is not None:
            lost = [*lost, {"name": page_text("The other files"), "reason": job.failure.message}]
        report = self._report(batch.reports, lost, [one.key for one in sources], batch.taken, stopped=stopped)
        yield self.show(sending.seen, report=report)

    def _told(
        self, work: Work, reports: Mapping[str, IngestReport], to: str | None, batch: Batch | None = None
    ) -> Work:
        """Work that adds something, which is written down in the same thread: its visitor may have left meanwhile."""

        def told(show: Callable[[IngestProgress], None], stopped: threading.Event) -> None:
            try:
                work(show, stopped)
            except StoppedError:
                # Of an archive some documents may be there.
                unfinished = [one.name for one in batch.left[:1] if one.name] if batch else []
                self._places.added(unfinished, to, unfinished=True)
                raise
            finally:
                reported = reports.values()
                self._places.added([source for one in reported for source in (*one.added, *one.updated)], to)

        return told

    def _report(
        self,
        reports: Mapping[str, IngestReport],
        lost: Sequence[Mapping[str, str]] = (),
        keys: Sequence[str] = (),
        taken: Mapping[str, str] | None = None,
        *,
        stopped: bool = False,
    ) -> Json:
        view = report_view(reports, lost, keys, taken, embedder=self._assistant.index.embedder.name)
        return {**view, "stopped": stopped}


def _password(given: object) -> str | None:
    return given if isinstance(given, str) and given else None
