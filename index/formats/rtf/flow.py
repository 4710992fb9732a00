"""A flow of RTF paragraphs and tables: the body, a footnote, a text box, a header, a comment."""

from dataclasses import dataclass, field
from typing import NamedTuple

from index.documents import BlockKind

# Word allows 63. In a damaged file the text of cells beyond this limit is added to the last one.
_MAX_CELLS = 1_000


class CellEdge(NamedTuple):
    """The right side of a cell.

    Attributes:
        right: Where it is, in twentieths of a point.
        joined: Whether the cell is merged with the one before it.
        below: Whether the cell is merged with the one above it.
    """

    right: int
    joined: bool
    below: bool


@dataclass(slots=True)
class RowState:
    r"""What the control words from `\trowd` to `\row` say of a row. The next row may be the same, and say nothing.

    Attributes:
        open: Whether a row has begun and not ended.
        header: Whether it names the columns.
        edges: Those of its cells.
        joined: Whether the next cell is merged with the one before it.
        below: Whether the next cell is merged with the one above it.
    """

    open: bool = False
    header: bool = False
    edges: list[CellEdge] = field(default_factory=list)
    joined: bool = False
    below: bool = False

    def end_cell(self, right: int) -> None:
        """Adds a cell that ends there."""
        self.edges.append(CellEdge(right, self.joined, self.below))
        self.joined = self.below = False


class Paragraph(NamedTuple):
    """One paragraph.

    Attributes:
        text: Its text.
        level: That of a heading, counted from 1; 0 if it is none.
        title: Whether it is in the style of a document's title.
        kind: What it is, if it is neither.
        bold: Whether all of its words are set in bold.
        asides: Notes and text boxes that are anchored in it, and written behind it.
    """

    text: str
    level: int
    title: bool
    kind: BlockKind
    bold: bool
    asides: list["Flow"]


class Row(NamedTuple):
    """One row of a table.

    Attributes:
        cells: The paragraphs of each cell.
        edges: Those of the cells; may be fewer.
        header: Whether it names the columns.
    """

    cells: list[list[Paragraph]]
    edges: list[CellEdge]
    header: bool


def table_paragraphs(rows: list[Row]) -> list[Paragraph]:
    """All paragraphs of a table."""
    return [paragraph for row in rows for cell in row.cells for paragraph in cell]


class Flow:
    """Collects paragraphs and tables.

    Attributes:
        name: What it is: "body", "note", "header", ...
        author: Who wrote it, if it is a comment.
        items: What it holds, in order; a list is a table.
        fields: Whether it has fields that were dropped.
    """

    def __init__(self, name: str, author: str = "") -> None:
        self.name = name
        self.author = author
        self.items: list[Paragraph | list[Row]] = []
        self.fields = False
        # RTF marks only where a paragraph, a cell or a row ends, so each of these waits for its end:
        # pieces of text for a paragraph, paragraphs for a cell, cells for a row, rows for a table.
        self._pieces: list[str] = []
        self._asides: list[Flow] = []
        self._nested: list[str] = []
        self._is_item = False  # whether the current paragraph has the number or bullet of an item
        self._bold = True  # whether all of its words are in bold
        self._cell: list[Paragraph] = []
        self._cells: list[list[Paragraph]] = []
        self._rows: list[Row] = []

    def add(self, text: str, *, bold: bool = False) -> None:
        """Adds text to the current paragraph."""
        self._bold = self._bold and (bold or not text.strip())
        self._pieces.append(text)

    def begin_item(self, label: str) -> None:
        """The current paragraph is an item of a list, with that number, or with "" for a bullet."""
        self._is_item = True
        self._pieces.append(label)

    def attach(self, aside: "Flow") -> None:
        """Anchors a note or text box in the current paragraph."""
        self._asides.append(aside)

    def end_paragraph(
        self, level: int = 0, *, title: bool = False, kind: BlockKind = "paragraph", in_table: bool = False
    ) -> None:
        """Ends the current paragraph."""
        paragraph = self._taken(level, title, kind)
        # RTF has no sign for the end of a table: the first paragraph outside of it ends it.
        if in_table:
            self._cell.append(paragraph)
        else:
            self._end_table()
            self.items.append(paragraph)

    def end_cell(self, level: int = 0) -> None:
        """Ends the current paragraph and its cell."""
        self._cell.append(self._taken(level))
        if len(self._cells) < _MAX_CELLS:
            self._cells.append(self._cell)
        else:
            self._cells[-1] += self._cell
        self._cell = []

    def end_row(self, row: RowState) -> None:
        """Ends a row."""
        if self._cells:
            # A copy of the edges: without a `\trowd` of its own the next row goes on with the same list.
            self._rows.append(Row(self._cells, list(row.edges), row.header))
            self._cells = []

    def end_nested_cell(self) -> None:
        """Ends a cell of a table that is in a cell. Rows of such tables become lines of that cell."""
        self._nested.append(" ".join("".join(self._pieces).split()))
        self._pieces = []

    def end_nested_row(self) -> None:
        """Ends a row of a table that is in a cell."""
        # Text behind the last cell is kept: it follows the cells on their line.
        self._pieces.insert(0, " | ".join(filter(None, self._nested)))
        self._nested = []
        self._cell.append(self._taken())

    def drop_paragraph(self) -> None:
        """Forgets the current paragraph."""
        self._pieces = []
        self._is_item, self._bold = False, True

    def finish(self) -> None:
        """Ends whatever is open; a row without an end becomes paragraphs."""
        if self._nested:
            self.end_nested_row()
        rest = self._taken()
        self._end_table()
        self.items += [paragraph for cell in (*self._cells, self._cell) for paragraph in cell]
        self.items.append(rest)
        self._cells, self._cell = [], []

    def _taken(self, level: int = 0, title: bool = False, kind: BlockKind = "paragraph") -> Paragraph:
        kind = "list_item" if self._is_item and kind == "paragraph" else kind
        paragraph = Paragraph("".join(self._pieces), level, title, kind, self._bold, self._asides)
        self._pieces, self._asides = [], []
        self._is_item, self._bold = False, True
        return paragraph

    def _end_table(self) -> None:
        if self._rows:
            self.items.append(self._rows)
            self._rows = []
