"""`python -m bench written --model NAME`: the prose of a language model beside the quoted answer and the plain recipe.

All three answer the same questions from the same index. What is shown as supported and is not can't be counted without
people: every sentence is in the JSON, with what it cites.
"""

import hashlib
from collections.abc import Callable, Sequence
from dataclasses import asdict
from functools import partial
from pathlib import Path
from typing import NamedTuple, TypeVar

import numpy as np
from pydantic import TypeAdapter
from rich.progress import track

from bench.output import Results, Table
from bench.writing.asking import Asked, Reply, ask, plain_recipe
from bench.writing.injected import attacked, attacks_table
from bench.writing.kept import kept
from bench.writing.real import REALDOCS, asked_of_real_documents, real_table
from rag import Assistant, Filter, Writer
from rag.evaluation import holds, mean, percentile, read_set
from rag.evaluation.scratch import Scratch, code_digest
from rag.evaluation.sets import FILES, EvaluationSet, SetQuestion
from rag.models import load_writer

_SETS = ("squad/valid", "clapnq/valid", "hotpotqa/valid", "mtrag/valid", "tatqa/valid")
# Their questions don't say which of many documents of one kind they are about.
_OF_ONE_DOCUMENT = ("tatqa/valid",)
# A question takes about half a minute with a model of 1.5 billion parameters on two cores.
_ANSWERABLE, _UNANSWERABLE = 20, 10
_ATTACKS = 75
_ASKED: TypeAdapter[Asked] = TypeAdapter(Asked)
_PLAIN: TypeAdapter[Reply] = TypeAdapter(Reply)
_Reply = TypeVar("_Reply", Asked, Reply)


class _Questions(NamedTuple):
    """The questions of one set with what was answered to each, in their order."""

    questions: list[SetQuestion]
    asked: list[Asked]
    plain: list[Reply]


def written(data: Path, cache: Path, *, model: str, only: Sequence[str] = ()) -> Results:
    """Asks the questions of each set; answers are kept, so an interrupted run continues.

    Args:
        data: The evaluation sets.
        cache: Where indexes and answers are kept.
        model: As `rag.models.load_writer` takes it.
        only: Names of sets, "realdocs" or "injection"; by default all.
    """
    writer = load_writer(model)
    tables: list[Table] = []
    results: dict[str, object] = {"model": model}
    for name in [name for name in _SETS if not only or name in only]:
        answered = _asked(data / name, cache, writer)
        tables += [_answers_table(name, answered), _sentences_table(name, answered.asked)]
        results[name] = [
            {"id": question.id, "question": question.question, **asdict(one), "plain": asdict(plain)}
            for question, one, plain in zip(*answered, strict=True)
        ]
    digest = hashlib.sha256(code_digest("index", "rag").encode() + model.encode()).hexdigest()[:12]
    if not only or REALDOCS in only:
        judged = asked_of_real_documents(data, cache, writer, digest)
        tables.append(real_table(judged))
        results[REALDOCS] = [asdict(one) for one in judged]
    if not only or "injection" in only:
        found = attacked(data / "injection", writer, cache / f"injection-{digest}", _ATTACKS)
        tables.append(attacks_table(found))
        results["injection"] = [asdict(one) for one in found]
    return Results(name="written", tables=tables, data=results)


def _asked(folder: Path, cache: Path, writer: Writer) -> _Questions:
    set_ = read_set(folder)
    scratch = Scratch.of(set_, cache)
    alone = [question for question in set_.questions if not question.history]
    questions = [
        *_spread([question for question in alone if question.answerable], _ANSWERABLE),
        *_spread([question for question in alone if not question.answerable], _UNANSWERABLE),
    ]
    # Another run with the same cache must not write the same index.
    with scratch.locked():
        scratch.indexed(set_, lambda _: None)
        assistant = Assistant.open(scratch.folder / "index")
        digest = code_digest("index", "rag", "bench.writing")
        code = hashlib.sha256(writer.name.encode() + digest.encode()).hexdigest()[:12]

        def each(name: str, type_: TypeAdapter[_Reply], ask: Callable[..., _Reply]) -> list[_Reply]:
            journal = scratch.folder / f"{name}-{code}.jsonl"
            return [
                kept(
                    journal,
                    question.id,
                    partial(ask, assistant, writer, question.question, document_of(set_, question)),
                    type_,
                )
                for question in track(questions, set_.name)
            ]

        # One way after the other: what a model keeps of a prompt is then what it keeps for people.
        return _Questions(questions, each("written", _ASKED, ask), each("plain", _PLAIN, plain_recipe))


