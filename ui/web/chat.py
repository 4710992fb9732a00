"""A question from the page, answered step by step as plain JSON."""

import threading
import time
from collections.abc import Callable, Generator, Iterator, Mapping, Sequence

from rag import Answer, Assistant, PinciteError, Writer
from rag.writing.models import installed_writers, load_writer
from ui.web.answer_view import answer_view
from ui.web.jobs import Job, JobRegistry, WarmUp
from ui.web.pieces import Json

TURNS = 12
"""How many earlier messages go along with a question."""

_SAY_AGAIN = 1.0  # seconds: how often a waiting page hears that the work goes on


class ChatController:
    """Answers questions, and stops when told to."""

    def __init__(self, assistant: Assistant, warm_up: WarmUp) -> None:
        self._assistant = assistant
        self._warm_up = warm_up
        self._stops = JobRegistry()
        self._writers: dict[str, Writer] = {}
        self._writers_lock = threading.Lock()

    def writers(self) -> list[str]:
        """The names of the writers that can rewrite an answer in prose."""
        return list(installed_writers())

    def stop(self, ask: str) -> None:
        """Stops the answer to the question that the page calls `ask`."""
        self._stops.stop(ask)

    def steps(self, ask: str, question: str, history: object, writer: str | None) -> Iterator[Json]:
        """Yields what to show, each complete in itself; the last one has a final state.

        States: "waiting" (with `doing`), "answering", "done", "stopped", "error" (with `message`).
        """
        job: Job[Answer] = Job(self._work(question, turns(history), writer))
        self._stops.start(ask, job.stopped)
        shown: Json | None = None
        said = 0.0
        try:
            for answer in job.items():
                if answer is not None:
                    shown = answer_view(answer)
                elif time.monotonic() - said < _SAY_AGAIN:
                    continue
                said = time.monotonic()
                state = "answering" if shown else "waiting"
                doing = self._doing(writer, shown)
                yield {"ask": ask, "state": state, "answer": shown, "doing": doing, "at": said}
            yield {"ask": ask, "answer": shown, **_ending(job)}
        finally:
            job.stopped.set()  # the page was closed: nobody reads on
            self._stops.end(ask)

    def _doing(self, writer: str | None, shown: Json | None) -> str | None:
        if self._warm_up.loading:
            return "loading"
        if shown is None:
            return "searching"
        return "writing" if writer else None

    def _work(
        self, question: str, history: Sequence[Mapping[str, str]], writer: str | None
    ) -> Callable[[Callable[[Answer], None], threading.Event], None]:
        def work(say: Callable[[Answer], None], stopped: threading.Event) -> None:
            loaded = self._writer(writer) if writer else None
            answers = self._assistant.stream(question, history, writer=loaded)
            for answer in answers:
                if stopped.is_set():
                    break
                say(answer)
            # Leaving a loop does not close a generator; the writer stops only when it is closed.
            if isinstance(answers, Generator):
                answers.close()

        return work

    def _writer(self, name: str) -> Writer:
        """The writer of that name, loaded once.

        Raises:
            PinciteError: It is not installed, or can't be loaded.
        """
        if name not in self.writers():
            raise PinciteError("This way of writing is not installed. Ask without it.")
        with self._writers_lock:
            if name not in self._writers:
                self._writers[name] = load_writer(name)
        return self._writers[name]


def turns(history: object) -> list[dict[str, str]]:
    """Earlier turns as the page sent them, less whatever is not one."""
    if not isinstance(history, list):
        return []
    kept = [
        {"role": str(turn["role"]), "text": str(turn["text"])}
        for turn in history[-TURNS:]
        if isinstance(turn, dict) and turn.get("role") in ("user", "assistant") and turn.get("text")
    ]
    return kept


def _ending(job: Job[Answer]) -> Json:
    if job.stopped.is_set():
        return {"state": "stopped"}
    if job.failure is not None:
        return {"state": "error", "message": job.failure.message}
    return {"state": "done"}
