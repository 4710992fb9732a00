"""The rows of accounts: which lines are one row, and what their labels stand under."""

from collections.abc import Sequence
from itertools import pairwise
from typing import NamedTuple

from index.formats.pdf.structure.accounts.groups import Labelled, groups_of
from index.formats.pdf.structure.accounts.growth import overlaps
from index.formats.pdf.structure.accounts.heads import Heads
from index.formats.pdf.structure.accounts.labels import is_one_label, is_tight, is_without_label, pitch_of
from index.formats.pdf.structure.accounts.marks import without_leader
from index.formats.pdf.structure.accounts.rows import Atom, Row
from index.formats.pdf.structure.accounts.widths import covers
from index.formats.pdf.structure.cells import Cell
from index.formats.pdf.structure.gutters import Interval
from index.formats.pdf.structure.rules import Rule
from index.formats.pdf.structure.tables import Table

_EMPTY = 1.7  # times the distance of rows: there is an empty line between
_OVER = 0.5  # of the size of the letters: a line is above a row that is above that height
_LEVEL = 1.0  # points by which the parts of one line differ in height
_SOME = 0.5  # lines above more of the rows part all of them, and tell no sums


class _Line(NamedTuple):
    """A row as it is put together."""

    cells: list[Cell]
    apart: bool  # whether an empty line is above it
    drawn: int  # how many lines are drawn above it


def table_of(heads: Heads, data: Sequence[Row], columns: Sequence[Interval], rules: Sequence[Rule]) -> Table:
    """The table of rows of figures.

    Args:
        heads: What is above them.
        data: The rows, from the top down, and the labels between them.
        columns: Where the columns begin and end.
        rules: Lines drawn on the page, from the top down.
    """
    rows = _joined([*heads.labels, *data], data, columns, rules)
    names: list[Cell] = [heads.corner if heads.corner_names else [], *heads.names]
    header: list[list[Cell]] = [[heads.corner, *heads.names]] if heads.named or heads.corner else []
    sums = 2 * sum(row.drawn > 0 for row in rows) < len(rows)
    bold = 2 * sum(map(_is_bold, rows)) < len(rows)
    labelled = [_labelled(row, sums=sums)._replace(bold=bold and _is_bold(row)) for row in rows]
    groups = [*([""] * len(header)), *groups_of(labelled)]
    return Table([*header, *(row.cells for row in rows)], len(header), names, heads.shared, groups, labelled)


def _joined(
    body: Sequence[Row], data: Sequence[Row], columns: Sequence[Interval], rules: Sequence[Rule]
) -> list[_Line]:
    """The rows, with those that go on with the one above in it."""
    pitch, figured = pitch_of(data), False
    inside = [rule for rule in rules if body[-1].baseline < rule.height < body[0].baseline]
    rows: list[_Line] = []
    for number, row in enumerate(body):
        cells = _cells(row, columns)
        above = body[number - 1]
        goes_on = bool(rows) and (
            is_one_label(above, row, rows[-1].cells, cells)
            or is_tight(above, row, cells, pitch)
            or is_without_label(above, row, cells, figured=figured)
        )
        figured = row.has_figures or (goes_on and figured)
        if goes_on:
            joined = [above + own for above, own in zip(rows[-1].cells, cells, strict=True)]
            rows[-1] = rows[-1]._replace(cells=joined)
        else:
            apart = number > 0 and 0 < _EMPTY * pitch < above.baseline - row.baseline
            rows.append(_Line(cells, apart, _drawn(above, row, columns, inside) if number else 0))
    return rows


def _drawn(above: Row, row: Row, columns: Sequence[Interval], rules: Sequence[Rule]) -> int:
    """How many lines are drawn between the figures of two rows: one above a sum, two below it."""
    low = row.baseline + _OVER * row.size
    between = (rule for rule in rules if low < rule.height < above.baseline)
    heights = [rule.height for rule in between if any(covers(rule, column) for column in columns)]
    return sum(one - other > _LEVEL for one, other in pairwise([above.baseline + 2 * _LEVEL, *heights]))


def _is_bold(row: _Line) -> bool:
    """Whether most of its label is; the mark of a note behind it may be plain."""
    words = [word for line in row.cells[0] for word in line.words]
    return sum(len(word.text) * (1 if word.style.bold else -1) for word in words) > 0


def _labelled(row: _Line, *, sums: bool) -> Labelled:
    """The label of a row; lines above it tell sums, if they do in its table."""
    label = row.cells[0]
    # A sum without a label stands under the one that its items stand under.
    left = min(line.left for line in label) if label else float("inf")
    text = " ".join(line.text for line in label)
    drawn = row.drawn if sums else 0
    return Labelled(text, left, any(row.cells[1:]), row.apart, drawn == 1, drawn > 1)


def _cells(row: Row, columns: Sequence[Interval]) -> list[Cell]:
    cells: list[Cell] = [[] for _ in range(len(columns) + 1)]
    for number, atom in enumerate(row.atoms):
        place = _place(atom, columns, first=number == 0)
        line = atom.line(row.page)
        cells[place].append(without_leader(line) if place == 0 else line)
    return cells


def _place(atom: Atom, columns: Sequence[Interval], *, first: bool) -> int:
    """The number of an atom's column, from 1; 0 for a label."""
    if first and not atom.figure and not atom.left >= columns[0][0]:
        return 0
    over = [number for number, column in enumerate(columns) if overlaps(atom, column)]
    if over:
        return over[0] + 1 if not first or atom.figure or atom.left >= columns[0][0] else 0
    return sum(column[0] <= atom.left for column in columns)
