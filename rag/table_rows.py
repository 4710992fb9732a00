"""Rows of a table among what was read: which of them a question is about.

Every row of a table says its columns again ("Country: Belgium | Capital: Brussels"), so that to a reader, which was trained
on prose, they look alike. What differs is in their cells.
"""

import re
from collections.abc import Sequence

from index import stems
from rag.protocols import Reading
from rag.question import QuestionTerms

BAR = " | "
_NAME = re.compile(r"([^|:]{1,200}): ")
# Of the columns that two rows name; empty cells are not said.
_SHARED = 0.5


def without_lesser_rows(asked: QuestionTerms, readings: Sequence[Reading]) -> list[Reading]:
    """The readings, without rows whose cells have fewer of the question's words than another row of their table."""
    rows = [(it, _columns(it.text), _said(asked, it.text)) for it in readings]
    return [
        reading
        for reading, columns, said in rows
        if not columns
        or not any(
            said < other_said and _is_same_table(columns, others) and _document(reading) == _document(it)
            for it, others, other_said in rows
        )
    ]


def _columns(text: str) -> frozenset[str]:
    """The names of the columns that a row says; none if it is no row."""
    if BAR not in text:
        return frozenset()
    return frozenset(name[1].strip() for cell in text.split(BAR) if (name := _NAME.match(cell)))


def _said(asked: QuestionTerms, text: str) -> frozenset[str]:
    """The question's words that are in the cells of a row, and not in the names of its columns."""
    cells = " ".join(_NAME.sub("", cell, count=1) for cell in text.split(BAR))
    return frozenset(asked.terms).intersection(stems(cells))


def _is_same_table(one: frozenset[str], other: frozenset[str]) -> bool:
    return len(one & other) > _SHARED * min(len(one), len(other)) if one and other else False


def _document(reading: Reading) -> str:
    return reading.hit.passage.document_id
