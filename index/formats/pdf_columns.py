"""The reading order of a page: which lines are in columns, which go across, and which are rows of tables.

From the top down, what shares a gutter (a stripe from top to bottom without ink) is one zone. A zone is columns if
what lies beside its gutters is running text, and else rows. A title or figure that crosses the gutter ends the zone.
"""

from collections.abc import Sequence
from statistics import median
from typing import NamedTuple, TypeAlias

from index.formats.pdf_gutters import Band, Interval, parts_of, rows_of
from index.formats.pdf_lines import Line, lines_of
from index.formats.pdf_tables import Table, table_of

# A gutter is at least this wide, in parts of the size of letters. Spaces in justified lines get up to 0.8.
_GUTTER = 0.8
_LEAST_GUTTER = 6.0
# Running text: so many lines, with so many words in the middling one.
_PROSE_LINES = 3
_MANY_LINES, _FEW_ROWS = 8, 3
_SAME_END = 2.0  # points
_PROSE_WORDS = 3.5
# Beside a gutter this many times as wide as need be, two lines will do.
_WIDE_GUTTER = 2.0
# In rows, this share of the lines of the shorter column have one beside them, its base off by so much of its size.
_ALIGNED = 0.6
_LEVEL = 0.25
_TABLE_GUTTERS, _TABLE_ROWS = 2, 3
_FULL, _EXACTLY, _WORDY = 0.6, 0.06, 0.2
_DEPTH = 6
# Fewer pieces are no columns; more are a drawing.
_CROSSED = (12, 800)


class Column(NamedTuple):
    """Lines that are read from the top down.

    Attributes:
        lines: In reading order.
        left: Of the column, where its full lines begin.
        right: Where they end.
    """

    lines: list[Line]
    left: float
    right: float


Zone: TypeAlias = Column | Table


def in_order(pieces: Sequence[Line], *, right_to_left: bool = False) -> list[Zone]:
    """The zones of a page in the order in which a person reads them."""
    return _zones(list(pieces), right_to_left, 0) if pieces else []


def _zones(pieces: list[Line], right_to_left: bool, depth: int) -> list[Zone]:
    left, right = min(it.left for it in pieces), max(it.right for it in pieces)
    zones: list[Zone] = []
    loose: list[Line] = []

    def end_loose() -> None:
        if loose:
            zones.extend(_single(list(loose), left, right, right_to_left, depth))
            loose.clear()

    for band in _absorbed(_runs(pieces)):
        parts = parts_of(band)
        if len(parts) < 2 or depth >= _DEPTH or _is_justified(band):
            loose.extend(band.pieces)
        elif not band.closed and _are_columns(parts, band):
            end_loose()
            for part in reversed(parts) if right_to_left else parts:
                zones.extend(_zones(part, right_to_left, depth + 1))
        elif (table := table_of(band.rows, parts, right_to_left=right_to_left)) is not None:
            before, rows, behind = table
            loose.extend(before)
            end_loose()
            zones.append(rows)
            loose.extend(behind)
        else:
            loose.extend(band.pieces)
    end_loose()
    return zones


def _single(pieces: list[Line], left: float, right: float, right_to_left: bool, depth: int) -> list[Zone]:
    """One column; or, where few lines hide a gutter by crossing it, what is above, between and below these."""
    crossing = _crossing(pieces) if depth < _DEPTH else []
    if not crossing:
        return [Column(lines_of(pieces), left, right)]
    zones: list[Zone] = []
    rest = [it for it in pieces if not any(it is other for other in crossing)]
    for bar in sorted(crossing, key=lambda it: -it.base):
        above = [it for it in rest if it.base > bar.base]
        rest = [it for it in rest if it.base <= bar.base]
        if above:
            zones.extend(_zones(above, right_to_left, depth + 1))
        zones.append(Column([bar], left, right))
    return zones + (_zones(rest, right_to_left, depth + 1) if rest else [])


def _crossing(pieces: list[Line]) -> list[Line]:
    """The pieces that cross a gutter which is there but for them."""
    if not _CROSSED[0] <= len(pieces) <= _CROSSED[1]:
        return []
    best: list[Line] = []
    fewest = 0.2 * len(pieces)
    for x in {round(it.left - 3) for it in pieces}:
        left, right = [it for it in pieces if it.right < x + 1], [it for it in pieces if it.left > x]
        crossing = len(pieces) - len(left) - len(right)
        if (
            0 < crossing < fewest
            and min(len(left), len(right)) > 0.25 * len(pieces)
            and _is_prose(left)
            and _is_prose(right)
        ):
            fewest = crossing
            best = [it for it in pieces if it.right >= x + 1 and it.left <= x]
    return best


def _runs(pieces: list[Line]) -> list[Band]:
    """From the top down, stretches that share their gutters."""
    gutter = max(_LEAST_GUTTER, _GUTTER * median(it.size for it in pieces))
    rows = [Band(row, gutter) for row in rows_of(pieces)]
    runs: list[Band] = []
    number = 0
    while number < len(rows):
        table = _table_at(rows, number)
        if table is not None and runs and _is_beside_gutters(table, runs[-1]):
            table = None
        following = table or rows[number]
        number += len(following.rows)
        both = runs[-1].with_next(following) if runs else None
        if both is None:
            runs.append(following)
        else:
            runs[-1] = both
    return runs


