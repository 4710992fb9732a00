"""The package file of an EPUB: the files of the book in reading order, and its metadata.

EPUB 2 and 3; see "EPUB 3.3" (W3C, 2023), sections 4.2 (container), 5 (package document) and 7 (navigation).
"""

import posixpath
from collections.abc import Sequence
from typing import NamedTuple
from urllib.parse import unquote
from xml.etree.ElementTree import Element

from index.formats.archives.packages import Package
from index.formats.dates import iso_date
from index.formats.extract import UnreadableError
from index.formats.xml.names import child, children, descendants, local_name, text_of
from index.formats.xml.safe import parse_xml, without_doctype

_CONTAINER = "META-INF/container.xml"
_ENCRYPTION = "META-INF/encryption.xml"
# These only scramble the first bytes of fonts; any other encryption is DRM.
_FONT_METHODS = {"http://www.idpf.org/2008/embedding", "http://ns.adobe.com/pdf/enc#RC"}
_NCX = "application/x-dtbncx+xml"
# The reading order may have pictures in it, too. The last two kinds are of EPUB 2 and of what came before.
_TEXTS = ("application/xhtml+xml", "text/html", "application/x-dtbook+xml", "text/x-oeb1-document")


class Item(NamedTuple):
    """A file of the book.

    Attributes:
        path: Its name in the package.
        type: Its media type.
        properties: Its roles: "nav", "cover-image", ...
    """

    path: str
    type: str
    properties: Sequence[str]


class Book(NamedTuple):
    """The content of a package file.

    Attributes:
        spine: The files of the text, in reading order.
        navigation: The files that list its chapters, the newer kind first.
        title: The title of the book, or None.
        metadata: As `Extract.metadata`; values may be empty.
        notes: A sentence for each chapter that is listed but missing.
    """

    spine: list[str]
    navigation: list[Item]
    title: str | None
    metadata: dict[str, str]
    notes: list[str]


def read_book(package: Package) -> Book:
    """Reads the package file.

    Raises:
        UnreadableError: There is none, or the book has DRM.
    """
    _check_rights(package)
    path = _package_path(package)
    root = parse_xml(without_doctype(package.read(path)), what="its package file")
    folder = posixpath.dirname(path)
    manifest = child(root, "manifest")
    items = {
        element.get("id", ""): Item(
            resolve(package, folder, element.get("href", "")),
            element.get("media-type", ""),
            element.get("properties", "").split(),
        )
        for element in children(manifest, "item")
    }
    spine = child(root, "spine")
    listed = [items.get(element.get("idref", "")) for element in children(spine, "itemref")]
    # A file that is listed twice is read once.
    texts = dict.fromkeys(item.path for item in listed if item is not None and item.type in _TEXTS)
    notes = [
        f"A chapter of the book is missing in the file: {path}." for path in texts if path not in package
    ]
    # EPUB 2 names its list of chapters in the spine; where that is missing, the type of a file tells.
    toc = items.get(spine.get("toc", "")) if spine is not None else None
    lists = [item for item in items.values() if "nav" in item.properties]
    lists += [item for item in (toc, *items.values()) if item is not None and item.type == _NCX][:1]
    title, metadata = _title_and_metadata(child(root, "metadata"))
    return Book([text for text in texts if text in package], lists, title, metadata, notes)


def _check_rights(package: Package) -> None:
    if _ENCRYPTION not in package:
        return
    root = parse_xml(package.read(_ENCRYPTION), what="its list of encrypted files")
    methods = {method.get("Algorithm", "") for method in descendants(root, "EncryptionMethod")}
    if methods - _FONT_METHODS:
        raise UnreadableError("it is protected by DRM; it can't be read")


def _package_path(package: Package) -> str:
    if _CONTAINER in package:
        root = parse_xml(package.read(_CONTAINER), what="its container file")
        # The first one counts: others are the same book in another form (EPUB 3.3, 4.2).
        for element in descendants(root, "rootfile"):
            path = resolve(package, "", element.get("full-path", ""))
            if path in package:
                return path
    # Some books have no container file, or a wrong one.
    unlisted = next((name for name in package.names if name.lower().endswith(".opf")), None)
    if unlisted is None:
        raise UnreadableError("it is damaged: it has no package file, which names its chapters")
    return unlisted


def resolve(package: Package, folder: str, href: str) -> str:
    """The name in the package of a link's target, without its fragment; "" if it is outside of the package."""
    # Links are written as in the web ("ch%201.xhtml"), the names in the package are not.
    path = unquote(href.partition("#")[0])
    if not path or ":" in path.partition("/")[0]:
        return ""
    name = posixpath.normpath(posixpath.join(folder, path)).lstrip("/")
    # Nothing outside of the package is ever opened.
    if name.startswith("../") or name in package:
        return "" if name.startswith("../") else name
    # Books made on systems that ignore case.
    return next((other for other in package.names if other.casefold() == name.casefold()), name)


def _title_and_metadata(element: Element | None) -> tuple[str | None, dict[str, str]]:
    """The title and metadata in Dublin Core terms, which are one level deeper in some books."""
    stated: dict[str, list[str]] = {}
    for term in () if element is None else element.iter():
        if "/dc/" in str(term.tag) or "purl.org/dc" in str(term.tag):
            stated.setdefault(local_name(term).lower(), []).append(text_of(term))
    metadata = {
        "author": "; ".join(_authors(element)),
        "date": next(filter(None, map(iso_date, stated.get("date", ()))), ""),
        "language": next(iter(stated.get("language", ())), ""),
        "publisher": next(iter(stated.get("publisher", ())), ""),
        "subject": "; ".join(filter(None, stated.get("subject", ()))),
    }
    title = next(filter(None, stated.get("title", ())), None)
    return title, metadata


def _authors(element: Element | None) -> list[str]:
    """The authors; people with another role, such as translators, only if there are no authors."""
    inside = [] if element is None else list(element.iter())
    roles = {
        meta.get("refines", ""): text_of(meta)
        for meta in inside
        if meta.get("property") == "role" and meta.get("refines")
    }
    people = []
    for creator in inside:
        if local_name(creator).lower() == "creator" and (name := text_of(creator)):
            # EPUB 2 has the role in an attribute, EPUB 3 in a `meta` that refines the creator.
            own_role = next((role for key, role in creator.attrib.items() if key.endswith("}role")), "")
            people.append((name, own_role or roles.get(f"#{creator.get('id', '')}", "aut")))
    return [name for name, role in people if role == "aut"] or [name for name, _ in people]
