"""Excel workbooks: each sheet a section, each row a block that names its columns.

This module reads the parts itself rather than with openpyxl: it is six times as fast, a damaged part costs only its
own content, and merged and hidden cells are known, which openpyxl's streaming mode leaves out.
"""

from index.documents import ExtractionReport
from index.formats.archives.packages import Package
from index.formats.builder import TextBuilder
from index.formats.excel.annotations import Annotation, SheetParts, read_sheet_parts
from index.formats.excel.cells import MAX_CELLS, SheetCells
from index.formats.excel.merged import fill_merged, filled_rows
from index.formats.excel.parts import Sheet, Workbook, read_workbook
from index.formats.extract import Extract, File, UnreadableError
from index.formats.ooxml.parts import open_package, read_authors, read_metadata, relations
from index.formats.tables.grid_parts import Marks
from index.formats.tables.sheet_grid import write_grid

_SHEET = "worksheet"


def read_xlsx(file: File) -> Extract:
    """Reads a workbook: what its cells show, as they were last computed. What is hidden is left out.

    Raises:
        UnreadableError: It is damaged, encrypted, or holds too much.
    """
    reader = _WorkbookReader(open_package(file))
    for sheet in reader.book.sheets:
        reader.write_sheet(sheet)
    return reader.build()


class _WorkbookReader:
    """Writes the sheets of one workbook."""

    def __init__(self, package: Package) -> None:
        self._package = package
        self.book: Workbook = read_workbook(package)
        self._builder = TextBuilder()
        self._notes = list(self.book.notes)
        # One limit for the whole workbook: many small sheets take as long as a large one.
        self._left = MAX_CELLS
        self._uncomputed = self._computed = 0
        self._people = read_authors(package, self.book.parts)

    def write_sheet(self, sheet: Sheet) -> None:
        """Writes a sheet; a chart that is a sheet of its own has no cells."""
        if sheet.relation is not None and sheet.relation.kind != _SHEET:
            return
        if not sheet.visible:
            self._notes.append(f"Sheet {sheet.name} is hidden and was left out.")
            return
        if self._left <= 0:
            self._notes.append(
                f"Sheet {sheet.name} was left out: there are more than {MAX_CELLS:,} cells before it."
            )
            return
        try:
            part = sheet.relation.part if sheet.relation else ""
            cells = SheetCells(self.book, self._package.read(part), self._left)
            parts = relations(self._package, part)
        except UnreadableError as error:
            # A damaged sheet costs only itself: the others are read.
            self._notes.append(f"Sheet {sheet.name} could not be read: {error}.")
            return
        found = read_sheet_parts(self._package, parts, self._people, sheet.name)
        self._note(sheet.name, cells, found)
        self._builder.open("sheet", f'sheet "{sheet.name}"')
        self._write_cells(cells, found)
        for annotation in found.annotations:
            _write_annotation(self._builder, annotation)
        self._builder.close("sheet")

    def _write_cells(self, cells: SheetCells, found: SheetParts) -> None:
        spans, repeated = fill_merged(cells.rows, cells.merged)
        # Three things tell a header: a filter, a table that the file declares, and bold letters.
        headers = {table.first_row for table in (*cells.filters, *found.tables)} | cells.bold
        marks = Marks(headers, spans, repeated, cells.hidden_rows, cells.hidden_columns, cells.computed)
        write_grid(self._builder, filled_rows(cells.rows), marks)

    def _note(self, name: str, cells: SheetCells, found: SheetParts) -> None:
        """Keeps what the report says about a sheet."""
        self._left = cells.left
        self._uncomputed += cells.uncomputed
        self._computed += len(cells.computed)
        self._builder.hidden += cells.hidden
        self._notes += found.notes
        if not cells.whole:
            self._notes.append(f"Sheet {name} could not be read to its end: it is damaged.")
        if cells.left <= 0:
            self._notes.append(
                f"Sheet {name} was not read to its end: there are more than {MAX_CELLS:,} cells."
            )
        hidden_cells = (("row", cells.hidden_rows), ("column", cells.hidden_columns))
        if hidden := [_counted(len(numbers), what) for what, numbers in hidden_cells if numbers]:
            self._notes.append(f"Hidden on sheet {name} and left out: {' and '.join(hidden)}.")

    def build(self) -> Extract:
        """The document."""
        if self._computed:
            self._notes.append(
                f"{_counted(self._computed, 'formula')} without a value in the file, computed from the cells that are named; "
                'such values have "(computed)" behind them.'
            )
        # Libraries write formulas without their values; a spreadsheet program computes them.
        if self._uncomputed:
            self._notes.append(
                f"{_counted(self._uncomputed, 'formula')} without a computed value, left out; open the file in a "
                "spreadsheet program and save it."
            )
        title, metadata = read_metadata(self._package)
        report = ExtractionReport(notes=tuple(self._notes))
        return self._builder.build(title=title, metadata=metadata, report=report)


def _write_annotation(builder: TextBuilder, annotation: Annotation) -> None:
    name, label = annotation.cell, ""
    if annotation.comment:
        name = f"{name}, comment" if name else "comment"
        label = f"Comment by {annotation.author}: " if annotation.author else "Comment: "
    for paragraph in filter(str.strip, annotation.paragraphs):
        # The author is named once, though each paragraph has its place.
        span = builder.paragraph(label + paragraph, kind="note" if annotation.comment else "paragraph")
        builder.section("cells", name, span)
        label = ""


def _counted(count: int, what: str) -> str:
    return f"{count:,} {what}{'s' if count != 1 else ''}"
