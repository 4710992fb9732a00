"""Questions that are each asked of one table, and whether an answer is right: WikiTableQuestions.

The comparison is the published one of that set (Pasupat and Liang 2015): texts without accents, marks of notes and brackets,
numbers as numbers, dates as dates, several values in any order.
"""

import csv
import re
import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

from pydantic import BaseModel

from rag.tables.cells.cell_values import read_date
from rag.tables.cells.table import Table

_ACCENT = "Mn"
_SINGLE, _DOUBLE, _DASH = re.compile("[‘’´`]"), re.compile("[“”]"), re.compile("[‐‑‒–—−]")
_NOTE = re.compile(r"(?:(?<!^)\[[^\]]{0,100}\]|[•♦†‡*#+])$")
_BRACKET = re.compile(r"(?<!^) \([^)]{0,200}\)$")


class _Place(BaseModel):
    document: str


class _Line(BaseModel):
    id: str
    question: str
    answer_list: tuple[str, ...]
    evidence: tuple[_Place, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class TableQuestion:
    """A question of a table.

    Attributes:
        id: In its set.
        question: Its words.
        document: The name of the file of its table.
        answers: The values that are right together.
    """

    id: str
    question: str
    document: str
    answers: tuple[str, ...]


def read_table_questions(folder: Path) -> list[TableQuestion]:
    """The questions of a set, in its order."""
    lines = (folder / "questions.jsonl").read_text("utf-8").splitlines()
    return [
        TableQuestion(
            id=line.id, question=line.question, document=line.evidence[0].document, answers=line.answer_list
        )
        for line in map(_Line.model_validate_json, lines)
    ]


@lru_cache(maxsize=64)
def read_csv_table(path: Path) -> Table:
    """The table of a CSV file whose first row has the names of the columns."""
    with path.open(newline="", encoding="utf-8") as file:
        names, *rows = [[cell.replace("\n", " ") for cell in row] for row in csv.reader(file)]
    return Table.of_texts(names, rows)


def is_right_of_table(values: Sequence[str], answers: Sequence[str]) -> bool:
    """Whether the values are the answers, each once, in any order."""
    found = {normal(value) for value in values}
    return len(found) == len({normal(answer) for answer in answers}) and all(
        any(_is_same(value, answer) for value in values) for answer in answers
    )


@lru_cache(maxsize=100_000)
def _is_same(value: str, answer: str) -> bool:
    one, other = normal(value), normal(answer)
    if one == other:
        return True
    numbers = _number(one), _number(other)
    if numbers[0] is not None and numbers[1] is not None:
        return abs(numbers[0] - numbers[1]) < 1e-6
    date = read_date(value)
    return date is not None and date.month > 0 and date == read_date(answer)


@lru_cache(maxsize=100_000)
def normal(text: str) -> str:
    """A text as it is compared: lower case, without accents, marks of notes and brackets at its end."""
    plain = "".join(c for c in unicodedata.normalize("NFKD", text) if unicodedata.category(c) != _ACCENT)
    plain = _DASH.sub("-", _DOUBLE.sub('"', _SINGLE.sub("'", plain))).strip()
    while (shorter := _BRACKET.sub("", _NOTE.sub("", plain).strip()).strip()) != plain:
        plain = shorter
    if len(plain) > 2 and plain[0] == plain[-1] == '"' and '"' not in plain[1:-1]:
        plain = plain[1:-1]
    return " ".join(plain.removesuffix(".").casefold().split())


def _number(text: str) -> float | None:
    try:
        return float(text.replace(",", ""))
    except ValueError:
        return None
