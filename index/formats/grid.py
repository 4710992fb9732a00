"""Writes a sheet's cells as tables: finds where each begins and which rows are its header."""

from collections.abc import Iterable, Iterator, Sequence
from itertools import groupby
from typing import TypeAlias

from openpyxl.utils import get_column_letter

from index.formats.builder import TextBuilder

Row: TypeAlias = tuple[int, Sequence[str]]  # its number, counted from 1, and its cells from column A on


def write_grid(builder: TextBuilder, rows: Iterable[Row]) -> None:
    """Writes the tables of a sheet, with a section "A12:F12" for each row that has text.

    Tables are set apart by empty rows, or stand side by side with an empty column between them. One that
    is a single column is written as paragraphs. A single cell above a table is its title.

    Args:
        builder: What is written to.
        rows: In order; those that are empty, and cells at the end of a row, may be left out.
    """
    for stretch in _stretches(rows):
        for first, last in _columns(stretch):
            part = [(number, cells[first : last + 1]) for number, cells in stretch]
            _write_table(builder, [(number, cells) for number, cells in part if any(cells)], first)


def _stretches(rows: Iterable[Row]) -> Iterator[list[Row]]:
    """Runs of rows with text, with no empty row between them."""
    filled = [(number, cells) for number, cells in rows if any(cells)]
    for _, group in groupby(enumerate(filled), key=lambda it: it[1][0] - it[0]):
        yield [row for _, row in group]


def _columns(rows: Sequence[Row]) -> list[tuple[int, int]]:
    """The first and last column of each table of a stretch: those that no empty column parts."""
    used = sorted({column for _, cells in rows for column, cell in enumerate(cells) if cell})
    runs: list[tuple[int, int]] = []
    for column in used:
        if runs and column == runs[-1][1] + 1:
            runs[-1] = (runs[-1][0], column)
        else:
            runs.append((column, column))
    # A column that is empty in a title row only parts nothing; one that is empty everywhere does. But where a
    # few columns are single and stand apart, it is one wide table with gaps.
    return runs if all(last > first for first, last in runs) else [(runs[0][0], runs[-1][1])]


def _write_table(builder: TextBuilder, rows: Sequence[Row], first_column: int) -> None:
    while len(rows) > 1 and _count(rows[0]) == 1 and max(map(_count, rows)) > 1:
        _write_row(builder, rows[0], (), first_column, heading=True)
        rows = rows[1:]
    header, body = _header(rows)
    for row in rows[: len(rows) - len(body)]:
        _write_row(builder, row, (), first_column, heading=bool(body))
    for row in body:
        _write_row(builder, row, header, first_column)


def _header(rows: Sequence[Row]) -> tuple[list[str], Sequence[Row]]:
    """What each column is called, and the rows below that."""
    if len(rows) < 2 or max(map(_count, rows)) < 2:
        return [], rows
    depth = 2 if len(rows) > 2 and _is_spanning(rows[0][1], rows[1][1]) else 1
    top = list(rows[0][1])
    if depth == 1:
        return top, rows[1:]
    # A name over several columns stands in the first of them.
    for column in range(1, len(top)):
        top[column] = top[column] or top[column - 1]
    low = rows[1][1]
    names = [" ".join(part for part in (over, under) if part) for over, under in zip(top, low, strict=False)]
    return names, rows[2:]


def _is_spanning(top: Sequence[str], low: Sequence[str]) -> bool:
    """Whether the upper of two rows names groups of what the lower one names."""
    gaps = any(not over and under for over, under in zip(top[1:], low[1:], strict=False))
    return gaps and not any(_is_number(cell) for cell in (*top, *low) if not _is_year(cell))


def _is_year(cell: str) -> bool:
    return len(cell) == 4 and cell.isdigit()


def _is_number(cell: str) -> bool:
    return bool(cell) and sum(it.isdigit() for it in cell) * 2 >= len(cell)


def _count(row: Row) -> int:
    return sum(bool(cell) for cell in row[1])


def _write_row(
    builder: TextBuilder, row: Row, header: Sequence[str], first_column: int, *, heading: bool = False
) -> None:
    number, cells = row
    span = builder.row(cells, header, heading=heading)
    filled = [column for column, cell in enumerate(cells, start=first_column + 1) if cell]
    if filled:
        first, last = (f"{get_column_letter(it)}{number}" for it in (filled[0], filled[-1]))
        builder.section("cells", first if first == last else f"{first}:{last}", span)
