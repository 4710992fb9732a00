"""What the lines above accounts say about the units of their figures: "(in millions, except per share data)"."""

from collections.abc import Sequence

from index.formats.pdf.structure.accounts.rows import Row
from index.formats.tables.figures import unit_in

# Among so many lines above its heads a table's units are looked for, and among so many at the top of a page.
_LOOKED_AT, _TOP_ROWS = 10, 6
_LONGEST = 90
_MOSTLY = 0.5
_FURTHER_IN = 5.0  # sizes of the letters; what begins left of that is no head of one column


def is_mostly_unit(text: str) -> bool:
    """Whether a text says units, and hardly anything else."""
    unit = unit_in(text)
    return unit is not None and len(unit) > _MOSTLY * len(text)


def page_unit(rows: Sequence[Row]) -> str:
    """What a line at the top of a page says about the units of all of its figures, and nothing else; "" for nothing."""
    for row in rows[:_TOP_ROWS]:
        text = row.text.strip()
        alone = len(row.atoms) == 1 and is_mostly_unit(row.text)
        if len(text) <= _LONGEST and unit_in(text) is not None and (alone or text.startswith("(")):
            return text
    return ""


def unit_above(rows: Sequence[Row], begin: int, top: int, first: int) -> str | None:
    """What the heads, or the lines above them, say about the units of a table's figures.

    Args:
        rows: All rows, from the top down.
        begin: The number of the first row that belongs to no other table.
        top: The number of the first line of the heads.
        first: The number of the table's first row of figures.
    """
    for number in range(first - 1, max(begin, top - _LOOKED_AT) - 1, -1):
        row = rows[number]
        # What stands above one of several columns is said of that one.
        text = row.text.strip() if len(row.atoms) == 1 else row.atoms[0].text
        if text.count("(") > text.count(")") and number + 1 < first:
            # "... as follows (in", and on the next line "thousands):"
            text = f"{text} {rows[number + 1].atoms[0].text}"
        inner = row.atoms[0].left > rows[first].left + _FURTHER_IN * row.size
        of_one = number >= top and len(row.atoms) > 1 and inner
        if not of_one and (unit := unit_in(text)) is not None:
            whole = len(text) <= _LONGEST and text.startswith((unit, "("))
            return text if whole else unit
    return None
