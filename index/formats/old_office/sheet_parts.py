"""The cells and comments of a sheet of an old workbook, as the parts of an .xlsx."""

import re
from collections.abc import Iterator

from openpyxl.utils import get_column_letter
from xlrd import XL_CELL_BOOLEAN, XL_CELL_ERROR, XL_CELL_TEXT, error_text_from_code
from xlrd.sheet import Sheet

from index.formats.old_office.parts import xml_attribute, xml_text

_EMPTY = ("", None)
# Text that looks like an escape of .xlsx stands for itself here.
_ESCAPE = re.compile(r"_(?=x[0-9A-Fa-f]{4}_)")
# Columns of a sheet before Excel 2007.
_COLUMNS = 256


def sheet_part(sheet: Sheet, left: int) -> tuple[str, int]:
    """The part of a sheet, with at most about `left` cells, and how many may follow; below 0 if there were more."""
    rows = []
    for number in range(sheet.nrows):
        cells = list(_cells(sheet, number))
        left -= len(cells)
        if cells:
            hidden = ' hidden="1"' if _is_hidden(sheet.rowinfo_map.get(number)) else ""
            rows.append(f'<row r="{number + 1}"{hidden}>{"".join(cells)}</row>')
        # The row in which the limit is passed stays: by it the reader of .xlsx knows that there are more.
        if left < 0:
            break
    columns = "".join(
        f'<col min="{column + 1}" max="{column + 1}" hidden="1"/>'
        for column, stated in sorted(sheet.colinfo_map.items())
        if _is_hidden(stated) and 0 <= column < _COLUMNS
    )
    merged = "".join(
        f'<mergeCell ref="{_name(top, first)}:{_name(end - 1, last - 1)}"/>'
        for top, end, first, last in sheet.merged_cells
        if 0 <= top < end and 0 <= first < last
    )
    data = f"<cols>{columns}</cols><sheetData>{''.join(rows)}</sheetData><mergeCells>{merged}</mergeCells>"
    return f"<worksheet>{data}</worksheet>", left


def comments_part(sheet: Sheet) -> str:
    """The comments of a sheet, in the order of their cells."""
    notes = sorted(sheet.cell_note_map.items())
    authors = "".join(f"<author>{xml_text(note.author or '')}</author>" for _, note in notes)
    comments = "".join(
        f'<comment ref="{_name(row, column)}" authorId="{number}"><text><t>{_text(note.text or "")}</t></text></comment>'
        for number, ((row, column), note) in enumerate(notes)
    )
    return f"<comments><authors>{authors}</authors><commentList>{comments}</commentList></comments>"


def _cells(sheet: Sheet, row: int) -> Iterator[str]:
    for column, (kind, value, style) in enumerate(
        zip(sheet.row_types(row), sheet.row_values(row), _styles(sheet, row), strict=False)
    ):
        if value in _EMPTY:
            continue
        place = f'r="{_name(row, column)}" s={xml_attribute(str(style))}'
        if kind == XL_CELL_TEXT:
            yield f'<c {place} t="inlineStr"><is><t>{_text(value)}</t></is></c>'
        elif kind == XL_CELL_BOOLEAN:
            yield f'<c {place} t="b"><v>{int(value)}</v></c>'
        elif kind == XL_CELL_ERROR:
            yield f'<c {place} t="e"><v>{xml_text(error_text_from_code.get(value, "#N/A"))}</v></c>'
        else:
            # As .xlsx states it: a whole number without a point.
            yield f"<c {place}><v>{int(value) if value == int(value) else repr(value)}</v></c>"


def _styles(sheet: Sheet, row: int) -> list[int]:
    return [sheet.cell_xf_index(row, column) for column in range(sheet.row_len(row))]


def _text(value: str) -> str:
    return xml_text(_ESCAPE.sub("_x005F_", value))


def _is_hidden(stated: object) -> bool:
    return bool(getattr(stated, "hidden", False))


def _name(row: int, column: int) -> str:
    return f"{get_column_letter(column + 1)}{row + 1}"
