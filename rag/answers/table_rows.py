"""Rows of a table among what was read: which of them a question is about.

Every row of a table says its columns again ("Country: Belgium | Capital: Brussels"), so that to a reader, which was trained
on prose, they look alike. What differs is in their cells.
"""

import re
from collections.abc import Sequence
from typing import NamedTuple

from index import stems
from rag.protocols import Reading
from rag.questions.analysis import QuestionTerms

BAR = " | "
_NAME = re.compile(r"([^|:]{1,200}): ")
# Of the columns that two rows name; empty cells are not said.
_SHARED = 0.5


class _Row(NamedTuple):
    """A row of a table: where it is from, what its columns are called, and which words of the question its cells have."""

    document_id: str
    columns: frozenset[str]
    said: frozenset[str]


def without_lesser_rows(asked: QuestionTerms, readings: Sequence[Reading]) -> list[Reading]:
    """The readings, without rows whose cells have fewer of the question's words than another row of their table."""
    rows = [
        _Row(reading.hit.passage.document_id, _columns(reading.text), _said(asked, reading.text))
        if BAR in reading.text
        else None
        for reading in readings
    ]
    different = {row for row in rows if row}
    return [
        reading
        for reading, row in zip(readings, rows, strict=True)
        if row is None or not any(_is_lesser(row, other) for other in different)
    ]


def _is_lesser(row: _Row, other: _Row) -> bool:
    """Whether the other is a row of the same table that says more of what is asked for."""
    shared = len(row.columns & other.columns)
    same = shared > _SHARED * min(len(row.columns), len(other.columns))
    return same and row.document_id == other.document_id and row.said < other.said


def _columns(text: str) -> frozenset[str]:
    """The names of the columns that a row says."""
    return frozenset(name[1].strip() for cell in text.split(BAR) if (name := _NAME.match(cell)))


def _said(asked: QuestionTerms, text: str) -> frozenset[str]:
    """The question's words that are in the cells of a row, and not in the names of its columns."""
    cells = " ".join(_NAME.sub("", cell, count=1) for cell in text.split(BAR))
    return frozenset(asked.terms).intersection(stems(cells))
