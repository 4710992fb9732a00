"""Names and texts of XML elements."""

from collections.abc import Iterator
from xml.etree.ElementTree import Element


def local_name(element: Element) -> str:
    """The name of an element without its namespace."""
    return str(element.tag).rpartition("}")[2]


def children(element: Element, *names: str) -> Iterator[Element]:
    """The children of these local names, in order."""
    return (it for it in element if local_name(it) in names)


def child(element: Element | None, name: str) -> Element | None:
    """The first child of that local name, or None."""
    return None if element is None else next(children(element, name), None)


def text_of(element: Element | None) -> str:
    """All text inside an element, on one line; empty if there is none."""
    return "" if element is None else " ".join("".join(element.itertext()).split())
