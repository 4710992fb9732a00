"""Opens an OpenDocument package: its parts as XML, decrypted where they are encrypted."""

import re
from collections.abc import Callable
from typing import NamedTuple
from xml.etree.ElementTree import Element

from index.formats.archives.packages import Package
from index.formats.extract import EncryptedError, File, UnreadableError
from index.formats.odf.encryption import Encryption, decrypted, encryptions
from index.formats.odf.names import DRAW, TEXT, check_depth
from index.formats.xml.mathml import linear
from index.formats.xml.names import local_name
from index.formats.xml.safe import parse_xml

_MANIFEST = "META-INF/manifest.xml"
_WHOLE = "encrypted-package"
_ZIP = b"PK"
# Only a formula in a line of text belongs to a sentence; others are objects that are left out.
_HOLDS_FORMULAS = frozenset(f"{TEXT}{name}" for name in ("p", "h", "span", "a"))
_LINK = "{http://www.w3.org/1999/xlink}href"
# OpenOffice 2 declared the manifest's DTD, which is never read. One that defines anything stays, so that it is refused.
_DOCTYPE = re.compile(rb"<!DOCTYPE[^>\[]*>")


class Parts(NamedTuple):
    """The parts of a document that hold text.

    Attributes:
        content: The root of content.xml.
        styles: The root of styles.xml, or an empty one.
        meta: The root of meta.xml, or an empty one.
        notes: What could not be read, a sentence each.
    """

    content: Element
    styles: Element
    meta: Element
    notes: list[str]


def open_parts(file: File) -> Parts:
    """The parts of a document. A flat one (.fodt, .fods, .fodp) has them all in one XML file.

    Raises:
        UnreadableError: Its content is damaged or too large, or its password is missing or wrong.
    """
    if not file.data.startswith(_ZIP):
        whole = parse_xml(file.data)
        check_depth(whole)
        # A formula of a flat file is inside its object, so there are no parts to look for.
        _place_formulas(whole, lambda _: None)
        return Parts(whole, whole, whole, [])
    package = Package(file.data)
    locked = _encryptions(package)
    if _WHOLE in locked:
        package = Package(_read(package, _WHOLE, locked, file.password))
        locked = {}
    content = _parsed(package, "content.xml", locked, file.password)
    _place_formulas(content, lambda name: _optional(package, name, locked, file.password))
    notes: list[str] = []
    others = []
    # The text can be read without these, so damage costs only what they hold.
    for name, what in (("styles.xml", "headers, footers and hidden text"), ("meta.xml", "title and author")):
        try:
            others.append(_parsed(package, name, locked, file.password))
        except UnreadableError as error:
            others.append(Element("none"))
            # A package need not have them.
            if name in package:
                notes.append(f"Its {what} could not be read: {error}.")
    return Parts(content, others[0], others[1], notes)


def _encryptions(package: Package) -> dict[str, Encryption]:
    if _MANIFEST not in package:
        return {}
    data = package.read(_MANIFEST)
    # Nothing else in the manifest is needed, so a damaged one costs nothing.
    if b"encryption-data" not in data:
        return {}
    return encryptions(parse_xml(_DOCTYPE.sub(b"", data, count=1), what=f"its part {_MANIFEST}"))


def _parsed(package: Package, name: str, locked: dict[str, Encryption], password: str | None) -> Element:
    root = parse_xml(_read(package, name, locked, password), what=f"its part {name}")
    check_depth(root)
    return root


def _optional(
    package: Package, name: str, locked: dict[str, Encryption], password: str | None
) -> Element | None:
    try:
        return _parsed(package, name, locked, password)
    except UnreadableError:
        return None


def _read(package: Package, name: str, locked: dict[str, Encryption], password: str | None) -> bytes:
    data = package.read(name)
    if name not in locked:
        return data
    if not password:
        raise EncryptedError.of(given=False)
    return decrypted(data, locked[name], password)


def _place_formulas(content: Element, part: Callable[[str], Element | None]) -> None:
    """Replaces the frame of each formula in a paragraph by its text: a formula is a part of its own, in MathML.

    Args:
        content: The root of the document's content; it is changed.
        part: Gives the root of a part by its name; None if it can't be read.
    """
    # Listed first, since the tree is changed on the way.
    for parent in [element for element in content.iter() if element.tag in _HOLDS_FORMULAS]:
        for at, frame in enumerate(parent):
            found = frame.find(f"{DRAW}object") if frame.tag == f"{DRAW}frame" else None
            formula = _formula(found, part) if found is not None else None
            if formula is not None:
                span = Element(f"{TEXT}span")
                span.text, span.tail = linear(formula), frame.tail
                parent[at] = span


def _formula(found: Element, part: Callable[[str], Element | None]) -> Element | None:
    """The root of a formula; in a flat file it is inside the object itself."""
    link = found.get(_LINK, "").removeprefix("./").rstrip("/")
    root = part(f"{link}/content.xml") if link else next(iter(found), None)
    return root if root is not None and local_name(root) == "math" else None
