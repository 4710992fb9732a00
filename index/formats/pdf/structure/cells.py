"""Cells of tables: columns that are too near to one another to be found by their gutters, and the names of columns."""

import re
from collections.abc import Sequence
from itertools import chain
from typing import TypeAlias

from index.formats.pdf.structure.gutters import Interval, complement
from index.formats.pdf.structure.lines import Line
from index.formats.pdf.words.word import Word

Cell: TypeAlias = list[Line]
Row: TypeAlias = Sequence[Cell]

# In parts of the size of the letters: a space is a quarter. Rows of words that share more than that are in columns.
_STRIPE = 0.4
_LEAST_STRIPE = 3.0
# So many rows, and this share of all, must have words on both sides of a stripe.
_LEAST_ROWS = 3
_MOSTLY = 0.6
_MOST_HEADER_ROWS = 3
# A longer text is no name of a column; it would be repeated in each row.
_LONGEST_NAME = 60
_LONGEST_PLAIN_NAME = 40
_OVER = 0.2  # of a name's width that must be above each further column
_OTHER_BOLD = 0.25  # rows of sums are bold too
_FIGURE = re.compile(r"[^\w]*\d[\d\s.,:/%()±–-]*\w{0,3}[^\w]*$")
_YEAR = re.compile(r"(?:19|20)\d\d$")


def stripes_of(rows: Sequence[Sequence[Line]]) -> list[Interval]:
    """The places without ink in the rows of a column that are too wide to be spaces, from left to right.

    Bold names of columns may reach across them.
    """
    plain = [row for row in rows if not all(piece.bold for piece in row)] or rows
    if len(plain) < _LEAST_ROWS:
        return []
    pieces = [piece for row in plain for piece in row]
    width = max(_LEAST_STRIPE, _STRIPE * max(piece.size for piece in pieces))
    free = complement(sorted((word.left, word.right) for piece in pieces for word in piece.words))
    enough = max(_LEAST_ROWS, _MOSTLY * len(plain))
    return [
        (low, high)
        for low, high in free[1:-1]
        if high - low >= width and sum(_is_on_both_sides(row, low, high) for row in plain) >= enough
    ]


def _is_on_both_sides(row: Sequence[Line], low: float, high: float) -> bool:
    return min(piece.left for piece in row) < low + 1 and max(piece.right for piece in row) > high - 1


def cut(piece: Line, stripes: Sequence[Interval]) -> list[Cell]:
    """A piece as the cells between the stripes; if one of its words lies across a stripe, it is whole in the first."""
    cells: list[list[Word]] = [[] for _ in range(len(stripes) + 1)]
    middles = [(low + high) / 2 for low, high in stripes]
    for word in piece.words:
        cells[sum((word.left + word.right) / 2 > middle for middle in middles)].append(word)
    if any(word.left < middle < word.right for word in piece.words for middle in middles):
        first = next(number for number, words in enumerate(cells) if words)
        return [[piece] if number == first else [] for number in range(len(cells))]
    return [[Line([cell[0]._replace(glued=False), *cell[1:]], piece.page)] if cell else [] for cell in cells]


def header_rows(rows: Sequence[Row]) -> int:
    """How many of a table's rows name its columns: bold ones above others, or one of words above figures."""
    bold = [all(line.bold for cell in row for line in cell) for row in rows]
    depth = bold.index(False) if False in bold else 0
    if 0 < depth <= _MOST_HEADER_ROWS and sum(bold[depth:]) <= _OTHER_BOLD * (len(rows) - depth):
        return depth
    return int(depth == 0 and len(rows) >= _LEAST_ROWS and _names_figures(rows[0], rows[1:]))


def _names_figures(header: Row, rows: Sequence[Row]) -> bool:
    """Whether a row is of short words, one for each column but the first, and figures are below one of them."""
    texts = [_text(cell) for cell in header]
    plain = (_YEAR.match(text) or any(map(str.isalpha, text)) for text in texts if text)
    if not all(texts[1:]) or not all(plain) or max(map(len, texts)) > _LONGEST_PLAIN_NAME:
        return False
    columns = list(zip(*rows, strict=True))[1:]
    return any(sum(map(_is_figure, cells)) >= _MOSTLY * len(rows) for cells in columns)


def names_of(header: Sequence[Row], rows: Sequence[Row]) -> list[Cell]:
    """The name of each column: the cells above it, also those that reach over several columns."""
    names: list[Cell] = []
    for column, area in enumerate(_column_areas(rows)):
        lines = [
            line
            for row in header
            for number, cell in enumerate(row)
            for line in cell
            if number == column or _reaches_over(line, area, row[column])
        ]
        names.append(lines if len(_text(lines)) <= _LONGEST_NAME else [])
    return names


def _reaches_over(line: Line, area: Interval, cell: Cell) -> bool:
    """Whether a name reaches over a column, whose own cell has no line at that height."""
    above = min(line.right, area[1]) - max(line.left, area[0]) > _OVER * (line.right - line.left)
    return above and not any(abs(own.baseline - line.baseline) < 0.5 * line.size for own in cell)


def _column_areas(rows: Sequence[Row]) -> list[Interval]:
    """From the middle of the space on the left of each column to that on its right; no width for empty columns."""
    spans = spans_of(rows)

    def area(left: float, right: float) -> Interval:
        before = max((span[1] for span in spans if span and span[1] <= left), default=left)
        behind = min((span[0] for span in spans if span and span[0] >= right), default=right)
        return (before + left) / 2, (behind + right) / 2

    return [area(*span) if span else (0.0, 0.0) for span in spans]


def spans_of(rows: Sequence[Row]) -> list[Interval | None]:
    """Where each column begins and ends; None for one that has no words."""
    columns = (list(chain(*cells)) for cells in zip(*rows, strict=True))
    return [
        (min(line.left for line in lines), max(line.right for line in lines)) if lines else None
        for lines in columns
    ]


def _text(cell: Cell) -> str:
    return " ".join(line.text for line in cell)


def _is_figure(cell: Cell) -> bool:
    """Whether a cell is a number; a year may as well name a column."""
    text = _text(cell)
    return _FIGURE.match(text) is not None and not _YEAR.match(text)
