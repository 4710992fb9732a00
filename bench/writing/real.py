"""Questions that people ask of real documents: what the prose of a model is worth, beside the quoted answer."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from functools import partial
from pathlib import Path

from pydantic import TypeAdapter
from rich.progress import track

from bench.everyday.asking import Verdict
from bench.everyday.realdocs import RealQuestion, real_documents, verdict
from bench.output import Table
from bench.writing.kept import kept
from rag import Assistant, Turn, Writer

REALDOCS = "realdocs"
_ORDER: tuple[tuple[Verdict, str], ...] = (
    ("good", "what is asked for leads"),
    ("later", "it stands later, or too much is shown"),
    ("refused", "refused, although the documents say it"),
    ("wrong", "wrong, or not shown"),
)


@dataclass(frozen=True, slots=True, kw_only=True)
class RealAsked:
    """One question of real documents, answered with quotes and in prose.

    Attributes:
        question: As asked.
        quoted: What the quoted answer is worth.
        prose: What the answer with the model's sentences is worth.
        why: What is not good about the latter, in a few words.
        text: The latter.
        written: How many of its sentences the model wrote.
    """

    question: str
    quoted: Verdict
    prose: Verdict
    why: str
    text: str
    written: int


_KEPT: TypeAdapter[RealAsked] = TypeAdapter(RealAsked)


def asked_of_real_documents(data: Path, cache: Path, writer: Writer, digest: str) -> list[RealAsked]:
    """Asks each question of FOLDER/realdocs with and without the model.

    Args:
        data: The folder of evaluation sets.
        cache: Where the index and the answers are kept.
        writer: The model.
        digest: Of the code and the model; other ones answer anew.
    """
    asker, questions = real_documents(data, cache)
    journal = cache / REALDOCS / f"written-{digest}.jsonl"
    return [
        kept(journal, one.id, partial(_asked, asker.assistant, writer, one), _KEPT)
        for one in track(questions, REALDOCS)
    ]


def _asked(assistant: Assistant, writer: Writer, question: RealQuestion) -> RealAsked:
    history: list[Turn] = []
    for text in question.history:
        earlier = assistant.ask(text, history)
        history += [Turn(role="user", text=text), Turn(role="assistant", text=earlier.text)]
    quoted = assistant.ask(question.question, history)
    prose = assistant.ask(question.question, history, writer=writer)
    worth, why = verdict(question, prose)
    return RealAsked(
        question=question.question,
        quoted=verdict(question, quoted)[0],
        prose=worth,
        why=why,
        text=prose.text,
        written=sum(statement not in quoted.statements for statement in prose.statements),
    )


def real_table(asked: Sequence[RealAsked]) -> Table:
    """How many answers are worth what."""
    quoted, prose = Counter(one.quoted for one in asked), Counter(one.prose for one in asked)
    rows = [(words, f"{quoted[name]}", f"{prose[name]}") for name, words in _ORDER]
    with_sentences = sum(bool(one.written) for one in asked)
    return Table(
        title=f"{REALDOCS}: {len(asked)} questions",
        columns=("", "quoted", "prose"),
        rows=[*rows, ("answers that show sentences of the model", "", f"{with_sentences}")],
        note="By patterns that an answer must show, as `python -m bench realdocs`.",
    )
