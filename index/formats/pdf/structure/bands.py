"""Bands: stretches of a page that share their gutters, as columns that go on, tables, and what goes across."""

from statistics import median

from index.formats.pdf.structure.gutters import Band, Interval, parts_of, rows_of
from index.formats.pdf.structure.lines import Line, lines_of
from index.formats.pdf.structure.tables import table_of

# A gutter is at least this wide, in parts of the size of letters. Spaces in justified lines get up to 0.8.
_GUTTER = 0.8
_LEAST_GUTTER = 6.0
# Running text has so many lines, and so many words in the median line.
_PROSE_LINES, _PROSE_WORDS = 3, 3.5
# So many lines of it show where a page's columns are; so few rows can be at their edge.
_MANY_LINES, _FEW_ROWS = 8, 3
# Beside a gutter this many times as wide as it must be, two lines are enough.
_WIDE_GUTTER = 2.0
# In rows, this share of the lines of the shorter column have one beside them, its baseline off by so much of its size.
_ALIGNED, _LEVEL = 0.6, 0.25
# What is clearly a table has so many gutters and rows; this share of its rows goes across, with baselines as good as
# one, and at most this share of the lines of a column has many words.
_TABLE_GUTTERS, _TABLE_ROWS = 2, 3
_FULL, _EXACTLY, _WORDY = 0.6, 0.06, 0.2
# What is no table after so many rows is none: to go on to the end from each row would take minutes on a long page.
_TRIED = 16


def bands_of(pieces: list[Line]) -> list[Band]:
    """The bands of a page from the top down; columns that go on are one band."""
    bands = _bands(pieces)
    _keep_to_columns(bands)
    merged: list[Band] = []
    for band in bands:
        above = merged[-1] if merged else None
        # Both are columns, or one has columns and the other a few rows that keep to them.
        may_join = above is not None and (
            _keeps_to(above, band) or _keeps_to(band, above) or (_has_columns(above) and _has_columns(band))
        )
        _add(merged, band, may_join=may_join)
    return merged


def _bands(pieces: list[Line]) -> list[Band]:
    min_gutter = max(_LEAST_GUTTER, _GUTTER * median(piece.size for piece in pieces))
    rows = [Band.of_row(row, min_gutter) for row in rows_of(pieces)]
    bands: list[Band] = []
    number = 0
    while number < len(rows):
        table = _table_at(rows, number)
        if table is not None and bands and _is_beside_gutters(table, bands[-1]):
            table = None
        following = table or rows[number]
        number += len(following.rows)
        _add(bands, following, may_join=bool(bands))
    return bands


def _add(bands: list[Band], band: Band, *, may_join: bool) -> None:
    """Adds a band, or joins it with the last one."""
    both = bands[-1].with_next(band) if may_join else None
    bands[-1:] = [*bands[-1:], band] if both is None else [both]


def _table_at(rows: list[Band], number: int) -> Band | None:
    """The table that begins with a row, if it clearly is one: a gutter of columns can go through it.

    Its rows keep two gutters, most of them are on one baseline from side to side, and their cells are short: what is
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
    if not _could_be_table(table) or table_of(table.rows, parts_of(table), right_to_left=False) is None:
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
    left, right = min(piece.left for piece in table.pieces), max(piece.right for piece in table.pieces)
    gutters = above.gutters
    return bool(gutters) and not any(left < low and high < right for low, high in gutters)


def _is_wordy(part: list[Line]) -> bool:
    lines = lines_of(part)
    return sum(len(line.words) > _PROSE_WORDS for line in lines) > _WORDY * len(lines)


def _is_level(row: list[Line]) -> bool:
    baselines = [piece.baseline for piece in row]
    return max(baselines) - min(baselines) <= _EXACTLY * row[0].max_size


def _keep_to_columns(bands: list[Band]) -> None:
    """Has bands on both sides of the page's columns keep to their gutter: two tables side by side are not one."""
    long = [band for band in bands if len(band.rows) >= _MANY_LINES and len(band.gutters) == 1]
    gutters = [band.gutters[0] for band in long if _has_columns(band)]
    for band in bands:
        for gutter in gutters:
            if not band.closed and _is_on_both_sides(band, gutter):
                band.columns = gutter


def _is_on_both_sides(band: Band, gutter: Interval) -> bool:
    """Whether it has pieces on both sides of a gutter, and none that crosses it."""
    low, high = gutter[0] + 1, gutter[1] - 1
    if len(band.rows) <= _FEW_ROWS:  # one may reach into it
        low = high = (low + high) / 2
    pieces = band.pieces
    left, right = sum(piece.right <= low for piece in pieces), sum(piece.left >= high for piece in pieces)
    return left > 0 and right > 0 and left + right >= len(pieces)


def _keeps_to(few: Band, columns: Band) -> bool:
    if len(few.rows) > _FEW_ROWS or len(columns.rows) < _PROSE_LINES:
        return False
    return all(_is_on_both_sides(few, gutter) for gutter in columns.gutters) and _has_columns(columns)


def _has_columns(band: Band) -> bool:
    return bool(band.gutters) and are_columns(parts_of(band), band)


def are_columns(parts: list[list[Line]], band: Band) -> bool:
    """Whether they are columns of running text, and not cells of rows."""
    if band.columns is not None:
        return True
    wide = max(high - low for low, high in band.gutters) >= _WIDE_GUTTER * band.min_gutter
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
    others = [line.baseline for part in parts if part is not shortest for line in part]

    def is_beside(line: Line) -> bool:
        return any(abs(line.baseline - other) <= _LEVEL * line.max_size for other in others)

    return sum(map(is_beside, shortest)) / len(shortest)
