"""Reads the cells of one Excel sheet as they are shown, piece by piece."""

from dataclasses import dataclass

from index.formats.excel.computed import computed_values, is_zero
from index.formats.excel.formulas import Place
from index.formats.excel.parts import Style, Workbook, unescape
from index.formats.excel.references import LAST_COLUMN, LAST_ROW, Range, parse_range, place_of
from index.formats.ooxml.number_format import hides_text, show_number
from index.formats.ooxml.parts import number
from index.formats.xml.events import Attributes, Enough, read_events

# A larger sheet is a database, and slow to read as text.
MAX_CELLS = 1_000_000
_MAX_MERGED = 10_000
_TRUE = ("1", "true")
_PLAIN = Style("General", False)


@dataclass(slots=True)
class _Cell:
    """The cell that is being read: its column from 0, the type of its value, and its style."""

    column: int = -1
    kind: str = "n"
    style: Style = _PLAIN
    value: str | None = None
    formula: bool = False


class SheetCells:
    """The cells of a sheet.

    Attributes:
        rows: For each row that shows anything its cells by column.
        bold: Rows whose cells are all bold.
        merged: Which cells are merged.
        filters: Tables with filters in their first row.
        hidden_rows: Rows with cells that are hidden.
        hidden_columns: Columns with cells that are hidden.
        hidden: How many characters are formatted not to be seen.
        computed: Cells (row, column) whose value the file has not and that were computed.
        uncomputed: How many formulas have no value.
        left: How many cells may still be read.
        whole: Whether it could be read to its end.
    """

    def __init__(self, book: Workbook, data: bytes, left: int) -> None:
        """Reads the part `data` of a sheet, at most `left` cells."""
        self._book = book
        self.rows: dict[int, dict[int, str]] = {}
        self.bold: set[int] = set()
        self.merged: list[Range] = []
        self.filters: list[Range] = []
        self.hidden_rows: set[int] = set()
        self.hidden_columns: set[int] = set()
        self.hidden = 0
        self.computed: set[Place] = set()
        self.uncomputed = 0
        self._unknown: dict[Place, Style] = {}  # cells with formulas without a value
        self.left = left
        # A flag for each column: a cell looks at one of them, however many ranges the file lists as hidden.
        self._masked = bytearray(LAST_COLUMN)
        self._row, self._row_hidden, self._row_bold = 0, False, True
        self._cells: dict[int, str] = {}
        self._cell = _Cell()
        self._in_cell = self._phonetic = False
        self.whole = read_events(data, self._start, self._end)
        if self._unknown and self.left > 0:
            self._compute(data)

    def _start(self, name: str, attributes: Attributes) -> None:
        match name:
            case "c":
                self._start_cell(attributes)
            case "f":
                self._cell.formula = True
            case "rPh":
                self._phonetic = True
            case "row":
                # Rows and cells need not state their place (18.3.1.73, 18.3.1.4); each then follows the last.
                self._row = number(attributes.get("r"), self._row + 1)
                self._row_hidden = attributes.get("hidden") in _TRUE
                self._row_bold, self._cells, self._cell = True, {}, _Cell()
            case "col" if attributes.get("hidden") in _TRUE:
                start = max(number(attributes.get("min"), 1) - 1, 0)
                end = min(number(attributes.get("max")), LAST_COLUMN)
                self._masked[start:end] = b"\1" * max(end - start, 0)
            case "mergeCell" | "autoFilter":
                listed = self.merged if name == "mergeCell" else self.filters
                if len(listed) < _MAX_MERGED and (found := parse_range(attributes.get("ref", ""))):
                    listed.append(found)

    def _start_cell(self, attributes: Attributes) -> None:
        place = place_of(attributes.get("r", ""))
        styles = self._book.styles
        style = number(attributes.get("s"))
        self._cell = _Cell(
            column=place[1] if place else self._cell.column + 1,
            kind=attributes.get("t", "n"),
            style=styles[style] if 0 <= style < len(styles) else _PLAIN,
        )
        self._in_cell = True

    def _end(self, name: str, text: str) -> None:
        match name:
            case "v" if self._in_cell:
                self._cell.value = text
            # A text in the cell itself, which may be cut into several runs, in place of one that cells share.
            case "t" if self._in_cell and not self._phonetic:
                self._cell.value = (self._cell.value or "") + text
            case "rPh":
                self._phonetic = False
            case "c":
                self._in_cell = False
                self._end_cell(self._cell)
            case "row":
                self._end_row()

    def _end_cell(self, cell: _Cell) -> None:
        if not cell.value or (cell.formula and self._book.recalculated and is_zero(cell.value)):
            # A formula whose value is an empty text is computed.
            if cell.formula and (cell.value is None or cell.kind != "str"):
                self.uncomputed += 1
                if not self._row_hidden and 0 <= cell.column < LAST_COLUMN and not self._masked[cell.column]:
                    self._unknown[self._row, cell.column] = cell.style
            return
        # What is hidden or shows nothing counts too, since it takes as long to read.
        self.left -= 1
        shown = " ".join(self._shown(cell, cell.value).split())
        if not shown or cell.column >= LAST_COLUMN:
            return
        if self._masked[cell.column]:
            self.hidden_columns.add(cell.column)
            return
        self._cells[cell.column] = shown
        self._row_bold = self._row_bold and cell.style.bold

    def _shown(self, cell: _Cell, value: str) -> str:
        """A value as a person sees it."""
        match cell.kind:
            case "n":
                return show_number(value, cell.style.code, from_1904=self._book.from_1904)
            case "b":
                return "TRUE" if value.strip() in _TRUE else "FALSE"
            # A date written as text, mostly in strict files; a day without a time has midnight.
            case "d":
                return value.removesuffix("T00:00:00").replace("T", " ")
        texts = self._book.texts
        if cell.kind == "s":
            place = number(value, -1)
            value = texts[place] if 0 <= place < len(texts) else ""
        if hides_text(cell.style.code):
            self.hidden += len(value)
            return ""
        # Shared texts have no escapes any more; a second time would change "_x005F_x000D_", a text about one.
        return unescape(value) if cell.kind != "s" else value

    def _end_row(self) -> None:
        if self.left <= 0:
            # Only here, so that no row is cut in the middle.
            raise Enough
        if not self._cells or not 0 < self._row <= LAST_ROW:
            return
        if self._row_hidden:
            self.hidden_rows.add(self._row)
            return
        self.rows.setdefault(self._row, {}).update(self._cells)
        if self._row_bold:
            self.bold.add(self._row)

    def _compute(self, data: bytes) -> None:
        """Fills in the values of formulas that can be computed."""
        values = computed_values(data, zeros=self._book.recalculated)
        self.uncomputed -= len(values)
        for place, style in self._unknown.items():
            if place in values and (
                shown := show_number(values[place], style.code, from_1904=self._book.from_1904)
            ):
                self.rows.setdefault(place[0], {})[place[1]] = shown
                self.computed.add(place)
