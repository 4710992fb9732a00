"""PowerPoint presentations: each slide a section, its title first, then its shapes as they are read.

This module reads the parts itself rather than with python-pptx, so that it knows which shape is the title, where groups
and placeholders stand and what is hidden, and a damaged part costs only its own content.

Sources for notes and comments: ECMA-376 part 1, 13.3.2 and 13.3.5; [MS-PPTX] 2.1.4 (threaded comments).
"""

from collections.abc import Mapping
from xml.etree.ElementTree import Element

from index.documents import ExtractionReport
from index.formats.archives.packages import Package
from index.formats.builder import TextBuilder
from index.formats.extract import Extract, File, UnreadableError
from index.formats.ooxml.drawings import Drawings
from index.formats.ooxml.embedded import read_embedded
from index.formats.ooxml.parts import (
    Relation,
    main_part,
    number,
    open_package,
    part_of_kind,
    read_authors,
    read_metadata,
    read_optional_part,
    read_part,
    relations,
)
from index.formats.ooxml.text import Line, lines_of, paragraph_text
from index.formats.powerpoint.masters import Repeated
from index.formats.powerpoint.shapes import GROUP, TITLES, A, P, Shape, Shapes
from index.formats.tables.spanned_grid import Cell, arranged, write_grid_rows
from index.formats.xml.names import child, local_name

# Groups in groups; what is deeper is left out, since each level needs room on Python's stack.
_DEEPEST = 20
# A damaged file may state a billion columns, and each would take memory.
_MAX_SPAN = 1_000
_WITH_BULLETS = ("body", "obj")


def read_pptx(file: File) -> Extract:
    """Reads a presentation, with its notes and comments. Hidden slides are left out; what is damaged is named.

    Raises:
        UnreadableError: It is damaged or encrypted.
    """
    reader = _Reader(open_package(file))
    reader.read()
    return reader.extract(file)


