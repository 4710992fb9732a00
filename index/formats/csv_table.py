"""Tables as text: values with commas, semicolons, tabs or bars between them."""

import csv
import io
from collections import Counter

from index.documents import ExtractionReport
from index.formats.builder import TextBuilder
from index.formats.decode import decode
from index.formats.extract import Extract, File, UnreadableError

_DELIMITERS = ",;\t|"
_SAMPLE = 200  # lines
_FIELD = 1_000_000  # characters


def read_csv(file: File) -> Extract:
    """Reads a table. Its first row is its header; each further one is a block with a section "line 12".

    Raises:
        UnreadableError: It is not text, or a field of it is endless.
    """
    text, hidden = decode(file.data)
    first, delimiter = _said(text)
    delimiter = delimiter or _delimiter(text)
    builder = TextBuilder()
    header: list[str] = []
    csv.field_size_limit(_FIELD)
    reader = csv.reader(io.StringIO(text), delimiter=delimiter)
    before = 0
    try:
        for cells in reader:
            line, before = before + 1, reader.line_num
            if line < first or not any(cell.strip() for cell in cells):
                continue
            span = builder.row(cells, header, heading=not header)
            builder.section("lines", f"line {line}" if line == before else f"lines {line}-{before}", span)
            header = header or cells
    except csv.Error as error:
        raise UnreadableError(f"its line {reader.line_num} can't be read as a table ({error})") from error
    return builder.build(report=ExtractionReport(hidden=hidden))


def _said(text: str) -> tuple[int, str | None]:
    """Excel's first line "sep=;": the line that the table begins in, and the delimiter."""
    line = text.partition("\n")[0]
    return (2, line[4]) if line.startswith("sep=") and len(line) == 5 else (1, None)


def _delimiter(text: str) -> str:
    """The one that cuts most lines into the same number of cells, more than one."""
    sample = "\n".join(text.split("\n", _SAMPLE)[:_SAMPLE])

    def agreement(delimiter: str) -> tuple[int, int]:
        try:
            rows = [row for row in csv.reader(io.StringIO(sample), delimiter=delimiter) if row]
        except csv.Error:
            return (0, 0)
        widths = Counter(len(row) for row in rows if len(row) > 1)
        width, count = widths.most_common(1)[0] if widths else (0, 0)
        return count, width

    return max(_DELIMITERS, key=agreement)
