"""Cells that are merged: their text stands in each row that they reach into, once a row."""

from collections.abc import Iterable, Mapping

from index.formats.excel.cells import Range

# A file can say that cells reach down a million rows, over and over.
_MAX_FILLED = 200_000


def fill_merged(
    rows: dict[int, dict[int, str]], merged: Iterable[Range]
) -> tuple[dict[tuple[int, int], int], set[int]]:
    """Puts the text of merged cells into the rows below their first.

    Args:
        rows: For each row its cells by column; what is filled is put in.
        merged: The cells that are one.

    Returns:
        Of each merged cell (row, column) with text how many columns it covers, if more than one, and the rows that
        now hold nothing but what reaches down into them.
    """
    before = set(rows)
    last = max(rows, default=0)
    spans: dict[tuple[int, int], int] = {}
    left = _MAX_FILLED
    for it in merged:
        text = rows.get(it.first_row, {}).get(it.first_column)
        if text is None:
            continue
        covers = it.last_column - it.first_column + 1
        for number in range(it.first_row, min(it.last_row, last + 1) + 1):
            left -= 1
            if left < 0:
                return spans, set(rows) - before
            rows.setdefault(number, {}).setdefault(it.first_column, text)
            if covers > 1:
                spans[number, it.first_column] = covers
    return spans, set(rows) - before


def filled_rows(rows: Mapping[int, Mapping[int, str]]) -> Iterable[tuple[int, list[str]]]:
    """The rows in order, each as a list from column A on."""
    for number in sorted(rows):
        cells = rows[number]
        line = [""] * (max(cells, default=-1) + 1)
        for column, text in cells.items():
            line[column] = text
        yield number, line
