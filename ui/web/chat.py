"""Answers the questions of the chat, step by step, as plain JSON."""

import threading
import time
from collections.abc import Callable, Generator, Iterator, Mapping, Sequence

from rag import Answer, Assistant, PinciteError, Writer
from rag.writing.models import installed_writers, load_writer
from ui.web.answer_view import answer_view
from ui.web.jobs import Job, JobRegistry, WarmUp
from ui.web.pieces import Json

TURNS = 12
"""The number of earlier messages that are sent with a question."""

_KEEP_ALIVE = 1.0  # seconds between the updates of a page that waits


class ChatController:
    """Answers the questions of the chat, and stops an answer on request."""

    def __init__(self, assistant: Assistant, warm_up: WarmUp) -> None:
        self._assistant = assistant
        self._warm_up = warm_up
        self._jobs = JobRegistry()
        self._writers: dict[str, Writer] = {}
        self._writers_lock = threading.Lock()

    def writers(self) -> list[str]:
        """The names of the writers that can rewrite an answer in prose."""
        return list(installed_writers())

    def stop(self, ask_id: str, *, visitor: str = "") -> None:
        """Stops the answer to the question with this id of the page, if this visitor asked it."""
        self._jobs.stop(f"{visitor} {ask_id}")

    def steps(
        self,
        ask_id: str,
        question: str,
        history: object,
        writer: str | None,
        *,
        rewrite: bool = True,
        visitor: str = "",
    ) -> Iterator[Json]:
        """Yields the states to show, each complete in itself; the last one is final.

        Without `rewrite` only the words of the question are searched for.

        States: "waiting" (with `activity`), "answering", "done", "stopped", "error" (with `message`).
        """
        job: Job[Answer] = Job(self._work(question, turns(history), writer, rewrite))
        self._jobs.add(f"{visitor} {ask_id}", job.stopped)
        shown: Json | None = None
        last_update = 0.0
        try:
            for answer in job.items():
                if answer is not None:
                    shown = answer_view(answer)
                # Without news for five seconds, asking.js looks whether the server is still there.
                elif time.monotonic() - last_update < _KEEP_ALIVE:
                    continue
                last_update = time.monotonic()
                state = "answering" if shown else "waiting"
                activity = self._activity(writer, shown)
                yield {
                    "ask": ask_id,
                    "state": state,
                    "answer": shown,
                    "activity": activity,
                    "at": last_update,
                }
            yield {"ask": ask_id, "answer": shown, **_ending(job)}
        finally:
            job.stopped.set()  # if the page was closed, nobody needs the rest
            self._jobs.remove(f"{visitor} {ask_id}")

    def _activity(self, writer: str | None, shown: Json | None) -> str | None:
        # Before all else, because the question waits for the models.
        if self._warm_up.loading:
            return "loading"
        if shown is None:
            return "searching"
        return "writing" if writer else None

    def _work(
        self, question: str, history: Sequence[Mapping[str, str]], writer: str | None, rewrite: bool
    ) -> Callable[[Callable[[Answer], None], threading.Event], None]:
        def work(hand_over: Callable[[Answer], None], stopped: threading.Event) -> None:
            loaded = self._writer(writer) if writer else None
            answers = self._assistant.stream(question, history, writer=loaded, rewrite=rewrite)
            for answer in answers:
                if stopped.is_set():
                    break
                hand_over(answer)
            # Leaving the loop does not close the generator, and the writer stops only when it is closed.
            if isinstance(answers, Generator):
                answers.close()

        return work

    def _writer(self, name: str) -> Writer:
        """The writer of that name, loaded once.

        Raises:
            PinciteError: The writer is not installed, or can't be loaded.
        """
        # The page got the names when it was opened; the writer may have been removed since.
        if name not in self.writers():
            raise PinciteError("This writer is not installed. Ask without it.")
        # Two questions at once must not load the same writer twice.
        with self._writers_lock:
            if name not in self._writers:
                self._writers[name] = load_writer(name)
        return self._writers[name]


def turns(history: object) -> list[dict[str, str]]:
    """The earlier turns that the page sent, without invalid ones."""
    if not isinstance(history, list):
        return []
    return [
        {"role": str(turn["role"]), "text": str(turn["text"])}
        # asking.js sends no more, but a request may come from another program.
        for turn in history[-TURNS:]
        if isinstance(turn, dict) and turn.get("role") in ("user", "assistant") and turn.get("text")
    ]


def _ending(job: Job[Answer]) -> Json:
    # First, because the work of a stopped job has often not returned, and counts as failed until then.
    if job.stopped.is_set():
        return {"state": "stopped"}
    if job.failure is not None:
        return {"state": "error", "message": job.failure.message}
    return {"state": "done"}
