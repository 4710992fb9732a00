"""What the names of cells mean: "B2", "$B$2:D5"."""

import re
from typing import NamedTuple

from openpyxl.utils import column_index_from_string

# The size of a sheet since Excel 2007.
LAST_ROW, LAST_COLUMN = 1_048_576, 16_384
_REFERENCE = re.compile(r"\$?([A-Z]{1,3})\$?([0-9]{1,7})")


class Range(NamedTuple):
    """Cells "B2:D5": rows are counted from 1, columns from 0."""

    first_row: int
    first_column: int
    last_row: int
    last_column: int


def parse_range(stated: str) -> Range | None:
    """The cells that "B2:D5" or "B2" means; None if it means none."""
    first, _, last = stated.partition(":")
    start, end = place_of(first), place_of(last or first)
    if start is None or end is None:
        return None
    (top, left), (bottom, right) = start, end
    return Range(top, left, bottom, right) if top <= bottom and left <= right else None


def place_of(reference: str) -> tuple[int, int] | None:
    """The row, from 1, and the column, from 0, of a cell such as "B2"; None if it is none."""
    found = _REFERENCE.fullmatch(reference)
    if found is None:
        return None
    row, column = int(found[2]), column_index_from_string(found[1]) - 1
    return (row, column) if 0 < row <= LAST_ROW and column < LAST_COLUMN else None
