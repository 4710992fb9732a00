"""Cuts the cells of a sheet or a file of values into tables: at empty rows, and where the shape of the rows changes."""

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from typing import NamedTuple

from index.formats.tables.column_names import heads, usual_width
from index.formats.tables.totals import is_total
from index.formats.tables.values import Cells, column_kinds, filled, is_label, is_number, kind_of_value

# A longer stretch is written piece by piece, so that a table of any length takes no more memory than this.
_LONGEST = 5_000  # rows
# So many rows above and below tell what the columns hold.
_AROUND = 10
_SAMPLE = 200
# Rows of one cell above a header: a title, a remark, the units.
_MAX_TITLES = 4


class Row(NamedTuple):
    """A row of a grid.

    Attributes:
        number: Its number, counted from 1; in a file of values the line that it begins in.
        cells: What its cells show, from the first column on; cells at the end may be missing.
        last: The line that it ends in; 0 for the same.
    """

    number: int
    cells: Cells
    last: int = 0


class Marks(NamedTuple):
    """What is known of the cells of a sheet beside their text.

    Attributes:
        headers: Rows that are formatted as headers, such as in bold, or marked so.
        spans: Of cells (row, column from 0) that cover several columns, how many.
        repeated: Rows that only repeat merged cells from above; they are not written.
        hidden_rows: Rows that were left out; they do not separate tables.
        hidden_columns: Columns, from 0, that were left out; the same.
        computed: Cells (row, column from 0) whose values are not in the file and were computed from others.
    """

    headers: Collection[int] = ()
    spans: Mapping[tuple[int, int], int] = {}
    repeated: Collection[int] = ()
    hidden_rows: Collection[int] = ()
    hidden_columns: Collection[int] = ()
    computed: Collection[tuple[int, int]] = ()


NO_MARKS = Marks()


class Stretch(NamedTuple):
    """Rows with text and no empty row between them.

    Attributes:
        rows: The rows.
        continued: Whether the rows before them belong to them, too.
        width: How many cells most of them fill.
        widest: How many cells the fullest of the first fills.
    """

    rows: list[Row]
    continued: bool
    width: int
    widest: int


def stretches(rows: Iterable[Row], hidden: Collection[int] = ()) -> Iterator[Stretch]:
    """The stretches of a grid, in order. Rows of the numbers `hidden` were left out, and separate nothing."""
    found: list[Row] = []
    continued = False
    for row in rows:
        if not any(row.cells):
            continue
        apart = bool(found) and not all(
            between in hidden for between in range((found[-1].last or found[-1].number) + 1, row.number)
        )
        if apart or len(found) >= _LONGEST:
            yield _stretch(found, continued=continued)
            found, continued = [], not apart
        found.append(row)
    if found:
        yield _stretch(found, continued=continued)


def _stretch(rows: list[Row], *, continued: bool) -> Stretch:
    sample = [row.cells for row in rows[:_SAMPLE]]
    return Stretch(rows, continued, usual_width(sample), max(sum(map(bool, cells)) for cells in sample))


def table_starts(rows: Sequence[Cells]) -> list[int]:
    """Where the tables of a stretch begin: at 0, and where a header follows on rows of another shape.

    What stands above the first table, such as the owner of an account, is a part of its own then.
    """
    starts = [0]
    for at in range(1, len(rows) - 1):
        if _may_be_header(rows[at], rows[at + 1 : at + 3]) and _begins(rows, starts[-1], at):
            start = at
            while start > starts[-1] + 1 and at - start < _MAX_TITLES and _is_title(rows[start - 1]):
                start -= 1
            # Titles at the very top belong to the first table.
            if start > 1 or not _is_title(rows[0]):
                starts.append(start)
    return starts


def _may_be_header(cells: Cells, below: Sequence[Cells]) -> bool:
    """Whether a row has words alone, and one below has figures. Quick, since each row of a file is asked."""
    return (
        sum(map(bool, cells)) > 1
        and not any(map(is_number, filter(None, cells)))
        and any(is_number(cell) for row in below for cell in row if cell)
    )


def _begins(rows: Sequence[Cells], start: int, at: int) -> bool:
    first = next((place for place in range(start, at) if len(filled(rows[place])) > 1), start)
    header, cells = rows[first], rows[at]
    below = _table_below(rows, at)
    if not below or not heads(cells, below):
        return False
    same = sum(bool(cell) and cell == other for cell, other in zip(cells, header, strict=False))
    count = len(filled(cells))
    if at - first <= 2 and all(_is_words(row, count) or _is_group(row, cells) for row in rows[first:at]):
        # A second row of names, or the units, or what groups of columns are called.
        return False
    if same == count == len(filled(header)):
        # Programs repeat the header on each page.
        return False
    if 2 * same >= count or (_is_title(rows[at - 1]) and count > 2 and len(set(filled(cells))) == count):
        return True
    kinds = column_kinds(below)
    above = [row for row in rows[max(start, at - _AROUND) : at] if not is_total(row)]
    return not any(is_alike(row, kinds) for row in above)


def _table_below(rows: Sequence[Cells], at: int) -> list[Cells]:
    """The first rows below a header, up to a title or another header."""
    found: list[Cells] = []
    for place in range(at + 1, min(at + 1 + _AROUND, len(rows))):
        figures = any(is_number(cell) for row in found for cell in row if cell)
        if _is_title(rows[place]) or (figures and _may_be_header(rows[place], rows[place + 1 : place + 3])):
            break
        found.append(rows[place])
    return [row for row in found if not is_total(row)] or found


def is_alike(cells: Cells, kinds: Sequence[str]) -> bool:
    """Whether a row may be one of those whose columns hold these kinds of values: it fills most, and none with others."""
    used = sum(map(bool, kinds))
    if 2 * len(filled(cells)) < used or any(cells[len(kinds) :]):
        return False
    found = [kind_of_value(cell) for cell in cells]
    return all(
        not kind or not expected or kind == expected for kind, expected in zip(found, kinds, strict=False)
    )


def _is_words(cells: Cells, count: int) -> bool:
    words = filled(cells)
    return len(words) >= count and not any(map(is_number, words))


def _is_group(upper: Cells, lower: Cells) -> bool:
    """Whether a row of words names groups of the columns below: what names the rows stands in one of both, or in both."""
    first, second = upper[0], lower[0]
    return not any(map(is_number, filled(upper))) and (not first or not second or first == second)


def _is_title(cells: Cells) -> bool:
    words = filled(cells)
    # A file of measurements begins with comments, and they are no titles.
    return len(words) == 1 and is_label(words[0]) and not words[0].startswith("#")
