"""The shapes of a slide of a PowerPoint file, as those of a .pptx.

Source: [MS-PPT] 2.5.13 (drawings), 2.7.8 (placeholders); [MS-ODRAW] 2.2 (shapes and groups).
"""

import struct
from collections.abc import Iterator
from typing import NamedTuple

from index.formats.old_office.powerpoint.records import Record, deep, first, inside
from index.formats.old_office.powerpoint.texts import REFERENCE, Text, body, texts

DRAWING = 0x040C
_GROUP, _SHAPE, _ANCHOR, _IN_GROUP, _CLIENT, _TEXT_BOX = 0xF003, 0xF004, 0xF010, 0xF00F, 0xF011, 0xF00D
_PROPERTIES = (0xF00B, 0xF121, 0xF122)
_PLACEHOLDER = 0x0BC3
_TABLE, _SHOWN = 0x039F, 0x03BF
_IS_TABLE, _IS_HIDDEN = 0x0001, 0x0002
# Kinds of placeholders, by their numbers (2.13.23).
_KINDS = {
    **dict.fromkeys((1, 13, 17), "title"), **dict.fromkeys((3, 15), "ctrTitle"), **dict.fromkeys((4, 16), "subTitle"),
    **dict.fromkeys((2, 6, 12, 14, 18), "body"), **dict.fromkeys((5, 11), "sldImg"), 7: "dt", 8: "sldNum", 9: "ftr",
    10: "hdr", **dict.fromkeys(range(19, 27), "obj"),
}  # fmt: skip
# Types of text that only a title has, or a body (2.13.33).
_BY_TYPE = {0: "title", 6: "ctrTitle", 1: "body", 5: "body", 7: "body", 8: "body"}
# A slide is measured in steps of 1/576 inch, a .pptx in steps of 1/914400.
_STEP = 1588
_OF_NOTES, _HAS_TEXT = 2, "<a:t>"
_DEEPEST = 20


class _Cell(NamedTuple):
    """A cell of a table: where it stands, and its text."""

    left: int
    top: int
    right: int
    bottom: int
    text: Text


