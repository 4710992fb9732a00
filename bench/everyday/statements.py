"""`python -m bench statements`: what the statements of many answers are, and how many answers say "disagree".

A heading, a footer or a question of the document is never an answer; this counts how often one is shown.
"""

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from rich.progress import track

from bench.everyday.realdocs import real_documents
from bench.everyday.tables import share
from bench.output import Results, Table
from index.documents import CONTEXT_KINDS
from rag import Answer, Assistant, Citation, Passage, Statement
from rag.evaluation import read_set
from rag.evaluation.scratch import Scratch

_SETS = ("clapnq/valid", "squad/valid")
_REALDOCS = "realdocs"
_QUESTIONS = 300
_ENDS_A_QUESTION = ("?", '?"', "?”", "?'", "?)", "？")
_MOST_COUNTED = 3


@dataclass(frozen=True, slots=True, kw_only=True)
class Counts:
    """What the answers to the questions of one set are.

    Attributes:
        asked: How many questions were asked.
        answers: Those that were not refused.
        kinds: For each number of a statement's kinds, how many statements are so.
        lengths: For each number of statements, how many answers have so many.
        opening: How many answers open with a statement that is no answer.
        disagreeing: The question and the statements of each answer that says "disagree".
        shown: The statements that are no answer: kind and text.
    """

    asked: int
    answers: int
    kinds: Counter[str]
    lengths: Counter[int]
    opening: int
    disagreeing: list[tuple[str, list[str]]]
    shown: list[tuple[str, str]]


def statements(data: Path, cache: Path) -> Results:
    """Asks 300 questions of each set and those on the real documents, each set in one index."""
    counts = {name: count(list(_answers(data, cache, name))) for name in _SETS}
    if (data / _REALDOCS).exists():
        asker, questions = real_documents(data, cache)
        answers = [
            asker.ask(question.question, question.history).answer for question in track(questions, _REALDOCS)
        ]
        counts[_REALDOCS] = count(answers)
    return Results(
        name="statements",
        tables=[_table(counts), _shown(counts), _disagreeing(counts)],
        data={
            name: {
                "asked": one.asked, "answers": one.answers, "kinds": one.kinds, "lengths": one.lengths,
                "opening": one.opening, "disagreeing": one.disagreeing, "shown": one.shown,
            }
            for name, one in counts.items()
        },
    )  # fmt: skip


def _answers(data: Path, cache: Path, name: str) -> Iterator[Answer]:
    set_ = read_set(data / name)
    scratch = Scratch.of(set_, cache)
    with scratch.locked():
        scratch.indexed(set_, lambda _: None)
        assistant = Assistant.open(scratch.folder / "index")
        # At equal distances, so that every document is represented.
        places = np.linspace(0, len(set_.questions) - 1, min(_QUESTIONS, len(set_.questions)))
        for question in track([set_.questions[int(place)] for place in places], name):
            yield assistant.ask(question.question, question.turns)


def count(answers: Sequence[Answer]) -> Counts:
    """Counts what the answers show."""
    given = [answer for answer in answers if answer.status != "not_found"]
    kinds = [[no_answer(answer, statement) for statement in answer.statements] for answer in given]
    pairs = zip(given, kinds, strict=True)
    return Counts(
        asked=len(answers),
        answers=len(given),
        kinds=Counter(kind or "answer" for some in kinds for kind in some),
        lengths=Counter(map(len, kinds)),
        opening=sum(bool(some and some[0]) for some in kinds),
        disagreeing=[
            (answer.question, [statement.text for statement in answer.statements])
            for answer in given
            if answer.status == "conflicting"
        ],
        shown=[
            (kind, statement.text)
            for answer, some in pairs
            for kind, statement in zip(some, answer.statements, strict=True)
            if kind
        ],
    )


def no_answer(answer: Answer, statement: Statement) -> str | None:
    """What the statement is if it is no answer: a kind of block, "question", or the "title" of its document; or None."""
    if statement.verdict != "quoted":
        return None
    if statement.text.rstrip().endswith(_ENDS_A_QUESTION):
        return "question"
    passages = {hit.passage.id: hit.passage for hit in answer.hits}
    for citation in statement.citations:
        # An index that knows no kinds, or a text that is no file, may hold the title as its first line.
        if _words(statement.text) == _words(citation.title):
            return "title"
        kinds = _kinds(passages[citation.passage_id], citation)
        # A row that is shown with its head is an answer.
        if kinds and kinds <= CONTEXT_KINDS:
            return min(kinds)
    return None


def _kinds(passage: Passage, citation: Citation) -> set[str]:
    """The kinds of the sentences that the citation quotes."""
    return {
        passage.kind_of(number)
        for number, (start, end) in enumerate(passage.sentences)
        if start < citation.end and citation.start < end
    }


def _words(text: str) -> list[str]:
    return text.casefold().strip(" .:").split()


def _table(counts: dict[str, Counts]) -> Table:
    kinds = sorted({kind for one in counts.values() for kind in one.kinds} - {"answer"})
    return Table(
        title="What the statements of answers are",
        columns=("", *counts),
        rows=[
            ("questions", *(str(one.asked) for one in counts.values())),
            ("answers", *(str(one.answers) for one in counts.values())),
            ("statements", *(str(one.kinds.total()) for one in counts.values())),
            ("statements that are no answer, in 100", *(_of_statements(one) for one in counts.values())),
            *((f"of these: {kind}", *(str(one.kinds[kind]) for one in counts.values())) for kind in kinds),
            ("answers that open with one, in 100", *(share(one.opening, one.answers) for one in counts.values())),
            (
                'answers that say "disagree", in 100',
                *(share(len(one.disagreeing), one.answers) for one in counts.values()),
            ),
            *_lengths(counts),
        ],
        note="95% intervals (Wilson).",
    )  # fmt: skip


def _of_statements(counts: Counts) -> str:
    total = counts.kinds.total()
    return share(total - counts.kinds["answer"], total)


def _lengths(counts: dict[str, Counts]) -> Iterator[tuple[str, ...]]:
    for length in range(1, _MOST_COUNTED + 1):
        yield f"answers of {length} statements", *(str(one.lengths[length]) for one in counts.values())
    more = (
        sum(count for length, count in one.lengths.items() if length > _MOST_COUNTED)
        for one in counts.values()
    )
    yield "answers of more", *map(str, more)


def _shown(counts: dict[str, Counts]) -> Table:
    rows = [(text[:100], kind, name) for name, one in counts.items() for kind, text in one.shown]
    return Table(title="Statements that are no answer", columns=("statement", "kind", "set"), rows=rows)


def _disagreeing(counts: dict[str, Counts]) -> Table:
    rows = [
        (question, name, " / ".join(text[:120] for text in texts))
        for name, one in counts.items()
        for question, texts in one.disagreeing
    ]
    return Table(
        title='Answers that say "disagree": read them', columns=("question", "set", "statements"), rows=rows
    )
