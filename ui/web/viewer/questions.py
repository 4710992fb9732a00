"""Finds questions that a document answers, in the background and one document after another."""

import threading
from collections import OrderedDict
from collections.abc import Callable

from rag import Assistant, StoppedError, UnknownDocumentError
from ui.web.pieces import Json
from ui.work.jobs import Job
from ui.work.line import Line

QUESTIONS = 5
# Documents whose questions are kept, and those that wait: whoever opens more at once reads on already.
_KEPT, _WAITING = 200, 5
# Seconds until it is looked again whether nobody asks.
_PAUSE = 2.0


class DocumentQuestions:
    """The questions of documents, for their start pages. Any thread may use it.

    They are asked while nobody else asks anything: a question of a person is worth more than an example.
    """

    def __init__(self, assistant: Assistant, line: Line, closed: threading.Event | None = None) -> None:
        """Asks nothing.

        Args:
            assistant: What answers.
            line: Where the questions of people wait.
            closed: Ends it, and others with it.
        """
        self._assistant = assistant
        self._line = line
        self._lock = threading.Lock()
        self._found: OrderedDict[str, list[str]] = OrderedDict()
        self._waiting: OrderedDict[str, None] = OrderedDict()
        self._works = False
        self._closed = closed or threading.Event()

    def seen_by(self, assistant: Assistant) -> "DocumentQuestions":
        """Those of somebody who sees some of the documents; they end with these."""
        return DocumentQuestions(assistant, self._line, self._closed)

    def of(self, document_id: str) -> Json:
        """The questions of a document; `asking` until they are known, which the page comes again to see."""
        with self._lock:
            if document_id in self._found:
                self._found.move_to_end(document_id)
                return {"questions": self._found[document_id], "asking": False}
            # The newest first: the others may be closed already.
            self._waiting[document_id] = None
            self._waiting.move_to_end(document_id)
            while len(self._waiting) > _WAITING:
                self._waiting.popitem(last=False)
            begin, self._works = not self._works, True
        if begin:
            threading.Thread(target=self._run, daemon=True).start()
        return {"questions": [], "asking": True}

    def close(self) -> None:
        """Asks nothing more."""
        self._closed.set()

    def _run(self) -> None:
        while (document_id := self._next()) is not None:
            questions = self._asked(document_id)
            if questions is None:
                self._closed.wait(_PAUSE)
            else:
                self._keep(document_id, questions)

    def _next(self) -> str | None:
        with self._lock:
            if self._waiting and not self._closed.is_set():
                return next(reversed(self._waiting))
            self._works = False
            return None

    def _asked(self, document_id: str) -> list[str] | None:
        """The questions; None if a person asks, or begins to meanwhile."""
        questions: list[str] | None = None

        def work(_show: Callable[[None], None], stopped: threading.Event) -> None:
            nonlocal questions
            with self._line.spare(stopped) as idle:
                if idle:
                    questions = self._questions(document_id)

        # In a job's thread, for which the server waits when it ends.
        job: Job[None] = Job(work)
        for _ in job.items(patience=60.0):
            pass
        # After any other failure there are none, rather than another try for ever.
        return [] if job.failure and not job.stopped.is_set() else questions

    def _questions(self, document_id: str) -> list[str] | None:
        try:
            return self._assistant.suggest_questions_of(document_id, QUESTIONS)
        except StoppedError:
            return None
        except UnknownDocumentError:
            return []

    def _keep(self, document_id: str, questions: list[str]) -> None:
        with self._lock:
            self._waiting.pop(document_id, None)
            self._found[document_id] = questions
            while len(self._found) > _KEPT:
                self._found.popitem(last=False)
