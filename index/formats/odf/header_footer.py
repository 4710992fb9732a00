"""Headers and footers of an OpenDocument file, which are in its page layouts. Each is written once."""

from collections.abc import Iterator
from xml.etree.ElementTree import Element

from index.formats.builder import TextBuilder
from index.formats.extract import MIN_HEADER_WORDS
from index.formats.odf.inline import FIELDS, PARAGRAPHS, InlineText
from index.formats.odf.names import STYLE, children
from index.formats.odf.styles import Styles

_PLACES = ("", "-left", "-first")
# The names of page layouts that are used without any style that refers to them.
_DEFAULTS = ("Standard", "Default")


def write_headers_and_footers(builder: TextBuilder, layouts: Element, styles: Styles) -> None:
    """Writes the headers and the footers of the page layouts that are used, each as a part of its own."""
    builder.leave_headings()
    for kind in ("header", "footer"):
        builder.open("part", kind)
        # Layouts, and left and first pages, often repeat the same lines.
        for text in dict.fromkeys(_texts(layouts, styles, kind)):
            builder.paragraph(text, kind="furniture")
        builder.close("part")


def _texts(layouts: Element, styles: Styles, kind: str) -> Iterator[str]:
    pages = list(layouts.iter(f"{STYLE}master-page"))
    used = styles.master_pages.union(_DEFAULTS)
    # Where no layout is named, the first is taken.
    for page in [page for page in pages if page.get(f"{STYLE}name") in used] or pages[:1]:
        for element in children(page, *(f"{STYLE}{kind}{place}" for place in _PLACES)):
            if element.get(f"{STYLE}display") != "false":
                yield from _paragraphs(element, styles)


def _paragraphs(element: Element, styles: Styles) -> Iterator[str]:
    for paragraph in element.iter():
        if paragraph.tag in PARAGRAPHS:
            content = InlineText(styles, dropped=FIELDS)
            content.add_paragraph(paragraph)
            if not content.fields or len(content.text.split()) >= MIN_HEADER_WORDS:
                yield " ".join(content.text.split())
