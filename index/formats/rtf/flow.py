"""A flow of RTF paragraphs and tables: the body, a footnote, a text box, a header, a comment."""

from typing import NamedTuple

_MAX_CELLS = 1_000


class CellEdge(NamedTuple):
    r"""What a row says of one of its cells.

    Attributes:
        right: Its right side, in twentieths of a point.
        joined: Whether it is one with the cell before it.
        below: Whether it is one with the cell above it.
    """

    right: int
    joined: bool
    below: bool


class Paragraph(NamedTuple):
    """One paragraph.

    Attributes:
        text: Its text.
        level: That of a heading, counted from 1; 0 if it is none.
        title: Whether it is in the style of a document's title.
        asides: What hangs on it, and is written behind it.
    """

    text: str
    level: int
    title: bool
    asides: list["Flow"]


class Row(NamedTuple):
    """One row of a table.

    Attributes:
        cells: The paragraphs of each cell.
        edges: What is said of each cell; may be fewer.
        header: Whether it is said to name the columns.
    """

    cells: list[list[Paragraph]]
    edges: list[CellEdge]
    header: bool


class Flow:
    """Collects paragraphs and tables.

    Attributes:
        name: What it is: "body", "note", "header", ...
        author: Who wrote it, if it is a comment.
        items: What it holds, in order; a list is a table.
        fields: Whether it has fields that were dropped.
    """

    def __init__(self, name: str = "body") -> None:
        self.name = name
        self.author = ""
        self.items: list[Paragraph | list[Row]] = []
        self.fields = False
        self._pieces: list[str] = []
        self._asides: list[Flow] = []
        self._nested: list[str] = []
        self._cell: list[Paragraph] = []
        self._cells: list[list[Paragraph]] = []
        self._rows: list[Row] = []

    def add(self, text: str) -> None:
        """Adds text to the paragraph at hand."""
        self._pieces.append(text)

    def attach(self, aside: "Flow") -> None:
        """Hangs another flow on the paragraph at hand."""
        self._asides.append(aside)

    def end_paragraph(self, level: int = 0, *, title: bool = False, in_table: bool = False) -> None:
        """Ends the paragraph at hand."""
        paragraph = self._taken(level, title)
        if in_table:
            self._cell.append(paragraph)
            return
        self._end_table()
        self.items.append(paragraph)

    def end_cell(self, level: int = 0) -> None:
        """Ends the paragraph at hand and its cell."""
        self._cell.append(self._taken(level, False))
        if len(self._cells) < _MAX_CELLS:
            self._cells.append(self._cell)
        else:
            self._cells[-1] += self._cell
        self._cell = []

    def end_row(self, edges: list[CellEdge], *, header: bool) -> None:
        """Ends a row."""
        if self._cells:
            self._rows.append(Row(self._cells, edges, header))
            self._cells = []

    def end_nested_cell(self) -> None:
        """Ends a cell of a table in a cell. Its rows become lines of that."""
        self._nested.append(" ".join("".join(self._pieces).split()))
        self._pieces = []

    def end_nested_row(self) -> None:
        """Ends a row of a table in a cell."""
        self._pieces.insert(0, " | ".join(it for it in self._nested if it))
        self._nested = []
        self._cell.append(self._taken(0, False))

    def drop_paragraph(self) -> None:
        """Forgets the paragraph at hand."""
        self._pieces = []

    def finish(self) -> None:
        """Ends whatever is open; a row that has no end is paragraphs."""
        if self._nested:
            self.end_nested_row()
        rest = self._taken(0, False)
        self._end_table()
        for cell in [*self._cells, self._cell]:
            self.items += cell
        self.items.append(rest)
        self._cells, self._cell = [], []

    def _taken(self, level: int, title: bool) -> Paragraph:
        paragraph = Paragraph("".join(self._pieces), level, title, self._asides)
        self._pieces, self._asides = [], []
        return paragraph

    def _end_table(self) -> None:
        if self._rows:
            self.items.append(self._rows)
            self._rows = []
