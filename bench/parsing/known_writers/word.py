"""Known text as a Word document: styles, runs that end inside words, page breaks and footnotes as Word writes them."""

import io
import random
from xml.sax.saxutils import escape

from docx import Document
from docx.document import Document as WordDocument
from docx.enum.text import WD_BREAK
from docx.opc.packuri import PackURI
from docx.opc.part import Part
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.text.paragraph import Paragraph as WordParagraph

from bench.parsing.known_files import RUNNING_HEADER, Answers, KnownFile
from bench.parsing.known_text import (
    Footnote,
    Heading,
    KnownText,
    ListItem,
    PageBreak,
    Paragraph,
    Table,
    texts_of,
)
from bench.parsing.known_writers.packing import timeless

_PAGE_WORDS = 380
_MAIN = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
_RELATION = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/footnotes"
_NOTES_TYPE = "application/vnd.openxmlformats-officedocument.wordprocessingml.footnotes+xml"


def write_docx(text: KnownText) -> KnownFile:
    """Writes a document with the page marks of Word's last layout."""
    writer = _Writer(text)
    for path, element in text.parts():
        match element:
            case Heading():
                writer.heading(element)
            case Paragraph() | ListItem():
                writer.prose(element, path)
            case Table():
                writer.table(element)
            case PageBreak():
                writer.page_break()
    return writer.file()


class _Writer:
    def __init__(self, text: KnownText) -> None:
        self._document: WordDocument = Document()
        self._document.core_properties.title, self._document.core_properties.author = text.title, text.author
        section = self._document.sections[0]
        section.header.paragraphs[0].text = RUNNING_HEADER
        section.footer.paragraphs[0].text = "Page "
        self._answers = Answers()
        self._notes: list[Footnote] = []
        self._chance = random.Random(0)
        self._page, self._words, self._is_new = 1, 0, False

    def heading(self, heading: Heading) -> None:
        paragraph = self._document.add_heading("", heading.level)
        self._begin_page(paragraph)
        paragraph.add_run(heading.text)
        self._answers.text(heading.text)

    def prose(self, element: Paragraph | ListItem, path: tuple[str, ...]) -> None:
        style = None
        if isinstance(element, ListItem):
            style = "List Number" if element.number else "List Bullet"
        paragraph = self._document.add_paragraph(style=style)
        for count, sentence in enumerate(element.sentences):
            # No program lays these pages out: a page is so many words.
            self._words += sentence.count(" ") + 1
            if self._words > _PAGE_WORDS:
                self._page, self._words, self._is_new = self._page + 1, sentence.count(" ") + 1, True
            self._begin_page(paragraph)
            self._runs(paragraph, (" " if count else "") + sentence)
            self._answers.sentence(sentence, path, ("page", f"p. {self._page}"))
        if isinstance(element, Paragraph) and element.footnote:
            self._mark(paragraph, element.footnote)

    def table(self, table: Table) -> None:
        rows = (table.header, *table.rows)
        made = self._document.add_table(len(rows), len(table.header))
        made.style = "Table Grid"
        for down, row in enumerate(rows):
            for across, cell in enumerate(row):
                made.cell(down, across).text = cell
        self._answers.text(*texts_of(table))

    def page_break(self) -> None:
        # Word puts its own mark behind such a break; a reader must count one page.
        self._document.add_paragraph().add_run().add_break(WD_BREAK.PAGE)
        self._page, self._words, self._is_new = self._page + 1, 0, True

    def file(self) -> KnownFile:
        if self._notes:
            _add_notes(self._document, self._notes)
        written = io.BytesIO()
        self._document.save(written)
        return self._answers.file("docx", "known.docx", timeless(written.getvalue()), once=(RUNNING_HEADER,))

    def _begin_page(self, paragraph: WordParagraph) -> None:
        """Writes Word's mark that a page began here in its last layout; also after a manual break."""
        if self._is_new:
            paragraph.add_run()._r.append(OxmlElement("w:lastRenderedPageBreak"))
            self._is_new = False

    def _runs(self, paragraph: WordParagraph, text: str) -> None:
        """Adds the text as three runs that are cut anywhere, as revisions leave them."""
        cuts = sorted(self._chance.sample(range(1, len(text)), 2))
        for start, end in zip([0, *cuts], [*cuts, len(text)], strict=True):
            paragraph.add_run(text[start:end]).bold = self._chance.random() < 0.2

    def _mark(self, paragraph: WordParagraph, note: Footnote) -> None:
        mark = OxmlElement("w:footnoteReference")
        mark.set(qn("w:id"), str(note.number))
        paragraph.add_run()._r.append(mark)
        self._notes.append(note)
        self._answers.note(note)


def _add_notes(document: WordDocument, notes: list[Footnote]) -> None:
    body = "".join(
        f'<w:footnote w:id="{note.number}"><w:p><w:r><w:footnoteRef/></w:r><w:r><w:t xml:space="preserve"> '
        f"{escape(' '.join(note.sentences))}</w:t></w:r></w:p></w:footnote>"
        for note in notes
    )
    rules = "".join(
        f'<w:footnote w:type="{kind}" w:id="{number}"><w:p><w:r><w:{kind}/></w:r></w:p></w:footnote>'
        # Word has these two in each file: the lines above footnotes, which are no text.
        for number, kind in ((-1, "separator"), (0, "continuationSeparator"))
    )
    xml = f'<?xml version="1.0" encoding="UTF-8"?><w:footnotes xmlns:w="{_MAIN}">{rules}{body}</w:footnotes>'
    package = document.part.package
    # python-docx can't write footnotes, so the part is made here.
    part = Part(PackURI("/word/footnotes.xml"), _NOTES_TYPE, xml.encode(), package)
    document.part.relate_to(part, _RELATION)
