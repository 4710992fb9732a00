"""Known text as a PowerPoint presentation."""

import io
from collections.abc import Iterator
from dataclasses import dataclass

from pptx import Presentation
from pptx.presentation import Presentation as PresentationFile
from pptx.slide import Slide as SlidePage
from pptx.util import Inches

from bench.parsing.known_files import Answers, KnownFile
from bench.parsing.known_text import Heading, KnownText, ListItem, Paragraph, Table
from bench.parsing.known_writers.packing import timeless

_ITEMS = 3  # paragraphs on a slide


@dataclass(frozen=True, slots=True, kw_only=True)
class Slide:
    """A title and the elements below it."""

    title: str
    elements: list[Paragraph | ListItem | Table]


def slides_of(text: KnownText) -> Iterator[Slide]:
    """Yields the text as slides: a heading begins one, and so do every fourth paragraph and each table."""
    slide: Slide | None = None
    for path, element in text.parts():
        if isinstance(element, Heading):
            if slide:
                yield slide
            slide = Slide(title=element.text, elements=[])
        elif isinstance(element, Paragraph | ListItem | Table) and slide:
            # Slides have no footnotes.
            plain = Paragraph(sentences=element.sentences) if isinstance(element, Paragraph) else element
            has_table = any(isinstance(placed, Table) for placed in slide.elements)
            if len(slide.elements) == _ITEMS or has_table or (isinstance(element, Table) and slide.elements):
                yield slide
                slide = Slide(title=path[-1], elements=[])
            slide.elements.append(plain)
    if slide:
        yield slide


def write_pptx(text: KnownText) -> KnownFile:
    """Writes titles, bodies and tables, with notes on every fourth slide."""
    answers = Answers()
    book = Presentation()
    book.core_properties.title, book.core_properties.author = text.title, text.author
    for number, slide in enumerate(slides_of(text), start=1):
        _slide(book, number, slide, answers)
    written = io.BytesIO()
    book.save(written)
    return answers.file("pptx", "known.pptx", timeless(written.getvalue()))


def _slide(book: PresentationFile, number: int, slide: Slide, answers: Answers) -> None:
    place = ("slide", f"slide {number}")
    # The layout with a title and a body.
    page = book.slides.add_slide(book.slide_layouts[1])
    page.shapes.title.text = slide.title
    answers.text(slide.title)
    frame = page.placeholders[1].text_frame
    for count, element in enumerate(slide.elements):
        answers.element(element, None, place)
        if isinstance(element, Table):
            _table(page, element)
        else:
            # A frame always has a first paragraph.
            paragraph = frame.add_paragraph() if count else frame.paragraphs[0]
            for sentence in element.sentences:
                # Two runs, cut anywhere, as editing leaves them.
                paragraph.add_run().text = sentence[: len(sentence) // 2]
                paragraph.add_run().text = sentence[len(sentence) // 2 :] + " "
    if number % 4 == 0:
        note = f"Said by the speaker on slide {number} only."
        page.notes_slide.notes_text_frame.text = note
        answers.sentence(note, None, place)


def _table(page: SlidePage, table: Table) -> None:
    rows = (table.header, *table.rows)
    shape = page.shapes.add_table(len(rows), len(table.header), Inches(1), Inches(2), Inches(8), Inches(3))
    for down, row in enumerate(rows):
        for across, cell in enumerate(row):
            shape.table.cell(down, across).text = cell
