"""The slides of an OpenDocument presentation."""

from xml.etree.ElementTree import Element

from index.formats.builder import TextBuilder
from index.formats.odf.blocks import BlockWriter
from index.formats.odf.inline import InlineText
from index.formats.odf.names import DRAW, PRESENTATION, children
from index.formats.odf.styles import Styles

# Placeholders that every slide repeats.
_REPEATED = ("page-number", "date-time", "header", "footer", "page")


def write_slides(
    body: Element, builder: TextBuilder, blocks: BlockWriter, styles: Styles
) -> tuple[str, int, list[str]]:
    """Writes each slide as a section: its title, its other content, the speaker's notes, the comments.

    Returns:
        The title of the first slide, or "", how many slides there are, and notes of what was left out.
    """
    titles, notes = {}, []
    slides = list(children(body, f"{DRAW}page"))
    # Hidden slides count too, so that the numbers are those that the program shows.
    for number, slide in enumerate(slides, start=1):
        if styles.hides_slide(slide.get(f"{DRAW}style-name", "")):
            notes.append(f"Slide {number} is hidden and was left out.")
            continue
        builder.open("slide", f"slide {number}")
        titles[number] = _write_slide(slide, builder, blocks, styles)
        builder.leave_headings()
        _write_notes(slide, builder, blocks)
        blocks.write_comments()
        builder.close("slide")
    return titles.get(1, ""), len(slides), notes


def _write_slide(slide: Element, builder: TextBuilder, blocks: BlockWriter, styles: Styles) -> str:
    """Writes the content of a slide. Returns its title, or ""."""
    # The title need not come first in the file, which has frames in the order of drawing.
    first = next((frame for frame in slide if frame.get(f"{PRESENTATION}class") == "title"), None)
    title = ""
    if first is not None:
        content = InlineText(styles)
        for box in first:
            content.add_blocks(box)
        title = " ".join(content.text.split())
        builder.heading(title, 1)
        blocks.write_content(content)
    for element in slide:
        if element is not first and element.get(f"{PRESENTATION}class") not in _REPEATED:
            blocks.write_element(element)
    return title


def _write_notes(slide: Element, builder: TextBuilder, blocks: BlockWriter) -> None:
    for notes in children(slide, f"{PRESENTATION}notes"):
        builder.open("part", "notes")
        for frame in notes:
            if frame.get(f"{PRESENTATION}class") not in _REPEATED:
                with builder.inside("note"):
                    blocks.write(frame)
        builder.close("part")
