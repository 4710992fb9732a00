"""A table of a document: names of columns, and rows of typed cells, each with its place in the text."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property
from itertools import count

from index import Span
from rag.tables.values import Kind, Value, column_kind, decimal_mark, read_value

_TOTAL = re.compile(
    r"(?:sub|grand )?totals?|sum|overall|all|combined|summe|gesamt(?:summe)?|insgesamt|total g[ée]n[ée]ral|totale|suma|"
    r"zwischensumme|sous-total|average|mean|durchschnitt|moyenne|media",
    re.I,
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Cell:
    """A cell.

    Attributes:
        value: What it says.
        span: Offsets of its words in the document's text; empty for an empty cell.
    """

    value: Value
    span: Span = (0, 0)


class Table:
    """A table.

    Attributes:
        names: The name of each column, with the names of the groups above it. No two are equal: a second "Year" is
            "Year (2)", a third column without a name "column 3".
        rows: The cells of each row, as many as there are names.
        title: Its caption, or the name of its sheet or document; may be empty.
    """

    def __init__(self, names: Sequence[str], rows: Sequence[Sequence[Cell]], title: str = "") -> None:
        """Rows that are too short are filled with empty cells."""
        self.names, self.title = tuple(_unique(names)), title
        empty = Cell(value=Value(text=""))
        self.rows: Sequence[Sequence[Cell]] = [
            tuple(row[: len(names)]) + (empty,) * (len(names) - len(row)) for row in rows
        ]

    @classmethod
    def of_texts(cls, names: Sequence[str], rows: Sequence[Sequence[str]], title: str = "") -> "Table":
        """A table of texts, whose cells have no place."""
        width = max([len(names), *map(len, rows)])
        columns = [[row[at] if at < len(row) else "" for row in rows] for at in range(width)]
        marks = [decimal_mark(column) for column in columns]
        cells = [
            [Cell(value=read_value(text, mark)) for text, mark in zip(row, marks, strict=False)]
            for row in rows
        ]
        return cls([*names, *[""] * (width - len(names))], cells, title)

    def column(self, at: int) -> list[Value]:
        """The values of a column."""
        return [row[at].value for row in self.rows]

    @cached_property
    def kinds(self) -> tuple[Kind, ...]:
        """What most cells of each column are."""
        return tuple(column_kind(self.column(at)) for at in range(len(self.names)))

    @cached_property
    def totals(self) -> frozenset[int]:
        """The numbers, from 0, of the rows that sum up others: they are never counted with them."""
        return frozenset(number for number, row in enumerate(self.rows) if _is_total(row))


def _unique(names: Sequence[str]) -> list[str]:
    unique: dict[str, None] = {}
    for number, name in enumerate(names, start=1):
        first = name.strip() or f"column {number}"
        again = (f"{first} ({copy})" for copy in count(2))
        unique[first if first not in unique else next(new for new in again if new not in unique)] = None
    return list(unique)


def _is_total(row: Sequence[Cell]) -> bool:
    """Whether the first words of a row, or of one of its first two cells, say that it sums up."""
    filled = [cell.value for cell in row if cell.value.text]
    first = next((value for value in filled[:2] if value.number is None), None)
    # A table may have a single column of names: "Total" alone sums up nothing.
    return first is not None and len(filled) > 1 and _TOTAL.fullmatch(first.text.rstrip(": ")) is not None