class ShapesXml:
    """Writes the shapes of one slide."""

    def __init__(self, data: bytes, outline: list[Text]) -> None:
        """Writes nothing yet; `outline` are the texts of the slide that its shapes refer to by their place."""
        self._data = data
        self._outline: dict[int, Text] = dict(enumerate(outline))
        self._only: int | None = None

    def notes(self, notes: Record) -> str:
        """The tree of the shapes of a page of notes, without the headers and footers that all such pages repeat."""
        tree, self._only = self.tree(notes), _OF_NOTES
        # A page whose notes are in other shapes has those.
        return own if _HAS_TEXT in (own := self.tree(notes)) else tree

    def tree(self, slide: Record) -> str:
        """The tree of the shapes of a slide, with the texts of its outline that no shape shows."""
        drawing = first(self._data, slide, DRAWING)
        found = [self._group(group) for group in deep(self._data, drawing, _GROUP)] if drawing else []
        rest = "".join(self._sp(self._kind(text, None), "", text) for text in self._outline.values())
        return f"<p:cSld><p:spTree>{''.join(found)}{rest}</p:spTree></p:cSld>"

    def _group(self, group: Record, depth: int = 0) -> str:
        written = []
        for record in inside(self._data, group):
            if record.kind == _SHAPE:
                written.append(self._shape(record))
            elif record.kind == _GROUP and depth < _DEEPEST:
                written.append(self._inner(record, depth + 1))
        return "".join(written)

    def _inner(self, group: Record, depth: int) -> str:
        own = first(self._data, group, _SHAPE)
        if own is not None and self._property(own, _TABLE) & _IS_TABLE:
            return self._table(group, own)
        area = self._area(own) if own else None
        placed = f"<p:grpSpPr>{_xfrm(area)}</p:grpSpPr>" if area else ""
        return f"<p:grpSp>{placed}{self._group(group, depth)}</p:grpSp>"

    def _shape(self, shape: Record) -> str:
        text = self._text(shape)
        if text is None or not text.characters.strip() or self._only not in (None, text.type):
            return ""
        return self._sp(
            self._kind(text, shape), _xfrm(self._area(shape)), text, hidden=self._is_hidden(shape)
        )

    @staticmethod
    def _sp(kind: str, placed: str, text: Text, *, hidden: bool = False) -> str:
        placeholder = f'<p:nvPr><p:ph type="{kind}"/></p:nvPr>' if kind else ""
        named = f'<p:nvSpPr><p:cNvPr id="1" name="" hidden="{int(hidden)}"/>{placeholder}</p:nvSpPr>'
        return f"<p:sp>{named}<p:spPr>{placed}</p:spPr>{body(text)}</p:sp>"

    def _text(self, shape: Record) -> Text | None:
        """The text of a shape: its own, or one of the outline, which belongs to one shape only."""
        box = first(self._data, shape, _TEXT_BOX)
        if box is None:
            return None
        reference = first(self._data, box, REFERENCE)
        if reference is not None:
            place = int.from_bytes(self._data[reference.start : reference.start + 4], "little")
            return self._outline.pop(place, None)
        return next(texts(self._data, inside(self._data, box)), None)

    def _kind(self, text: Text, shape: Record | None) -> str:
        client = first(self._data, shape, _CLIENT) if shape else None
        stated = first(self._data, client, _PLACEHOLDER) if client else None
        if stated is not None and stated.end - stated.start >= 5:
            return _KINDS.get(self._data[stated.start + 4], "")
        return _BY_TYPE.get(text.type, "")

    def _table(self, group: Record, own: Record) -> str:
        """A table: its cells are shapes of a group, and only where they stand tells their row and column."""
        cells = []
        for shape in inside(self._data, group):
            text = self._text(shape) if shape.kind == _SHAPE else None
            area = self._area(shape) if text is not None else None
            if text is not None and area is not None:
                cells.append(_Cell(*area, text))
        columns, rows = sorted({cell.left for cell in cells}), sorted({cell.top for cell in cells})
        written = []
        for top in rows:
            line = sorted((cell for cell in cells if cell.top == top), key=lambda cell: cell.left)
            written.append(f"<a:tr>{''.join(_row(line, columns, rows))}</a:tr>")
        # The first row names the columns in all that PowerPoint itself makes.
        table = f'<a:tbl><a:tblPr firstRow="1"/>{"".join(written)}</a:tbl>'
        return f"<p:graphicFrame>{_xfrm(self._area(own), 'p')}<a:graphic>{table}</a:graphic></p:graphicFrame>"

    def _area(self, shape: Record) -> tuple[int, int, int, int] | None:
        """Where a shape stands: left, top, right, bottom."""
        for record in inside(self._data, shape):
            size = record.end - record.start
            if record.kind == _ANCHOR and size >= 8:
                form = "<4h" if size < 16 else "<4l"
                top, left, right, bottom = struct.unpack_from(form, self._data, record.start)
                return left, top, right, bottom
            if record.kind == _IN_GROUP and size >= 16:
                left, top, right, bottom = struct.unpack_from("<4l", self._data, record.start)
                return left, top, right, bottom
        return None

    def _is_hidden(self, shape: Record) -> bool:
        return bool(self._property(shape, _SHOWN) & _IS_HIDDEN)

    def _property(self, shape: Record, number: int) -> int:
        """A property of a shape; 0 if it is not stated."""
        return next(
            (
                value
                for record in inside(self._data, shape)
                if record.kind in _PROPERTIES
                for stated, value in self._properties(record)
                if stated == number
            ),
            0,
        )

    def _properties(self, record: Record) -> Iterator[tuple[int, int]]:
        for at in range(min(record.instance, (record.end - record.start) // 6)):
            stated, value = struct.unpack_from("<HL", self._data, record.start + 6 * at)
            yield stated & 0x3FFF, value


def _row(line: list[_Cell], columns: list[int], rows: list[int]) -> Iterator[str]:
    """The cells of a row, with those that wider cells cover."""
    filled = 0
    for cell in line:
        at = columns.index(cell.left)
        # Covered from above, or from the left.
        yield "<a:tc/>" * (at - filled)
        width = max(sum(cell.left <= column < cell.right for column in columns), 1)
        height = max(sum(cell.top <= row < cell.bottom for row in rows), 1)
        text = body(cell.text).replace("p:txBody", "a:txBody")
        yield f'<a:tc gridSpan="{width}" rowSpan="{height}">{text}</a:tc>'
        yield '<a:tc hMerge="1"/>' * (width - 1)
        filled = max(at + width, filled)


def _xfrm(area: tuple[int, int, int, int] | None, namespace: str = "a") -> str:
    if area is None:
        return ""
    left, top, right, bottom = (_STEP * value for value in area)
    inner = f'<a:off x="{left}" y="{top}"/><a:ext cx="{right - left}" cy="{bottom - top}"/>'
    return f"<{namespace}:xfrm>{inner}</{namespace}:xfrm>"
