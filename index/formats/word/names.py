"""Names of Word's elements and attributes, as `office_parts` shortens them."""

from xml.etree.ElementTree import Element

W = "{w}"
PARAGRAPH, TABLE, RUN, TEXT = f"{W}p", f"{W}tbl", f"{W}r", f"{W}t"
PROPERTIES, RUN_PROPERTIES = f"{W}pPr", f"{W}rPr"
VALUE, ID = f"{W}val", f"{W}id"
TEXT_BOX = f"{W}txbxContent"
PAGE_BREAK = f"{W}lastRenderedPageBreak"

# What was deleted or moved away, and what is no text.
SKIPPED = frozenset(
    f"{W}{word}"
    for word in (
        "del moveFrom delText delInstrText pPr rPr sdtPr sdtEndPr sectPr tblPr tblGrid trPr tcPr rt rubyPr fldData "
        "smartTagPr customXmlPr commentReference annotationRef footnoteRef endnoteRef"
    ).split()
)


def value(element: Element | None, path: str = "") -> str | None:
    """The w:val of an element, or of what is at a path in it; None if either is missing."""
    found = element.find(path) if element is not None and path else element
    return None if found is None else found.get(VALUE)


def is_on(element: Element | None) -> bool:
    """Whether a switch, such as w:vanish, is there and not turned off."""
    return element is not None and element.get(VALUE) not in ("0", "false", "off")
