"""A table comes out of every format as the same data: columns, cells with their places, sums, title and unit."""

import io
from collections.abc import Callable

import pytest
from docx import Document
from openpyxl import Workbook
from pptx import Presentation
from pptx.util import Inches
from reportlab.pdfgen.canvas import Canvas

import odf_files
import pdf_files
from bench.parsing.known_files import known_formats, write_known
from bench.parsing.known_text import known_text
from index.formats import read_file
from index.formats.extract import Extract, File
from index.tables import DocumentTable, are_inside

# What has no tables of its own: text, code and captions, messages of text, and files whose rows are sentences.
WITHOUT = frozenset(
    ("txt", "py", "srt", "vtt", "zip", "csv", "tsv", "json", "jsonl", "ipynb", "eml", "mbox", "msg")
)

TITLE = "Table 2: Sales by region (in EUR thousand)"
GROUPS = (("Region", 1), ("2022", 2), ("2023", 2))
NAMES = ("", "Sales", "Margin %", "Sales", "Margin %")
ROWS = (
    ("North", "1,200", "4.5", "1,350", ""),
    ("South", "800", "3.1", "790", "2.9"),
    ("West", "450", "2.2", "500", "2.8"),
    ("Total", "2,450", "", "2,640", ""),
)
COLUMNS = ("Region", "2022 Sales", "2022 Margin %", "2023 Sales", "2023 Margin %")
SPREAD = ("Region", "2022", "", "2023", "")


@pytest.fixture(scope="module")
def text():
    return known_text(words=1_200)


def cells_of(extract: Extract, table: DocumentTable) -> list[tuple[str, ...]]:
    return [tuple(extract.text[start:end] for start, end in row) for row in table.rows]


@pytest.mark.parametrize("format_", [name for name in known_formats() if name not in WITHOUT])
def test_every_table_of_a_document_has_its_columns_and_cells(format_, text):
    extract = read_file(write_known(format_, text).file)
    found = [(table.columns, cells_of(extract, table)) for table in extract.tables]
    assert are_inside(extract.tables, len(extract.text))
    for table in text.tables():
        assert (table.header, list(table.rows)) in found


def html() -> Extract:
    groups = "".join(f'<th colspan="{span}">{name}</th>' for name, span in GROUPS)
    lines = ["".join(f"<th>{name}</th>" for name in NAMES)]
    lines += ["".join(f"<td>{cell}</td>" for cell in row) for row in ROWS]
    body = "".join(f"<tr>{line}</tr>" for line in (groups, *lines))
    page = f"<html><body><h1>Report</h1><table><caption>{TITLE}</caption>{body}</table></body></html>"
    return read_file(File(name="a.html", data=page.encode()))


def markdown() -> Extract:
    lines = [f"| {' | '.join(row)} |" for row in (COLUMNS, ["---"] * 5, *ROWS)]
    return read_file(File(name="a.md", data=f"# Report\n\n{TITLE}\n\n{chr(10).join(lines)}\n".encode()))


def restructured() -> Extract:
    width = (8, 20, 20, 20, 20)
    rule = "+" + "+".join("-" * size for size in width) + "+"
    line = [
        "|" + "|".join(cell.ljust(size) for cell, size in zip(row, width, strict=True)) + "|"
        for row in (COLUMNS, *ROWS)
    ]
    head = rule.replace("-", "=")
    table = "\n".join([rule, line[0], head, *(part for row in line[1:] for part in (row, rule))])
    return read_file(File(name="a.rst", data=f"Report\n======\n\n{TITLE}\n\n{table}\n".encode()))


def latex() -> Extract:
    rows = " \\\\\n".join(" & ".join(row) for row in ROWS)
    table = (
        "\\begin{table}\\caption{" + TITLE.removeprefix("Table 2: ") + "}\\begin{tabular}{lrrrr}\\toprule\n"
        "Region & \\multicolumn{2}{c}{2022} & \\multicolumn{2}{c}{2023} \\\\\n"
        f" & {' & '.join(NAMES[1:])} \\\\ \\midrule\n{rows} \\\\ \\bottomrule\\end{{tabular}}\\end{{table}}"
    ).replace("%", "\\%")
    page = f"\\documentclass{{article}}\\begin{{document}}\\section{{Report}}{table}\\end{{document}}"
    return read_file(File(name="a.tex", data=page.encode()))


