"""Known text as tables: CSV, TSV, and Excel workbooks of today and from before 2007."""

import csv
import io

import xlwt
from openpyxl import Workbook
from openpyxl.styles import Font

from bench.parsing.known_files import Answers, KnownFile
from bench.parsing.known_text import KnownText, ListItem, Paragraph
from bench.parsing.known_writers.packing import timeless

# Excel's own limit, which `growth` would pass.
_LONGEST_CELL = 32_767
HEADER = ("Number", "Heading", "Statement")


def write_csv(text: KnownText) -> KnownFile:
    """Writes a row for each sentence, comma-separated, with quotes where needed."""
    return _separated(text, "csv", ",")


def write_tsv(text: KnownText) -> KnownFile:
    """Writes the same with tabs."""
    return _separated(text, "tsv", "\t")


def _separated(text: KnownText, format_: str, delimiter: str) -> KnownFile:
    answers = Answers()
    written = io.StringIO()
    writer = csv.writer(written, delimiter=delimiter)
    writer.writerow(HEADER)
    rows = [row for rows in statements(text) for row in rows]
    # Line 1 has the names of the columns.
    for line, cells in enumerate(rows, start=2):
        writer.writerow(cells)
        answers.text(*cells[:2])
        answers.sentence(cells[2], None, ("lines", f"line {line}"))
    return answers.file(format_, f"known.{format_}", written.getvalue().encode())


def statements(text: KnownText) -> list[list[tuple[str, str, str]]]:
    """For each chapter its rows: a number, the nearest heading, and a sentence."""
    chapters = []
    for parts in text.chapters():
        rows = (
            (path[-1], sentence)
            for path, element in parts
            if isinstance(element, Paragraph | ListItem)
            for sentence in element.sentences
        )
        chapters.append([(str(number), *row) for number, row in enumerate(rows, start=1)])
    return chapters


def note_row(answers: Answers, cells: tuple[str, str, str], number: int, sheet: str) -> None:
    """Notes a row of statements and its place."""
    answers.text(*cells[:2])
    answers.sentence(cells[2], None, ("cells", f"A{number}:C{number}"), ("sheet", f'sheet "{sheet}"'))


def write_xlsx(text: KnownText) -> KnownFile:
    """Writes a sheet of statements for each chapter, then one for each table; numbers are typed as numbers."""
    answers = Answers()
    book = Workbook()
    # A new workbook has an empty sheet.
    book.remove(book.active)
    for chapter, rows in enumerate(statements(text), start=1):
        sheet = book.create_sheet(f"Chapter {chapter}")
        for place, name in enumerate(HEADER, start=1):
            sheet.cell(1, place, name).font = Font(bold=True)
        # Row 1 has the names of the columns.
        for number, cells in enumerate(rows, start=2):
            sheet.append((int(cells[0]), *cells[1:]))
            note_row(answers, cells, number, sheet.title)
    for number, table in enumerate(text.tables(), start=1):
        sheet = book.create_sheet(f"Table {number}")
        sheet.append(table.header)
        for row in table.rows:
            sheet.append([_typed(cell) for cell in row])
        answers.element(table, None)
    written = io.BytesIO()
    book.save(written)
    return answers.file("xlsx", "known.xlsx", timeless(written.getvalue()))


def write_xls(text: KnownText) -> KnownFile:
    """Writes the same sheets as those of `write_xlsx`, in the form from before 2007."""
    answers = Answers()
    book, bold = xlwt.Workbook(encoding="utf-8"), xlwt.easyxf("font: bold on")
    for chapter, rows in enumerate(statements(text), start=1):
        sheet = book.add_sheet(f"Chapter {chapter}")
        for place, name in enumerate(HEADER):
            sheet.write(0, place, name, bold)
        for number, cells in enumerate(rows, start=1):
            sheet.write(number, 0, int(cells[0]))
            for place, cell in enumerate(cells[1:], start=1):
                sheet.write(number, place, cell[:_LONGEST_CELL])
            note_row(answers, cells, number + 1, sheet.name)
    for number, table in enumerate(text.tables(), start=1):
        sheet = book.add_sheet(f"Table {number}")
        for line, row in enumerate((table.header, *table.rows)):
            for place, cell in enumerate(row):
                sheet.write(line, place, _typed(cell) if line else cell)
        answers.element(table, None)
    written = io.BytesIO()
    book.save(written)
    return answers.file("xls", "known.xls", written.getvalue())


def _typed(cell: str) -> float | int | str:
    if "." in cell:
        return float(cell)
    return int(cell) if cell.isdigit() else cell
