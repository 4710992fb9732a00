"""Chooses among the rows of a table that were read those that a question is about.

Every row repeats the names of its columns ("Country: Belgium | Capital: Brussels"), so the reader, which was trained on
prose, can't tell rows apart. They differ only in their cells.
"""

import re
from collections.abc import Sequence
from typing import NamedTuple

from index import stems
from rag.protocols import Reading
from rag.questions.analysis import QuestionTerms
from rag.reading.labels import BAR

_NAME = re.compile(r"([^|:]{1,200}): ")
# Two rows are of one table if they share more than this part of their columns; a row does not name its empty cells.
_SHARED = 0.5


class _Row(NamedTuple):
    """A row of a table: its document, the names of its columns, and the words of the question that its cells have."""

    document_id: str
    columns: frozenset[str]
    matched: frozenset[str]


def without_weaker_rows(query: QuestionTerms, readings: Sequence[Reading]) -> list[Reading]:
    """The readings without rows whose cells have fewer of the question's words than another row of their table."""
    rows = [
        _Row(reading.hit.passage.document_id, _columns(reading.text), _matched(query, reading.text))
        if BAR in reading.text
        else None
        for reading in readings
    ]
    table_rows = {row for row in rows if row}
    return [
        reading
        for reading, row in zip(readings, rows, strict=True)
        if row is None or not any(_is_weaker(row, other) for other in table_rows)
    ]


def _is_weaker(row: _Row, other: _Row) -> bool:
    """Whether the other is a row of the same table whose cells have more of the question's words."""
    shared = len(row.columns & other.columns)
    same_table = shared > _SHARED * min(len(row.columns), len(other.columns))
    # A strict subset: of rows with different words of the question none is weaker, and both stay.
    return same_table and row.document_id == other.document_id and row.matched < other.matched


def _columns(text: str) -> frozenset[str]:
    """The names of the columns in a row."""
    return frozenset(name[1].strip() for cell in text.split(BAR) if (name := _NAME.match(cell)))


def _matched(query: QuestionTerms, text: str) -> frozenset[str]:
    """The question's words that are in the cells of a row, not in the names of its columns."""
    # Names of columns are in every row, so their words can't tell which row is meant.
    cells = " ".join(_NAME.sub("", cell, count=1) for cell in text.split(BAR))
    return query.matched(frozenset(stems(cells)))
