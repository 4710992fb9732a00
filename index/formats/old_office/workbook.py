"""Excel workbooks from before 2007 (.xls), read by xlrd and then as an .xlsx of the same content.

Source: [MS-XLS]; ECMA-376 part 1, 18, for what is made of it.
"""

import io
import struct
from dataclasses import replace

from xlrd import XLRDError, open_workbook
from xlrd.book import Book
from xlrd.sheet import Sheet

from index.formats.archives.ole import HEADER
from index.formats.excel.cells import MAX_CELLS
from index.formats.excel.reader import read_xlsx
from index.formats.extract import EncryptedError, Extract, File, UnreadableError
from index.formats.old_office.container import Container
from index.formats.old_office.encrypted import decrypted_workbook
from index.formats.old_office.parts import packed, relationships, xml_attribute
from index.formats.old_office.sheet_parts import comments_part, sheet_part
from index.formats.old_office.summary import core_properties

_STREAMS = ("Workbook", "Book")
_UNREAD = "it is damaged, or a workbook of a kind that is not read; open it in a spreadsheet program and save it as .xlsx"
# What xlrd raises where a file is not as it expects.
_DAMAGED = (
    XLRDError, struct.error, LookupError, ValueError, TypeError, AttributeError, ArithmeticError, AssertionError, OSError,
    NotImplementedError,
)  # fmt: skip


def read_xls(file: File) -> Extract:
    """Reads a workbook of Excel 2.0 to 2003: what its cells show. What is hidden is left out.

    Raises:
        UnreadableError: It is damaged, encrypted, or holds too much.
    """
    return read_xlsx(as_xlsx(file))


def as_xlsx(file: File) -> File:
    """The workbook as an .xlsx file.

    Raises:
        UnreadableError: It is damaged, encrypted, or holds too much.
    """
    core, data = "", file.data
    if data.startswith(HEADER):
        with Container(data) as container:
            stream = next((name for name in _STREAMS if name in container), _STREAMS[0])
            core, data = core_properties(container), container.read(stream)
    # Before Excel 5 a workbook was the stream alone, without a container around it.
    return replace(file, data=_packed(_opened(data, file.password), core))


def _opened(stream: bytes, password: str | None) -> Book:
    """The workbook in a stream; its sheets are read when they are asked for."""
    try:
        return _open(stream)
    except XLRDError as error:
        if "encrypted" not in str(error):
            raise UnreadableError(_UNREAD) from error
    except _DAMAGED as error:
        raise UnreadableError(_UNREAD) from error
    try:
        return _open(decrypted_workbook(stream, password))
    except _DAMAGED as error:
        if isinstance(error, UnreadableError):
            raise
        # What a wrong password makes of it, where the test of the password let it pass.
        raise EncryptedError("its password is another, or it is damaged") from error


def _open(stream: bytes) -> Book:
    return open_workbook(
        file_contents=stream,
        logfile=io.StringIO(),
        formatting_info=True,
        on_demand=True,
        ragged_rows=True,
    )


def _packed(book: Book, core: str) -> bytes:
    """The workbook as an .xlsx file."""
    parts: dict[str, str | bytes] = {"xl/styles.xml": _styles_part(book)}
    relations = {"styles": ("styles", "styles.xml")}
    listed, left = [], MAX_CELLS
    for number, name in enumerate(book.sheet_names()):
        state = "" if _is_visible(book, number) else ' state="hidden"'
        listed.append(f'<sheet name={xml_attribute(name)} r:id="s{number}"{state}/>')
        relations[f"s{number}"] = ("worksheet", f"worksheets/sheet{number}.xml")
        # Sheets behind the last that is read are named as left out by the reader of .xlsx.
        if state or left < 0:
            continue
        sheet = _sheet(book, number)
        if sheet is None:
            continue  # the reader of .xlsx says that its part is missing
        parts[f"xl/worksheets/sheet{number}.xml"], left = sheet_part(sheet, left)
        if sheet.cell_note_map:
            parts[f"xl/comments{number}.xml"] = comments_part(sheet)
            own = {"comments": ("comments", f"../comments{number}.xml")}
            parts[f"xl/worksheets/_rels/sheet{number}.xml.rels"] = relationships(own)
        book.unload_sheet(number)
    parts["xl/workbook.xml"] = (
        '<workbook xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships">'
        f'<workbookPr date1904="{int(book.datemode)}"/><sheets>{"".join(listed)}</sheets></workbook>'
    )
    parts["xl/_rels/workbook.xml.rels"] = relationships(relations)
    if core:
        parts["docProps/core.xml"] = core
    return packed(parts, main="xl/workbook.xml")


def _is_visible(book: Book, number: int) -> bool:
    # 0 is visible, 1 hidden, 2 hidden so that only a program can show it.
    states = getattr(book, "_sheet_visibility", [])
    return number >= len(states) or states[number] == 0


def _sheet(book: Book, number: int) -> Sheet | None:
    """A sheet; None if it is damaged, which costs only itself."""
    try:
        return book.sheet_by_index(number)
    except MemoryError:
        raise
    except _DAMAGED:
        return None


def _styles_part(book: Book) -> str:
    """The formats of cells: for each its number format, and whether it is bold."""
    formats = "".join(
        f'<numFmt numFmtId="{key}" formatCode={xml_attribute(stated.format_str or "General")}/>'
        for key, stated in book.format_map.items()
    )
    fonts = "".join(f"<font>{'<b/>' * bool(font.bold)}</font>" for font in book.font_list)
    styles = "".join(
        f'<xf numFmtId="{style.format_key}" fontId="{style.font_index}"/>' for style in book.xf_list
    )
    return f"<styleSheet><numFmts>{formats}</numFmts><fonts>{fonts}</fonts><cellXfs>{styles}</cellXfs></styleSheet>"
