"""`python -m bench thinking --model NAME`: what a language model adds to the search, beside the built-in way.

Three measurements, of a few questions each, since a reply of a model in this process takes seconds: follow-ups whose meaning the rules
doubt, and others; questions that the built-in way refuses, with and without an answer in the documents; and questions that need two
documents, looked into further by rules and by the model.
"""

import json
import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from functools import partial
from pathlib import Path
from typing import Any

import numpy as np
from rich.progress import track

from bench.followups import content_f1
from bench.output import Results, Table
from rag import Answer, Assistant, LookFurther, Turn, Writer
from rag.answers.rounds import once_more
from rag.evaluation import holds, mean, read_set
from rag.evaluation.scratch import Scratch, code_digest
from rag.evaluation.sets import SetQuestion
from rag.models import load_writer
from rag.questions.followups.doubt import in_doubt, points_back
from rag.questions.followups.followup import rewritings
from rag.writing.standalone import standalone

_EACH = 25
_REFUSED = 15
# The model is measured, and not the machine: what it says is waited for.
_PATIENCE = 600.0


def thinking(data: Path, cache: Path, *, model: str, only: Sequence[str] = (), count: int = _EACH) -> Results:
    """Asks with and without the model; what was asked is kept, so an interrupted run continues.

    Args:
        data: The evaluation sets.
        cache: Where indexes and what was asked are kept.
        model: As `rag.models.load_writer` takes it.
        only: "followups", "refused" or "further"; by default all.
        count: The most questions of each kind.
    """
    writer = load_writer(model)
    once_more.SECONDS = _PATIENCE
    parts: dict[str, Callable[[], tuple[Table, list[dict[str, Any]]]]] = {
        "followups": lambda: _followups(data, cache, writer, count),
        "refused": lambda: _refused(data, cache, writer, min(count, _REFUSED)),
        "further": lambda: _further(data, cache, writer, count),
    }
    done = {name: part() for name, part in parts.items() if not only or name in only}
    return Results(
        name="thinking",
        tables=[table for table, _ in done.values()],
        data={"model": model, **{name: rows for name, (_, rows) in done.items()}},
    )


def _followups(data: Path, cache: Path, writer: Writer, count: int) -> tuple[Table, list[dict[str, Any]]]:
    lines = (data / "followups/valid/questions.jsonl").read_text(encoding="utf-8").splitlines()
    asked = [line for line in map(json.loads, filter(str.strip, lines)) if line["history"]]
    doubted = [line for line in asked if in_doubt(line["question"], _turns(line))]
    sure = [line for line in asked if line not in doubted]
    rows = [
        _kept(cache, writer, f"followup {line['id']}", partial(_rewritten, line, writer))
        | {"doubted": line in doubted}
        for line in track([*_spread(doubted, count), *_spread(sure, count)], "followups")
    ]
    kinds = {"in doubt, where the model is asked": True, "not in doubt, where it is not": False}
    table = Table(
        title="F1 of the content words with a person's question, followups/valid",
        columns=("follow-ups", "questions", "built-in", "as the model says", "held to the rules", "taken"),
        rows=[_f1_row(kind, [row for row in rows if row["doubted"] is is_]) for kind, is_ in kinds.items()],
        note="Held to the rules: the built-in rewriting where the model's may not be searched.",
    )
    return table, rows


def _rewritten(line: Mapping[str, Any], writer: Writer) -> dict[str, Any]:
    question, turns = line["question"], _turns(line)
    started = time.perf_counter()
    text = standalone(writer, question, turns, seconds=_PATIENCE)
    seconds = time.perf_counter() - started
    taken = text is not None and not points_back(text)
    built_in = rewritings(question, turns)[0]
    return {
        "question": question,
        "wanted": line["rewritten"],
        "built_in": built_in,
        "model": text,
        "taken": taken,
        "f1_built_in": content_f1(built_in, line["rewritten"]),
        "f1_model": content_f1(text or question, line["rewritten"]),
        "f1_held": content_f1(text if taken and text else built_in, line["rewritten"]),
        "seconds": seconds,
    }


def _f1_row(kind: str, rows: Sequence[Mapping[str, Any]]) -> tuple[str, ...]:
    figures = [_mean([row[name] for row in rows]) for name in ("f1_built_in", "f1_model", "f1_held")]
    return kind, str(len(rows)), *figures, str(sum(row["taken"] for row in rows))


def _refused(data: Path, cache: Path, writer: Writer, count: int) -> tuple[Table, list[dict[str, Any]]]:
    """Questions that the built-in way refuses: what searches in other words change."""
    questions, assistant = _opened(data / "clapnq/valid", cache)
    rows = list[dict[str, Any]]()
    for answerable in (True, False):
        refused = (
            question
            for question in questions
            if question.answerable is answerable and assistant.ask(question.question).status == "not_found"
        )
        for question in track(_first(refused, count), f"answerable: {answerable}"):
            rows.append(
                _kept(
                    cache,
                    writer,
                    f"refused {question.id}",
                    partial(_once_more, assistant, question, writer),
                )
                | {"answerable": answerable}
            )
    table = Table(
        title="Questions of clapnq/valid that the built-in way refuses, searched once more",
        columns=("", "questions", "other searches made", "answered then", "of these holding a right answer"),
        rows=[
            (
                kind,
                str(len(same)),
                str(sum(row["searches"] > 0 for row in same)),
                str(sum(row["answered"] for row in same)),
                str(sum(row["right"] for row in same)),
            )
            for kind, is_ in {"answerable": True, "unanswerable": False}.items()
            if (same := [row for row in rows if row["answerable"] is is_]) is not None
        ],
    )
    return table, rows


