"""A table of a document: names of columns, and rows of typed cells, each with its place in the text."""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cached_property
from itertools import count

from index import Span
from rag.tables.cells.cell_values import Kind, Value, column_kind, decimal_mark, read_value

_TOTAL = re.compile(
    r"(?:sub|grand )?totals?|sum|overall|all|combined|summe|gesamt(?:summe)?|insgesamt|total g[ée]n[ée]ral|totale|suma|"
    r"zwischensumme|sous-total|average|mean|durchschnitt|moyenne|media",
    re.I,
)

_TOTAL_OF = re.compile(
    r"(?:sub|grand )?total |all |summe |gesamt|alle |total (?:de|des|du) |tou(?:te)?s les |total de |suma de |tod[oa]s l[oa]s ",
    re.I,
)
# So many rows above a total are added up at most.
_MOST_ADDED = 40


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
        self._columns: dict[int, list[Value]] = {}
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
        """The values of a column, each read once."""
        if at not in self._columns:
            self._columns[at] = [row[at].value for row in self.rows]
        return self._columns[at]

    def clean_texts(self, at: int) -> Sequence[str]:
        """The texts of a column without marks of footnotes."""
        return [value.text for value in self.column(at)]

    def value_at(self, at: int, row: int) -> Value:
        """What the cell of a column in a row says."""
        return self.column(at)[row]

    @cached_property
    def kinds(self) -> tuple[Kind, ...]:
        """What most cells of each column are."""
        return tuple(column_kind(self.column(at)) for at in range(len(self.names)))

    @cached_property
    def totals(self) -> frozenset[int]:
        """The numbers, from 0, of the rows that sum up others: they are never counted with them."""
        return totals_among(self.rows, range(len(self.rows)))


def totals_among(rows: Sequence[Sequence[Cell]], numbers: Iterable[int]) -> frozenset[int]:
    """Those of some rows, in their order, that sum up others by their names, or by what is called so and adds up."""
    found: set[int] = set()
    start = 0
    for number in numbers:
        name = _first_words(rows[number])
        # "Total Recall" is a film: what is called a total of something has to be one.
        if _TOTAL.fullmatch(name) or (_TOTAL_OF.match(name) and adds_up(rows[start:number], rows[number])):
            found.add(number)
            start = number + 1
    return frozenset(found)


def may_sum_up(text: str) -> bool:
    """Whether a row whose first cell has this text may be a total; quick."""
    return bool(_TOTAL.fullmatch(text) or _TOTAL_OF.match(text))


def _unique(names: Sequence[str]) -> list[str]:
    unique: dict[str, None] = {}
    for number, name in enumerate(names, start=1):
        first = name.strip() or f"column {number}"
        again = (f"{first} ({copy})" for copy in count(2))
        unique[first if first not in unique else next(new for new in again if new not in unique)] = None
    return list(unique)


def _first_words(row: Sequence[Cell]) -> str:
    """The words of a row, or of one of its first two cells, that may say that it sums up; empty without."""
    filled = [cell.value for cell in row if cell.value.text]
    first = next((value for value in filled[:2] if value.number is None), None)
    # A table may have a single column of names: "Total" alone sums up nothing.
    return first.text.rstrip(": ") if first is not None and len(filled) > 1 else ""


def adds_up(rows: Sequence[Sequence[Cell]], total: Sequence[Cell]) -> bool:
    """Whether the figures of some rows right above add up to those of a row, in each column that has one of its own."""
    columns = [at for at, cell in enumerate(total) if cell.value.number]
    for start in range(len(rows) - 2, max(len(rows) - _MOST_ADDED, 0) - 1, -1):
        sums = [sum(row[at].value.number or 0 for row in rows[start:]) for at in columns]
        wanted = [total[at].value.number or 0 for at in columns]
        if columns and all(map(_is_near, sums, wanted)):
            return True
    return False


def _is_near(one: float, other: float) -> bool:
    """Whether two figures are equal but for rounding."""
    return abs(one - other) <= abs(other) / 200 + (1.0 if abs(other) >= 50 else 0.01)
