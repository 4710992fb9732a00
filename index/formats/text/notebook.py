"""Jupyter notebooks: text, code and printed output, a section for each cell."""

import json
from typing import Any

from index.documents import ExtractionReport
from index.formats.builder import TextBuilder
from index.formats.characters.decode import decode
from index.formats.extract import Extract, File, UnreadableError
from index.formats.html.blocks import write_html
from index.formats.markdown.reader import write_markdown


def read_notebook(file: File) -> Extract:
    """Reads a notebook.

    Raises:
        UnreadableError: It is no notebook.
    """
    text, hidden = decode(file.data)
    try:
        book = json.loads(text)
        # Before version 4 of the format cells were in worksheets, and the text of code was called "input".
        sheets = book.get("worksheets") or [book]
        cells = [cell for sheet in sheets for cell in sheet["cells"]]
    except (ValueError, KeyError, TypeError, AttributeError, RecursionError) as error:
        raise UnreadableError("it is a damaged notebook") from error
    builder = TextBuilder()
    title: str | None = None
    for number, cell in enumerate((cell for cell in cells if isinstance(cell, dict)), start=1):
        builder.open("part", f"cell {number}")
        heading = _write_cell(builder, cell)
        title = title or heading
    return builder.build(title=title, report=ExtractionReport(hidden=hidden))


def _write_cell(builder: TextBuilder, cell: dict[str, Any]) -> str | None:
    """Writes a cell, and returns its first heading of level 1."""
    source = _joined(cell.get("source", cell.get("input", "")))
    if cell.get("cell_type") == "markdown":
        return write_markdown(builder, source).title
    if cell.get("cell_type") == "heading":  # of notebooks before 2014
        level = cell.get("level")
        builder.heading(source, level if isinstance(level, int) else 1)
        return source
    builder.preformatted(source)
    outputs = cell.get("outputs")
    for output in outputs if isinstance(outputs, list) else []:
        if isinstance(output, dict):
            _write_output(builder, output)
    return None


def _write_output(builder: TextBuilder, output: dict[str, Any]) -> None:
    """Writes what a cell shows: of a table the HTML, which has its columns apart; of a picture nothing."""
    data = output.get("data")
    shown = data if isinstance(data, dict) else {}
    page = _joined(shown.get("text/html") or "")
    if "<table" in page:
        write_html(builder, page)
    elif output.get("evalue"):
        builder.preformatted(f"{output.get('ename') or 'Error'}: {output['evalue']}")
    # Beside a picture there is only its name, such as "<Figure size 640x480 with 1 Axes>".
    elif not any(str(kind).startswith("image/") for kind in shown):
        builder.preformatted(_joined(output.get("text") or shown.get("text/plain") or ""))


def _joined(lines: object) -> str:
    return "".join(str(line) for line in lines) if isinstance(lines, list) else str(lines)
