"""Tables whose cells may cover several columns or rows: finds the names of the columns, and writes the rows."""

import re
from collections.abc import Sequence
from typing import NamedTuple, TypeAlias

from index.documents import Span
from index.formats.builder import TextBuilder
from index.formats.tables.form_rows import stated as stated_row
from index.formats.tables.values import is_number

_MAX_HEADER_ROWS = 4
_YEAR = re.compile(r"(?:19|20)\d\d")
_NUMBER = re.compile(r"\d+")
# In words: values of up to 2 are short; of values of one kind the longest has up to 4 times as many as the shortest.
_SHORT, _EVEN = 2, 4
# A longer text names no column, and each row would repeat it.
_LONGEST_NAME = 200
# Beyond these a cell holds running text.
_MAX_PARAGRAPHS, LONGEST_CELL = 3, 1_000


class Cell(NamedTuple):
    """One cell.

    Attributes:
        text: What it shows, on one line.
        columns: How many it covers.
        rows: How many it covers.
    """

    text: str
    columns: int = 1
    rows: int = 1


Cells: TypeAlias = Sequence[tuple[int, Cell]]  # those of a row, each with its column, counted from 0


class Grid(NamedTuple):
    """A table.

    Attributes:
        captions: Rows above the header that are one cell over several columns.
        header: The rows that name the columns; at least one other row follows.
        names: The name of each column.
        rows: The others. A cell that covers several rows is in each.
        form: Whether each row has names with what is filled in for them.
    """

    captions: list[str]
    header: list[list[str]]
    names: list[str]
    rows: list[list[str]]
    form: bool = False


def arranged(rows: Sequence[Cells], stated: int = 0, *, apart: bool = False, form: bool = False) -> Grid:
    """A table.

    Args:
        rows: Its rows from the top; some may be empty.
        stated: How many of them the file marks as header.
        apart: Whether the first is formatted as a header.
        form: Whether it is a form: no row names columns.
    """
    captions = _captions(rows)
    body = rows[len(captions) :]
    depth = 0 if form else _header_depth(body, stated - len(captions), apart and not captions)
    # A row that only repeats merged cells says nothing new.
    grid = [line if row else [] for line, row in zip(_filled(body, depth), body, strict=True)]
    header = [[cell.text for _, cell in row] for row in body[:depth]]
    return Grid(captions, header, _names(grid[:depth]), grid[depth:], form)


def is_running_text(lengths: Sequence[int]) -> bool:
    """Whether a cell with paragraphs of these lengths is text that was set in columns, and no cell of a table."""
    return sum(map(bool, lengths)) > _MAX_PARAGRAPHS or sum(lengths) > LONGEST_CELL


def write_grid_rows(builder: TextBuilder, grid: Grid) -> list[Span | None]:
    """Writes a table, each row with the names of its columns. Returns where each row stands."""
    captions = [builder.paragraph(caption, kind="caption") for caption in grid.captions]
    with builder.rows_of(grid.names):
        return [
            *captions,
            *(builder.row(cells, kind="table_header") for cells in grid.header),
            *(
                builder.paragraph(_filled_in(cells)) if grid.form else builder.row(cells, grid.names)
                for cells in grid.rows
            ),
        ]


def _filled_in(cells: Sequence[str]) -> str:
    """A row of a form: "Name: Kim", "Name: Kim | Day: 5 May"."""
    words = [cell for cell in cells if cell]
    if len(words) % 2:
        return stated_row(words)
    return " | ".join(
        f"{name.rstrip(' :')}: {value}" for name, value in zip(words[::2], words[1::2], strict=True)
    )


def _captions(rows: Sequence[Cells]) -> list[str]:
    captions: list[str] = []
    if max(map(len, rows), default=0) < 2:
        return captions
    for row in rows[:-1]:
        if len(row) != 1 or row[0][1].columns < 2:
            break
        captions.append(row[0][1].text)
    return captions


