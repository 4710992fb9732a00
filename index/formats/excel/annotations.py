"""What an Excel sheet keeps in parts of its own: comments, text boxes, and which of its cells are tables."""

import posixpath
from collections.abc import Iterator, Mapping
from typing import NamedTuple
from xml.etree.ElementTree import Element

from openpyxl.utils import get_column_letter

from index.formats.archives.packages import Package
from index.formats.excel.parts import named, text_of
from index.formats.excel.references import LAST_COLUMN, Range, parse_range
from index.formats.ooxml.parts import Relation, number, read_optional_part
from index.formats.xml.names import child, local_name

# How the comment begins that older programs show in place of a conversation.
_PLACEHOLDER = "[Threaded comment]"


class Annotation(NamedTuple):
    """A comment or a text box: its cell and its author, each "" if unknown, and its paragraphs."""

    cell: str
    author: str
    paragraphs: list[str]
    comment: bool


class SheetParts(NamedTuple):
    """What the parts of a sheet hold.

    Attributes:
        annotations: Comments, then text boxes.
        tables: Cells that are declared to be tables; their first row names the columns.
        notes: What could not be read.
    """

    annotations: list[Annotation]
    tables: list[Range]
    notes: list[str]


def read_sheet_parts(
    package: Package, parts: Mapping[str, Relation], people: Mapping[str, str], name: str
) -> SheetParts:
    """Reads the `parts` of the sheet `name`; `people` are the authors of conversations by their ids."""
    found = SheetParts([], [], [])
    # The order of the relations means nothing, and differs between programs.
    for relation in sorted(parts.values()):
        if relation.kind not in ("comments", "threadedComment", "drawing", "table"):
            continue
        root = read_optional_part(package, relation.part)
        if root is None:
            found.notes.append(
                f"Something on sheet {name} could not be read: {posixpath.basename(relation.part)} is damaged."
            )
            continue
        match relation.kind:
            case "comments":
                found.annotations.extend(_comments(root))
            case "threadedComment":
                found.annotations.extend(_conversation(root, people))
            case "drawing":
                found.annotations.extend(_boxes(root))
            case _:
                cells = parse_range(root.get("ref", ""))
                # A table has one header row if it does not say otherwise.
                if cells and root.get("headerRowCount") != "0":
                    found.tables.append(cells)
    return found


def _comments(root: Element) -> Iterator[Annotation]:
    authors = {str(place): (author.text or "").strip() for place, author in enumerate(named(root, "author"))}
    for comment in named(root, "comment"):
        text, author = text_of(comment).strip(), authors.get(comment.get("authorId", ""), "")
        if text and not text.startswith(_PLACEHOLDER):
            # Excel puts the author's name before the text.
            text = text.removeprefix(f"{author}:") if author else text
            yield Annotation(comment.get("ref", ""), author, text.split("\n"), True)


def _conversation(root: Element, people: Mapping[str, str]) -> Iterator[Annotation]:
    for comment in named(root, "threadedComment"):
        text = child(comment, "text")
        lines = (text.text or "").split("\n") if text is not None else []
        yield Annotation(comment.get("ref", ""), people.get(comment.get("personId", ""), ""), lines, True)


def _boxes(root: Element) -> Iterator[Annotation]:
    """The text of shapes; pictures and charts have none here."""
    for anchor in root:
        if any(shape.get("hidden") in ("1", "true") for shape in named(anchor, "cNvPr")):
            continue
        paragraphs = [
            line
            for body in named(anchor, "txBody")
            for paragraph in named(body, "p")
            if (line := "".join(run.text or "" for run in named(paragraph, "t")).strip())
        ]
        if paragraphs:
            yield Annotation(_anchor(anchor), "", paragraphs, False)


def _anchor(anchor: Element) -> str:
    """The cell that a shape begins at."""
    # A shape may be placed on the sheet itself rather than at a cell; then it has no "from".
    start = next(named(anchor, "from"), None)
    found = {local_name(at): (at.text or "").strip() for at in (start if start is not None else ())}
    row, column = number(found.get("row"), -1), number(found.get("col"), -1)
    return f"{get_column_letter(column + 1)}{row + 1}" if row >= 0 and 0 <= column < LAST_COLUMN else ""
