"""Answers the questions of the chat, step by step, as plain JSON."""

import threading
import time
from collections.abc import Callable, Generator, Iterator
from dataclasses import dataclass
from typing import TypeAlias

from rag import Answer, Assistant, Filter, LookFurther, Writer
from ui.chats.chat import State
from ui.web.answer_cache import AnswerCache
from ui.web.answer_view import answer_view
from ui.web.jobs import Job, JobRegistry, WarmUp
from ui.web.line import Line, LineFullError
from ui.web.pieces import Json
from ui.web.sureness import USUAL, max_wrong_of
from ui.web.writers import Writers

TURNS = 12
"""The number of earlier messages that are sent with a question."""

TURN = 4_000
"""Characters of each that are kept, as much as the library looks at."""

_KEEP_ALIVE = 2.0  # seconds between the updates of a page that waits

READ_AT_ONCE = 2
"""Questions that are read at a time. One computes in Python while the model reads for the other, on all cores; more only
made each slower, and reading the passages of several in one batch saved 5 in 100 of the time (docs/evidence.md)."""


Keep: TypeAlias = Callable[[State, Answer | None, str | None], None]


@dataclass(frozen=True, slots=True)
class _Asked:
    """What one answer depends on, beside the documents."""

    question: str
    history: tuple[tuple[str, str], ...]
    rewrite: bool
    where: Filter | None = None
    further: bool = False
    max_wrong: float | None = None


@dataclass(frozen=True, slots=True)
class _News:
    """All that is known of a question: what is found or answered, and how many come before it."""

    answer: Answer
    before: int = 0


