"""Tells which rows at the top of a table name its columns."""

from collections import Counter
from collections.abc import Sequence

from index.formats.tables.values import (
    LONGEST_NAME,
    Cells,
    column_kinds,
    filled,
    is_number,
    is_period,
    is_unit,
    kind_of_value,
)

_MAX_DEPTH = 4
# So many columns of figures must all have words in a second row before it counts as a header.
_SURE_COLUMNS = 3
_MAX_NAME = 2 * LONGEST_NAME


def header_depth(
    rows: Sequence[Cells], *, stated: int = 0, spanned: Sequence[bool] = (), repeated: Sequence[bool] = ()
) -> int:
    """How many rows at the top name the columns; 0 if none do.

    Args:
        rows: All rows of the table.
        stated: How many of them are formatted as a header, such as in bold; 0 if none is, or all are.
        spanned: Of the first rows, whether a cell in them covers several columns.
        repeated: Of the first rows, whether they only repeat merged cells from above.
    """
    if len(rows) < 2 or not (0 < stated < len(rows) or names_columns(rows)):
        return 0
    depth = 1
    while depth < min(_MAX_DEPTH, len(rows) - 1) and (
        depth < stated
        or _at(repeated, depth)
        or (_at(spanned, depth - 1) and _all_words(rows[depth]))
        or _is_group(rows[depth - 1], rows[depth], rows[depth + 1 :])
        or _are_units(rows[depth], rows[depth + 1 :])
        or _names_again(rows[depth - 1], rows[depth], rows[depth + 1 :])
    ):
        depth += 1
    return depth


def names_columns(rows: Sequence[Cells]) -> bool:
    """Whether the first row reads as names of the columns of those below."""
    first, *others = rows
    names = filled(first)
    if len(names) < 2 or any(len(cell) > LONGEST_NAME for cell in names):
        return False
    if not all(_is_name(cell, at, others) for at, cell in enumerate(first) if cell):
        return False
    # In two columns the first may also hold the names of the values in the second: "Author | Kim".
    few = _width(rows) == 2 or (len(names) == 2 and usual_width(rows) == 2)
    return not few or (_is_figures(1, others) and not _are_values_of_a_form(others))


def is_data(rows: Sequence[Cells]) -> bool:
    """Whether the first row is data, like those below: it has a figure where they have figures."""
    first, *others = rows
    return any(
        is_number(cell) and not _is_name(cell, at, others) and _is_figures(at, others)
        for at, cell in enumerate(first)
    )


def _is_name(cell: str, column: int, others: Sequence[Cells]) -> bool:
    """Whether a cell names its column: in words, or as a year or date above what is neither."""
    if not is_number(cell):
        # "Author:" names the cell beside it, not those below.
        return any(map(str.isalnum, cell)) and not cell.endswith(":")
    below = _below(column, others)
    periods = sum(is_period(text) for text in below)
    # In the first column years and dates name the rows.
    return column > 0 and is_period(cell) and periods * 2 < max(len(below), 1)


def heads(cells: Cells, below: Sequence[Cells]) -> bool:
    """Whether a row names the columns of those below: it has words above their figures, and a name for each column."""
    names = filled(cells)
    if len(names) < 2 or len(set(names)) < len(names) - 1 or not _all_words(cells):
        return False
    if any(len(name) > _MAX_NAME or name.endswith(":") for name in names):
        return False
    named = {at for at, cell in enumerate(cells) if cell}
    used = {
        at
        for at in range(1, _width(below))
        if 2 * sum(at < len(row) and bool(row[at]) for row in below) > len(below)
    }
    # A second row of names or units may follow; two columns are rather names with their values.
    return used <= named and (
        _names_figures(cells, below) or (len(names) > 2 and _names_figures(cells, below[1:]))
    )


