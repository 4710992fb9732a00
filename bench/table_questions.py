"""`python -m bench tables`: questions of WikiTableQuestions, each asked of its own table."""

import time
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from rich.progress import track

from bench.output import Results, Table
from rag.evaluation import mean, percentile
from rag.evaluation.table_questions import (
    TableQuestion,
    is_right_of_table,
    read_csv_table,
    read_table_questions,
)
from rag.tables.answer import TableAnswer, answer_table
from rag.tables.cells.table_index import TableIndex

_SET = "wtq/valid"


@dataclass(frozen=True, slots=True)
class _Asked:
    """A question, what its table says, whether that is right, and the seconds that it took."""

    question: TableQuestion
    answer: TableAnswer | None
    right: bool
    seconds: float

    @property
    def sure(self) -> bool:
        return self.answer is not None and self.answer.sure


def tables(data: Path, cache: Path) -> Results:
    """Asks each question of its table.

    Args:
        data: The folder of evaluation sets.
        cache: Not used.
    """
    folder = data / _SET
    asked = [_ask(folder, question) for question in track(read_table_questions(folder), "asking")]
    sure = [one for one in asked if one.sure]
    seconds = [one.seconds for one in asked]
    rows = [
        ("the best reading is right, of all", _share([one.right for one in asked])),
        ("answered, of all", _share([one.sure for one in asked])),
        ("answered and right, of all", _share([one.sure and one.right for one in asked])),
        ("right, of those answered", _share([one.right for one in sure])),
        ("a question, median", f"{1000 * _percentile(seconds, 50):.0f} ms"),
        ("a question, 95 in 100 within", f"{1000 * _percentile(seconds, 95):.0f} ms"),
    ]
    table = Table(
        title=f"{_SET}: {len(asked)} questions, each asked of its own table",
        columns=("", "figure"),
        rows=rows,
        note="Goals: 38 in 100 right; 75 in 100 of those answered with a figure or a cell.",
    )
    return Results(
        name="tables",
        tables=[table, _by_operation(asked)],
        data={"questions": [_plain(one) for one in asked]},
    )


def _ask(folder: Path, question: TableQuestion) -> _Asked:
    index = TableIndex(read_csv_table(folder / "documents" / question.document))
    started = time.perf_counter()
    answer = answer_table(question.question, index)
    seconds = time.perf_counter() - started
    values = [value.text for value in answer.result.values] if answer else []
    return _Asked(question, answer, is_right_of_table(values, question.answers), seconds)


def _by_operation(asked: Sequence[_Asked]) -> Table:
    """How many are answered and right for each outermost operation of the formula."""
    counts = Counter(one.answer.formula.name for one in asked if one.answer)
    rows = []
    for name, count in counts.most_common():
        group = [one for one in asked if one.answer and one.answer.formula.name == name]
        sure = [one for one in group if one.sure]
        rows.append(
            (
                name,
                f"{count}",
                f"{sum(one.right for one in group)}",
                f"{len(sure)}",
                f"{sum(one.right for one in sure)}",
            )
        )
    return Table(
        title="By operation", columns=("", "questions", "right", "answered", "answered and right"), rows=rows
    )


def _plain(one: _Asked) -> dict[str, object]:
    answer = one.answer
    return {
        "id": one.question.id,
        "question": one.question.question,
        "gold": one.question.answers,
        "formula": str(answer.formula) if answer else None,
        "values": [value.text for value in answer.result.values] if answer else [],
        "probability": round(answer.probability, 3) if answer else 0.0,
        "sure": one.sure,
        "right": one.right,
    }


def _share(truths: Sequence[bool]) -> str:
    found = mean([float(one) for one in truths])
    return f"{100 * found.value:.1f} ({100 * found.low:.0f} to {100 * found.high:.0f})" if found else ""


def _percentile(seconds: Sequence[float], percent: float) -> float:
    found = percentile(seconds, percent)
    return found.value if found else 0.0