def _once_more(assistant: Assistant, question: SetQuestion, writer: Writer) -> dict[str, Any]:
    answer = _last_quoted(assistant, question.question, writer)
    return {
        "question": question.question,
        "steps": [step.search for step in answer.steps],
        "searches": max(len(answer.steps) - 1, 0),
        "answered": answer.status != "not_found",
        "right": answer.status != "not_found" and holds(answer.text, question.answers),
        "text": answer.text,
    }


def _further(data: Path, cache: Path, writer: Writer, count: int) -> tuple[Table, list[dict[str, Any]]]:
    questions, assistant = _opened(data / "hotpotqa/valid", cache)
    ways: dict[str, tuple[Writer | None, LookFurther | None]] = {
        "one search": (None, None),
        "further, by rules": (None, LookFurther(seconds=_PATIENCE)),
        "further, by the model": (writer, LookFurther(seconds=_PATIENCE)),
    }
    rows = [
        _kept(
            cache,
            writer,
            f"further {way} {question.id}",
            partial(_evidence, assistant, question, *ways[way]),
        )
        | {"way": way}
        for question in track(_spread(questions, count), "further")
        for way in ways
    ]
    measures = {
        "all documents of the evidence found": "found",
        "all of them cited": "cited",
        "share of them cited": "share",
        "cited documents that are evidence": "exact",
        "the answer, or a quote, holds a right answer": "right",
        "answered": "answered",
        "seconds": "seconds",
    }
    table = Table(
        title="hotpotqa/valid, looked into further",
        columns=("", *ways),
        rows=[
            (name, *(_mean([row[measure] for row in rows if row["way"] == way]) for way in ways))
            for name, measure in measures.items()
        ],
        note=f"{len(rows) // len(ways)} questions; quotes only.",
    )
    return table, rows


def _evidence(
    assistant: Assistant, question: SetQuestion, writer: Writer | None, limits: LookFurther | None
) -> dict[str, Any]:
    started = time.perf_counter()
    answer = _last_quoted(assistant, question.question, writer, limits)
    needed = {one.document for one in question.evidence}
    cited = {citation.source for citation in answer.citations}
    quotes = [answer.text, *(citation.quote for citation in answer.citations)]
    return {
        "question": question.question,
        "steps": [[step.by, step.search, step.passages, step.missing] for step in answer.steps],
        "found": needed <= {hit.passage.source for hit in answer.hits},
        "cited": needed <= cited,
        "share": len(needed & cited) / len(needed),
        "exact": len(needed & cited) / len(cited) if cited else 1.0,
        "right": any(holds(text, question.answers) for text in quotes),
        "answered": answer.status != "not_found",
        "seconds": time.perf_counter() - started,
    }


def _last_quoted(
    assistant: Assistant, question: str, writer: Writer | None, limits: LookFurther | None = None
) -> Answer:
    """The last answer before prose is written, which is not what is measured."""
    last: Answer | None = None
    for answer in assistant.stream(question, writer=writer, further=limits):
        if "write" in answer.timings:
            break
        last = answer
    # A stream begins with what was found.
    assert last is not None
    return last


def _opened(folder: Path, cache: Path) -> tuple[list[SetQuestion], Assistant]:
    set_ = read_set(folder)
    scratch = Scratch.of(set_, cache)
    with scratch.locked():
        scratch.indexed(set_, lambda _: None)
    # The one above never refuses.
    assistant = Assistant.open(scratch.folder / "index")
    return [question for question in set_.questions if not question.history], assistant


def _kept(cache: Path, writer: Writer, name: str, ask: Callable[[], dict[str, Any]]) -> dict[str, Any]:
    """What an earlier run with the same model has kept, or what is asked now."""
    folder = cache / "thinking"
    folder.mkdir(parents=True, exist_ok=True)
    code = code_digest("index", "rag")[:12]
    journal = folder / f"{writer.name.replace('/', '-')}-{code}.jsonl"
    lines = journal.read_text(encoding="utf-8").splitlines() if journal.exists() else []
    known: dict[str, dict[str, Any]] = dict(json.loads(line) for line in lines if line.endswith("]"))
    if name not in known:
        known[name] = ask()
        with journal.open("a", encoding="utf-8") as file:
            file.write(json.dumps([name, known[name]]) + "\n")
    return known[name]


def _turns(line: Mapping[str, Any]) -> list[Turn]:
    return [Turn(**turn) for turn in line["history"]]


def _first(questions: Iterator[SetQuestion], count: int) -> list[SetQuestion]:
    return [question for question, _ in zip(questions, range(count), strict=False)]


def _spread(items: Sequence[Any], count: int) -> list[Any]:
    """`count` of them at equal distances."""
    return [items[int(place)] for place in np.linspace(0, len(items) - 1, min(count, len(items)))]


def _mean(values: Sequence[float]) -> str:
    estimate = mean([float(value) for value in values])
    return f"{estimate.value:.2f} ({estimate.low:.2f} to {estimate.high:.2f})" if estimate else "-"
