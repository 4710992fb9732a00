"""The table of contents of an EPUB, and its list of printed pages."""

import posixpath
from typing import NamedTuple
from xml.etree.ElementTree import Element

from selectolax.lexbor import LexborNode

from index.formats.archives.packages import Package
from index.formats.epub.package import Item, parse_declared, resolve
from index.formats.extract import UnreadableError
from index.formats.html.encoding import decode_page
from index.formats.html.inline import inline_text
from index.formats.html.tree import parse_page, walk
from index.formats.html.xhtml import with_end_tags
from index.formats.xml.names import child, children, local_name, text_of


class Place(NamedTuple):
    """Where a chapter or a printed page begins.

    Attributes:
        path: The file.
        anchor: The id of an element in it, or "" for its beginning.
        name: For a chapter its path, such as "Part One > The Storm"; for a page its number.
    """

    path: str
    anchor: str
    name: str


class Contents(NamedTuple):
    """What a book lists.

    Attributes:
        chapters: In the order of the list.
        pages: The same.
    """

    chapters: list[Place]
    pages: list[Place]


def read_contents(package: Package, navigation: list[Item]) -> Contents:
    """The contents by the first file that lists any; empty if none does or can be read."""
    contents = Contents([], [])
    for item in navigation:
        try:
            data = package.read(item.path)
            found = (
                _from_page(package, item, data)
                if "nav" in item.properties.split()
                else _from_ncx(package, item, data)
            )
        except UnreadableError:
            continue
        contents = Contents(contents.chapters or found.chapters, contents.pages or found.pages)
    return contents


def _place(package: Package, folder: str, href: str, name: str) -> Place:
    return Place(resolve(package, folder, href), href.partition("#")[2], name)


def _from_page(package: Package, item: Item, data: bytes) -> Contents:
    """EPUB 3: lists of links in `nav` elements."""
    root = parse_page(with_end_tags(decode_page(data)))
    folder = posixpath.dirname(item.path)
    contents = Contents([], [])
    for nav in root.css("nav"):
        kind = nav.attributes.get("epub:type") or nav.attributes.get("role") or "toc"
        if kind in ("toc", "doc-toc"):
            contents.chapters.extend(_links(package, folder, nav))
        elif kind in ("page-list", "doc-pagelist"):
            contents.pages.extend(
                _place(package, folder, it.attributes.get("href") or "", inline_text(it))
                for it in nav.css("a[href]")
            )
    return contents


def _links(package: Package, folder: str, nav: LexborNode) -> list[Place]:
    """The links of a list, each named after those of the items that it is in."""
    places = []
    above: list[str] = []
    for node, begins in walk(nav, lambda it: False):
        if node.tag == "li" and begins:
            above.append("")
        elif node.tag == "li":
            above.pop()
        elif node.tag in ("a", "span") and begins and above and not above[-1]:
            above[-1] = inline_text(node)
            if href := node.attributes.get("href"):
                places.append(_place(package, folder, href, _path(above)))
    return places


def _path(names: list[str]) -> str:
    return " > ".join(filter(None, names))


def _from_ncx(package: Package, item: Item, data: bytes) -> Contents:
    """EPUB 2: `navPoint` elements, one inside another."""
    root = parse_declared(data, what="its table of contents")
    folder = posixpath.dirname(item.path)
    chapters: list[Place] = []
    pending: list[tuple[Element, list[str]]] = [(it, []) for it in _points(child(root, "navMap"))]
    while pending:
        point, above = pending.pop()
        names = [*above, text_of(child(point, "navLabel"))]
        chapters.append(_place(package, folder, _target(point), _path(names)))
        pending.extend((it, names) for it in _points(point))
    pages = [
        _place(package, folder, _target(element), text_of(child(element, "navLabel")))
        for element in root.iter()
        if local_name(element) == "pageTarget"
    ]
    return Contents([chapter for chapter in chapters if chapter.name], pages)


def _points(element: Element | None) -> list[Element]:
    """Its points, the last first, as they are put on a stack."""
    return [] if element is None else list(children(element, "navPoint"))[::-1]


def _target(point: Element) -> str:
    content = child(point, "content")
    return "" if content is None else content.get("src", "")
