"""Known text as PDF: mixed columns with bookmarks and page labels, two columns throughout, and without bookmarks."""

from functools import cache
from pathlib import Path as FilePath

import reportlab
from reportlab.pdfbase.pdfmetrics import registerFont
from reportlab.pdfbase.ttfonts import TTFont

from bench.parsing.known_files import RUNNING_HEADER, Answers, KnownFile
from bench.parsing.known_text import Columns, Heading, KnownText, ListItem, PageBreak, Paragraph, Table
from bench.parsing.known_writers.pdf_lines import Fonts, Line, Piece, lines_of
from bench.parsing.known_writers.pdf_pages import GUTTER, WIDTH, Pages

_HALF = (WIDTH - GUTTER) / 2


def write_pdf(text: KnownText, *, compress: bool = True) -> KnownFile:
    """Writes one column with stretches of two, bookmarks, and a front page with the number i; spaces are written."""
    pages = Pages(bookmarks=True, spaces=True, compress=compress)
    answers = Answers()
    pages.canvas.setTitle(text.title)
    pages.canvas.setAuthor(text.author)
    title = Line(height=40, pieces=[Piece(0, "Helvetica-Bold", 20, text.title)])
    pages.one_column([title, Line(height=40, pieces=[Piece(0, "Times-Roman", 12, f"by {text.author}")])])
    answers.text(text.title, "by", text.author)
    pages.end_front()
    _mixed(text, pages, Fonts())
    return _file("pdf", text, pages, answers)


def write_bare(text: KnownText) -> KnownFile:
    """Writes the same as `write_pdf` without front page, bookmarks and page labels."""
    pages = Pages(bookmarks=False, spaces=True, compress=True)
    _mixed(text, pages, Fonts())
    return _file("pdf, no bookmarks", text, pages, Answers())


def write_two_columns(text: KnownText) -> KnownFile:
    """Writes two columns throughout, an embedded font, footnotes below each column, and no spaces."""
    pages = Pages(bookmarks=True, spaces=False, compress=True)
    pages.canvas.setTitle(text.title)
    for parts in text.chapters():
        # For the running header.
        pages.chapter = parts[0][0][0]
        lines = [
            line
            for path, element in parts
            if isinstance(element, Heading | Paragraph | ListItem | Table)
            for line in lines_of(element, path, _HALF, _vera())
        ]
        pages.two_columns(lines, balanced=False)
    return _file("pdf, two columns", text, pages, Answers())


def _mixed(text: KnownText, pages: Pages, fonts: Fonts) -> None:
    # Lines are collected until the columns or the page change: balancing two columns needs all of them.
    stretch: list[Line] = []
    columns = 1
    for path, element in text.parts():
        if isinstance(element, Heading | Paragraph | ListItem | Table):
            if isinstance(element, Heading) and element.level == 1:
                pages.chapter = element.text
            stretch += lines_of(element, path, WIDTH if columns == 1 else _HALF, fonts)
            continue
        _set(pages, stretch, columns)
        stretch = []
        if isinstance(element, Columns):
            columns = element.count
        # The page may just have ended; a second end would leave an empty one.
        elif isinstance(element, PageBreak) and not pages.is_empty:
            pages.end_page()
            columns = 1
    _set(pages, stretch, columns)


def _set(pages: Pages, lines: list[Line], columns: int) -> None:
    if columns == 1:
        pages.one_column(lines)
    else:
        pages.two_columns(lines, balanced=True)


def _file(format_: str, text: KnownText, pages: Pages, answers: Answers) -> KnownFile:
    """Completes the answers, now that the page of each sentence is known."""
    data = pages.data()
    for path, element in text.parts():
        if isinstance(element, Paragraph | ListItem):
            # One by one, because a paragraph may end on the next page.
            for sentence in element.sentences:
                answers.sentence(sentence, path, ("page", pages.page_of(sentence)))
        else:
            answers.element(element, path)
        note = element.footnote if isinstance(element, Paragraph) else None
        if note:
            answers.note(note, ("page", pages.page_of(note.sentences[0])))
    name = f"known-{format_.replace(',', '').replace(' ', '-')}.pdf"
    return answers.file(format_, name, data, (RUNNING_HEADER,))


@cache
def _vera() -> Fonts:
    """Bitstream Vera, which comes with reportlab, embedded as a subset."""
    folder = FilePath(reportlab.__file__).parent / "fonts"
    for name, file in (("Vera", "Vera.ttf"), ("Vera-Bold", "VeraBd.ttf")):
        registerFont(TTFont(name, folder / file))
    return Fonts(text="Vera", bold="Vera-Bold", size=9.0)
