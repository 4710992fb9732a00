"""Writes a Word document block by block: headings, paragraphs, tables, and after each its notes and text boxes."""

from collections.abc import Sequence
from typing import NamedTuple
from xml.etree.ElementTree import Element

from index.documents import BlockKind, Span
from index.formats.builder import TextBuilder, written_length
from index.formats.html.blocks import write_html
from index.formats.ooxml.drawings import A, Drawings
from index.formats.ooxml.text import paragraph_text
from index.formats.tables.spanned_grid import write_grid_rows
from index.formats.word.chunks import ALT_CHUNK, Chunks
from index.formats.word.controls import has_fields, names_of_controls
from index.formats.word.inline import Anchor, Break, InlineText, blocks, continues, outermost
from index.formats.word.notes import Notes
from index.formats.word.numbering import Numbering
from index.formats.word.pages import Pages
from index.formats.word.styles import PARAGRAPH, PROPERTIES, TEXT, TEXT_BOX, Styles, W, heading_level, value
from index.formats.word.tables import Row, is_first_row_apart, is_layout, read_grid, read_rows

# A text box in a note in a text box ... What is deeper is left out.
_DEEPEST = 8


class DocumentParts(NamedTuple):
    """The parts of a document that its blocks refer to."""

    styles: Styles
    numbering: Numbering
    notes: Notes
    drawings: Drawings
    chunks: Chunks


