"""Word documents: paragraphs, headings and tables in the order in which they stand.

This module reads the parts itself rather than with python-docx: a damaged part costs only its own content, strict files
are read too, and numbers, notes and page breaks are known, which python-docx leaves out.
"""

from collections.abc import Iterator
from xml.etree.ElementTree import Element

from index.documents import ExtractionReport
from index.formats.archives.packages import Package
from index.formats.builder import TextBuilder
from index.formats.extract import MIN_HEADER_WORDS, Extract, File, UnreadableError
from index.formats.ooxml.drawings import Drawings
from index.formats.ooxml.embedded import read_embedded
from index.formats.ooxml.parts import (
    main_part,
    open_package,
    read_metadata,
    read_optional_part,
    read_part,
    relations,
)
from index.formats.word.blocks import BlockWriter, DocumentParts
from index.formats.word.chunks import Chunks
from index.formats.word.inline import PAGE_FIELDS, InlineText
from index.formats.word.notes import Notes, comments, header_ids
from index.formats.word.numbering import Numbering
from index.formats.word.pages import Pages
from index.formats.word.shown_title import shown_title
from index.formats.word.styles import PAGE_BREAK, PARAGRAPH, Styles, W


def read_docx(file: File) -> Extract:
    """Reads a Word document. Notes and text boxes follow the paragraph that they are anchored in; comments come last.

    Raises:
        UnreadableError: It is damaged or encrypted.
    """
    reader = _Reader(open_package(file))
    reader.read()
    return reader.extract(file)


class _Reader:
    """One document as it is read."""

    def __init__(self, package: Package) -> None:
        self._package = package
        self._builder = TextBuilder()
        self._notes: list[str] = []
        self._main = part = main_part(package, "word/document.xml")
        # The text is the only part that the document can't do without.
        root = read_part(package, part)
        body = root.find(f"{W}body")
        if body is None:
            raise UnreadableError("it is damaged: its text is missing")
        self._body = body
        self._relations = relations(package, part)
        # The names and ids of parts differ between programs, so parts are found by their kind.
        self._of_kind = {relation.kind: relation.part for relation in self._relations.values()}
        self._settings = self._part("settings", "Its settings for pages and notes")
        # The properties of a section stand at its end; tracked changes hold those that it had before.
        changed = {id(element) for change in body.iter(f"{W}sectPrChange") for element in change.iter()}
        self._sections = [section for section in body.iter(f"{W}sectPr") if id(section) not in changed]
        # Without Word's notes of where pages end there are no pages: their ends depend on fonts and printer.
        is_paged = next(body.iter(PAGE_BREAK), None) is not None
        self._pages = Pages(self._sections) if is_paged else None
        self._parts = self._read_parts()
        self._writer = BlockWriter(self._builder, self._parts, self._pages)

    def _read_parts(self) -> DocumentParts:
        styles = Styles(self._part("styles", "Which of its paragraphs are headings"))
        notes = {kind: self._part(f"{kind}s", f"Its {kind}s") for kind in ("footnote", "endnote")}
        settings = [] if self._settings is None else [self._settings]
        return DocumentParts(
            styles,
            Numbering(self._part("numbering", "The numbers of its lists"), styles),
            Notes(notes, [*settings, *self._sections]),
            Drawings(self._package, self._relations),
            Chunks(self._package, self._relations),
        )

    def read(self) -> None:
        """Writes all of it."""
        self._writer.write(self._body)
        if self._pages:
            self._pages.write_sections(self._builder)
        self._builder.leave_headings()
        # Comments stand on no page, so they are written without one.
        after = BlockWriter(self._builder, self._parts)
        for name, comment in comments(self._part("comments", "Its comments")):
            self._builder.open("part", name)
            with self._builder.inside("note"):
                after.write(comment)
            self._builder.leave_headings()
        self._builder.close("part")
        for kind in ("header", "footer"):
            self._builder.open("part", kind)
            # Sections often have the same headers and footers; each line is written once.
            for text in dict.fromkeys(self._lines(kind)):
                self._builder.paragraph(text, kind="furniture")
            self._builder.close("part")

    def extract(self, file: File) -> Extract:
        """All that was read."""
        title, metadata = read_metadata(self._package)
        if damaged := self._parts.drawings.damaged:
            self._notes.append(f"{damaged} of its charts and diagrams could not be read: damaged.")
        attached, notes = read_embedded(self._package, self._main, file, written=self._parts.chunks.read)
        self._notes += notes
        return self._builder.build(
            title=title or self._writer.title or shown_title(self._body, self._parts.styles),
            metadata=metadata,
            report=ExtractionReport(
                pages=self._pages.last if self._pages else None, notes=tuple(self._notes)
            ),
            attached=attached,
        )

    def _part(self, kind: str, what: str) -> Element | None:
        """The root of a part that the document can do without; if it is damaged, a note tells `what` that costs."""
        if kind not in self._of_kind:
            return None
        root = read_optional_part(self._package, self._of_kind[kind])
        if root is None:
            self._notes.append(f"{what} could not be read: that part of the file is damaged.")
        return root

    def _lines(self, kind: str) -> Iterator[str]:
        """The lines of headers or footers, without those that are only a page's number."""
        for name in header_ids(self._sections, self._settings, kind):
            part = self._relations[name].part if name in self._relations else ""
            root = read_optional_part(self._package, part)
            if root is None:
                self._notes.append(f"A {kind} could not be read: it is damaged.")
            for paragraph in root.iter(PARAGRAPH) if root is not None else ():
                content = InlineText(self._parts.styles, dropped=PAGE_FIELDS)
                content.add_paragraph(paragraph)
                if not content.fields or len(content.text.split()) >= MIN_HEADER_WORDS:
                    yield " ".join(content.text.split())
