"""Jupyter notebooks: text, code and printed output, a section for each cell."""

import json
import re
from typing import Any

from index.documents import ExtractionReport
from index.formats.builder import TextBuilder
from index.formats.decode import decode
from index.formats.extract import Extract, File, UnreadableError

_HEADING = re.compile(r"(#{1,6})\s+(.+?)\s*#*\s*$")


def read_notebook(file: File) -> Extract:
    """Reads a notebook.

    Raises:
        UnreadableError: It is no notebook.
    """
    text, hidden = decode(file.data)
    try:
        book = json.loads(text)
        sheets = book.get("worksheets") or [book]
        cells = [cell for sheet in sheets for cell in sheet["cells"]]
    except (ValueError, KeyError, TypeError, AttributeError, RecursionError) as error:
        raise UnreadableError("it is a damaged notebook") from error
    builder = TextBuilder()
    for number, cell in enumerate((it for it in cells if isinstance(it, dict)), start=1):
        builder.open("part", f"cell {number}")
        _write_cell(builder, cell)
    return builder.build(report=ExtractionReport(hidden=hidden))


def _write_cell(builder: TextBuilder, cell: dict[str, Any]) -> None:
    source = _joined(cell.get("source", cell.get("input", "")))
    if cell.get("cell_type") == "markdown":
        for paragraph in re.split(r"\n\s*\n", source):
            first, _, rest = paragraph.strip().partition("\n")
            heading = _HEADING.match(first)
            if heading:
                builder.heading(heading[2], len(heading[1]))
            builder.paragraph(rest if heading else paragraph)
    else:
        builder.preformatted(source)
    outputs = cell.get("outputs")
    for output in outputs if isinstance(outputs, list) else []:
        if isinstance(output, dict):
            data = output.get("data")
            shown = output.get("text") or (data.get("text/plain") if isinstance(data, dict) else None)
            builder.preformatted(_joined(shown or output.get("evalue") or ""))


def _joined(lines: object) -> str:
    return "".join(str(it) for it in lines) if isinstance(lines, list) else str(lines)
