"""Excel workbooks: each sheet a section, each row a block that names its columns.

The parts are read here rather than by openpyxl: six times as fast, a damaged part costs only what is in it, and
merged and hidden cells are known, which its streaming mode leaves out.
"""

from index.documents import ExtractionReport
from index.formats.archives.packages import Package
from index.formats.builder import TextBuilder
from index.formats.excel.annotations import Extras, Remark, read_extras, read_people
from index.formats.excel.cells import MAX_CELLS, SheetCells
from index.formats.excel.merged import fill_merged, filled_rows
from index.formats.excel.parts import Sheet, Workbook, read_workbook
from index.formats.extract import Extract, File, UnreadableError
from index.formats.ooxml.encrypted import opened
from index.formats.ooxml.parts import read_metadata, relations
from index.formats.tables.sheet_grid import Marks, write_grid
from index.formats.xml.safe import check_parts

_SHEET = "worksheet"


def read_xlsx(file: File) -> Extract:
    """Reads a workbook: what its cells show, as they were last computed. What is hidden is left out.

    Raises:
        UnreadableError: It is damaged, encrypted, or holds too much.
    """
    package = Package(opened(file))
    check_parts(package)
    reader = _WorkbookReader(package)
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
        self._left = MAX_CELLS
        self._uncomputed = 0
        self._people = read_people(package, self.book.parts)

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
            self._notes.append(f"Sheet {sheet.name} could not be read: {error}.")
            return
        extras = read_extras(self._package, parts, self._people, sheet.name)
        self._note(sheet.name, cells, extras)
        self._builder.open("sheet", f'sheet "{sheet.name}"')
        self._write_cells(cells, extras)
        for remark in extras.remarks:
            _write_remark(self._builder, remark)
        self._builder.close("sheet")

    def _write_cells(self, cells: SheetCells, extras: Extras) -> None:
        spans, repeated = fill_merged(cells.rows, cells.merged)
        headers = {it.first_row for it in (*cells.filters, *extras.tables)} | cells.bold
        marks = Marks(headers, spans, repeated, cells.hidden_rows, cells.hidden_columns)
        write_grid(self._builder, filled_rows(cells.rows), marks)

    def _note(self, name: str, cells: SheetCells, extras: Extras) -> None:
        """Keeps what is to be known of a sheet."""
        self._left = cells.left
        self._uncomputed += cells.uncomputed
        self._builder.hidden += cells.hidden
        self._notes += extras.notes
        if not cells.whole:
            self._notes.append(f"Sheet {name} could not be read to its end: it is damaged.")
        if cells.left <= 0:
            self._notes.append(
                f"Sheet {name} was not read to its end: there are more than {MAX_CELLS:,} cells."
            )
        rows, columns = len(cells.hidden_rows), len(cells.hidden_columns)
        if hidden := [_counted(it, what) for it, what in ((rows, "row"), (columns, "column")) if it]:
            self._notes.append(f"Hidden on sheet {name} and left out: {' and '.join(hidden)}.")

    def build(self) -> Extract:
        """The document."""
        if self._uncomputed:
            self._notes.append(
                f"{_counted(self._uncomputed, 'formula')} without a computed value, left out; open the file in a "
                "spreadsheet program and save it."
            )
        stated = read_metadata(self._package)
        title = stated.pop("title", None)
        report = ExtractionReport(notes=tuple(self._notes))
        return self._builder.build(title=title, metadata=stated, report=report)


def _write_remark(builder: TextBuilder, remark: Remark) -> None:
    name = ", ".join(it for it in (remark.cell, "comment" if remark.comment else "") if it)
    said_by = f"Comment by {remark.author}: " if remark.author else "Comment: "
    paragraphs = [paragraph for paragraph in remark.paragraphs if paragraph.strip()]
    for place, text in enumerate(paragraphs):
        begins = said_by if remark.comment and place == 0 else ""
        builder.section("cells", name, builder.paragraph(begins + text))


def _counted(count: int, what: str) -> str:
    return f"{count:,} {what}{'s' if count != 1 else ''}"