def word() -> Extract:
    document = Document()
    document.add_heading("Report", 1)
    document.add_paragraph(TITLE, style="Caption")
    table = document.add_table(rows=0, cols=5)
    for row in (SPREAD, NAMES, *ROWS):
        for cell, words in zip(table.add_row().cells, row, strict=True):
            cell.text = words
    for first, last in ((1, 2), (3, 4)):
        table.cell(0, first).merge(table.cell(0, last))
    return read_file(File(name="a.docx", data=saved(document)))


def slides() -> Extract:
    presentation = Presentation()
    slide = presentation.slides.add_slide(presentation.slide_layouts[5])
    slide.shapes.title.text = TITLE
    size = [Inches(number) for number in (1, 2, 8, 3)]
    table = slide.shapes.add_table(len(ROWS) + 2, 5, *size).table
    for number, row in enumerate((SPREAD, NAMES, *ROWS)):
        for place, words in enumerate(row):
            table.cell(number, place).text = words
    for first, last in ((1, 2), (3, 4)):
        table.cell(0, first).merge(table.cell(0, last))
    return read_file(File(name="a.pptx", data=saved(presentation)))


def saved(made: object) -> bytes:
    written = io.BytesIO()
    made.save(written)
    return written.getvalue()


def excel() -> Extract:
    book = Workbook()
    sheet = book.active
    sheet.title = "Report"
    sheet.append([TITLE])
    for row in (SPREAD, NAMES):
        sheet.append(row)
    for row in ROWS:
        sheet.append([float(cell.replace(",", "")) if cell[:1].isdigit() else cell or None for cell in row])
    sheet.merge_cells("B2:C2")
    sheet.merge_cells("D2:E2")
    for row in sheet.iter_rows(min_row=4):
        for cell in (row[1], row[3]):
            cell.number_format = "#,##0"
    return read_file(File(name="a.xlsx", data=saved(book)))


def values() -> Extract:
    lines = [TITLE, ";".join(SPREAD), ";".join(NAMES), *(";".join(row) for row in ROWS)]
    return read_file(File(name="a.csv", data="\n".join(lines).encode()))


def drawn(kind: str) -> Extract:
    wide = odf_files.CELL.format(' table:number-columns-spanned="2"', "{}")
    groups = [
        "Region",
        *(part for year in ("2022", "2023") for part in (wide.format(year), odf_files.COVERED)),
    ]
    rows = "".join(
        odf_files.row(*(cell or "<table:table-cell/>" for cell in row)) for row in (groups, NAMES, *ROWS)
    )
    if kind == "spreadsheet":
        return odf_files.read(
            f'<table:table table:name="Report">{odf_files.row(TITLE)}{rows}</table:table>', kind
        )
    heading = '<text:h text:outline-level="1">Report</text:h>'
    return odf_files.read(f"{heading}<text:p>{TITLE}</text:p><table:table>{rows}</table:table>", kind)


def pdf() -> Extract:
    places = (72, 150, 220, 300, 370)

    def draw(canvas: Canvas) -> None:
        pdf_files.lines(canvas, ["Report"], y=760, size=20, font="Times-Bold")
        pdf_files.lines(canvas, [TITLE], y=530)
        for number, row in enumerate((SPREAD, NAMES, *ROWS)):
            for place, cell in zip(places, row, strict=True):
                # A name over two columns stands in their middle.
                x = place + 40 if number == 0 and place > 72 else place
                font = "Times-Bold" if number < 2 else "Times-Roman"
                pdf_files.lines(canvas, [cell], x=x, y=500 - 14 * number, font=font)

    return pdf_files.read(draw)


FORMATS: dict[str, Callable[[], Extract]] = {
    "html": html,
    "md": markdown,
    "rst": restructured,
    "tex": latex,
    "docx": word,
    "pptx": slides,
    "xlsx": excel,
    "csv": values,
    "ods": lambda: drawn("spreadsheet"),
    "odt": lambda: drawn("text"),
    "pdf": pdf,
}


@pytest.fixture(params=FORMATS)
def read(request):
    return FORMATS[request.param]()


def test_names_in_groups_empty_cells_sums_title_and_unit_are_the_same_from_every_format(read):
    (table,) = read.tables
    assert table.columns == COLUMNS
    assert cells_of(read, table) == list(ROWS)
    assert table.totals == (3,)
    assert "Sales by region" in table.title
    assert table.unit == "(in EUR thousand)"
    assert are_inside(read.tables, len(read.text))


def test_an_empty_cell_has_a_place_of_its_own(read):
    (table,) = read.tables
    start, end = table.rows[0][4]
    assert start == end == table.rows[0][3][1]
