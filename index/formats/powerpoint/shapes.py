"""The shapes of a slide: what each is, where it stands, which is the title, what is not shown.

Source: ECMA-376 part 1, 19.3. A placeholder that does not say where it stands does so where its layout says, or its
master (19.7.10).
"""

from collections.abc import Iterator, Mapping, Sequence
from typing import NamedTuple
from xml.etree.ElementTree import Element

from index.formats.ooxml.parts import number
from index.formats.powerpoint.order import Area, in_reading_order

A, P = "{a}", "{p}"
GROUP = f"{P}grpSp"
_SHAPES = (f"{P}sp", GROUP, f"{P}graphicFrame", f"{P}pic", f"{P}cxnSp", f"{P}contentPart")
TITLES = ("title", "ctrTitle")
# Placeholders that every slide repeats: date, footer, number, header, picture of the slide.
_REPEATED = ("dt", "ftr", "sldNum", "hdr", "sldImg")
# The kind on the master, which has only five kinds of placeholders.
_ON_MASTER = {"ctrTitle": "title", "subTitle": "body", "obj": "body", "": "body"}
# What states no place is read first rather than lost.
_NOWHERE = Area(0, 0, 0, 0)


class Shape(NamedTuple):
    """A shape.

    Attributes:
        element: Its element.
        kind: That of its placeholder, such as "title" or "body"; "" if it is none.
        area: Where it stands.
    """

    element: Element
    kind: str
    area: Area


class Shapes:
    """Finds the shapes of slides.

    Attributes:
        hidden: How many characters are in shapes that are not shown.
    """

    def __init__(self, layouts: Sequence[Element]) -> None:
        """Finds nothing yet; `layouts` are the roots of the slide's layout and of its master, where there are any."""
        self._areas: list[Mapping[tuple[str, str], Area]] = [_placeholders(layout) for layout in layouts]
        self.hidden = 0

    def of(self, tree: Element) -> list[Shape]:
        """The shapes of a slide or a group in the order in which they are read; a title comes first."""
        elements = (child for child in tree if child.tag in _SHAPES and self._is_shown(child))
        shapes = [shape for child in elements if (shape := self._shape(child)).kind not in _REPEATED]
        titles = [shape for shape in shapes if shape.kind in TITLES]
        others = [shape for shape in shapes if shape.kind not in TITLES]
        return titles + in_reading_order(others, lambda shape: shape.area)

    def _shape(self, element: Element) -> Shape:
        stated = placeholder(element)
        kind, index = stated or ("", "")
        area = _area(element)
        if area is None and stated:
            area = self._inherited(kind, index)
        return Shape(element, kind, area or _NOWHERE)

    def _inherited(self, kind: str, index: str) -> Area | None:
        """Where a placeholder stands that does not say so: on the layout by its index, else on the master by its kind."""
        # An index links a slide to its layout only; the master has others.
        layout, *master = self._areas or [{}]
        by_index = (layout.get(key) for key in (((kind, index), ("", index)) if index else ((kind, ""),)))
        kinds = (kind, _ON_MASTER.get(kind, kind))
        by_kind = (areas.get((name, "")) for areas in (*master, layout) for name in kinds)
        return next(filter(None, (*by_index, *by_kind)), None)

    def _is_shown(self, element: Element) -> bool:
        properties = next(element.iter(f"{P}cNvPr"), None)
        shown = properties is None or properties.get("hidden") not in ("1", "true")
        if not shown:
            self.hidden += sum(len(text.text or "") for text in element.iter(f"{A}t"))
        return shown


def _placeholders(layout: Element) -> dict[tuple[str, str], Area]:
    """Where the placeholders of a layout stand, by kind and index, by index, and by kind."""
    found: dict[tuple[str, str], Area] = {}
    for element in layout.iter(f"{P}sp"):
        stated, area = placeholder(element), _area(element)
        if stated and area:
            kind, index = stated
            for name in (stated, ("", index), (kind, "")):
                found.setdefault(name, area)
    return found


def placeholder(element: Element) -> tuple[str, str] | None:
    """The kind of a placeholder and its index; None for another shape."""
    properties = next(_below(element, 2, f"{P}ph"), None)
    # A placeholder that states no kind takes any content (19.3.1.36).
    return None if properties is None else (properties.get("type", "obj"), properties.get("idx", ""))


def _area(element: Element) -> Area | None:
    frame = next(_below(element, 1, f"{A}xfrm", f"{P}xfrm"), None)
    offset = frame.find(f"{A}off") if frame is not None else None
    size = frame.find(f"{A}ext") if frame is not None else None
    if offset is None or size is None:
        return None
    left, top = number(offset.get("x")), number(offset.get("y"))
    return Area(left, top, left + max(number(size.get("cx")), 0), top + max(number(size.get("cy")), 0))


def _below(element: Element, depth: int, *tags: str) -> Iterator[Element]:
    """The elements of these names at most `depth` steps below a child, but not those of shapes in a group."""
    for child in element:
        if child.tag in tags:
            yield child
        elif depth and child.tag not in _SHAPES:
            yield from _below(child, depth - 1, *tags)