class ChatController:
    """Answers the questions of the chat, and stops an answer on request.

    Attributes:
        writers: The writers to choose from.
    """

    def __init__(
        self, assistant: Assistant, warm_up: WarmUp, line: Line, writers: Writers | None = None
    ) -> None:
        """Loads nothing.

        Args:
            assistant: What answers.
            warm_up: The loading of the models.
            line: Where questions wait to be read.
            writers: The writers to choose from.
        """
        self._assistant = assistant
        self._warm_up = warm_up
        self._jobs = JobRegistry()
        self._answers = AnswerCache()
        self.writers = writers or Writers()
        # What is found is shown first, so no question waits here for the reading of another.
        self._finding = Line(at_once=1)
        self._reading = line
        # A writer takes a minute, for which the others must not wait.
        self._writing = Line(at_once=1)

    def stop(self, ask_id: str, *, visitor: str = "") -> None:
        """Stops the answer to the question with this id of the page, if this visitor asked it."""
        self._jobs.stop(f"{visitor} {ask_id}")

    def leave(self, session: str) -> None:
        """Stops the answers to a visitor who has left."""
        self._jobs.leave(session)

    def steps(
        self,
        ask_id: str,
        question: str,
        history: object,
        writer: str | None,
        *,
        rewrite: bool = True,
        where: Filter | None = None,
        further: bool = False,
        sure: str = USUAL,
        visitor: str = "",
        session: str = "",
        keep: Keep | None = None,
    ) -> Iterator[Json]:
        """Yields the states to show, each complete in itself; the last one is final.

        Without `rewrite` only the words of the question are searched for; with `where` only these documents are asked; with
        `further` more is searched for what is still missing; `sure` is a
        level of `ui.web.sureness`.
        `keep` is called once at the end, also if the page was closed: with the state, the newest answer, and the problem.

        States: "waiting" (with `activity`, and `before`: how many come first), "answering", "done", "stopped", "error"
        (with `message`), "full" (so many wait that the page has to ask again).
        """
        before_it = tuple((turn["role"], turn["text"]) for turn in turns(history))
        max_wrong = max_wrong_of(sure, self._assistant)
        asked = _Asked(question, before_it, rewrite, where, further, max_wrong)
        full = threading.Event()
        job: Job[_News] = Job(self._work(asked, writer, full))
        job_id = f"{visitor} {ask_id}"
        self._jobs.add(job_id, session, job.stop)
        shown: Json | None = None
        latest: Answer | None = None
        before = 0
        # What is left if the page is closed.
        ending: Json = {"state": "stopped"}
        try:
            for news in job.items(_KEEP_ALIVE):
                if news is not None:
                    latest = news.answer if news.answer.status != "reading" else None
                    shown, before = answer_view(news.answer), news.before
                answering = shown is not None and shown["status"] != "reading"
                yield {
                    "ask": ask_id,
                    "state": "answering" if answering else "waiting",
                    "answer": shown,
                    "activity": self._activity(writer, answering=answering, found=shown is not None),
                    "before": before,
                    "at": time.monotonic(),
                }
            ending = {"state": "full"} if full.is_set() else _ending(job)
            # Before the page hears of it, which then looks for it.
            if keep and ending["state"] != "full":
                keep(ending["state"], latest, ending.get("message"))
            keep = None
            yield {"ask": ask_id, "answer": shown, **ending}
        finally:
            job.stop()  # if the page was closed, nobody needs the rest
            self._jobs.remove(job_id)
            if keep:
                keep("stopped", latest, None)

    def _activity(self, writer: str | None, *, answering: bool, found: bool) -> str | None:
        # Before all else, because the question waits for the models.
        if self._warm_up.loading:
            return "loading"
        if not answering:
            return "reading" if found else "searching"
        return "writing" if writer else None

    def _work(
        self, asked: _Asked, writer: str | None, full: threading.Event
    ) -> Callable[[Callable[[_News], None], threading.Event], None]:
        def work(hand_over: Callable[[_News], None], stopped: threading.Event) -> None:
            try:
                if writer:
                    self._write(asked, self.writers.loaded(writer), hand_over, stopped)
                else:
                    self._answer(asked, hand_over, stopped)
            except LineFullError:
                full.set()

        return work

    def _answer(self, asked: _Asked, hand_over: Callable[[_News], None], stopped: threading.Event) -> None:
        """Hands over what is found, and in its turn the answer; at once if the same was asked before."""
        generation = self._assistant.index.generation
        if kept := self._answers.get(generation, asked):
            hand_over(_News(kept))
            return
        self._reading.raise_if_full()
        answers = self._stream(asked, None)
        in_line = self._find(answers, hand_over, stopped)
        with self._reading.turn(stopped, in_line), self._answers.alone(asked):
            # Somebody may have asked the same meanwhile.
            kept = latest = self._answers.get(generation, asked)
            for latest in [kept] if kept else answers:
                hand_over(_News(latest))
            # Only the last one: those before it lack statements.
            if latest:
                self._answers.keep(generation, asked, latest)

    def _write(
        self,
        asked: _Asked,
        writer: Writer,
        hand_over: Callable[[_News], None],
        stopped: threading.Event,
    ) -> None:
        answers = self._stream(asked, writer)
        in_line = self._find(answers, hand_over, stopped)
        with self._writing.turn(stopped, in_line):
            for answer in answers:
                hand_over(_News(answer))
                if stopped.is_set():
                    break
        # Leaving the loop does not close the generator, and the writer stops only when it is closed.
        if isinstance(answers, Generator):
            answers.close()

    def _find(
        self, answers: Iterator[Answer], hand_over: Callable[[_News], None], stopped: threading.Event
    ) -> Callable[[int], None]:
        """Hands over what is found; returns what shows it again, with the place in line."""
        with self._finding.turn(stopped, _unseen):
            found = next(answers)
        hand_over(_News(found))
        return lambda before: hand_over(_News(found, before))

    def _stream(self, asked: _Asked, writer: Writer | None) -> Iterator[Answer]:
        history = [{"role": role, "text": text} for role, text in asked.history]
        further = LookFurther() if asked.further else None
        return self._assistant.stream(
            asked.question,
            history,
            where=asked.where,
            writer=writer,
            rewrite=asked.rewrite,
            further=further,
            max_wrong=asked.max_wrong,
        )


def turns(history: object) -> list[dict[str, str]]:
    """The earlier turns that the page sent, without invalid ones."""
    if not isinstance(history, list):
        return []
    return [
        {"role": turn["role"], "text": _cut(turn["role"], turn["text"])}
        # asking.js sends no more, but a request may come from another program.
        for turn in history[-TURNS:]
        if isinstance(turn, dict)
        and turn.get("role") in ("user", "assistant")
        and isinstance(turn.get("text"), str)
        and turn["text"]
    ]


def _cut(role: str, text: str) -> str:
    # As `rag` would cut it: here already, so that no more is kept while the question waits.
    return text[-TURN:] if role == "user" else text[:TURN]


def _unseen(_before: int) -> None:
    """A place in the line for finding is not shown: it is a matter of a second."""


def _ending(job: Job[_News]) -> Json:
    # First, because the work of a stopped job has often not returned, and counts as failed until then.
    if job.stopped.is_set():
        return {"state": "stopped"}
    if job.failure is not None:
        return {"state": "error", "message": job.failure.message}
    return {"state": "done"}
