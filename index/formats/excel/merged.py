"""Merged cells: their text is repeated in each row that they cover, once a row."""

from collections.abc import Iterable, Mapping

from index.formats.excel.references import Range
from index.formats.tables.grid_parts import Row

# A file can merge cells over a million rows, many times.
_MAX_FILLED = 200_000


def fill_merged(
    rows: dict[int, dict[int, str]], merged: Iterable[Range]
) -> tuple[dict[tuple[int, int], int], set[int]]:
    """Copies the text of merged cells into the other rows that they cover.

    Args:
        rows: For each row its cells by column; it is changed.
        merged: Which cells are merged.

    Returns:
        How many columns each merged cell (row, column) with text covers, if more than one; and the rows that now
        hold nothing but copies.
    """
    before = set(rows)
    last = max(rows, default=0)
    spans: dict[tuple[int, int], int] = {}
    left = _MAX_FILLED
    for area in merged:
        # Excel keeps the text of merged cells in the first of them.
        text = rows.get(area.first_row, {}).get(area.first_column)
        if text is None:
            continue
        columns = area.last_column - area.first_column + 1
        # Far below the last row with text there would be nothing but copies.
        for number in range(area.first_row, min(area.last_row, last + 1) + 1):
            left -= 1
            if left < 0:
                return spans, set(rows) - before
            rows.setdefault(number, {}).setdefault(area.first_column, text)
            if columns > 1:
                spans[number, area.first_column] = columns
    return spans, set(rows) - before


def filled_rows(rows: Mapping[int, Mapping[int, str]]) -> Iterable[Row]:
    """The rows in order, each as a list from column A on."""
    for number in sorted(rows):
        cells = rows[number]
        line = [""] * (max(cells, default=-1) + 1)
        for column, text in cells.items():
            line[column] = text
        yield Row(number, line)
