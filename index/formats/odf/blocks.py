"""Writes the body of an OpenDocument file block by block: headings, paragraphs, tables, notes, text boxes."""

from xml.etree.ElementTree import Element

from index.documents import Span
from index.formats.builder import TextBuilder
from index.formats.odf.inline import PARAGRAPHS, SKIPPED, InlineText, is_hidden_section
from index.formats.odf.names import DC, DRAW, OFFICE, TABLE, TEXT, children, number, plain_text
from index.formats.odf.numbering import Numbering
from index.formats.odf.pages import Pages
from index.formats.odf.styles import Styles
from index.formats.odf.tables import is_layout, read_grid, rows_of
from index.formats.tables.spanned_grid import write_grid_rows

# LibreOffice has ten levels of headings.
_MAX_LEVEL = 10
_OBJECTS = (f"{DRAW}object", f"{DRAW}object-ole")


class BlockWriter:
    """Writes blocks.

    Attributes:
        title: The first paragraph in the style of a document's title, or None.
        comments: The comments that are not written yet, each with the name of its place, or "".
        objects: How many embedded objects were left out.
    """

    def __init__(self, builder: TextBuilder, styles: Styles, pages: Pages | None = None) -> None:
        """Writes nothing yet; `pages` counts the pages, if the document has any."""
        self._builder = builder
        self._styles = styles
        self._pages = pages
        self.title: str | None = None
        self.comments: list[tuple[str, Element]] = []
        self.objects = 0
        self._numbering = Numbering(styles)
        self._label = ""  # the number of the next paragraph
        self._begins_item = False  # whether the next paragraph is the first of an item

    def write(self, container: Element) -> None:
        """Writes everything inside an element."""
        for child in container:
            self.write_element(child)

    def write_element(self, element: Element) -> None:
        """Writes one element."""
        if element.tag in SKIPPED:
            return
        if is_hidden_section(element):
            self._builder.hidden += len(plain_text(element))
        elif element.tag in PARAGRAPHS:
            self._paragraph(element)
        elif element.tag == f"{TEXT}list":
            self._list(element)
        elif element.tag == f"{TABLE}table":
            self._table(element)
        elif element.tag == f"{OFFICE}annotation":
            self.comments.append(("", element))
        elif element.tag == f"{TEXT}note":
            self._note(element)
        elif element.tag in _OBJECTS:
            # It may hold an embedded table; charts and formulas are parts of their own.
            self.objects += 1
            self.write(element)
        elif element.tag == f"{TEXT}soft-page-break":
            self._turn()
        else:
            # Frames, groups and what is not known here are gone through, so that no text is lost.
            self.write(element)

    def write_comments(self) -> None:
        """Writes the comments that were kept, each as a part of its own."""
        for where, comment in self.comments:
            author = _text_of(comment, f"{DC}creator")
            place = f" on {where}" if where else ""
            self._builder.open("part", f"comment{place} by {author}" if author else f"comment{place}")
            for child in comment:
                if child.tag in (*PARAGRAPHS, f"{TEXT}list"):
                    with self._builder.inside("note"):
                        self.write_element(child)
            self._builder.close("part")
        self.comments = []

    def write_content(self, content: InlineText, where: str = "") -> None:
        """Writes the notes and frames of a text that was written, and keeps its comments."""
        self._builder.hidden += content.hidden
        self.comments += [(where, comment) for comment in content.comments]
        for element in content.anchored:
            self.write_element(element)

    def _list(self, element: Element) -> None:
        self._numbering.begin(element)
        for item in element:
            self._label = self._numbering.item(item)
            self._begins_item = True
            self.write_element(item)
        self._label, self._begins_item = "", False
        self._numbering.end()

    def _paragraph(self, element: Element) -> None:
        content = InlineText(self._styles)
        content.add_paragraph(element)
        text, breaks = self._numbered(element, content)
        style = element.get(f"{TEXT}style-name", "")
        before, after = self._styles.breaks_page(style) if self._pages else (False, False)
        if before:
            self._turn()
        span = self._text(element, text, style, bold=content.bold)
        if self._pages:
            self._pages.wrote(span, text, breaks)
        self.write_content(content)
        if after:
            self._turn()

    def _numbered(self, element: Element, content: InlineText) -> tuple[str, list[int]]:
        """The text of a paragraph with its number, and where in it a page ends."""
        # Taken once: only the first paragraph of an item has its number.
        text, label = content.text, self._label
        self._label = ""
        # An empty item counts, but shows no number.
        if not text.strip():
            return text, content.breaks
        if element.tag == f"{TEXT}h" and not label:
            label = self._numbering.heading(element)
        # A page that ends before the text ends before its number too.
        return label + text, [end + len(label) if text[:end].strip() else 0 for end in content.breaks]

    def _text(self, element: Element, text: str, style: str, *, bold: bool) -> Span | None:
        begins_item, self._begins_item = self._begins_item, False
        if element.tag == f"{TEXT}h":
            return self._builder.heading(text, number(element, f"{TEXT}outline-level", 1, _MAX_LEVEL))
        is_title = self.title is None and bool(text.strip()) and self._styles.is_title(style)
        if is_title:
            self.title = text
        kind = self._styles.kind(style)
        if kind == "paragraph" and begins_item:
            kind = "list_item"
        return self._builder.paragraph(text, kind="title" if is_title else kind, bold=bold)

    def _note(self, note: Element) -> None:
        label = _text_of(note, f"{TEXT}note-citation")
        for body in children(note, f"{TEXT}note-body"):
            self._builder.open("part", f"{note.get(f'{TEXT}note-class', 'note')} {label}")
            with self._builder.inside("note"):
                self.write(body)
            self._builder.close("part")

    def _turn(self) -> None:
        if self._pages:
            self._pages.turn()

    def _table(self, table: Element) -> None:
        if self._pages and self._styles.breaks_page(table.get(f"{TABLE}style-name", ""))[0]:
            self._turn()
        if is_layout(table):
            for row in rows_of(table):
                self.write(row.element)
            return
        grid, contents = read_grid(table, self._styles)
        for span in write_grid_rows(self._builder, grid):
            if self._pages:
                self._pages.wrote(span)
        for content in contents:
            self.write_content(content)


def _text_of(element: Element, name: str) -> str:
    """The text of the first child of that name, or ""."""
    return next(map(plain_text, children(element, name)), "")