def _names_figures(cells: Cells, below: Sequence[Cells]) -> bool:
    """Whether a row has words above a column of figures or dates."""
    kinds = column_kinds(below)
    return any(
        kind in ("date", "number") and at < len(cells) and kind_of_value(cells[at]) == "words"
        for at, kind in enumerate(kinds)
    )


def _are_values_of_a_form(rows: Sequence[Cells]) -> bool:
    """Whether the second of two columns holds values of several kinds, as a form does: a date, an amount."""
    return len({kind_of_value(row[1]) for row in rows if len(row) > 1 and row[1]}) > 1


def _are_units(cells: Cells, below: Sequence[Cells]) -> bool:
    """Whether a row has the units of the figures below it."""
    units = [at for at, cell in enumerate(cells) if cell]
    return (
        any(_is_figures(at, below) for at in units)
        and all(is_unit(cells[at]) for at in units)
        # Three capitals are the code of a currency or a value such as "EUR" in each row.
        and not any(cells[at] in _below(at, below) for at in units)
    )


def _names_again(upper: Cells, lower: Cells, below: Sequence[Cells]) -> bool:
    """Whether a full row of words over at least three columns of figures names them a second time: as survey tools do."""
    figures = [
        at for at, cell in enumerate(lower) if cell and (_is_figures(at, below) or _is_figures(at, below[1:]))
    ]
    return (
        len(figures) >= _SURE_COLUMNS
        and len(filled(lower)) >= len(filled(upper))
        and len(set(lower)) == len(lower)
        and not any(is_number(cell) for cell in lower)
    )


def _is_figures(column: int, rows: Sequence[Cells]) -> bool:
    below = _below(column, rows)
    return bool(below) and all(map(is_number, below))


def _below(column: int, rows: Sequence[Cells]) -> list[str]:
    return [row[column] for row in rows if column < len(row) and row[column]]


def _is_group(upper: Cells, lower: Cells, below: Sequence[Cells]) -> bool:
    """Whether the upper of two rows names groups of what the lower one names: it has gaps that the other fills.

    The lower one still belongs to the header if it has words where the rows below have figures.
    """
    gaps = [at for at, cell in enumerate(lower) if cell and at and not (upper[at] if at < len(upper) else "")]
    heads = any(cell and not is_number(cell) and _is_figures(at, below) for at, cell in enumerate(lower))
    return bool(gaps) and heads and _all_words(lower) and sum(map(bool, upper)) < sum(map(bool, lower))


def _all_words(cells: Cells) -> bool:
    return not any(is_number(cell) and not is_period(cell) for cell in cells if cell)


def column_names(header: Sequence[Cells]) -> list[str]:
    """The name of each column, from the rows of the header: "2023 Sales".

    A name over several columns may stand only in the first of them.
    """
    width = _width(header)
    rows = [list(row) + [""] * (width - len(row)) for row in header]
    for upper, lower in zip(rows, rows[1:], strict=False):
        for at in range(1, width):
            # Except behind a cell that reaches down, which is the same in both rows: it names no group.
            if not upper[at] and lower[at] and not (at and upper[at - 1] == lower[at - 1]):
                upper[at] = upper[at - 1]
    names = [
        " ".join(
            # '{"ImportId":"QID1"}' of a survey tool is for programs.
            dict.fromkeys(
                cell for row in rows if (cell := row[at].rstrip(":?？ ")) and not cell.startswith('{"')
            )
        )
        for at in range(width)
    ]
    return [name if len(name) <= _MAX_NAME else f"{name[: _MAX_NAME - 1].rstrip()}…" for name in names]


def usual_width(rows: Sequence[Cells]) -> int:
    """How many cells most rows fill; of several such numbers the highest."""
    counts = Counter(len(filled(row)) for row in rows)
    return max(counts, key=lambda count: (counts[count], count), default=0)


def _width(rows: Sequence[Cells]) -> int:
    return max(map(len, rows), default=0)


def _at(flags: Sequence[bool], place: int) -> bool:
    return place < len(flags) and flags[place]
