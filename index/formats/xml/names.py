"""Finds XML elements by their local names, and their text."""

from collections.abc import Iterator
from xml.etree.ElementTree import Element


def local_name(element: Element) -> str:
    """The name of an element without its namespace."""
    # Versions of one format have different namespaces, or none, and the same names.
    return str(element.tag).rpartition("}")[2]


def children(element: Element | None, *names: str) -> Iterator[Element]:
    """The children with one of these local names, in order; none if there is no element."""
    return (part for part in (() if element is None else element) if local_name(part) in names)


def descendants(element: Element, name: str) -> Iterator[Element]:
    """The element itself and everything inside it with that local name, in order."""
    return (part for part in element.iter() if local_name(part) == name)


def child(element: Element | None, name: str) -> Element | None:
    """The first child with that local name, or None."""
    return next(children(element, name), None)


def text_of(element: Element | None) -> str:
    """All text inside an element, on one line; empty if there is none."""
    return "" if element is None else " ".join("".join(element.itertext()).split())
