"""Tables as text: values with commas, semicolons, tabs or bars between them."""

import csv
from collections.abc import Iterator, Sequence

from index.documents import ExtractionReport
from index.formats.builder import TextBuilder
from index.formats.characters.decode import decode
from index.formats.extract import Extract, File, UnreadableError
from index.formats.tables.grid_parts import Marks, Row
from index.formats.tables.sheet_grid import write_grid
from index.formats.text.delimiters import delimiter_of

# Python's own limit, 131,072 characters, refuses tables that hold whole texts in a cell.
_FIELD = 1_000_000  # characters
_SPACED = 21  # lines
_OPEN_QUOTE = "A quotation mark is never closed; from line {:,} on marks were read as they stand."


def read_csv(file: File) -> Extract:
    """Reads tables: each row is a block that names its columns, with a section "line 12".

    What stands above a table, such as its title or the owner of an account, is text of its own. A first row of figures
    over columns of figures is no header.

    Raises:
        UnreadableError: It is not text, or a field of it is endless.
    """
    text, hidden = decode(file.data)
    first, stated = _stated_delimiter(text)
    notes: list[str] = []
    builder = TextBuilder()
    lines = text.split("\n")
    marks = Marks(hidden_rows=range(len(lines) + 1) if _is_spaced(lines[:_SPACED]) else ())
    write_grid(builder, _rows(lines, first, stated or delimiter_of(text), notes), marks, lines=True)
    return builder.build(report=ExtractionReport(hidden=hidden, notes=tuple(notes)))


def _is_spaced(lines: Sequence[str]) -> bool:
    """Whether an empty line stands between any two lines, so that it separates nothing."""
    return len(lines) > 4 and not any(line.strip() for line in lines[1::2]) and all(lines[:-1:2])


def _rows(lines: Sequence[str], first: int, delimiter: str, notes: list[str]) -> Iterator[Row]:
    """The rows from a line on, counted from 1; behind a quotation mark that is never closed each line is a row."""
    csv.field_size_limit(_FIELD)
    reader = csv.reader(
        (f"{line}\n" for line in lines[first - 1 :]), delimiter=delimiter, skipinitialspace=True
    )
    before = first - 1
    while True:
        try:
            cells = next(reader, None)
        except csv.Error as error:
            # The row is one line, so that no open quotation mark made it this long.
            if reader.line_num + first - 1 == before + 1:
                raise UnreadableError(f"its line {before + 1} can't be read as a table ({error})") from error
            cells = None
        else:
            if cells is None:
                return
        last = reader.line_num + first - 1
        if cells is None or (last > before + 1 and last == len(lines) and _is_open(cells, lines)):
            # A mark such as that of 3" for inches would make one cell of all rows below it.
            notes.append(_OPEN_QUOTE.format(before + 1))
            break
        if any(cells):
            yield Row(before + 1, [_value(cell) if cell else "" for cell in cells], last)
        before = last
    for number, line in enumerate(lines[before:], start=before + 1):
        if line.strip():
            yield Row(number, [cell.strip() for cell in line.split(delimiter)])


def _value(cell: str) -> str:
    """What a cell holds; Excel is told by ="0012" that it is a text."""
    cell = cell.strip()
    return cell[2:-1] if cell.startswith('="') and cell.endswith('"') and len(cell) > 2 else cell


def _is_open(cells: Sequence[str], lines: Sequence[str]) -> bool:
    """Whether the last cell of the file is quoted, and its quotation never closed."""
    return cells[-1].endswith("\n") and not lines[-1].rstrip().endswith('"')


def _stated_delimiter(text: str) -> tuple[int, str | None]:
    """Excel's first line "sep=;": the line that the table begins in, and the delimiter."""
    line = text.partition("\n")[0]
    return (2, line[4]) if line.startswith("sep=") and len(line) == 5 else (1, None)
