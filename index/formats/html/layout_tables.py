"""Tells data tables from tables that only lay out a page."""

import re

from selectolax.lexbor import LexborNode

from index.formats.html.inline import inline_text
from index.formats.html.tables import cells_of, elements, rows_of
from index.formats.html.tree import is_skipped, walk

# Longer texts are paragraphs that a table only puts side by side.
_LONGEST_CELL = 400
# A bullet, a box, or a number or letter in brackets or with a full stop.
_MARKER = re.compile(r"[^\w\s]{1,3}|[(\[]?\w{1,4}[.)\]]")


def is_data(table: LexborNode) -> bool:
    """Whether a table has data, and does not only lay out the page."""
    if table.attributes.get("role") in ("presentation", "none"):
        return False
    rows = rows_of(table)
    cells = [cell for row in rows for cell in cells_of(row)]
    # Its author marked names of columns or rows: it has data, whatever else it holds.
    if any(cell.tag == "th" and cell.text().strip() for cell in cells):
        return True
    if _holds(table, "table, h1, h2, h3, h4, form, pre, article"):
        return False
    widest = max((len(cells_of(row)) for row in rows), default=0)
    if widest < 2:
        return False
    filled = [text for cell in cells if (text := cell.text().strip())]
    if len(filled) < 2 or max(map(len, filled)) > _LONGEST_CELL:
        return False
    return all(_paragraphs(cell) < 2 for cell in cells)


def _holds(node: LexborNode, selector: str) -> bool:
    """Whether the selector matches something inside an element; `css_first` would also match the element itself."""
    return any(element.css_first(selector) is not None for element in elements(node))


def _paragraphs(cell: LexborNode) -> int:
    """How many paragraphs and list items a cell has."""
    # A selector would be shorter, but takes ten times as long in tables of many cells.
    return sum(
        begins and node.tag in ("p", "li") and bool(node.text().strip())
        for node, begins in walk(cell, is_skipped)
    )


def marked_lines(table: LexborNode) -> list[str] | None:
    """The lines of a table that only puts a bullet, box or number before each paragraph; None if it has other rows."""
    lines: list[str] = []
    if _holds(table, "table"):
        return None
    for row in rows_of(table):
        cells = [text for cell in cells_of(row) if (text := inline_text(cell))]
        if not cells:
            continue
        if len(cells) != 2 or not _MARKER.fullmatch(cells[0]):
            return None
        lines.append(" ".join(cells))
    return lines or None
