"""What hangs on a sheet of Excel: comments, text boxes, and which of its cells are tables."""

import posixpath
import re
from collections.abc import Iterator, Mapping
from typing import NamedTuple
from xml.etree.ElementTree import Element

from openpyxl.utils import get_column_letter

from index.formats.archives.packages import Package
from index.formats.excel.cells import Range, parse_range
from index.formats.excel.parts import local, named, text_of
from index.formats.extract import UnreadableError
from index.formats.ooxml.parts import Relation
from index.formats.xml.safe import parse_xml

# What older programs are shown in place of a conversation.
_PLACEHOLDER = "[Threaded comment]"
_LAST_COLUMN = 16_384


class Remark(NamedTuple):
    """A comment or a text box: the cell that it is at, or "", who wrote it, if known, and its paragraphs."""

    cell: str
    author: str
    paragraphs: list[str]
    comment: bool


class Extras(NamedTuple):
    """What hangs on a sheet.

    Attributes:
        remarks: Comments, then text boxes.
        tables: Cells that are declared to be tables; their first row names the columns.
        notes: What could not be read.
    """

    remarks: list[Remark]
    tables: list[Range]
    notes: list[str]


def read_extras(
    package: Package, parts: Mapping[str, Relation], people: Mapping[str, str], name: str
) -> Extras:
    """What hangs on the sheet `name` that names `parts`; `people` are the authors of conversations by their ids."""
    extras = Extras([], [], [])
    for relation in sorted(parts.values()):
        if relation.kind not in ("comments", "threadedComment", "drawing", "table"):
            continue
        try:
            root = parse_xml(package.read(relation.part))
        except UnreadableError:
            extras.notes.append(
                f"Something on sheet {name} could not be read: {posixpath.basename(relation.part)} is damaged."
            )
            continue
        match relation.kind:
            case "comments":
                extras.remarks.extend(_comments(root))
            case "threadedComment":
                extras.remarks.extend(_conversation(root, people))
            case "drawing":
                extras.remarks.extend(_boxes(root))
            case _:
                found = parse_range(root.get("ref", ""))
                if found and root.get("headerRowCount") != "0":
                    extras.tables.append(found)
    return extras


def read_people(package: Package, parts: Mapping[str, Relation]) -> dict[str, str]:
    """The authors of conversations by their ids."""
    found: dict[str, str] = {}
    for part in parts.values():
        if part.kind == "person" and part.part in package:
            try:
                people = named(parse_xml(package.read(part.part)), "person")
            except UnreadableError:
                continue
            found |= {person.get("id", ""): person.get("displayName", "") for person in people}
    return found


def _comments(root: Element) -> Iterator[Remark]:
    authors = [(it.text or "").strip() for it in named(root, "author")]
    for it in named(root, "comment"):
        text, number = text_of(it).strip(), it.get("authorId", "")
        author = (
            authors[int(number)] if re.fullmatch("[0-9]{1,6}", number) and int(number) < len(authors) else ""
        )
        if text and not text.startswith(_PLACEHOLDER):
            # Excel begins the text of a comment with its author's name.
            text = text.removeprefix(f"{author}:") if author else text
            yield Remark(it.get("ref", ""), author, text.split("\n"), True)


def _conversation(root: Element, people: Mapping[str, str]) -> Iterator[Remark]:
    for it in named(root, "threadedComment"):
        text = "".join(part.text or "" for part in it if local(part) == "text")
        yield Remark(it.get("ref", ""), people.get(it.get("personId", ""), ""), text.split("\n"), True)


def _boxes(root: Element) -> Iterator[Remark]:
    """The text of shapes; pictures and charts have none here."""
    for anchor in root:
        if any(it.get("hidden") in ("1", "true") for it in named(anchor, "cNvPr")):
            continue
        paragraphs = [
            line
            for body in named(anchor, "txBody")
            for paragraph in named(body, "p")
            if (line := "".join(it.text or "" for it in named(paragraph, "t")).strip())
        ]
        if paragraphs:
            yield Remark(_anchor(anchor), "", paragraphs, False)


def _anchor(anchor: Element) -> str:
    """The cell that a shape begins at."""
    start = next(named(anchor, "from"), None)
    found = {local(it): (it.text or "").strip() for it in (start if start is not None else ())}
    row, column = found.get("row", ""), found.get("col", "")
    if not (
        re.fullmatch("[0-9]{1,7}", row) and re.fullmatch("[0-9]{1,5}", column) and int(column) < _LAST_COLUMN
    ):
        return ""
    return f"{get_column_letter(int(column) + 1)}{int(row) + 1}"
