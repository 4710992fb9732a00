"""Formulas that a library wrote without their values."""

import io
from fractions import Fraction

import pytest
from openpyxl import Workbook

from extracts import blocks
from index.formats.excel.formulas import UnknownValueError, as_stated, evaluate
from index.formats.excel.reader import read_xlsx
from index.formats.extract import File
from zip_files import zipped

SHEET = {(1, 0): 8, (2, 0): 7.5, (3, 0): "sick", (1, 1): 3}


def value_of(formula):
    held = {place: as_fraction(value) for place, value in SHEET.items()}

    def cells(first, last):
        rows, columns = range(first[0], last[0] + 1), range(first[1], last[1] + 1)
        return (held.get((row, column)) for row in rows for column in columns)

    return as_stated(evaluate(formula, held.get, cells))


def as_fraction(value):
    return value if isinstance(value, str) else Fraction(str(value))


@pytest.mark.parametrize(
    ("formula", "value"),
    [
        ("SUM(A1:A3)", "15.5"),
        ("SUM(A1:A2,$B$1, 2)", "20.5"),
        ("AVERAGE(A1:A3)", "7.75"),
        ("MIN(A1:B3)", "3"),
        ("MAX(A1:B3)+1", "9"),
        ("COUNT(A1:A9)", "2"),
        ("-(A1-B1)*2/3", "-3.33333333333333"),
        ("A1*19%", "1.52"),
        ("0.1+0.2", "0.3"),
        ("A1+C9", "8"),
        ("SUM(A1*2,A3)", "16"),
    ],
)
def test_simple_formulas_are_computed_as_a_spreadsheet_program_shows_them(formula, value):
    assert value_of(formula) == value


@pytest.mark.parametrize(
    "formula",
    [
        "A1+A3", "A1/C1", "VLOOKUP(A1,A1:B3,2)", "Sheet2!A1", "'My sheet'!A1+1", "SUM(Table1[Hours])", "A1:A3*2", "SUM(A1:A3*2)",
        "A1&B1", "A1>B1", "IF(A1>1,2,3)", "", "((((", "SUM(", "A1 A2", "(" * 900 + "1" + ")" * 900, "1" * 2000, "AVERAGE(C1:C9)",
        "9E99*9E99*9E99",
    ],
)  # fmt: skip
def test_what_is_not_sure_has_no_value(formula):
    with pytest.raises(UnknownValueError):
        value_of(formula)


def saved(book):
    data = io.BytesIO()
    book.save(data)
    return File(name="a.xlsx", data=data.getvalue())


def timesheet():
    book = Workbook()
    sheet = book.active
    sheet.append(["Employee", "Monday", None, "Tuesday", None, "Sum"])
    sheet.append([None, "Day", "Night", "Day", "Night", None])
    sheet.append(["Greta", 8, 0, 7.5, 0, "=SUM(B3:E3)"])
    sheet.append(["Tomas", 0, 9, 0, 8, "=SUM(B4:E4)"])
    sheet.append(["Total", *(f"=SUM({column}3:{column}4)" for column in "BCDEF")])
    for merged in ("A1:A2", "B1:C1", "D1:E1", "F1:F2"):
        sheet.merge_cells(merged)
    return book


def test_sums_below_merged_heads_are_computed_and_say_so():
    extract = read_xlsx(saved(timesheet()))
    assert blocks(extract)[2:] == [
        "Employee: Greta | Monday Day: 8 | Monday Night: 0 | Tuesday Day: 7.5 | Tuesday Night: 0 | Sum: 15.5 (computed)",
        "Employee: Tomas | Monday Day: 0 | Monday Night: 9 | Tuesday Day: 0 | Tuesday Night: 8 | Sum: 17 (computed)",
        "Total | Monday Day: 8 (computed) | Monday Night: 9 (computed) | Tuesday Day: 7.5 (computed)"
        " | Tuesday Night: 8 (computed) | Sum: 32.5 (computed)",
    ]
    assert extract.blocks[-1].kind == "table_total"
    assert extract.report.notes == (
        '7 formulas without a value in the file, computed from the cells that are named; such values have "(computed)" '
        "behind them.",
    )


def test_a_formula_that_can_not_be_computed_leaves_its_cell_empty_and_its_row_whole():
    book = Workbook()
    for row in (
        ["Item", "Price", "Rate"],
        ["Saw", 20, "=VLOOKUP(B2,X:Y,2)"],
        ["Axe", 30, "=C2*2"],
        ["Total"],
    ):
        book.active.append(row)
    extract = read_xlsx(saved(book))
    assert blocks(extract)[1:] == ["Item: Saw | Price: 20", "Item: Axe | Price: 30", "Total"]
    assert extract.blocks[-1].kind == "table_total"
    assert extract.report.notes[-1].startswith("2 formulas without a computed value, left out")


def test_formulas_that_lean_on_one_another_in_any_order_are_computed_and_circles_are_not():
    book = Workbook()
    for row in (["Day", "Left", "Loop"], [1, "=B3+1", "=C3"], [2, "=B4+1", "=C2"], [3, 5, 0]):
        book.active.append(row)
    assert blocks(read_xlsx(saved(book)))[1:] == [
        "Day: 1 | Left: 7 (computed)", "Day: 2 | Left: 6 (computed)", "Day: 3 | Left: 5 | Loop: 0",
    ]  # fmt: skip


X = 'xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"'


def sheet_of(rows, calc=""):
    kind = "x/worksheet"
    data = zipped(
        ("xl/workbook.xml", f'<workbook {X} xmlns:r="r"><sheets><sheet name="S" r:id="a"/></sheets>{calc}</workbook>'),
        ("xl/_rels/workbook.xml.rels", f'<Relationships><Relationship Id="a" Type="{kind}" Target="s.xml"/></Relationships>'),
        ("xl/s.xml", f"<worksheet {X}><sheetData>{rows}</sheetData></worksheet>"),
    )  # fmt: skip
    return read_xlsx(File(name="a.xlsx", data=data))


def row(number, *cells):
    return f'<row r="{number}">{"".join(cells)}</row>'


def text(place, words):
    return f'<c r="{place}" t="str"><v>{words}</v></c>'


def test_formulas_that_cells_share_are_computed_each_from_its_own_row():
    rows = row(1, text("A1", "net"), text("B1", "gross"), text("C1", "note"))
    rows += row(
        2, '<c r="A2"><v>10</v></c><c r="B2"><f t="shared" ref="B2:B3" si="0">A2*2</f></c>', text("C2", "x")
    )
    rows += row(3, '<c r="A3"><v>7</v></c><c r="B3"><f t="shared" si="0"/></c>', text("C3", "y"))
    assert blocks(sheet_of(rows))[1:] == [
        "net: 10 | gross: 20 (computed) | note: x", "net: 7 | gross: 14 (computed) | note: y",
    ]  # fmt: skip


def test_the_zero_that_libraries_write_for_every_formula_is_no_value():
    rows = row(1, text("A1", "net"), text("B1", "gross"), text("C1", "rate"))
    rows += row(
        2, '<c r="A2"><v>10</v></c><c r="B2"><f>A2*2</f><v>0</v></c><c r="C2"><f>RATE(1,2)</f><v>0</v></c>'
    )
    assert blocks(sheet_of(rows, '<calcPr fullCalcOnLoad="1"/>'))[1] == "net: 10 | gross: 20 (computed)"
    # A program that computes writes what it computed.
    assert blocks(sheet_of(rows))[1] == "net: 10 | gross: 0 | rate: 0"
