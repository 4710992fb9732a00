"""Tells which rows at the top of a table name its columns."""

import re
from collections.abc import Sequence

Cells = Sequence[str]

_MAX_DEPTH = 4
# A longer text names no column, and each row would repeat it.
_LONGEST_NAME = 100
_DATE = r"(?:\d{4}-\d\d(?:-\d\d)?|\d{1,2}[./]\d{1,2}[./]\d{2,4}|\d{4}/\d\d/\d\d)(?:[ T]\d\d:\d\d.*)?"
# A year or a date may be a value, or name the column of that time.
_PERIOD = re.compile(rf"(?:19|20)\d\d|{_DATE}")
_CURRENCY = r"(?:[A-Z]{0,3}[$€£¥₹]|[A-Z]{3} )"
# Also with a sign, brackets, a currency or a unit; a dash or n/a stands where a number is missing.
_NUMBER = re.compile(
    rf"[-+−(]?\s?{_CURRENCY}?\s?[-+−]?[\d.,]*\d[\d.,']*(?:[eE][+-]?\d+)?\s?(?:%|[$€£¥₹]|\s[A-Za-z]{{1,3}})?\)?"
    rf"|{_DATE}|-?\d+:\d\d(?::\d\d)?(?:\.\d+)?|TRUE|FALSE|true|false|[-–—]|#N/A|n/a",
)
_SENTENCE_END = re.compile(r"[.!?;,。！？][\"'”’)\]]*$")


def is_number(cell: str) -> bool:
    """Whether a cell is a number, date, time or truth value rather than words."""
    # The pattern takes time by the square of the length.
    return len(cell) < 50 and _NUMBER.fullmatch(cell.strip()) is not None


def is_label(cell: str) -> bool:
    """Whether a text may name what follows: short, and no sentence."""
    return 0 < len(cell) <= _LONGEST_NAME and not _SENTENCE_END.search(cell) and not is_number(cell)


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
    ):
        depth += 1
    return depth


def names_columns(rows: Sequence[Cells]) -> bool:
    """Whether the first row reads as names of the columns of those below."""
    first, *others = rows
    filled = [cell for cell in first if cell]
    if len(filled) < 2 or any(len(cell) > _LONGEST_NAME for cell in filled):
        return False
    if not all(_is_name(cell, at, others) for at, cell in enumerate(first) if cell):
        return False
    # In two columns the first may also hold the names of the values in the second: "Author | Kim".
    return _width(rows) > 2 or _is_figures(1, others)


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
    periods = sum(_PERIOD.fullmatch(text) is not None for text in below)
    # In the first column years and dates name the rows.
    return column > 0 and _PERIOD.fullmatch(cell) is not None and periods * 2 < max(len(below), 1)


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
    return not any(is_number(cell) and not _PERIOD.fullmatch(cell) for cell in cells if cell)


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
        " ".join(dict.fromkeys(cell for row in rows if (cell := row[at].rstrip(": ")))) for at in range(width)
    ]
    return [name if len(name) <= 2 * _LONGEST_NAME else "" for name in names]


def _width(rows: Sequence[Cells]) -> int:
    return max(map(len, rows), default=0)


def _at(flags: Sequence[bool], place: int) -> bool:
    return place < len(flags) and flags[place]
