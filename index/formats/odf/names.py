"""The names of OpenDocument's XML (OASIS OpenDocument 1.3, part 3), and a check of its depth."""

from collections.abc import Iterator
from xml.etree.ElementTree import Element

from index.formats.extract import UnreadableError

_OASIS = "urn:oasis:names:tc:opendocument:xmlns:"
OFFICE = "{" + _OASIS + "office:1.0}"
TEXT = "{" + _OASIS + "text:1.0}"
TABLE = "{" + _OASIS + "table:1.0}"
DRAW = "{" + _OASIS + "drawing:1.0}"
STYLE = "{" + _OASIS + "style:1.0}"
FO = "{" + _OASIS + "xsl-fo-compatible:1.0}"
PRESENTATION = "{" + _OASIS + "presentation:1.0}"
META = "{" + _OASIS + "meta:1.0}"
MANIFEST = "{" + _OASIS + "manifest:1.0}"
SVG = "{" + _OASIS + "svg-compatible:1.0}"
DC = "{http://purl.org/dc/elements/1.1/}"
# What LibreOffice writes beyond the standard.
EXTENDED = "{urn:org:documentfoundation:names:experimental:office:xmlns:loext:1.0}"

# Lists ten deep in tables in text boxes reach 60; each level costs two calls.
_MAX_DEPTH = 250


def check_depth(root: Element) -> None:
    """Makes sure that recursion over the tree stays within Python's limit.

    Raises:
        UnreadableError: The elements are nested deeper than any program writes them.
    """
    level = [root]
    for _ in range(_MAX_DEPTH):
        level = [child for element in level for child in element]
        if not level:
            return
    raise UnreadableError("it is damaged: its parts are nested too deep")


def plain_text(element: Element) -> str:
    """All characters inside an element."""
    return "".join(element.itertext())


def number(element: Element, name: str, default: int, largest: int) -> int:
    """An attribute as a whole number of 1 to `largest`."""
    stated = element.get(name)
    if stated is None:
        return default
    # Python refuses to convert a number of many thousand digits.
    stated = stated.strip()[:12]
    return min(max(int(stated), 1), largest) if stated.isascii() and stated.isdigit() else default


def children(element: Element, *names: str) -> Iterator[Element]:
    """The direct children of these names."""
    return (child for child in element if child.tag in names)
