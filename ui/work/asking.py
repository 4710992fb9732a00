"""Questions to one server, from the page and from programs: they wait in one line, and what was asked before is kept."""

import threading
from collections.abc import AsyncIterator, Callable, Generator, Hashable, Iterator
from copy import copy
from dataclasses import dataclass

from rag import Answer, Assistant, Filter, LookFurther, StoppedError, Writer
from ui.work.answer_cache import AnswerCache
from ui.work.jobs import Job
from ui.work.line import Line
from ui.work.writers import Writers

READ_AT_ONCE = 2
"""Questions that are read at a time. One computes in Python while the model reads for the other, on all cores; more only
made each slower, and reading the passages of several in one batch saved 5 in 100 of the time (docs/evidence.md)."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Asked:
    """What one answer depends on, beside the documents.

    Attributes:
        question: As it was asked.
        history: The role and the text of each turn before it.
        rewrite: False: only the words as asked are searched.
        where: Which documents are asked; None for all.
        further: Whether more is searched for what is still missing.
        max_wrong: The share of answers that may be wrong; None for the usual one.
    """

    question: str
    history: tuple[tuple[str, str], ...] = ()
    rewrite: bool = True
    where: Filter | None = None
    further: bool = False
    max_wrong: float | None = None


@dataclass(frozen=True, slots=True)
class News:
    """All that is known of a question: what is found or answered, and how many come before it."""

    answer: Answer
    before: int = 0


class AskingFailedError(Exception):
    """A question ended without an answer, and not by an error that says why: the terminal shows it."""


class Asking:
    """Answers questions in line. Any thread may use it.

    Attributes:
        assistant: What answers.
        writers: The language models to choose from.
    """

    def __init__(
        self, assistant: Assistant, line: Line | None = None, writers: Writers | None = None
    ) -> None:
        """Loads nothing.

        Args:
            assistant: What answers.
            line: Where questions wait to be read.
            writers: The language models to choose from.
        """
        self.assistant = assistant
        self.writers = writers or Writers()
        # Whose answers they are, among those that are kept; and who writes down that somebody asked.
        self._for: Hashable = None
        self._tell: Callable[[str], None] = _nobody
        self._answers = AnswerCache()
        # What is found is shown first, so no question waits here for the reading of another.
        self._finding = Line(at_once=1)
        self._reading = line or Line(READ_AT_ONCE)
        # A writer takes a minute, for which the others must not wait.
        self._writing = Line(at_once=1)

    def seen_by(self, assistant: Assistant, access: Hashable, tell: Callable[[str], None]) -> "Asking":
        """The same line, in which somebody asks who sees other documents.

        Args:
            assistant: The documents as they see them.
            access: Answers are shared only with those who see the same.
            tell: Called with each question.
        """
        seen = copy(self)
        seen.assistant, seen._for, seen._tell = assistant, access, tell
        return seen

    def told(self, question: str) -> None:
        """Tells of a search, which is no job."""
        self._tell(question)

    def job(self, asked: Asked, writer: str | None = None) -> Job[News]:
        """The job that answers a question, in prose if a writer is named.

        It fails with `LineFullError` if so many wait already that this one has to come again.
        """

        def work(hand_over: Callable[[News], None], stopped: threading.Event) -> None:
            self._tell(asked.question)
            if writer:
                self._write(asked, self.writers.loaded(writer), hand_over, stopped)
            else:
                self._answer(asked, hand_over, stopped)

        return Job(work)

    async def answers(self, asked: Asked, writer: str | None = None) -> AsyncIterator[Answer]:
        """The answers to a question as `Assistant.stream` yields them; of those that come faster than they are read, the newest.

        Closing it, and cancelling the task that waits for it, stops the work.

        Raises:
            PinciteError: As `Assistant.stream`; there is no writer of that name; or the server ends (`StoppedError`).
            LineFullError: So many wait already that this one has to come again.
            AskingFailedError: Something else went wrong; the terminal shows what.
        """
        job = self.job(asked, writer)
        async for news in job.items_as_they_come():
            yield news.answer
        _raise_failure(job)

    async def answer(self, asked: Asked, writer: str | None = None) -> Answer:
        """The last of `answers`.

        Raises:
            PinciteError: See `answers`.
            LineFullError: See `answers`.
            AskingFailedError: See `answers`.
        """
        *_, answer = [answer async for answer in self.answers(asked, writer)]
        return answer

    def _answer(self, asked: Asked, hand_over: Callable[[News], None], stopped: threading.Event) -> None:
        """Hands over what is found, and in its turn the answer; at once if the same was asked before."""
        generation = self.assistant.index.generation
        key = (self._for, asked)
        if kept := self._answers.get(generation, key):
            hand_over(News(kept))
            return
        self._reading.raise_if_full()
        answers = self._stream(asked, None)
        in_line = self._find(answers, hand_over, stopped)
        with self._reading.turn(stopped, in_line), self._answers.alone(key):
            # Somebody may have asked the same meanwhile.
            kept = latest = self._answers.get(generation, key)
            for latest in [kept] if kept else answers:
                hand_over(News(latest))
            # Only the last one: those before it lack statements.
            if latest:
                self._answers.keep(generation, key, latest)

    def _write(
        self, asked: Asked, writer: Writer, hand_over: Callable[[News], None], stopped: threading.Event
    ) -> None:
        answers = self._stream(asked, writer)
        in_line = self._find(answers, hand_over, stopped)
        with self._writing.turn(stopped, in_line):
            for answer in answers:
                hand_over(News(answer))
                if stopped.is_set():
                    break
        # Leaving the loop does not close the generator, and the writer stops only when it is closed.
        if isinstance(answers, Generator):
            answers.close()

    def _find(
        self, answers: Iterator[Answer], hand_over: Callable[[News], None], stopped: threading.Event
    ) -> Callable[[int], None]:
        """Hands over what is found; returns what shows it again, with the place in line."""
        with self._finding.turn(stopped, _unseen):
            found = next(answers)
        hand_over(News(found))
        return lambda before: hand_over(News(found, before))

    def _stream(self, asked: Asked, writer: Writer | None) -> Iterator[Answer]:
        return self.assistant.stream(
            asked.question,
            [{"role": role, "text": text} for role, text in asked.history],
            where=asked.where,
            writer=writer,
            rewrite=asked.rewrite,
            further=LookFurther() if asked.further else None,
            max_wrong=asked.max_wrong,
        )


def _raise_failure(job: Job[News]) -> None:
    if job.stopped.is_set():
        raise StoppedError("the server is being stopped")
    if job.failure is not None:
        raise job.failure.error or AskingFailedError(job.failure.message)


def _nobody(_question: str) -> None:
    """One person need not be told what they asked."""


def _unseen(_before: int) -> None:
    """A place in the line for finding is not shown: it is a matter of a second."""
