"""The sheets of an OpenDocument spreadsheet."""

from xml.etree.ElementTree import Element

from openpyxl.utils import get_column_letter

from index.formats.builder import TextBuilder
from index.formats.odf.blocks import BlockWriter
from index.formats.odf.inline import InlineText
from index.formats.odf.names import TABLE, children
from index.formats.odf.styles import Styles
from index.formats.odf.tables import MAX_CELLS, cells_of, copies, has_more, rows_of
from index.formats.tables.grid_parts import Row
from index.formats.tables.sheet_grid import write_grid


def write_sheets(body: Element, builder: TextBuilder, blocks: BlockWriter, styles: Styles) -> list[str]:
    """Writes each sheet as a section, a section "A12:F12" for each row. Returns notes of what was left out."""
    notes = []
    # One limit for all sheets: many small ones take as long as a large one.
    left = MAX_CELLS
    for sheet in children(body, f"{TABLE}table"):
        name = sheet.get(f"{TABLE}name", "")
        if styles.hides_sheet(sheet.get(f"{TABLE}style-name", "")):
            notes.append(f"Sheet {name} is hidden and was left out.")
            continue
        builder.open("sheet", f'sheet "{name}"')
        rows, contents, left = _read_sheet(sheet, styles, left)
        write_grid(builder, rows)
        # After the cells, so that the rows of a table stay together.
        for where, content in contents:
            blocks.write_content(content, where)
        for shapes in children(sheet, f"{TABLE}shapes"):
            blocks.write(shapes)
        blocks.write_comments()
        builder.close("sheet")
    if left <= 0:
        notes.append(f"It has more than {MAX_CELLS:,} cells; the rest was left out.")
    return notes


def _read_sheet(
    sheet: Element, styles: Styles, left: int
) -> tuple[list[Row], list[tuple[str, InlineText]], int]:
    """Reads at most `left` cells.

    Returns:
        The rows that have text; the contents with notes, comments or frames, each with the name of its cell; and how
        many cells may still be read.
    """
    rows: list[Row] = []
    contents: list[tuple[str, InlineText]] = []
    for row in rows_of(sheet):
        line: list[str] = []
        for column, cell, content in cells_of(row.element, styles):
            line += [""] * (column - len(line)) + [cell.text]
            # The cells that one element stands for share its content, so its comment is written once.
            is_repeated = bool(contents) and contents[-1][1] is content
            if has_more(content) and not is_repeated:
                contents.append((f"{get_column_letter(column + 1)}{row.number}", content))
        if line:
            rows += [Row(number, line) for number in copies(row)]
            left -= len(line) * len(copies(row))
        if left <= 0:
            break
    return rows, contents, left
