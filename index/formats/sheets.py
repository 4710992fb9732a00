"""Excel workbooks: each sheet a section, each row a block that names its columns."""

import io
import re
import warnings
import zipfile
from collections.abc import Iterator
from datetime import UTC, date, datetime, time
from typing import Any
from xml.etree.ElementTree import ParseError

from lxml.etree import LxmlError
from openpyxl import load_workbook
from openpyxl.utils.exceptions import InvalidFileException

from index.documents import ExtractionReport
from index.formats.builder import TextBuilder
from index.formats.encrypted import opened
from index.formats.extract import Extract, File, UnreadableError
from index.formats.grid import Row, write_grid
from index.formats.packages import Package
from index.formats.safe_xml import check_parts

# What is larger is a database, and would be slow to read as text.
MAX_CELLS = 2_000_000
_MAX_COLUMNS = 1_000
# Formats reach to the end of a sheet, a million rows below the last text.
_EMPTY_ROWS = 10_000
_DAMAGED = (
    KeyError,
    ValueError,
    TypeError,
    AttributeError,
    IndexError,
    OSError,
    ParseError,
    LxmlError,
    zipfile.BadZipFile,
)
_DECIMALS = re.compile(r"0\.(0+)")
_MIDNIGHT = time(0)
# Strict files use other names for the same things, which openpyxl does not know.
_STRICT = {
    b"http://purl.oclc.org/ooxml/spreadsheetml/main": b"http://schemas.openxmlformats.org/spreadsheetml/2006/main",
    b"http://purl.oclc.org/ooxml/officeDocument/relationships": b"http://schemas.openxmlformats.org/officeDocument/2006/relationships",
}


def read_xlsx(file: File) -> Extract:
    """Reads a workbook: what its cells show, as they were last computed. Hidden sheets are left out.

    Raises:
        UnreadableError: It is damaged, encrypted, or holds too much.
    """
    package = Package(opened(file))
    check_parts(package)
    notes: list[str] = []
    builder = TextBuilder()
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")  # of what openpyxl does not keep, which is not needed
            book = load_workbook(_transitional(package), read_only=True, data_only=True, keep_links=False)
    except (*_DAMAGED, InvalidFileException) as error:
        raise UnreadableError(f"it is a damaged Excel file ({type(error).__name__})") from error
    cells = _Budget()
    for sheet in book.worksheets:
        if sheet.sheet_state != "visible":
            notes.append(f"Sheet {sheet.title} is hidden and was left out.")
            continue
        builder.open("sheet", f'sheet "{sheet.title}"')
        try:
            write_grid(builder, _rows(sheet, cells))
        except _DAMAGED as error:
            notes.append(
                f"Sheet {sheet.title} could not be read to its end: it is damaged ({type(error).__name__})."
            )
    if cells.left <= 0:
        notes.append(f"It has more than {MAX_CELLS:,} cells; the rest was left out.")
    metadata, title = _about(book)
    return builder.build(title=title, metadata=metadata, report=ExtractionReport(notes=tuple(notes)))


class _Budget:
    """How many cells may still be read."""

    def __init__(self) -> None:
        self.left = MAX_CELLS


def _rows(sheet: Any, cells: _Budget) -> Iterator[Row]:
    sheet.reset_dimensions()  # they may say a million rows where there are ten
    empty = 0
    for row in sheet.iter_rows(max_col=_MAX_COLUMNS):
        shown = [_shown(cell) for cell in row]
        cells.left -= len(shown)
        empty = 0 if any(shown) else empty + 1
        if empty > _EMPTY_ROWS or cells.left <= 0:
            return
        if not empty:
            yield next(cell.row for cell in row if cell.value is not None), shown


def _shown(cell: Any) -> str:
    """A cell's value as a person sees it."""
    value = cell.value
    match value:
        case None:
            text = ""
        case bool():
            text = "TRUE" if value else "FALSE"
        case datetime():
            text = value.date().isoformat() if value.time() == _MIDNIGHT else value.isoformat(" ", "minutes")
        case date() | time():
            text = value.isoformat()
        case int() | float():
            text = _number(value, str(cell.number_format or ""))
        case _:
            text = str(value)
    return " ".join(text.split())


def _number(value: float, number_format: str) -> str:
    """A number with the decimals, separators, sign of percent and currency of its format."""
    decimals = _DECIMALS.search(number_format)
    percent = "%" in number_format
    places = len(decimals[1]) if decimals else 0 if re.search(r"[0#]", number_format) else None
    scaled = value * 100 if percent else value
    grouping = "," if "#,#" in number_format or "0,0" in number_format else ""
    general = "E+" in number_format or places is None
    text = f"{scaled:.15g}" if general else f"{scaled:{grouping}.{places}f}"
    sign = next((it for it in "$€£¥" if it in number_format), "")
    return sign + text + ("%" if percent else "")


def _about(book: Any) -> tuple[dict[str, str], str | None]:
    about = book.properties
    changed = about.modified or about.created
    metadata = {
        "author": about.creator,
        "date": changed.replace(tzinfo=UTC).isoformat() if changed else None,
        "language": about.language,
        "subject": about.subject,
        "keywords": about.keywords,
    }
    return {key: str(it) for key, it in metadata.items() if it and it != "openpyxl"}, about.title


def _transitional(package: Package) -> io.BytesIO:
    """The workbook anew, without what it links to, and with the names that openpyxl knows."""
    copy = io.BytesIO()
    with zipfile.ZipFile(copy, "w") as target:
        for name in package.names:
            data = package.read(name)
            if name.endswith((".xml", ".rels")):
                for strict, usual in _STRICT.items():
                    data = data.replace(strict, usual)
            target.writestr(name, data)
    copy.seek(0)
    return copy
