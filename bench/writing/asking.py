"""One question asked of three: the quoted answer, the prose of a model that is checked, and the plain recipe of tutorials."""

import re
import time
from collections.abc import Sequence
from dataclasses import dataclass

from rag import Answer, Assistant, Filter, Writer
from rag.protocols import Message

_PASSAGES = 3
_TOKENS = 160
_PLAIN = """Answer the question from these passages only. Cite the passage that you use as [1], [2] or [3]. \
If they don't say, answer "I don't know".

{passages}

Question: {question}"""
# A small model also refuses in words that the prompt did not give it.
REFUSAL = re.compile(
    r"\b(?:don't|do not|doesn't|does not|didn't|not) (?:know|say|mention|provide|specif|contain|state|include|answer)"
    r"|\b(?:cannot|can't|unable|no information|not (?:mentioned|provided|specified|stated|available|given))\b",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Reply:
    """What one way answered to one question.

    Attributes:
        text: The answer, without what is said about it.
        cited: The texts that it cites; numbers without a passage do not count.
        refused: Whether it says that the documents do not answer.
        seconds: From the question to the complete answer.
    """

    text: str
    cited: list[str]
    refused: bool
    seconds: float


@dataclass(frozen=True, slots=True, kw_only=True)
class Shown:
    """A sentence that the model wrote and that is shown, for people to judge.

    Attributes:
        text: The sentence.
        verdict: What it is shown as.
        quotes: The characters that it is pinned to.
    """

    text: str
    verdict: str
    quotes: list[str]


@dataclass(frozen=True, slots=True, kw_only=True)
class Asked:
    """What two ways answered to one question, and what the check made of the model's sentences.

    Attributes:
        quoted: The built-in answer.
        prose: The answer that the model wrote.
        shown: The sentences that the model wrote and that are shown.
        left_out: The sentences that it wrote and that are not shown, with their reasons.
        uncited: How many shown statements have no citation.
        inexact: How many citations are not the characters of their document.
        first: Seconds to its first checked sentence, or None.
        asked: Whether the model was asked at all.
    """

    quoted: Reply
    prose: Reply
    shown: list[Shown]
    left_out: list[tuple[str, str]]
    uncited: int
    inexact: int
    first: float | None
    asked: bool


def ask(assistant: Assistant, writer: Writer, question: str, where: Filter | None = None) -> Asked:
    """Asks for the quoted answer and for prose, of the documents that `where` lets through."""
    started = time.perf_counter()
    quoted: Answer | None = None
    answer: Answer | None = None
    quoted_seconds, first = 0.0, None
    for answer in assistant.stream(question, where=where, writer=writer):
        seconds = time.perf_counter() - started
        if answer.status != "reading" and "write" not in answer.timings:
            quoted, quoted_seconds = answer, seconds
        elif first is None and _written(answer, quoted):
            first = seconds
    # A stream ends with an answer.
    assert quoted is not None and answer is not None
    return Asked(
        quoted=_reply(quoted, quoted_seconds),
        prose=_reply(answer, time.perf_counter() - started),
        shown=_written(answer, quoted),
        left_out=[(one.text, one.reason) for one in answer.left_out],
        uncited=sum(not statement.citations for statement in answer.statements),
        inexact=_inexact(assistant, answer),
        first=first,
        asked="write" in answer.timings,
    )


def plain_recipe(assistant: Assistant, writer: Writer, question: str, where: Filter | None = None) -> Reply:
    """What most tutorials do: three passages and the question go into the model, which is told to cite."""
    started = time.perf_counter()
    passages = [hit.passage.text for hit in assistant.search(question, _PASSAGES, where=where)]
    numbered = "\n\n".join(f"[{number}] {text}" for number, text in enumerate(passages, start=1))
    asked = [Message(role="user", text=_PLAIN.format(passages=numbered, question=question))]
    text = "".join(writer.write(asked, at_most=_TOKENS)).strip()
    numbers = sorted({int(number) for number in re.findall(r"\[(\d)\]", text)})
    cited = [passages[number - 1] for number in numbers if 1 <= number <= len(passages)]
    seconds = time.perf_counter() - started
    return Reply(text=text, cited=cited, refused=bool(REFUSAL.search(text)), seconds=seconds)


def _reply(answer: Answer, seconds: float) -> Reply:
    cited = [citation.quote for citation in answer.citations]
    text = " ".join(statement.text for statement in answer.statements)
    return Reply(text=text, cited=cited, refused=answer.status == "not_found", seconds=seconds)


def _written(answer: Answer, quoted: Answer | None) -> list[Shown]:
    """The statements that are none of the quoted answer."""
    known: Sequence[object] = quoted.statements if quoted else ()
    return [
        Shown(text=one.text, verdict=one.verdict, quotes=[citation.quote for citation in one.citations])
        for one in answer.statements
        if one not in known
    ]


def _inexact(assistant: Assistant, answer: Answer) -> int:
    texts = {one.document_id: assistant.document(one.document_id).text for one in answer.citations}
    return sum(texts[one.document_id][one.start : one.end] != one.quote for one in answer.citations)
