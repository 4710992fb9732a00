"""What the slides of an OpenDocument presentation show by their masters: headers, footers, and words set there."""

from collections.abc import Iterator, Sequence
from xml.etree.ElementTree import Element

from index.formats.builder import TextBuilder
from index.formats.extract import MIN_HEADER_WORDS
from index.formats.odf.inline import FIELDS, PARAGRAPHS, InlineText
from index.formats.odf.names import DRAW, PRESENTATION, STYLE, children
from index.formats.odf.styles import Styles

_KINDS = ("header", "footer")


def write_masters(builder: TextBuilder, body: Element, layouts: Element, styles: Styles) -> None:
    """Writes the headers and footers of the slides, then other words of their masters, each line once.

    Args:
        builder: Where they are written.
        body: The slides.
        layouts: The root of the part with the masters.
        styles: The styles of both.
    """
    slides = [
        slide
        for slide in children(body, f"{DRAW}page")
        if not styles.hides_slide(slide.get(f"{DRAW}style-name", ""))
    ]
    used = {slide.get(f"{DRAW}master-page-name", "") for slide in slides}
    masters = [master for master in layouts.iter(f"{STYLE}master-page") if master.get(f"{STYLE}name") in used]
    for kind in (*_KINDS, "master"):
        builder.open("part", "slide master" if kind == "master" else kind)
        stated = _declared(body, slides, kind, styles) if kind in _KINDS else iter(())
        for text in dict.fromkeys((*stated, *_words(masters, kind, styles))):
            builder.paragraph(text, kind="furniture")
        builder.close("part")


def _declared(body: Element, slides: Sequence[Element], kind: str, styles: Styles) -> Iterator[str]:
    """The headers or footers that slides name; a master has only the place for them."""
    names = {slide.get(f"{PRESENTATION}use-{kind}-name") for slide in slides}
    for declared in children(body, f"{PRESENTATION}{kind}-decl"):
        if declared.get(f"{PRESENTATION}name") in names:
            content = InlineText(styles)
            content.add_paragraph(declared)
            yield " ".join(content.text.split())


def _words(masters: Sequence[Element], kind: str, styles: Styles) -> Iterator[str]:
    """The words of the shapes of masters that are of a kind: "header", "footer", or "master" for what is of none.

    Others are placeholders, whose words say where to click, or stand for what the slide has itself.
    """
    for master in masters:
        for shape in master:
            stated = shape.get(f"{PRESENTATION}class", "master")
            if stated != kind or shape.tag == f"{PRESENTATION}notes":
                continue
            for paragraph in shape.iter():
                if paragraph.tag in PARAGRAPHS:
                    content = InlineText(styles, dropped=FIELDS)
                    content.add_paragraph(paragraph)
                    if not content.fields or len(content.text.split()) >= MIN_HEADER_WORDS:
                        yield " ".join(content.text.split())
