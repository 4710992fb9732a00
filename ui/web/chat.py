"""Answers the questions of the chat, step by step, as plain JSON."""

import time
from collections.abc import Callable, Iterator
from copy import copy
from typing import TypeAlias

from rag import Answer, Filter
from ui.chats.chat import State
from ui.web.answer_view import answer_view
from ui.web.pieces import Json
from ui.web.sureness import USUAL, max_wrong_of
from ui.work.asking import Asked, Asking, News
from ui.work.jobs import Job, JobRegistry, WarmUp
from ui.work.line import LineFullError

TURNS = 12
"""The number of earlier messages that are sent with a question."""

TURN = 4_000
"""Characters of each that are kept, as much as the library looks at."""

_KEEP_ALIVE = 2.0  # seconds between the updates of a page that waits

Keep: TypeAlias = Callable[[State, Answer | None, str | None], None]


class ChatController:
    """Answers the questions of the chat, and stops an answer on request.

    Attributes:
        writers: The writers to choose from.
    """

    def __init__(self, asking: Asking, warm_up: WarmUp) -> None:
        """Loads nothing.

        Args:
            asking: What answers.
            warm_up: The loading of the models.
        """
        self._asking = asking
        self._warm_up = warm_up
        self._jobs = JobRegistry()
        self.writers = asking.writers

    def seen_by(self, asking: Asking) -> "ChatController":
        """The same for somebody who sees some of the documents; the jobs are shared."""
        seen = copy(self)
        seen._asking = asking
        return seen

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
        max_wrong = max_wrong_of(sure, self._asking.assistant)
        asked = Asked(
            question=question,
            history=before_it,
            rewrite=rewrite,
            where=where,
            further=further,
            max_wrong=max_wrong,
        )
        job = self._asking.job(asked, writer)
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
            ending = _ending(job)
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


def _ending(job: Job[News]) -> Json:
    # First, because the work of a stopped job has often not returned, and counts as failed until then.
    if job.stopped.is_set():
        return {"state": "stopped"}
    if job.failure is not None and isinstance(job.failure.error, LineFullError):
        return {"state": "full"}
    if job.failure is not None:
        return {"state": "error", "message": job.failure.message}
    return {"state": "done"}
