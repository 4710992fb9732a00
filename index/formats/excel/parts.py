"""The parts of an Excel workbook: its sheets, its texts, the formats of its cells.

Source: ECMA-376 part 1, 12.3 and 18. Names are compared without their namespace, since strict files have another.
"""

import re
from collections.abc import Iterator
from typing import NamedTuple
from xml.etree.ElementTree import Element

from openpyxl.styles.numbers import BUILTIN_FORMATS

from index.formats.archives.packages import Package
from index.formats.extract import UnreadableError
from index.formats.ooxml.parts import Relation, main_part, relations
from index.formats.xml.events import Attributes, read_events
from index.formats.xml.safe import parse_xml

_ESCAPE = re.compile(r"_x([0-9A-Fa-f]{4})_")
# Dates in East Asian programs, which the built-in formats leave open.
_LOCAL_DATES = (*range(27, 32), 36, *range(50, 59))
_LOCAL_TIMES = range(32, 36)


class Sheet(NamedTuple):
    """A sheet of the workbook: its name, whether it is seen, and its part; None if that is missing."""

    name: str
    visible: bool
    relation: Relation | None


class Style(NamedTuple):
    """How a cell is shown: the code of its number format, and whether it is bold."""

    code: str
    bold: bool


class Workbook(NamedTuple):
    """What all sheets share."""

    sheets: list[Sheet]
    parts: dict[str, Relation]
    texts: list[str]
    styles: list[Style]
    from_1904: bool
    notes: list[str]


def local(element: Element) -> str:
    """The name of an element without its namespace."""
    return element.tag.rpartition("}")[2]


def named(element: Element, name: str) -> Iterator[Element]:
    """All elements of that name below an element."""
    return (it for it in element.iter() if local(it) == name)


def text_of(element: Element) -> str:
    """The text of a shared string, comment or the like: its runs, without what tells how they are read aloud."""
    skipped = {id(text) for sound in named(element, "rPh") for text in named(sound, "t")}
    return unescape("".join(it.text or "" for it in named(element, "t") if id(it) not in skipped))


def unescape(text: str) -> str:
    """Excel writes characters that XML can't hold as "_x000D_"."""
    return _ESCAPE.sub(lambda match: chr(int(match[1], 16)), text) if "_x" in text else text


def read_workbook(package: Package) -> Workbook:
    """What all sheets share.

    Raises:
        UnreadableError: Its list of sheets is missing or damaged. Texts and formats that are become notes.
    """
    part = main_part(package, "xl/workbook.xml")
    root = parse_xml(package.read(part), what="its list of sheets")
    parts = relations(package, part)
    notes: list[str] = []
    of_kind = {it.kind: it.part for it in parts.values()}
    return Workbook(
        sheets=[_sheet(it, parts) for it in named(root, "sheet")],
        parts=parts,
        texts=_texts(package, of_kind.get("sharedStrings", ""), notes),
        styles=_styles(package, of_kind.get("styles", ""), notes),
        from_1904=any(it.get("date1904") in ("1", "true") for it in named(root, "workbookPr")),
        notes=notes,
    )


def _sheet(element: Element, parts: dict[str, Relation]) -> Sheet:
    relation = next((it for key, it in element.items() if key.endswith("}id")), "")
    visible = element.get("state", "visible") == "visible"
    return Sheet(unescape(element.get("name", "")), visible, parts.get(relation))


def _texts(package: Package, part: str, notes: list[str]) -> list[str]:
    """The texts that cells share, by their number."""
    texts: list[str] = []
    pieces: list[str] = []
    aloud = 0

    def start(name: str, _: Attributes) -> None:
        nonlocal aloud
        aloud += name == "rPh"

    def end(name: str, text: str) -> None:
        nonlocal aloud
        if name == "t" and not aloud:
            pieces.append(text)
        elif name == "si":
            texts.append(unescape("".join(pieces)))
            pieces.clear()
        aloud -= name == "rPh"

    if part:
        try:
            whole = read_events(package.read(part), start, end)
        except UnreadableError:
            whole = False
        if not whole:
            notes.append("Some texts of its cells could not be read: the part that holds them is damaged.")
    return texts


def _styles(package: Package, part: str, notes: list[str]) -> list[Style]:
    """The styles of cells, by their number."""
    if not part:
        return []
    try:
        root = parse_xml(package.read(part))
    except UnreadableError:
        notes.append("Dates and other numbers stand as bare numbers: the part that formats them is damaged.")
        return []
    codes = {
        **BUILTIN_FORMATS,
        **dict.fromkeys(_LOCAL_DATES, "yyyy-mm-dd"),
        **dict.fromkeys(_LOCAL_TIMES, "hh:mm"),
    }
    for it in named(root, "numFmt"):
        codes[_number(it.get("numFmtId"))] = it.get("formatCode", "")
    fonts = next(named(root, "fonts"), None)
    bold = [
        any(local(it) == "b" and it.get("val") not in ("0", "false") for it in font)
        for font in (fonts if fonts is not None else ())
    ]
    styles = next(named(root, "cellXfs"), None)
    return [_style(style, codes, bold) for style in (styles if styles is not None else ())]


def _style(element: Element, codes: dict[int, str], bold: list[bool]) -> Style:
    font = _number(element.get("fontId"))
    return Style(codes.get(_number(element.get("numFmtId")), "General"), font < len(bold) and bold[font])


def _number(stated: str | None) -> int:
    """A number that a file states; 0 if it is none."""
    return int(stated) if stated and stated.isascii() and stated.isdigit() and len(stated) < 10 else 0
