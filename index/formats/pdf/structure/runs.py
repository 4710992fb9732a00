"""Stretches of a page that share their gutters: columns that go on, tables, and what goes across."""

from statistics import median

from index.formats.pdf.structure.gutters import Band, Interval, parts_of, rows_of
from index.formats.pdf.structure.lines import Line, lines_of
from index.formats.pdf.structure.tables import table_of

# A gutter is at least this wide, in parts of the size of letters. Spaces in justified lines get up to 0.8.
_GUTTER = 0.8
_LEAST_GUTTER = 6.0
# Running text: so many lines, with so many words in the middling one.
_PROSE_LINES, _PROSE_WORDS = 3, 3.5
# So many lines of it show where a page's columns are; so few rows can be at their edge.
_MANY_LINES, _FEW_ROWS = 8, 3
# Beside a gutter this many times as wide as need be, two lines will do.
_WIDE_GUTTER = 2.0
# In rows, this share of the lines of the shorter column have one beside them, its base off by so much of its size.
_ALIGNED, _LEVEL = 0.6, 0.25
# What is clearly a table has so many gutters and rows; this share of its rows goes across, with bases as good as one,
# and at most this share of the lines of a column has many words.
_TABLE_GUTTERS, _TABLE_ROWS = 2, 3
_FULL, _EXACTLY, _WORDY = 0.6, 0.06, 0.2
# What is none after so many rows is none: to go on to the end from each row would take a long page minutes.
_TRIED = 16


def runs_of(pieces: list[Line]) -> list[Band]:
    """From the top down, stretches that share their gutters; columns that go on are one."""
    return _absorbed(_runs(pieces))


def _runs(pieces: list[Line]) -> list[Band]:
    gutter = max(_LEAST_GUTTER, _GUTTER * median(piece.size for piece in pieces))
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
    table = rows[number]
    if len(table.gutters) < _TABLE_GUTTERS:
        return None
    for row in rows[number + 1 :]:
        both = table.with_next(row)
        if both is None or len(both.gutters) < _TABLE_GUTTERS:
            break
        table = both
        if len(table.rows) == _TRIED and not _could_be_table(table):
            return None
    if not _could_be_table(table):
        return None
    if table_of(table.rows, parts_of(table), right_to_left=False) is None:
        return None
    table.closed = True
    return table


def _could_be_table(band: Band) -> bool:
    """Whether enough rows go across, and no part is running text."""
    parts = parts_of(band)
    enough = max(_TABLE_ROWS, _FULL * sum(len(row) > 1 for row in band.rows))
    across = sum(len(row) > _TABLE_GUTTERS and _is_level(row) for row in band.rows)
    return min(across, len(parts[0]), len(parts[-1])) >= enough and not any(map(_is_wordy, parts))


def _is_beside_gutters(table: Band, above: Band) -> bool:
    """Whether a table is in one of the columns above it."""
    return bool(above.gutters) and not any(
        table.left < low and high < table.right for low, high in above.gutters
    )


def _is_wordy(part: list[Line]) -> bool:
    lines = lines_of(part)
    return sum(len(line.words) > _PROSE_WORDS for line in lines) > _WORDY * len(lines)


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
        if len(run.rows) >= _MANY_LINES and len(run.gutters) == 1 and are_columns(parts_of(run), run)
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
    return sum(piece.right <= low for piece in band.pieces), sum(piece.left >= high for piece in band.pieces)


def _belong_together(above: Band, below: Band) -> bool:
    if above.closed or below.closed:
        return False
    if _keeps_to(above, below) or _keeps_to(below, above):
        return True
    return all(run.gutters and are_columns(parts_of(run), run) for run in (above, below))


def _keeps_to(few: Band, columns: Band) -> bool:
    """Whether what is in a few rows stands beside the gutters of columns, on both sides."""
    if len(few.rows) > _FEW_ROWS or len(columns.rows) < _PROSE_LINES or not columns.gutters:
        return False
    for gutter in columns.gutters:
        left, right = _sides(few, gutter)
        if not left or not right or left + right < len(few.pieces):
            return False
    return are_columns(parts_of(columns), columns)


def are_columns(parts: list[list[Line]], band: Band) -> bool:
    """Whether they are columns of running text, and not cells of rows."""
    if band.columns is not None:
        return True
    wide = max(high - low for low, high in band.gutters) >= _WIDE_GUTTER * band.gutter
    if sum(is_prose(part, 2 if wide else _PROSE_LINES) for part in parts) >= 2:
        return True
    return min(len(part) for part in parts) >= 2 and _aligned(parts) < _ALIGNED


def is_prose(part: list[Line], least: int = _PROSE_LINES) -> bool:
    """Whether they are at least so many lines, of more words than cells have."""
    lines = lines_of(part)
    return len(lines) >= least and median(len(line.words) for line in lines) >= _PROSE_WORDS


def _aligned(parts: list[list[Line]]) -> float:
    """The share of the lines of the shortest part that have a line beside them in another."""
    shortest = min(parts, key=len)
    others = [it.base for part in parts if part is not shortest for it in part]
    beside = sum(any(abs(it.base - base) <= _LEVEL * it.peak for base in others) for it in shortest)
    return beside / len(shortest)