class BlockWriter:
    """Writes blocks.

    Attributes:
        title: The first paragraph in the style of a document's title, or None.
    """

    def __init__(self, builder: TextBuilder, parts: DocumentParts, pages: Pages | None = None) -> None:
        """Writes nothing yet; `pages` counts the pages, if the document has any."""
        self._builder = builder
        self._parts = parts
        self._pages = pages
        self._continued: InlineText | None = None  # a paragraph that the next one continues
        self._depth = 0  # of text boxes and notes inside one another
        self._names: dict[int, str] = {}  # of fields of a form, by their paragraphs
        self._spans: list[Span] = []  # of the current text box or note
        self.title: str | None = None

    def write(self, parent: Element) -> None:
        """Writes everything inside an element."""
        # A text box is written in the midst of what is around it.
        outer, self._names = self._names, names_of_controls(parent)
        for element in blocks(parent):
            if element.tag == PARAGRAPH:
                self._paragraph(element)
            elif element.tag == ALT_CHUNK:
                self._chunk(element)
            else:
                self._table(element)
        self._flush()
        self._names = outer

    def _chunk(self, element: Element) -> None:
        page = self._parts.chunks.page(element.get("{r}id", ""))
        if page is not None:
            self._flush()
            write_html(self._builder, page)

    def _paragraph(self, element: Element) -> None:
        properties, style = element.find(PROPERTIES), self._parts.styles.of(element)
        if self._pages and not self._depth and self._parts.styles.begins_page(properties, style):
            self._pages.turn_if_begun()
        # Where the end of a paragraph was deleted, the joined one has the properties of the second.
        content = self._continued or InlineText(self._parts.styles)
        before = content.text
        content.add_paragraph(element)
        # Beside words a control needs no name, and a heading that is one is no field.
        is_field = not before and content.text.strip() and self._level(properties, style) is None
        if is_field and (name := self._names.get(id(element))) and not self._parts.styles.is_title(style):
            content.name(name)
        self._continued = content if continues(element) else None
        if self._continued is None:
            self._write(content, properties, style)
        if self._pages and not self._depth and element.find(f"{PROPERTIES}/{W}sectPr") is not None:
            self._pages.end_section()

    def _flush(self) -> None:
        """Writes a paragraph whose continuation is missing."""
        content, self._continued = self._continued, None
        if content is not None:
            self._write(content, None, "")

    def _write(self, content: InlineText, properties: Element | None, style: str) -> None:
        if self._parts.styles.is_contents(style):
            # Nothing is written, but what stands there fills pages, which must be counted.
            self._keep(None, content.text, content.breaks)
            return
        text, breaks = content.text, content.breaks
        # Word counts an empty item of a list, but none whose text is hidden as a whole.
        hidden = content.hidden and not text.strip()
        label = "" if hidden else self._parts.numbering.label(properties, style)
        if label and text.strip():
            # A page that ends before the text ends before its number too.
            breaks = [end._replace(at=end.at + len(label) if text[: end.at].strip() else 0) for end in breaks]
            text = label + text
        level = self._level(properties, style)
        kind = self._kind(content, properties, style)
        depth = self._parts.numbering.depth(properties, style) if kind == "list_item" else 0
        span = self._written(text, level, style, kind, bold=content.bold, depth=depth)
        self._keep(span, text, breaks)
        self._builder.hidden += content.hidden
        self._write_anchored(content.anchors, len(label), span, text)

    def _kind(self, content: InlineText, properties: Element | None, style: str) -> BlockKind:
        """What a paragraph is that is no heading."""
        if content.in_contents:
            return "contents"
        kind = self._parts.styles.kind(style)
        is_item = kind == "paragraph" and self._parts.numbering.is_item(properties, style)
        return "list_item" if is_item else kind

    def _written(
        self, text: str, level: int | None, style: str, kind: BlockKind, *, bold: bool, depth: int
    ) -> Span | None:
        if text.strip() and self._parts.styles.is_title(style):
            self.title = self.title or " ".join(text.split())
            return self._builder.paragraph(text, kind="title")
        # A heading in a text box is none for the text after the box.
        if level and not self._depth:
            return self._builder.heading(text, level)
        return self._builder.paragraph(text, kind="heading" if level else kind, bold=bold, depth=depth)

    def _level(self, properties: Element | None, style: str) -> int | None:
        own = value(properties, f"{W}outlineLvl")
        return heading_level(own) if own is not None else self._parts.styles.level(style)

    def _write_anchored(self, anchors: Sequence[Anchor], shift: int, span: Span | None, text: str) -> None:
        """Writes the notes and text boxes that are anchored in a text, with the page that they are on."""
        for anchor in anchors if self._depth < _DEEPEST else ():
            outer, self._spans = self._spans, []
            self._depth += 1
            self._write_note_or_drawing(anchor)
            self._depth -= 1
            written, self._spans = self._spans, outer + self._spans
            if written and self._pages and not self._depth:
                # A paragraph without text is on the current page.
                at = span[0] + written_length(text[: anchor.at + shift]) if span else None
                page = self._pages.place.name if at is None else self._pages.name_at(at)
                self._pages.wrote_anchored((written[0][0], written[-1][1]), page)

    def _write_note_or_drawing(self, anchor: Anchor) -> None:
        if anchor.kind != "drawing":
            note = self._parts.notes.take(anchor.kind, anchor.element)
            if note is not None:
                with self._builder.inside("note"):
                    self.write(note.element)
                if self._spans:
                    self._builder.section("part", note.name, (self._spans[0][0], self._spans[-1][1]))
            return
        for element in outermost(anchor.element, TEXT_BOX, f"{A}txBody"):
            if element.tag == TEXT_BOX:
                self.write(element)
            else:
                for paragraph in element.iterfind(f"{A}p"):
                    self._keep(self._builder.paragraph(paragraph_text(paragraph)))
        # WordArt of older files keeps its words in an attribute.
        for path in anchor.element.iter("{v}textpath"):
            self._keep(self._builder.paragraph(path.get("string", "")))
        self._spans += self._parts.drawings.write(self._builder, anchor.element)

    def _table(self, element: Element) -> None:
        rows = read_rows(element)
        if is_layout(rows, self._is_heading):
            self._layout(rows)
            return
        contents = [[self._cell(cell.element) for cell in row.cells] for row in rows]
        apart = is_first_row_apart(element, rows, self._parts.styles)
        texts = [[cell.text for cell in row] for row in contents]
        # What names the columns is not filled in.
        form = bool(rows) and any(has_fields(cell.element) for cell in rows[0].cells)
        grid = read_grid(rows, texts, apart=apart, form=form)
        lines = list(zip(write_grid_rows(self._builder, grid), contents, strict=True))
        for span, row in lines:
            self._keep_row(span, row)
        # Notes and text boxes come after the last row, so that the rows stay together.
        for span, row in lines:
            for cell in row:
                self._builder.hidden += cell.hidden
                self._write_anchored(cell.anchors, 0, span, "")

    def _layout(self, rows: Sequence[Row]) -> None:
        """Writes cells that only place paragraphs side by side: each begins on the page that its row does."""
        for row in rows:
            start = self._pages.place if self._pages else None
            ends = []
            for cell in row.cells:
                if self._pages and start:
                    self._pages.place = start
                self.write(cell.element)
                ends += [self._pages.place] if self._pages else []
            if self._pages and ends:
                # The text goes on below the longest cell.
                self._pages.place = max(ends, key=lambda end: (end.page, not end.empty))

    def _cell(self, cell: Element) -> InlineText:
        """The text of a cell on one line; the cells of a table inside it are separated as in the other formats."""
        content = InlineText(self._parts.styles)
        for block in blocks(cell):
            if block.tag == PARAGRAPH:
                content.add_words(
                    " " + self._parts.numbering.label(block.find(PROPERTIES), self._parts.styles.of(block))
                )
                content.add_paragraph(block)
            else:
                for row in read_rows(block):
                    texts = [" ".join(self._cell(inner.element).text.split()) for inner in row.cells]
                    content.add_words(f" {' | '.join(filter(None, texts))}")
        return content

    def _is_heading(self, paragraph: Element) -> bool:
        has_text = any(text.text and text.text.strip() for text in paragraph.iter(TEXT))
        return (
            has_text and self._level(paragraph.find(PROPERTIES), self._parts.styles.of(paragraph)) is not None
        )

    def _keep(self, span: Span | None, text: str = "", breaks: Sequence[Break] = ()) -> None:
        """Keeps where a block was written: on which page, or in which text box or note."""
        if self._depth:
            self._spans += [span] if span else []
        elif self._pages:
            self._pages.wrote(span, text, breaks)

    def _keep_row(self, span: Span | None, row: Sequence[InlineText]) -> None:
        if self._depth or not self._pages:
            self._keep(span)
        else:
            self._pages.wrote_row(span, [(cell.text, cell.breaks) for cell in row])
