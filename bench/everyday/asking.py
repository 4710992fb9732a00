"""Asks as a user does, and where Pincite refuses once more as if it never did."""

import re
from collections.abc import Callable, Iterable, Sequence
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any, Literal

from pydantic import BaseModel, ConfigDict

from rag import Answer, Assistant, Turn
from rag.evaluation.scratch import kept_index
from rag.reading.reader import TrainedReader

Verdict = Literal["good", "later", "refused", "wrong"]
"""What an answer is worth: what is asked for leads; it stands later; refused; wrong."""


class Asked(BaseModel):
    """A part of a file of questions; other fields are for people."""

    model_config = ConfigDict(frozen=True, populate_by_name=True)


@dataclass(frozen=True, slots=True, kw_only=True)
class Reply:
    """The answer to a question, and the one that would have been given at a threshold of 0."""

    answer: Answer
    unrefused: Answer


@dataclass(frozen=True, slots=True, kw_only=True)
class Judged:
    """One question and what its answer is worth.

    Attributes:
        group: Its kind, or its case.
        question: As asked.
        verdict: Of the answer.
        unrefused: Of the answer at a threshold of 0; the same if it was not refused.
        why: A few words about what is not good.
        confidence: Of the answer.
        text: The answer at a threshold of 0, on one line.
        statements: How many the answer has.
    """

    group: str
    question: str
    verdict: Verdict
    unrefused: Verdict
    why: str
    confidence: float
    text: str
    statements: int


class Asker:
    """The assistant over one index.

    Attributes:
        assistant: It, as a user asks it.
        failed: The documents that could not be read, and why.
        threshold: Below this confidence it refuses.
        close: Closes it.
    """

    def __init__(self, folder: Path, paths: Sequence[Path], reader: TrainedReader) -> None:
        """Indexes the files and folders, or takes what an earlier run has left in `folder`.

        Args:
            folder: Where the index is kept.
            paths: The documents.
            reader: Shared by many askers, so that its model is loaded once.
        """
        index, failed = kept_index(folder, paths)
        self.failed = [f"{source}: {reason}" for source, reason in failed]
        self.assistant = Assistant(index, reader=reader)
        self._never_refuses = Assistant(index, reader=reader, threshold=0.0)
        self.threshold = self.assistant.threshold
        self.close = self.assistant.close

    def ask(self, question: str, earlier: Sequence[str] = ()) -> Reply:
        """Asks the earlier questions of a chat, and then this one."""
        history: list[Turn] = []
        for text in earlier:
            answer = self.assistant.ask(text, history)
            history += [Turn(role="user", text=text), Turn(role="assistant", text=answer.text)]
        answer = self.assistant.ask(question, history)
        refused = answer.status == "not_found"
        return Reply(
            answer=answer, unrefused=self._never_refuses.ask(question, history) if refused else answer
        )


def judged(
    group: str, question: str, ask: Callable[[], Reply], verdict: Callable[[Answer], tuple[Verdict, str]]
) -> Judged:
    """Asks and judges; a question that raises is wrong, and the others go on."""
    try:
        reply = ask()
    except Exception as error:  # noqa: BLE001 - whatever is raised here, a user would have seen it
        why = f"raised {type(error).__name__}: {error}"
        return Judged(
            group=group, question=question, verdict="wrong", unrefused="wrong", why=why, confidence=0.0,
            text="", statements=0,
        )  # fmt: skip
    found, why = verdict(reply.answer)
    return Judged(
        group=group,
        question=question,
        verdict=found,
        unrefused=verdict(reply.unrefused)[0],
        why=why,
        confidence=reply.answer.confidence,
        text=" ".join(" / ".join(filter(None, [reply.unrefused.short, reply.unrefused.text])).split()),
        statements=len(reply.answer.statements),
    )


def matches(patterns: Iterable[str], text: str) -> list[str]:
    """The patterns that are somewhere in the text, whatever the case; a dot is also the end of a line."""
    return [pattern for pattern in patterns if re.search(pattern, text, re.IGNORECASE | re.DOTALL)]


def plain(asked: Sequence[Judged]) -> list[dict[str, Any]]:
    """As JSON."""
    return [asdict(one) for one in asked]
