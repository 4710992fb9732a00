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
from index.formats.ooxml.parts import Relation, main_part, number, read_optional_part, relations
from index.formats.xml.events import Attributes, read_events
from index.formats.xml.names import local_name
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
    recalculated: (
        bool  # whether programs compute all formulas when they open it, since the values may be none
    )
    notes: list[str]


def named(element: Element, name: str) -> Iterator[Element]:
    """The element and those inside it that have that name."""
    return (inner for inner in element.iter() if local_name(inner) == name)


def text_of(element: Element) -> str:
    """The text of a shared string, comment or the like: its runs, without phonetic readings."""
    # The reading of Japanese words stands beside them; read along, it would say them twice.
    skipped = {id(text) for phonetic in named(element, "rPh") for text in named(phonetic, "t")}
    return unescape("".join(text.text or "" for text in named(element, "t") if id(text) not in skipped))


def unescape(text: str) -> str:
    """Excel writes characters that XML can't hold as "_x000D_"."""
    return _ESCAPE.sub(lambda match: chr(int(match[1], 16)), text) if "_x" in text else text


def read_workbook(package: Package) -> Workbook:
    """Reads what all sheets share.

    Raises:
        UnreadableError: Its list of sheets is missing or damaged. For texts and formats that can't be read there is a note.
    """
    part = main_part(package, "xl/workbook.xml")
    root = parse_xml(package.read(part), what="its list of sheets")
    parts = relations(package, part)
    notes: list[str] = []
    of_kind = {relation.kind: relation.part for relation in parts.values()}
    return Workbook(
        sheets=[_sheet(sheet, parts) for sheet in named(root, "sheet")],
        parts=parts,
        texts=_texts(package, of_kind.get("sharedStrings", ""), notes),
        styles=_styles(package, of_kind.get("styles", ""), notes),
        from_1904=any(
            properties.get("date1904") in ("1", "true") for properties in named(root, "workbookPr")
        ),
        recalculated=any(
            properties.get("fullCalcOnLoad") in ("1", "true") for properties in named(root, "calcPr")
        ),
        notes=notes,
    )


def _sheet(element: Element, parts: dict[str, Relation]) -> Sheet:
    # r:id, whose namespace differs between ordinary and strict files.
    relation = next((text for name, text in element.items() if name.endswith("}id")), "")
    # A sheet may also be "veryHidden": only a program can show it again.
    visible = element.get("state", "visible") == "visible"
    return Sheet(unescape(element.get("name", "")), visible, parts.get(relation))


def _texts(package: Package, part: str, notes: list[str]) -> list[str]:
    """The texts that cells refer to by number."""
    texts: list[str] = []
    pieces: list[str] = []
    phonetic = 0

    # Read element by element: a workbook may have as many texts as cells, too many for a tree.
    def start(name: str, _: Attributes) -> None:
        nonlocal phonetic
        phonetic += name == "rPh"

    def end(name: str, text: str) -> None:
        nonlocal phonetic
        if name == "t" and not phonetic:
            pieces.append(text)
        elif name == "si":
            texts.append(unescape("".join(pieces)))
            pieces.clear()
        phonetic -= name == "rPh"

    if part:
        try:
            # Cells name a text by its place, so those before the damage still serve.
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
    root = read_optional_part(package, part)
    if root is None:
        notes.append("Dates and other numbers stand as bare numbers: the part that formats them is damaged.")
        return []
    # A file names built-in formats by their number alone. Its own come last, since they replace those.
    codes = {
        **BUILTIN_FORMATS,
        **dict.fromkeys(_LOCAL_DATES, "yyyy-mm-dd"),
        **dict.fromkeys(_LOCAL_TIMES, "hh:mm"),
    }
    for stated in named(root, "numFmt"):
        codes[number(stated.get("numFmtId"))] = stated.get("formatCode", "")
    fonts = next(named(root, "fonts"), None)
    # Of a font only this matters: a bold row is likely to name the columns.
    bold = [
        any(local_name(part) == "b" and part.get("val") not in ("0", "false") for part in font)
        for font in (fonts if fonts is not None else ())
    ]
    # Cells refer to these; cellStyleXfs, which look the same, are the styles by name.
    styles = next(named(root, "cellXfs"), None)
    return [_style(style, codes, bold) for style in (styles if styles is not None else ())]


def _style(element: Element, codes: dict[int, str], bold: list[bool]) -> Style:
    font = number(element.get("fontId"))
    code = codes.get(number(element.get("numFmtId")), "General")
    return Style(code, 0 <= font < len(bold) and bold[font])
