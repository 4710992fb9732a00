"""Which tables of a page are tables of data, and which only lay it out."""

import re

from selectolax.lexbor import LexborNode

from index.formats.html.inline import inline_text
from index.formats.html.tables import cells_of, elements, rows_of
from index.formats.html.tree import SKIPPED, walk

# Longer texts are paragraphs that a table only sets side by side.
_LONGEST_CELL = 400
_MARKER = re.compile(r"[^\w\s]{1,3}|[(\[]?\w{1,4}[.)\]]")


def is_data(table: LexborNode) -> bool:
    """Whether a table is one, rather than the layout of a page."""
    if table.attributes.get("role") in ("presentation", "none"):
        return False
    rows = rows_of(table)
    cells = [cell for row in rows for cell in cells_of(row)]
    if any(cell.tag == "th" and cell.text().strip() for cell in cells):
        return True
    if _holds(table, "table, h1, h2, h3, h4, form, pre, article"):
        return False
    widest = max((len(cells_of(row)) for row in rows), default=0)
    if widest < 2:
        return False
    texts = [cell.text().strip() for cell in cells]
    filled = [text for text in texts if text]
    return len(filled) > 1 and max(map(len, filled)) <= _LONGEST_CELL and not _holds_paragraphs(cells)


def _holds(node: LexborNode, selector: str) -> bool:
    """Whether something below an element is as the selector says; `css_first` would find the element itself too."""
    return any(element.css_first(selector) is not None for element in elements(node))


def _holds_paragraphs(cells: list[LexborNode]) -> bool:
    return any(_paragraphs(cell) > 1 for cell in cells)


def _paragraphs(cell: LexborNode) -> int:
    """How many paragraphs and items of lists a cell holds."""
    # A selector would be the shorter way, and takes ten times as long in tables of many cells.
    inside = walk(cell, lambda it: it.tag in SKIPPED)
    return sum(
        begins and it.is_element_node and it.tag in ("p", "li") and bool(it.text().strip())
        for it, begins in inside
    )


def marked_lines(table: LexborNode) -> list[str] | None:
    """The rows of a table that only sets a bullet, box or number before each paragraph; None if it is another."""
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