class _Reader:
    """One presentation as it is read."""

    def __init__(self, package: Package) -> None:
        self._package = package
        self._builder = TextBuilder()
        self._notes: list[str] = []
        self._main = part = main_part(package, "ppt/presentation.xml")
        # The order is that of this list; names such as slide3.xml need not follow it.
        listed = read_part(package, part).iterfind(f"{P}sldIdLst/{P}sldId")
        parts = relations(package, part)
        names = [slide.get("{r}id", "") for slide in listed]
        self._slides = [parts[name].part if name in parts else "" for name in names]
        self._authors = read_authors(package, parts)
        self._layouts: dict[str, list[Element]] = {}
        self._title = ""
        self._repeated = Repeated()

    def read(self) -> None:
        """Writes all slides."""
        # Hidden and damaged slides count too, so that the numbers are those that PowerPoint shows.
        for count, part in enumerate(self._slides, start=1):
            try:
                slide, parts = read_part(self._package, part), relations(self._package, part)
            except UnreadableError as error:
                self._notes.append(f"Slide {count} could not be read: {error}.")
                continue
            if slide.get("show") in ("0", "false"):
                self._notes.append(f"Slide {count} is hidden and was left out.")
                continue
            # A slide without a title does not stand below the title of the slide before.
            self._builder.leave_headings()
            self._builder.open("slide", f"slide {count}")
            self._write_slide(slide, parts, count)
            self._write_notes_and_comments(parts, count)
            self._builder.close("slide")
            self._repeated.add(slide, self._layouts_of(parts))
        self._repeated.write(self._builder)

    def extract(self, file: File) -> Extract:
        """All that was read."""
        title, metadata = read_metadata(self._package)
        attached, notes = read_embedded(self._package, self._main, file)
        self._notes += notes
        return self._builder.build(
            title=title or self._title or None,
            metadata=metadata,
            report=ExtractionReport(pages=len(self._slides), notes=tuple(self._notes)),
            attached=attached,
        )

    def _write_slide(self, slide: Element, parts: Mapping[str, Relation], count: int) -> None:
        tree = slide.find(f"{P}cSld/{P}spTree")
        if tree is None:
            return
        shapes, drawings = Shapes(self._layouts_of(parts)), Drawings(self._package, parts)
        has_title = False
        for shape in shapes.of(tree):
            # An empty title is none; the next placeholder of that kind may hold it.
            may_be_title = shape.kind in TITLES and not has_title
            text = " ".join(line.text for line in _lines(shape)) if may_be_title else ""
            if text:
                has_title = True
                self._title = text if count == 1 else self._title
                self._builder.heading(text, 1)
            else:
                self._write_shape(shape, shapes, drawings)
        self._builder.hidden += shapes.hidden
        if drawings.damaged:
            self._notes.append(
                f"{drawings.damaged} of the charts and diagrams on slide {count} could not be read: damaged."
            )

    def _layouts_of(self, parts: Mapping[str, Relation]) -> list[Element]:
        """The layout of a slide and its master; none if they are damaged, since they only say where things stand."""
        name = part_of_kind(parts, "slideLayout")
        # The slides share a few layouts, so each is read once.
        if name not in self._layouts:
            try:
                others = relations(self._package, name).values()
                masters = [relation.part for relation in others if relation.kind == "slideMaster"]
                self._layouts[name] = [read_part(self._package, part) for part in (name, *masters)]
            except UnreadableError:
                self._layouts[name] = []
        return self._layouts[name]

    def _write_shape(self, shape: Shape, shapes: Shapes, drawings: Drawings, depth: int = 0) -> None:
        if shape.element.tag == GROUP:
            # A group has coordinates of its own, so its members are put in order among themselves.
            for member in shapes.of(shape.element) if depth < _DEEPEST else ():
                self._write_shape(member, shapes, drawings, depth + 1)
            return
        for table in shape.element.iter(f"{A}tbl"):
            self._write_table(table)
        self._write_lines(shape)
        drawings.write(self._builder, shape.element)

    def _write_lines(self, shape: Shape) -> None:
        lines = _lines(shape)
        # The text of a slide has bullets if nothing says otherwise (the master does); one paragraph alone is no list.
        usual = shape.kind in _WITH_BULLETS and sum(bool(line.text) for line in lines) > 1
        for line in lines:
            self._builder.hidden += line.hidden
            is_item = usual if line.is_item is None else line.is_item
            self._builder.paragraph(line.text, kind="list_item" if is_item else "paragraph")

    def _write_table(self, table: Element) -> None:
        rows = []
        for row in table.iterfind(f"{A}tr"):
            elements = enumerate(row.iterfind(f"{A}tc"))
            cells = [
                (column, self._cell(element)) for column, element in elements if not _is_covered(element)
            ]
            rows.append([(column, cell) for column, cell in cells if cell.text])
        properties = table.find(f"{A}tblPr")
        stated = properties is not None and properties.get("firstRow") in ("1", "true")
        write_grid_rows(self._builder, arranged(rows, apart=stated))

    def _cell(self, cell: Element) -> Cell:
        lines = [line for body in cell.iterfind(f"{A}txBody") for line in lines_of(body)]
        self._builder.hidden += sum(line.hidden for line in lines)
        columns, rows = (min(max(number(cell.get(name)), 1), _MAX_SPAN) for name in ("gridSpan", "rowSpan"))
        return Cell(" ".join(line.text for line in lines if line.text), columns, rows)

    def _write_notes_and_comments(self, parts: Mapping[str, Relation], count: int) -> None:
        """Writes the notes of a slide, then its comments, each as a part of its own."""
        # Backwards by name, so that "notesSlide" comes before "comments".
        for relation in sorted(parts.values(), reverse=True):
            if relation.kind not in ("notesSlide", "comments"):
                continue
            root = read_optional_part(self._package, relation.part)
            if root is None:
                self._notes.append(
                    f"The notes or comments of slide {count} could not be read: they are damaged."
                )
            elif relation.kind == "notesSlide":
                self._write_notes(root)
            else:
                self._write_comments(root)

    def _write_notes(self, root: Element) -> None:
        tree = root.find(f"{P}cSld/{P}spTree")
        self._builder.open("part", "notes")
        # Notes have no layout here: what states no place stays in the order of the file.
        with self._builder.inside("note"):
            for shape in Shapes([]).of(tree) if tree is not None else ():
                self._write_lines(shape)
        self._builder.close("part")

    def _write_comments(self, root: Element) -> None:
        """Writes each comment before its answers."""
        for comment in root.iter():
            if local_name(comment) in ("cm", "reply"):
                author = self._authors.get(comment.get("authorId", ""), "")
                self._builder.open("part", f"comment by {author}" if author.strip() else "comment")
                for paragraph in _paragraphs(comment):
                    self._builder.paragraph(paragraph, kind="note")
                self._builder.close("part")


def _paragraphs(comment: Element) -> list[str]:
    """The text of a comment: a body since 2018, one string before."""
    body, text = child(comment, "txBody"), child(comment, "text")
    paragraphs = [paragraph_text(paragraph) for paragraph in body] if body is not None else []
    return paragraphs + ((text.text or "").splitlines() if text is not None else [])


def _lines(shape: Shape) -> list[Line]:
    body = shape.element.find(f"{P}txBody")
    return [] if body is None else list(lines_of(body))


def _is_covered(cell: Element) -> bool:
    """Whether the place of a cell is covered by a merged cell beside or above it."""
    return any(cell.get(name) in ("1", "true") for name in ("hMerge", "vMerge"))
