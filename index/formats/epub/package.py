"""What is in an EPUB: which files make up the book, in which order, and what it says about itself.

EPUB 2 and 3; see "EPUB 3.3" (W3C, 2023), sections 4.2 (container), 5 (package document) and 7 (navigation).
"""

import posixpath
import re
from typing import NamedTuple
from urllib.parse import unquote
from xml.etree.ElementTree import Element

from index.formats.archives.packages import Package
from index.formats.dates import iso_date
from index.formats.extract import UnreadableError
from index.formats.xml.names import child, children, local_name, text_of
from index.formats.xml.safe import parse_xml

_CONTAINER = "META-INF/container.xml"
_ENCRYPTION = "META-INF/encryption.xml"
# These only scramble the first bytes of fonts; all else is a lock on the text.
_OF_FONTS = ("http://www.idpf.org/2008/embedding", "http://ns.adobe.com/pdf/enc#RC")
_TEXTS = ("application/xhtml+xml", "text/html", "application/x-dtbook+xml", "text/x-oeb1-document")
# What a NCX or an old package file begins with, by its standard: a name and no declarations of its own. It is cut
# off before the XML is parsed, so that nothing is ever looked up; with declarations in brackets it stays, and is refused.
_STANDARD_DTD = re.compile(rb"<!DOCTYPE\s+(?:ncx|package)\b[^\[\]<>]{0,500}>")


class Item(NamedTuple):
    """A file of the book.

    Attributes:
        path: Its name in the package.
        type: Its media type.
        properties: What else is said of it: "nav", "cover-image", ...
    """

    path: str
    type: str
    properties: str


class Book(NamedTuple):
    """What a package file says.

    Attributes:
        spine: The files that make up the text, in reading order.
        navigation: The files that list its chapters, the newer kind first.
        title: Of the book, or None.
        metadata: As `Extract.metadata`.
        notes: What is listed and missing, a sentence each.
    """

    spine: list[str]
    navigation: list[Item]
    title: str | None
    metadata: dict[str, str]
    notes: list[str]


def read_book(package: Package) -> Book:
    """Reads the package file.

    Raises:
        UnreadableError: There is none, or the book is locked.
    """
    _check_rights(package)
    path = _package_path(package)
    root = parse_declared(package.read(path), what="its package file")
    folder = posixpath.dirname(path)
    manifest = child(root, "manifest")
    items = {
        it.get("id", ""): Item(
            resolve(package, folder, it.get("href", "")), it.get("media-type", ""), it.get("properties", "")
        )
        for it in (() if manifest is None else children(manifest, "item"))
    }
    spine = child(root, "spine")
    listed = [items.get(it.get("idref", "")) for it in (() if spine is None else children(spine, "itemref"))]
    texts = list(dict.fromkeys(it.path for it in listed if it is not None and it.type in _TEXTS))
    notes = [
        f"A chapter of the book is missing in the file: {path}." for path in texts if path not in package
    ]
    toc = items.get(spine.get("toc", "")) if spine is not None else None
    navigation = [item for item in items.values() if "nav" in item.properties.split()]
    navigation += [
        item
        for item in (toc, *items.values())
        if item is not None and item.type == "application/x-dtbncx+xml"
    ][:1]
    title, metadata = _about(child(root, "metadata"))
    return Book([text for text in texts if text in package], navigation, title, metadata, notes)


def _check_rights(package: Package) -> None:
    if _ENCRYPTION not in package:
        return
    root = parse_xml(package.read(_ENCRYPTION), what="its list of encrypted files")
    methods = {
        element.get("Algorithm", "") for element in root.iter() if local_name(element) == "EncryptionMethod"
    }
    if methods - set(_OF_FONTS):
        raise UnreadableError("it is protected by DRM; it can't be read")


def _package_path(package: Package) -> str:
    if _CONTAINER in package:
        root = parse_xml(package.read(_CONTAINER), what="its container file")
        for element in root.iter():
            path = (
                resolve(package, "", element.get("full-path", ""))
                if local_name(element) == "rootfile"
                else ""
            )
            if path in package:
                return path
    found = next((name for name in package.names if name.lower().endswith(".opf")), None)
    if found is None:
        raise UnreadableError("it is damaged: it has no package file, which names its chapters")
    return found


def parse_declared(data: bytes, *, what: str) -> Element:
    """As `parse_xml`, for files whose standard has them name a DTD; it is neither read nor looked up.

    Raises:
        UnreadableError: It is not well-formed, or declares anything itself.
    """
    return parse_xml(_STANDARD_DTD.sub(b"", data, count=1), what=what)


def resolve(package: Package, folder: str, href: str) -> str:
    """The name in the package of what a link without its fragment leads to; "" if that is outside."""
    path = unquote(href.partition("#")[0])
    if not path or ":" in path.partition("/")[0]:
        return ""
    name = posixpath.normpath(posixpath.join(folder, path)).lstrip("/")
    if name.startswith("../") or name in package:
        return "" if name.startswith("../") else name
    # Books made where case makes no difference.
    return next((it for it in package.names if it.casefold() == name.casefold()), name)


def _about(element: Element | None) -> tuple[str | None, dict[str, str]]:
    """The title and the metadata: Dublin Core terms, which some books put one level deeper."""
    stated: dict[str, list[str]] = {}
    for it in () if element is None else element.iter():
        if "/dc/" in str(it.tag) or "purl.org/dc" in str(it.tag):
            stated.setdefault(local_name(it).lower(), []).append(text_of(it))
    found = {
        "author": "; ".join(_authors(element)),
        "date": next((date for it in stated.get("date", ()) if (date := iso_date(it))), ""),
        "language": next(iter(stated.get("language", ())), ""),
        "publisher": next(iter(stated.get("publisher", ())), ""),
        "subject": "; ".join(filter(None, stated.get("subject", ()))),
    }
    title = next(filter(None, stated.get("title", ())), None)
    return title, {key: value for key, value in found.items() if value}


def _authors(element: Element | None) -> list[str]:
    """Who wrote it; those who did something else for it, such as translate it, only where nobody is said to have."""
    inside = [] if element is None else list(element.iter())
    refined = {
        it.get("refines", ""): text_of(it)
        for it in inside
        if it.get("property") == "role" and it.get("refines")
    }
    people = []
    for it in inside:
        if local_name(it).lower() == "creator" and (name := text_of(it)):
            own = next((role for key, role in it.attrib.items() if key.endswith("}role")), "")
            people.append((name, own or refined.get(f"#{it.get('id', '')}", "aut")))
    return [name for name, role in people if role == "aut"] or [name for name, _ in people]
