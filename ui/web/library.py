"""Manages the documents of the page: reads uploads, lists documents and removes them."""

import threading
import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import asdict
from itertools import count

from rag import (
    Assistant,
    IngestProgress,
    IngestReport,
    PinciteError,
    seed_files,
)
from ui.pace import Pace
from ui.web.document_view import library_view, report_view
from ui.web.jobs import Job, JobRegistry
from ui.web.line import Line
from ui.web.pieces import Json
from ui.web.reading import Batch, FileToRead, if_exists
from ui.web.uploads import UploadFolder, upload_name

QUESTIONS = 3
_SHOW_EVERY = 0.25  # seconds between two steps of a progress line
CANCELLED = "it was cancelled before it was read"


class LibraryController:
    """Everything that the page can do with documents."""

    def __init__(self, assistant: Assistant, uploads: UploadFolder, line: Line | None = None) -> None:
        """Reads nothing.

        Args:
            assistant: What has the documents.
            uploads: The folder of uploaded files.
            line: Where questions wait; example questions are found only while nobody does.
        """
        self._assistant = assistant
        self._uploads = uploads
        self._line = line or Line(at_once=1)
        self._jobs = JobRegistry()
        self._listed: tuple[int, Json] = (-1, {})
        self._turns = count()  # the page uses it to tell which of two lists is newer

    def show(self, **more: object) -> Json:
        """The list of documents. The page keeps its example questions until `suggest` gives new ones."""
        view = self._list()
        if not view["documents"]:
            # No document can answer the old questions any more.
            more["questions"] = []
        return {**view, **more}

    def _list(self) -> Json:
        """The list alone, made once for each state of the index: it is shown some times a second."""
        generation = self._assistant.index.generation
        if self._listed[0] != generation:
            self._listed = generation, library_view(self._assistant.documents())
        return {**self._listed[1], "turn": next(self._turns)}

    def suggest(self) -> Json:
        """The list with example questions that the documents can answer. Slow after each change of the documents.

        While people ask, it is the list alone: a question of theirs is worth more than an example.
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
        return self.show() if questions is None else self.show(questions=questions)

    def cancel(self, upload: str, *, visitor: str = "") -> None:
        """Stops reading an upload of this visitor; what is read of it stays."""
        self._jobs.stop(f"{visitor} {upload}")

    def remove(self, document_id: str) -> Json:
        """Removes a document; returns the list with its title, or with the reason why it could not be removed."""
        try:
            removed = self._assistant.remove(document_id)
        except PinciteError as error:
            return self.show(problem=str(error))
        return self.show(removed=removed.title)

    def read_sample(self) -> Iterator[Json]:
        """Reads the seed documents that ship with Pincite."""
        yield from self._read([FileToRead(path=path, key=str(path)) for path in seed_files()], [], "")

    def read_uploads(
        self,
        files: object,
        unsent: object,
        password: object = None,
        *,
        upload: str = "",
        visitor: str = "",
    ) -> Iterator[Json]:
        """Reads uploaded files; yields the list with the progress, and at the end with a report.

        Args:
            files: `{"stored", "name", "key", "choice"}` of each, as the page sent them. The name has the folders below
                the one that was dropped. The choice, "replace" or "keep_both", is that of the user where another
                document has the name. A path outside the upload folder is refused, since a request could name any
                file of this machine.
            unsent: `{"name", "reason"}` of files that did not arrive.
            password: Opens encrypted files. It is not kept.
            upload: The id by which `cancel` knows it.
            visitor: Who sent them, and alone may cancel it.
        """
        files = [f for f in files if isinstance(f, dict)] if isinstance(files, list) else []
        lost = [u for u in unsent if isinstance(u, dict)] if isinstance(unsent, list) else []
        sources: list[FileToRead] = []
        names: set[str] = set()
        for file in files:
            path, name = self._uploads.take(str(file.get("stored", ""))), upload_name(file.get("name"))
            if path is None:
                lost.append({"name": name, "reason": "it did not arrive; add it again"})
                continue
            key, choice = str(file.get("key", path)), if_exists(file.get("choice"), again=name in names)
            names.add(name)
            sources.append(
                FileToRead(path=path, name=name, key=key, if_exists=choice, password=_password(password))
            )
        yield from self._read(sources, lost, f"{visitor} {upload}")

    def read_on(self, document_id: str, *, upload: str = "", visitor: str = "") -> Iterator[Json]:
        """Reads a document on that was cut short; yields the list with the progress, and at the end with a report."""
        reports: list[IngestReport] = []

        def work(hand_over: Callable[[IngestProgress], None], _stopped: threading.Event) -> None:
            reports.append(self._assistant.read_on(document_id, progress=hand_over))

        job: Job[IngestProgress] = Job(work)
        yield from self._followed(job, f"{visitor} {upload}")
        if job.failure is not None and not job.stopped.is_set():
            yield self.show(problem=job.failure.message)
        else:
            yield self.show(report=self._report({document_id: reports[0]} if reports else {}))

    def _followed(self, job: Job[IngestProgress], upload: str) -> Iterator[Json]:
        """Runs a job that can be cancelled, and yields its progress."""
        # Only the event: the report waits for the end of the work, so that it says what was read.
        self._jobs.add(upload, "", job.stopped.set)
        try:
            yield from self._progress(job, upload)
        finally:
            self._jobs.remove(upload)

    def _read(self, sources: list[FileToRead], lost: list[dict[str, str]], upload: str) -> Iterator[Json]:
        batch = Batch(self._assistant, self._uploads, sources)
        job: Job[IngestProgress] = Job(batch.read)
        yield from self._followed(job, upload)
        if job.stopped.is_set():
            lost = [*lost, *({"name": one.name or one.path.name, "reason": CANCELLED} for one in batch.left)]
        elif job.failure is not None:
            lost = [*lost, {"name": "The other files", "reason": job.failure.message}]
        yield self.show(report=self._report(batch.reports, lost, [one.key for one in sources], batch.taken))

    def _report(
        self,
        reports: Mapping[str, IngestReport],
        lost: Sequence[Mapping[str, str]] = (),
        keys: Sequence[str] = (),
        taken: Mapping[str, str] | None = None,
    ) -> Json:
        return report_view(reports, lost, keys, taken, embedder=self._assistant.index.embedder.name)

    def _progress(self, job: Job[IngestProgress], upload: str) -> Iterator[Json]:
        last, pace = 0.0, Pace()
        newest: IngestProgress | None = None
        for progress in job.items(_SHOW_EVERY):
            newest = progress or newest  # progress that comes too soon is shown a little later
            if newest is None or time.monotonic() - last < _SHOW_EVERY:
                continue
            last = time.monotonic()
            shown = asdict(pace.status(newest, last))
            newest = None
            # With the list, so that a document appears as soon as it is saved.
            shown["upload"] = upload.rpartition(" ")[2]
            yield {**self._list(), "progress": shown}


def _password(given: object) -> str | None:
    return given if isinstance(given, str) and given else None
