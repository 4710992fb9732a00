"""Tables as text: values with commas, semicolons, tabs or bars between them."""

import csv
from collections import Counter
from collections.abc import Iterator, Sequence
from itertools import chain, islice
from typing import NamedTuple

from index.documents import ExtractionReport
from index.formats.builder import TextBuilder
from index.formats.characters.decode import decode
from index.formats.extract import Extract, File, UnreadableError
from index.formats.tables.column_names import is_data

_DELIMITERS = ",;\t|"
_SAMPLE = 200  # lines
# Python's own limit, 131,072 characters, refuses tables that hold whole texts in a cell.
_FIELD = 1_000_000  # characters
_MOST_ABOVE = 10
_OPEN_QUOTE = "A quotation mark is never closed; from line {:,} on marks were read as they stand."


class _Row(NamedTuple):
    """A row that is not empty, with the lines that it begins and ends in."""

    first: int
    last: int
    cells: list[str]


def read_csv(file: File) -> Extract:
    """Reads a table. Its first row is its header; each further one is a block with a section "line 12".

    What stands above the table, such as its title, is text. A first row of numbers over columns of numbers
    is no header.

    Raises:
        UnreadableError: It is not text, or a field of it is endless.
    """
    text, hidden = decode(file.data)
    first, delimiter = _stated_delimiter(text)
    builder = TextBuilder()
    notes: list[str] = []
    rows = _rows(text.split("\n"), first, delimiter or _delimiter(text), notes)
    # These rows tell which is the header; the others are written as they are read, and not kept.
    sample = list(islice(rows, _SAMPLE))
    above = _rows_above([row.cells for row in sample])
    for row in sample[:above]:
        _section(builder, row, builder.paragraph(" | ".join(filter(None, map(str.strip, row.cells)))))
    header: list[str] = []
    if sample[above:] and not is_data([row.cells for row in sample[above:]]):
        header = sample[above].cells
        _section(builder, sample[above], builder.row(header, kind="table_header"))
        above += 1
    for row in chain(sample[above:], rows):
        _section(builder, row, builder.row(row.cells, header))
    return builder.build(report=ExtractionReport(hidden=hidden, notes=tuple(notes)))


def _section(builder: TextBuilder, row: _Row, span: tuple[int, int] | None) -> None:
    lines = f"line {row.first}" if row.first == row.last else f"lines {row.first}-{row.last}"
    builder.section("lines", lines, span)


def _rows(lines: Sequence[str], first: int, delimiter: str, notes: list[str]) -> Iterator[_Row]:
    """The rows from a line on, counted from 1; behind a quotation mark that is never closed each line is a row."""
    csv.field_size_limit(_FIELD)
    reader = csv.reader((f"{line}\n" for line in lines[first - 1 :]), delimiter=delimiter)
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
        if any(cell.strip() for cell in cells):
            yield _Row(before + 1, last, cells)
        before = last
    for number, line in enumerate(lines[before:], start=before + 1):
        if line.strip():
            yield _Row(number, number, line.split(delimiter))


def _is_open(cells: Sequence[str], lines: Sequence[str]) -> bool:
    """Whether the last cell of the file is quoted, and its quotation never closed."""
    return cells[-1].endswith("\n") and not lines[-1].rstrip().endswith('"')


def _rows_above(rows: Sequence[Sequence[str]]) -> int:
    """How many rows stand above the table, such as its title and remarks: most rows below are wider."""
    widths = [max((at for at, cell in enumerate(row, start=1) if cell.strip()), default=0) for row in rows]
    filled = [sum(bool(cell.strip()) for cell in row) for row in rows]
    usual = max(widths, key=lambda width: (widths.count(width), width), default=0)

    def is_above(at: int) -> bool:
        return (
            # A title or remark, a name with its value, or a comment: as in bank statements and weather data.
            filled[at] == 1
            or (filled[at] == 2 and widths[at] < usual - 1)
            or (rows[at][0].lstrip().startswith("#") and widths[at] < usual)
        )

    above = next((at for at in range(len(rows)) if not is_above(at)), 0)
    wide = sum(count > 1 for count in filled[above:])
    return above if above <= _MOST_ABOVE and wide > 1 and wide * 2 > len(rows) - above else 0


def _stated_delimiter(text: str) -> tuple[int, str | None]:
    """Excel's first line "sep=;": the line that the table begins in, and the delimiter."""
    line = text.partition("\n")[0]
    return (2, line[4]) if line.startswith("sep=") and len(line) == 5 else (1, None)


def _delimiter(text: str) -> str:
    """The delimiter that cuts most lines into the same number of cells, more than one."""
    sample = text.split("\n", _SAMPLE)[:_SAMPLE]

    def agreement(delimiter: str) -> tuple[int, int]:
        try:
            rows = [row for row in csv.reader((f"{line}\n" for line in sample), delimiter=delimiter) if row]
        except csv.Error:
            return (0, 0)
        widths = Counter(len(row) for row in rows if len(row) > 1)
        width, count = widths.most_common(1)[0] if widths else (0, 0)
        # First by lines: a comma inside of texts makes more cells, but in few lines as many.
        return count, width

    return max(_DELIMITERS, key=agreement)
