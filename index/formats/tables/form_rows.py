"""Rows that are no records but state something by its name: "Saldo;3.412,88;EUR" above the bookings of an account."""

from collections.abc import Sequence

from index.formats.tables.column_names import usual_width
from index.formats.tables.values import Cells, filled, is_label, is_number, is_unit, kind_of_value

# More cells in a row are a record.
_MOST_CELLS = 4


def stated(cells: Cells) -> str:
    """A row as a statement: "Saldo: 3.412,88 EUR", "Account: 12 | Period: 2024"."""
    words = filled(cells)
    pieces: list[str] = []
    at = 0
    while at < len(words):
        name, value = words[at], words[at + 1] if at + 1 < len(words) else ""
        if not value or not _states(name, value, first=at == 0):
            pieces.append(name)
            at += 1
            continue
        at += 2
        if is_number(value) and at < len(words) and is_unit(words[at]):
            value = f"{value} {words[at]}"
            at += 1
        pieces.append(f"{name.rstrip(' :')}: {value}")
    return " | ".join(pieces)


def _states(name: str, value: str, *, first: bool) -> bool:
    """Whether a cell names the value in the next one, which does not name itself."""
    return (name.endswith(":") or (first and _is_name(name) and ":" not in name)) and not (
        value.endswith(":") or ": " in value
    )


def form_width(rows: Sequence[Cells]) -> int:
    """How many cells most rows fill, where a unit behind a value does not count."""
    return usual_width([row[:-1] if len(row) == 3 and is_unit(row[-1]) else row for row in map(filled, rows)])


def is_form(rows: Sequence[Cells]) -> bool:
    """Whether rows are names with their values, rather than records: two cells or a few more in each, of several kinds."""
    full = [row for row in map(filled, rows) if len(row) > 1]
    if not full or form_width(full) > 2 or any(len(row) > _MOST_CELLS for row in full):
        return False
    return all(_is_name(row[0]) for row in full)


def _is_name(cell: str) -> bool:
    """Whether a cell may name the value beside it: "Invoice no.", "Balance:"."""
    return is_label(cell.rstrip(" :.")) or cell.endswith(":")


def is_form_alone(rows: Sequence[Cells]) -> bool:
    """Whether rows that nothing follows are names with their values; of two words in a single row neither need be one."""
    first = filled(rows[0])
    apart = len(rows) > 1 or is_number(first[-1]) or first[0].endswith(":")
    return apart and is_form(rows)


def is_form_above(rows: Sequence[Cells]) -> bool:
    """Whether such rows, above a wider table, are names with their values, although figures stand in one column.

    "Description | Amount" above amounts is a small table; "Number | 00012" above "Balance | 3 412,88" is a form.
    """
    values = [row[1] for row in map(filled, rows[1:]) if len(row) > 1]
    return is_form(rows) and (
        not values
        or len({_shape(value) for value in values}) > 1
        or any(kind_of_value(value) == "words" for value in values)
    )


def _shape(value: str) -> tuple[str, int]:
    """The kind of a value, and how many digits follow its last mark."""
    digits = value.strip("€$£ ")
    tail = len(digits) - 1 - max(digits.rfind("."), digits.rfind(","))
    return kind_of_value(value), tail if tail in (1, 2) else 0