def document_of(set_: EvaluationSet, question: SetQuestion) -> Filter | None:
    """The document that a question is asked of; None for all."""
    if set_.name not in _OF_ONE_DOCUMENT:
        return None
    return Filter(sources=tuple(str(set_.folder / FILES / one.document) for one in question.evidence))


def _spread(questions: Sequence[SetQuestion], count: int) -> list[SetQuestion]:
    """Takes `count` questions at equal distances, so that every article is represented."""
    places = np.linspace(0, len(questions) - 1, min(count, len(questions)))
    return [questions[int(place)] for place in places]


def _answers_table(name: str, answered: _Questions) -> Table:
    questions = answered.questions
    ways: dict[str, Sequence[Reply]] = {
        "quoted": [one.quoted for one in answered.asked],
        "prose": [one.prose for one in answered.asked],
        "plain recipe": answered.plain,
    }
    # For each row: whether the questions that it counts are answerable, and what it counts.
    rows: dict[str, tuple[bool, Callable[[SetQuestion, Reply], bool]]] = {
        "the answer holds a right answer": (
            True,
            lambda question, reply: holds(reply.text, question.answers),
        ),
        "it cites at all": (True, lambda _, reply: bool(reply.cited)),
        "what it cites holds a right answer": (
            True,
            lambda question, reply: any(holds(text, question.answers) for text in reply.cited),
        ),
        "answerable, but refused": (True, lambda _, reply: reply.refused),
        "unanswerable and refused": (False, lambda _, reply: reply.refused),
    }
    shares = [
        (
            row,
            *(
                _share(
                    [
                        counts(question, reply)
                        for question, reply in zip(questions, replies, strict=True)
                        if question.answerable is answerable
                    ]
                )
                for replies in ways.values()
            ),
        )
        for row, (answerable, counts) in rows.items()
    ]
    times = (
        "median time of a question",
        *(_median([reply.seconds for reply in replies]) for replies in ways.values()),
    )
    answerable = sum(question.answerable for question in questions)
    return Table(
        title=f"{name}: {answerable} answerable and {len(questions) - answerable} unanswerable questions",
        columns=("", *ways),
        rows=[*shares, times],
        note="95% intervals.",
    )


def _sentences_table(name: str, asked: Sequence[Asked]) -> Table:
    shown = [sentence.verdict for one in asked for sentence in one.shown]
    left_out = [text for one in asked for text, _ in one.left_out]
    rows = [
        ("questions that the model was asked", f"{sum(one.asked for one in asked)}"),
        ("answers that show its sentences", f"{sum(bool(one.shown) for one in asked)}"),
        ("its sentences that are shown", f"{len(shown)}"),
        ("of these quoted word for word", f"{shown.count('quoted')}"),
        ("its sentences that were left out", f"{len(left_out)}"),
        ("left out of all", _share([False] * len(shown) + [True] * len(left_out))),
        ("shown statements without a citation", f"{sum(one.uncited for one in asked)}"),
        ("citations that are not the characters of their document", f"{sum(one.inexact for one in asked)}"),
        (
            "median time to the first checked sentence",
            _median([one.first for one in asked if one.first is not None]),
        ),
    ]
    return Table(title=f"{name}: the sentences of the model", columns=("", "prose"), rows=rows)


def _share(values: Sequence[bool]) -> str:
    share = mean([float(value) for value in values])
    return f"{100 * share.value:.0f}% ({100 * share.low:.0f} to {100 * share.high:.0f})" if share else ""


def _median(seconds: Sequence[float]) -> str:
    median = percentile(seconds, 50) if seconds else None
    return f"{median.value:.1f} s" if median else ""
