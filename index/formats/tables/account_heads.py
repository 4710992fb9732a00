"""The heads of accounts in a grid of texts: rows above the first figures, with what columns share.

Such a table says in its first rows which years its figures are of, and in which units: "Year ended December 31," above
"2019" and "2018", and "£m" below. It marks none of these rows as a header.
"""

from collections.abc import Sequence
from typing import NamedTuple

from index.formats.tables.figures import is_figure, is_year, names_period, unit_in

_MOST_ROWS = 6
_LONGEST_NAME = 100
# What all of more columns share is said once.
_REPEATED = 3

Row = Sequence[str]


class AccountHeads(NamedTuple):
    """What the first rows of an account say."""

    top: int  # how many rows are above the heads
    end: int  # the number of the row behind them
    names: list[str]  # of each column; of the first one what stands above the labels
    shared: str  # the period or the units that all figures have


def account_heads(rows: Sequence[Row], before: str = "") -> AccountHeads | None:
    """The heads of a table that is an account; None if nothing in its first rows is a period or a unit.

    Args:
        rows: All rows of the table, of one length. What covers several columns is in each of them, or in the first.
        before: The text right before the table, which may say the units: "... as follows (in thousands):".
    """
    first = next((number for number, row in enumerate(rows) if _has_figures(row)), len(rows))
    heads = [number for number, row in enumerate(rows[:first]) if any(row[1:])]
    if not heads or first == len(rows) or len(heads) > _MOST_ROWS:
        return None
    top, end = heads[0], heads[-1] + 1
    texts = [cell for row in rows[top:end] for cell in row if cell]
    says = any(names_period(text) or unit_in(text) for row in rows[top:end] for text in row[1:])
    if not says or any(len(text) > _LONGEST_NAME for text in texts):
        return None
    filled = [list(row) for row in rows[top:end] if not _is_unit(row)]
    units = [next(filter(None, row[1:])) for row in rows[top:end] if _is_unit(row)]
    for number in range(len(filled) - 2, -1, -1):
        filled[number] = _spread(filled[number], filled[number + 1 :])
    if not filled:
        return None
    # A column that only had the signs of a currency is empty by now.
    used = [at == 0 or any(row[at] for row in rows[end:]) for at in range(len(rows[0]))]
    columns = [[row[at] for row in filled if row[at] and used[at]] for at in range(len(rows[0]))]
    shared = _shared(columns)
    names = [" ".join(dict.fromkeys(text for text in column if text not in shared)) for column in columns]
    above = [*units, *columns[0], *(cell for row in rows[:top] for cell in row), before]
    return AccountHeads(top, end, names, _said_once(shared, columns[0], names, above))


def _has_figures(row: Row) -> bool:
    """Whether a row has a figure that is no year, behind its label."""
    return any(is_figure(text := cell.replace(" ", "")) and not is_year(text) for cell in row[1:] if cell)


def _is_unit(row: Row) -> bool:
    """Whether a row of heads only says the units of all figures."""
    texts = {text for text in row[1:] if text}
    unit = unit_in(text := texts.pop()) if len(texts) == 1 else None
    return unit is not None and 2 * len(unit) > len(text) and not row[0]


def _spread(row: list[str], below: Sequence[Row]) -> list[str]:
    """A row of heads with what stands in the first of several columns in all of them."""
    wanted = [at for at in range(1, len(row)) if any(lower[at] for lower in below)]
    given = [at for at in wanted if row[at]]
    if not given or len(given) == len(wanted):
        return row
    groups = [wanted.index(at) for at in given]
    size = len(wanted) // len(given)
    regular = len(given) > 1 and groups == list(range(0, len(wanted), size))
    spread = list(row)
    for at in wanted:
        if not row[at]:
            before = max((one for one in given if one < at), default=given[0])
            if at < before and is_year(row[before]):
                continue
            if regular or names_period(row[before]) or unit_in(row[before]):
                spread[at] = row[before]
    return spread


def _shared(columns: Sequence[Sequence[str]]) -> list[str]:
    """The heads that so many columns have that they are better said once."""
    named = [column for column in columns[1:] if column]
    if len(named) <= _REPEATED:
        return []
    return [
        text
        for text in named[0]
        if all(text in column for column in named) and len(set(map(tuple, named))) > 1
    ]


def _said_once(
    shared: Sequence[str], corner: Sequence[str], names: Sequence[str], above: Sequence[str]
) -> str:
    """The periods and units of all figures: those of all columns, above the labels, or above the heads."""
    said = list(shared)
    named = [name for name in names[1:] if name]
    if all(map(is_year, named)) or not any(map(names_period, named)):
        said += [text for text in corner if names_period(text) and not unit_in(text)]
    if not any(map(unit_in, [*said, *names[1:]])):
        said += [unit for text in above if (unit := unit_in(text))][:1]
    return ", ".join(dict.fromkeys(text.rstrip(" ,:") for text in said))
