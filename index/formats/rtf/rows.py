"""What RTF says of the row of a table at hand."""

from index.formats.rtf.flow import CellEdge


class RowState:
    r"""Keeps the edges of the cells from `\trowd` to `\row`.

    Attributes:
        open: Whether a row has begun and not ended.
        header: Whether it is said to name the columns.
        edges: Those of its cells.
    """

    def __init__(self) -> None:
        self.open = self.header = False
        self.edges: list[CellEdge] = []
        self._joined = self._below = False

    def begin(self) -> None:
        r"""What `\trowd` says."""
        self.open, self.header = True, False
        self.edges = []
        self._joined = self._below = False

    def merge(self, word: str) -> None:
        """The next cell is one with another."""
        self._joined |= word == "clmrg"
        self._below |= word == "clvmrg"

    def edge(self, right: int) -> None:
        """A cell's right side, in twentieths of a point; that ends what is said of it."""
        self.edges.append(CellEdge(right, self._joined, self._below))
        self._joined = self._below = False

    def end(self) -> None:
        r"""What `\row` says. The next row may be like this one, and say nothing."""
        self.open = False
