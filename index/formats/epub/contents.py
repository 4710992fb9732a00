"""The table of contents of an EPUB, and its list of printed pages."""

import posixpath
from typing import NamedTuple
from xml.etree.ElementTree import Element

from selectolax.lexbor import LexborNode

from index.formats.archives.packages import Package
from index.formats.epub.package import Item, resolve
from index.formats.extract import UnreadableError
from index.formats.html.inline import inline_text
from index.formats.html.tree import walk
from index.formats.html.xhtml import parse_xhtml
from index.formats.xml.names import child, children, descendants, text_of
from index.formats.xml.safe import parse_xml, without_doctype


class Place(NamedTuple):
    """The beginning of a chapter or a printed page.

    Attributes:
        path: The file.
        anchor: The id of an element in it, or "" for its beginning.
        name: The path of a chapter, such as "Part One > The Storm", or the number of a page.
    """

    path: str
    anchor: str
    name: str


class Contents(NamedTuple):
    """The chapters and the printed pages that a book lists, in their order."""

    chapters: list[Place]
    pages: list[Place]


def read_contents(package: Package, navigation: list[Item]) -> Contents:
    """The chapters and pages, each from the first file that lists any; files that can't be read are skipped."""
    contents = Contents([], [])
    for item in navigation:
        try:
            data = package.read(item.path)
            listed = (_from_page if "nav" in item.properties else _from_ncx)(package, item, data)
        # Without its contents a book has no names of chapters, but its text is still read.
        except UnreadableError:
            continue
        contents = Contents(contents.chapters or listed.chapters, contents.pages or listed.pages)
    return contents


def _place(package: Package, item: Item, href: str, name: str) -> Place:
    """The target of a link in a list of contents."""
    return Place(resolve(package, posixpath.dirname(item.path), href), href.partition("#")[2], name)


def _from_page(package: Package, item: Item, data: bytes) -> Contents:
    """EPUB 3: lists of links in `nav` elements."""
    contents = Contents([], [])
    for nav in parse_xhtml(data).css("nav"):
        kind = nav.attributes.get("epub:type") or nav.attributes.get("role") or "toc"
        if kind in ("toc", "doc-toc"):
            contents.chapters.extend(_links(package, item, nav))
        elif kind in ("page-list", "doc-pagelist"):
            contents.pages.extend(
                _place(package, item, link.attributes.get("href") or "", inline_text(link))
                for link in nav.css("a[href]")
            )
    return contents


def _links(package: Package, item: Item, nav: LexborNode) -> list[Place]:
    """The links of a nested list; the name of each is the path of list items to it."""
    places = []
    path: list[str] = []
    for node, begins in walk(nav, lambda _: False):
        if node.tag == "li" and begins:
            path.append("")
        elif node.tag == "li":
            path.pop()
        # An item begins with a link, or with a `span` if its name leads nowhere (EPUB 3.3, 7).
        elif node.tag in ("a", "span") and begins and path and not path[-1]:
            path[-1] = inline_text(node)
            if href := node.attributes.get("href"):
                places.append(_place(package, item, href, _joined(path)))
    return places


def _joined(path: list[str]) -> str:
    return " > ".join(filter(None, path))


def _from_ncx(package: Package, item: Item, data: bytes) -> Contents:
    """EPUB 2: nested `navPoint` elements."""
    # The standard of NCX has files name a DTD, which `parse_xml` alone would refuse.
    root = parse_xml(without_doctype(data), what="its table of contents")
    chapters: list[Place] = []
    # A stack instead of recursion: a file may be nested deeper than Python's stack.
    pending: list[tuple[Element, list[str]]] = [(point, []) for point in _points(child(root, "navMap"))]
    while pending:
        point, above = pending.pop()
        path = [*above, text_of(child(point, "navLabel"))]
        chapters.append(_place(package, item, _target(point), _joined(path)))
        pending.extend((inner, path) for inner in _points(point))
    pages = [
        _place(package, item, _target(page), text_of(child(page, "navLabel")))
        for page in descendants(root, "pageTarget")
    ]
    # A point without a name says nothing about the text that it leads to.
    return Contents([chapter for chapter in chapters if chapter.name], pages)


def _points(element: Element | None) -> list[Element]:
    """The points in an element, the last one first, for a stack."""
    return list(children(element, "navPoint"))[::-1]


def _target(point: Element) -> str:
    content = child(point, "content")
    return "" if content is None else content.get("src", "")