def _header_depth(rows: Sequence[Cells], stated: int, apart: bool) -> int:
    """How many rows name the columns."""
    if len(rows) < 2:
        return 0
    if stated > 0:
        # Even where the file marks all rows as header, one must be left to be named.
        return min(stated, len(rows) - 1, _MAX_HEADER_ROWS)
    if not apart and not _names_columns(rows):
        return 0
    groups = any(cell.columns > 1 for _, cell in rows[0])
    return 2 if groups and len(rows) > 2 and not any(_is_figure(cell.text) for _, cell in rows[1]) else 1


def _names_columns(rows: Sequence[Cells]) -> bool:
    """Whether the first row, which is not marked as header, names the columns rather than being data."""
    columns = max((column for row in rows for column, _ in row), default=0) + 1
    names = {column: cell.text for column, cell in rows[0]}
    if columns == 2 and len(names) == 2 and not names[0].endswith(":"):
        return _name_two_columns(names[0], names[1], _below(rows, 1))
    # A first row of a name alone is that of a form not filled in, and "Name:" stands in any form.
    is_form = list(names) == [0] and rows[0][0][1].columns == 1
    if columns > 1 and (is_form or names.get(0, "").endswith(":")):
        return False
    return not any(_is_figure(text) and _are_figures(_below(rows, column)) for column, text in names.items())


def _name_two_columns(first: str, second: str, below: Sequence[str]) -> bool:
    """Whether two cells name columns, rather than being the first name and value of a form ("Author | Kim Lee").

    The values of a form are of all kinds: figures, dates, names, texts of any length; those of a column are of one kind.
    In doubt they are read as a row, which is right in both cases.
    """
    if _NUMBER.search(second):
        return _NUMBER.sub("", first) == _NUMBER.sub("", second)  # "Group 1 | Group 2"
    figures = sum(_NUMBER.search(text) is not None for text in below)
    if figures:
        return figures == len(below)
    lengths = [len(text.split()) for text in below]
    is_proper_name = first.count(" ") < second.count(" ") and second.istitle()
    are_even = bool(lengths) and (min(lengths) > _SHORT or max(lengths) <= _EVEN * min(lengths))
    return are_even and not is_proper_name


def _below(rows: Sequence[Cells], column: int) -> list[str]:
    return [cell.text for row in rows[1:] for at, cell in row if at == column and cell.text]


def _are_figures(texts: Sequence[str]) -> bool:
    return bool(texts) and all(map(is_number, texts))


def _is_figure(text: str) -> bool:
    """Whether a cell is a figure; a year may as well name a column."""
    return is_number(text) and not _YEAR.fullmatch(text)


def _filled(rows: Sequence[Cells], depth: int) -> list[list[str]]:
    """Each cell in its column. A cell over several rows is repeated in each; one over several columns only in the header."""
    grid: list[list[str]] = []
    below: dict[int, tuple[str, int]] = {}
    for place, row in enumerate(rows):
        # First what reaches down from above, then the row's own cells.
        line = {column: text for column, (text, _) in below.items()}
        below = {column: (text, left - 1) for column, (text, left) in below.items() if left > 1}
        for column, cell in row:
            reached = range(column, column + (cell.columns if place < depth else 1))
            line.update(dict.fromkeys(reached, cell.text))
            # A cell of the header that reaches below it is in the names already.
            left = cell.rows - 1 if place >= depth else min(cell.rows - 1, depth - place - 1)
            if left > 0:
                below.update(dict.fromkeys(reached, (cell.text, left)))
        grid.append([line.get(column, "") for column in range(max(line, default=-1) + 1)])
    return grid


def _names(header: list[list[str]]) -> list[str]:
    width = max(map(len, header), default=0)
    full = [row + [""] * (width - len(row)) for row in header]
    names = [" ".join(dict.fromkeys(row[at] for row in full if row[at])) for at in range(width)]
    return [name if len(name) <= _LONGEST_NAME else "" for name in names]
