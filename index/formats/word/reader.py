"""Word documents: paragraphs, headings and tables in the order in which they stand.

The parts are read here rather than by python-docx: a damaged part costs only what is in it, strict files are read
too, and numbers, notes and page breaks are known, which its model leaves out.
"""

from collections.abc import Iterator
from xml.etree.ElementTree import Element

from index.documents import ExtractionReport
from index.formats.archives.packages import Package
from index.formats.builder import TextBuilder
from index.formats.extract import MIN_HEADER_WORDS, Extract, File, UnreadableError
from index.formats.ooxml.drawings import Drawings
from index.formats.ooxml.embedded import embedded_files, objects_left_out
from index.formats.ooxml.encrypted import opened
from index.formats.ooxml.parts import main_part, read_metadata, read_part, relations
from index.formats.word.blocks import BlockWriter, Parts
from index.formats.word.inline import PAGE_FIELDS, InlineText
from index.formats.word.names import PAGE_BREAK, PARAGRAPH, W
from index.formats.word.notes import Notes, comments, header_ids
from index.formats.word.numbering import Numbering
from index.formats.word.pages import Pages
from index.formats.word.styles import Styles
from index.formats.xml.safe import check_parts


def read_docx(file: File) -> Extract:
    """Reads a Word document. Notes and text boxes stand behind the paragraph that they belong to; comments last.

    Raises:
        UnreadableError: It is damaged or encrypted.
    """
    package = Package(opened(file))
    check_parts(package)
    reader = _Reader(package)
    reader.read()
    return reader.extract(file)


class _Reader:
    """One document as it is read."""

    def __init__(self, package: Package) -> None:
        self._package = package
        self._builder = TextBuilder()
        self._notes: list[str] = []
        self._main = part = main_part(package, "word/document.xml")
        root = read_part(package, part)
        body = root.find(f"{W}body")
        if body is None:
            raise UnreadableError("it is damaged: its text is missing")
        self._body = body
        self._parts = relations(package, part)
        self._of_kind = {it.kind: it.part for it in self._parts.values()}
        self._settings = self._part("settings", "What it says of its pages and notes")
        # Each section says at its end how it was, and in what was changed how it had been.
        changed = {id(element) for change in body.iter(f"{W}sectPrChange") for element in change.iter()}
        self._sections = [it for it in body.iter(f"{W}sectPr") if id(it) not in changed]
        # Without these there are no pages: those of another printer would be others.
        is_paged = next(body.iter(PAGE_BREAK), None) is not None
        self._pages = Pages(self._sections) if is_paged else None
        self._lean_on = self._read_parts()
        self._writer = BlockWriter(self._builder, self._lean_on, self._pages)

    def _read_parts(self) -> Parts:
        styles = Styles(self._part("styles", "Which of its paragraphs are headings"))
        notes = {it: self._part(f"{it}s", f"Its {it}s") for it in ("footnote", "endnote")}
        says = [*([self._settings] if self._settings is not None else []), *self._sections]
        return Parts(
            styles,
            Numbering(self._part("numbering", "The numbers of its lists"), styles),
            Notes(notes, says),
            Drawings(self._package, self._parts),
        )

    def read(self) -> None:
        """Writes all of it."""
        self._writer.write(self._body)
        if self._pages:
            self._pages.write_sections(self._builder)
        self._builder.leave_headings()
        after = BlockWriter(self._builder, self._lean_on)
        for name, comment in comments(self._part("comments", "Its comments")):
            self._builder.open("part", name)
            after.write(comment)
            self._builder.leave_headings()
        self._builder.close("part")
        for kind in ("header", "footer"):
            self._builder.open("part", kind)
            for text in dict.fromkeys(self._lines(kind)):
                self._builder.paragraph(text)
            self._builder.close("part")

    def extract(self, file: File) -> Extract:
        """All that was read."""
        stated = read_metadata(self._package)
        title = stated.pop("title", None)
        if damaged := self._lean_on.drawings.damaged:
            self._notes.append(f"{damaged} of its charts and diagrams could not be read: damaged.")
        self._notes += objects_left_out(self._package, self._main)
        return self._builder.build(
            title=title or self._writer.title,
            metadata=stated,
            report=ExtractionReport(
                pages=self._pages.last if self._pages else None, notes=tuple(self._notes)
            ),
            attached=embedded_files(self._package, self._main, file),
        )

    def _part(self, kind: str, what: str) -> Element | None:
        """The root of a part that the document can do without; a note says if it is damaged."""
        if kind not in self._of_kind:
            return None
        try:
            return read_part(self._package, self._of_kind[kind])
        except UnreadableError:
            self._notes.append(f"{what} could not be read: the part that says so is damaged.")
            return None

    def _lines(self, kind: str) -> Iterator[str]:
        """The lines of headers or footers, without those that say nothing but a page's number."""
        for name in header_ids(self._sections, self._settings, kind):
            part = self._parts[name].part if name in self._parts else ""
            try:
                root = read_part(self._package, part)
            except UnreadableError:
                self._notes.append(f"A {kind} could not be read: it is damaged.")
                continue
            for paragraph in root.iter(PARAGRAPH):
                content = InlineText(self._lean_on.styles, dropped=PAGE_FIELDS)
                content.add_paragraph(paragraph)
                if not content.fields or len(content.text.split()) >= MIN_HEADER_WORDS:
                    yield " ".join(content.text.split())