def _table_at(rows: list[Band], number: int) -> Band | None:
    """The table that begins with a row, if it clearly is one: a gutter of columns can go through it.

    Its rows keep two gutters, most of them are on one base line from side to side, and their cells are short: what is
    beside a table in one column is text, or stands at heights of its own.
    """
    if len(rows[number].gutters) < _TABLE_GUTTERS:
        return None
    table = rows[number]
    for row in rows[number + 1 :]:
        both = table.with_next(row)
        if both is None or len(both.gutters) < _TABLE_GUTTERS:
            break
        table = both
    enough, parts = max(_TABLE_ROWS, _FULL * len(table.rows)), parts_of(table)
    across = sum(len(row) > _TABLE_GUTTERS and _is_level(row) for row in table.rows)
    if min(across, len(parts[0]), len(parts[-1])) < enough or any(map(_is_wordy, parts)):
        return None
    if table_of(table.rows, parts, right_to_left=False) is None:
        return None
    table.closed = True
    return table


def _is_beside_gutters(table: Band, above: Band) -> bool:
    """Whether a table is in one of the columns above it."""
    return bool(above.gutters) and not any(
        table.left < low and high < table.right for low, high in above.gutters
    )


def _is_justified(band: Band) -> bool:
    """Whether a few lines are filled to the same end, whose spaces are by chance wide at one place."""
    if band.closed or len(band.gutters) > 1 or not 1 < len(band.rows) <= _FEW_ROWS + 1:
        return False
    low, high = band.gutters[0]
    ends = [max(it.right for it in row) for row in band.rows[:-1]]
    words = [sum(len(it.words) for it in row) for row in band.rows]
    return high - low < _WIDE_GUTTER * band.gutter and max(ends) - min(ends) < _SAME_END and min(words) >= 3


def _is_wordy(part: list[Line]) -> bool:
    lines = lines_of(part)
    return sum(len(it.words) > _PROSE_WORDS for it in lines) > _WORDY * len(lines)


def _is_level(row: list[Line]) -> bool:
    return max(it.base for it in row) - min(it.base for it in row) <= _EXACTLY * row[0].peak


def _absorbed(runs: list[Band]) -> list[Band]:
    """The same; columns that go on, and rows at their edges that keep to them, are one with them."""
    _follow_columns(runs)
    found: list[Band] = []
    for run in runs:
        both = found[-1].with_next(run) if found and _belong_together(found[-1], run) else None
        found[-1:] = [*found[-1:], run] if both is None else [both]
    return found


def _follow_columns(runs: list[Band]) -> None:
    """Has what stands on both sides of the page's columns keep to them: two tables side by side are none of many."""
    strong = [
        gutter
        for run in runs
        if len(run.rows) >= _MANY_LINES and len(run.gutters) == 1 and _are_columns(parts_of(run), run)
        for gutter in run.gutters
    ]
    for run in runs:
        for gutter in strong:
            left, right = _sides(run, gutter)
            if not run.closed and left and right and left + right == len(run.pieces):
                run.columns = gutter


def _sides(band: Band, gutter: Interval) -> tuple[int, int]:
    """How many pieces stand on its left, and on its right; the others cross it."""
    low, high = gutter[0] + 1, gutter[1] - 1
    if len(band.rows) <= _FEW_ROWS:  # one may reach into it
        low = high = (low + high) / 2
    return sum(it.right <= low for it in band.pieces), sum(it.left >= high for it in band.pieces)


def _belong_together(above: Band, below: Band) -> bool:
    if above.closed or below.closed:
        return False
    if _keeps_to(above, below) or _keeps_to(below, above):
        return True
    return all(run.gutters and _are_columns(parts_of(run), run) for run in (above, below))


def _keeps_to(few: Band, columns: Band) -> bool:
    """Whether what is in a few rows stands beside the gutters of columns, on both sides."""
    if len(few.rows) > _FEW_ROWS or len(columns.rows) < _PROSE_LINES or not columns.gutters:
        return False
    for gutter in columns.gutters:
        left, right = _sides(few, gutter)
        if not left or not right or left + right < len(few.pieces):
            return False
    return _are_columns(parts_of(columns), columns)


def _are_columns(parts: list[list[Line]], band: Band) -> bool:
    """Whether they are columns of running text, and not cells of rows."""
    if band.columns is not None:
        return True
    wide = max(high - low for low, high in band.gutters) >= _WIDE_GUTTER * band.gutter
    if sum(_is_prose(part, 2 if wide else _PROSE_LINES) for part in parts) >= 2:
        return True
    return min(len(part) for part in parts) >= 2 and _aligned(parts) < _ALIGNED


def _is_prose(part: list[Line], least: int = _PROSE_LINES) -> bool:
    lines = lines_of(part)
    return len(lines) >= least and median(len(it.words) for it in lines) >= _PROSE_WORDS


def _aligned(parts: list[list[Line]]) -> float:
    """The share of the lines of the shortest part that have a line beside them in another."""
    shortest = min(parts, key=len)
    others = [it.base for part in parts if part is not shortest for it in part]
    beside = sum(any(abs(it.base - base) <= _LEVEL * it.peak for base in others) for it in shortest)
    return beside / len(shortest)
