"""Formulas in OpenDocument texts: each is a part of its own, in MathML, and stands in a sentence."""

from collections.abc import Callable
from xml.etree.ElementTree import Element

from index.formats.odf.names import DRAW, TEXT
from index.formats.xml.mathml import linear
from index.formats.xml.names import local_name

_AROUND = frozenset(f"{TEXT}{it}" for it in ("p", "h", "span", "a"))
_LINK = "{http://www.w3.org/1999/xlink}href"


def place_formulas(content: Element, part: Callable[[str], Element | None]) -> None:
    """Puts the text of each formula where its frame stands in a paragraph.

    Args:
        content: The root of the document's content; it is changed.
        part: The root of a part by its name; None if that is missing, damaged or none of XML.
    """
    for around in [element for element in content.iter() if element.tag in _AROUND]:
        for at, frame in enumerate(around):
            found = frame.find(f"{DRAW}object") if frame.tag == f"{DRAW}frame" else None
            formula = _formula(found, part) if found is not None else None
            if formula is not None:
                span = Element(f"{TEXT}span")
                span.text, span.tail = linear(formula), frame.tail
                around[at] = span


def _formula(found: Element, part: Callable[[str], Element | None]) -> Element | None:
    """The root of a formula; in a flat file it stands in the object itself."""
    link = found.get(_LINK, "").removeprefix("./").rstrip("/")
    root = part(f"{link}/content.xml") if link else next(iter(found), None)
    return root if root is not None and local_name(root) == "math" else None
