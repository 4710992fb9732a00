"""Places the cells of RTF's tables. Rows may have different cells; which are in one column follows from their edges."""

from bisect import bisect_left
from collections.abc import Sequence
from typing import TypeAlias

from index.formats.rtf.flow import Paragraph, Row
from index.formats.tables.spanned_grid import Cell

# Edges drawn by hand: 3 points, in twentieths.
_TOLERANCE = 60
# A cell with more characters or paragraphs is running text that is set beside other text, as in columns.
_LONGEST_CELL = 1_000
_MAX_PARAGRAPHS = 3

_Placed: TypeAlias = list[tuple[int, Cell]]


def is_layout(rows: Sequence[Row]) -> bool:
    """Whether a table has no data, but only sets paragraphs side by side."""
    if max(len(row.cells) for row in rows) < 2:
        return True
    return any(_holds_blocks(cell) for row in rows for cell in row.cells)


def _holds_blocks(cell: Sequence[Paragraph]) -> bool:
    lengths = [len(paragraph.text) for paragraph in cell if paragraph.text.strip()]
    is_long = len(lengths) > _MAX_PARAGRAPHS or sum(lengths) > _LONGEST_CELL
    return is_long or any(paragraph.level for paragraph in cell)


def placed_cells(rows: Sequence[Row]) -> list[_Placed]:
    """The cells of each row that hold text, each with its column."""
    columns = _columns(rows)
    placed = []
    above: dict[int, Cell] = {}
    for row in rows:
        cells = _row_cells(row, columns, above)
        above = dict(cells)
        placed.append([(column, cell) for column, cell in cells if cell.text])
    return placed


def _columns(rows: Sequence[Row]) -> list[int]:
    """The right sides of the columns; none if each row has the same number of cells."""
    # If all rows have the same number of cells, the place of a cell is its column, even where edges are drawn
    # badly. A row with fewer edges than cells does not tell where its cells are.
    if len({len(row.cells) for row in rows}) < 2 or any(len(row.edges) < len(row.cells) for row in rows):
        return []
    columns: list[int] = []
    for right in sorted({edge.right for row in rows for edge in row.edges}):
        if not columns or right > columns[-1] + _TOLERANCE:
            columns.append(right)
    return columns


def _row_cells(row: Row, columns: list[int], above: dict[int, Cell]) -> _Placed:
    cells: _Placed = []
    start = 0
    for place, paragraphs in enumerate(row.cells):
        edge = row.edges[place] if place < len(row.edges) else None
        text = " ".join(" ".join(paragraph.text for paragraph in paragraphs).split())
        end = bisect_left(columns, edge.right - _TOLERANCE) + 1 if edge and columns else start + 1
        width = max(end - start, 1)
        if edge and edge.joined and cells and not text:
            column, cell = cells[-1]
            cells[-1] = (column, Cell(cell.text, cell.columns + width))
        else:
            # Only the first of the merged cells has the text; the rows below would be without their name.
            if edge and edge.below and not text and start in above:
                text = above[start].text
            cells.append((start, Cell(text, width)))
        start += width
    return cells
