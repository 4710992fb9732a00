"""PowerPoint presentations: each slide a section, its title first, then its shapes as they are read.

The parts are read here rather than by python-pptx: which shape is the title, where groups and placeholders stand,
and what is hidden are known, and a damaged part costs only what is in it.
"""

from collections.abc import Mapping
from xml.etree.ElementTree import Element

from index.documents import ExtractionReport
from index.formats.archives.packages import Package
from index.formats.builder import TextBuilder
from index.formats.extract import Extract, File, UnreadableError
from index.formats.ooxml.drawings import Drawings
from index.formats.ooxml.embedded import embedded_files, objects_left_out
from index.formats.ooxml.encrypted import opened
from index.formats.ooxml.parts import Relation, main_part, number, read_metadata, read_part, relations
from index.formats.ooxml.text import Line, lines_of
from index.formats.powerpoint.notes import comments_of, read_authors
from index.formats.powerpoint.shapes import GROUP, Shape, Shapes
from index.formats.tables.spanned_grid import Cell, arranged, write_grid_rows
from index.formats.xml.safe import check_parts

A, P = "{a}", "{p}"
_DEEPEST = 20
_MAX_SPAN = 1_000
_TITLES = ("title", "ctrTitle")


def read_pptx(file: File) -> Extract:
    """Reads a presentation, with its notes and comments. Hidden slides are left out; what is damaged is named.

    Raises:
        UnreadableError: It is damaged or encrypted.
    """
    package = Package(opened(file))
    check_parts(package)
    reader = _Reader(package)
    reader.read()
    return reader.extract(file)


class _Reader:
    """One presentation as it is read."""

    def __init__(self, package: Package) -> None:
        self._package = package
        self._builder = TextBuilder()
        self._notes: list[str] = []
        self._main = part = main_part(package, "ppt/presentation.xml")
        listed = read_part(package, part).iterfind(f"{P}sldIdLst/{P}sldId")
        parts = relations(package, part)
        names = [it.get("{r}id", "") for it in listed]
        self._slides = [parts[name].part if name in parts else "" for name in names]
        self._authors = read_authors(package, parts)
        self._layouts: dict[str, list[Element]] = {}
        self._title = ""

    def read(self) -> None:
        """Writes all slides."""
        for count, part in enumerate(self._slides, start=1):
            try:
                slide, parts = read_part(self._package, part), relations(self._package, part)
            except UnreadableError as error:
                self._notes.append(f"Slide {count} could not be read: {error}.")
                continue
            if slide.get("show") in ("0", "false"):
                self._notes.append(f"Slide {count} is hidden and was left out.")
                continue
            self._builder.leave_headings()
            self._builder.open("slide", f"slide {count}")
            self._write_slide(slide, parts, count)
            self._write_remarks(parts, count)
            self._builder.close("slide")

    def extract(self, file: File) -> Extract:
        """All that was read."""
        stated = read_metadata(self._package)
        title = stated.pop("title", None)
        self._notes += objects_left_out(self._package, self._main)
        return self._builder.build(
            title=title or self._title or None,
            metadata=stated,
            report=ExtractionReport(pages=len(self._slides), notes=tuple(self._notes)),
            attached=embedded_files(self._package, self._main, file),
        )

    def _write_slide(self, slide: Element, parts: Mapping[str, Relation], count: int) -> None:
        tree = slide.find(f"{P}cSld/{P}spTree")
        if tree is None:
            return
        shapes, drawings = Shapes(self._layouts_of(parts)), Drawings(self._package, parts)
        has_title = False
        for shape in shapes.of(tree):
            text = (
                " ".join(line.text for line in _lines(shape))
                if shape.kind in _TITLES and not has_title
                else ""
            )
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
        layout = next((part.part for part in parts.values() if part.kind == "slideLayout"), "")
        if layout not in self._layouts:
            try:
                of_layout = relations(self._package, layout).values()
                masters = [it.part for it in of_layout if it.kind == "slideMaster"]
                self._layouts[layout] = [read_part(self._package, master) for master in (layout, *masters)]
            except UnreadableError:
                self._layouts[layout] = []
        return self._layouts[layout]

    def _write_shape(self, shape: Shape, shapes: Shapes, drawings: Drawings, depth: int = 0) -> None:
        if shape.element.tag == GROUP:
            for it in shapes.of(shape.element) if depth < _DEEPEST else ():
                self._write_shape(it, shapes, drawings, depth + 1)
            return
        for table in shape.element.iter(f"{A}tbl"):
            self._write_table(table)
        self._write_lines(shape)
        drawings.write(self._builder, shape.element)

    def _write_lines(self, shape: Shape) -> None:
        for line in _lines(shape):
            self._builder.hidden += line.hidden
            self._builder.paragraph(line.text)

    def _write_table(self, table: Element) -> None:
        rows = []
        for row in table.iterfind(f"{A}tr"):
            cells = [(at, it) for at, it in enumerate(row.iterfind(f"{A}tc")) if not _is_covered(it)]
            rows.append([(at, cell) for at, it in cells if (cell := self._cell(it)).text])
        properties = table.find(f"{A}tblPr")
        stated = properties is not None and properties.get("firstRow") in ("1", "true")
        write_grid_rows(self._builder, arranged(rows, int(stated)))

    def _cell(self, cell: Element) -> Cell:
        lines = [it for body in cell.iterfind(f"{A}txBody") for it in lines_of(body)]
        self._builder.hidden += sum(line.hidden for line in lines)
        columns, rows = (min(max(number(cell.get(it)), 1), _MAX_SPAN) for it in ("gridSpan", "rowSpan"))
        return Cell(" ".join(line.text for line in lines if line.text), columns, rows)

    def _write_remarks(self, parts: Mapping[str, Relation], count: int) -> None:
        """Writes the notes of a slide, then its comments, each as a part of its own."""
        for relation in sorted(parts.values(), reverse=True):
            if relation.kind not in ("notesSlide", "comments"):
                continue
            try:
                root = read_part(self._package, relation.part)
            except UnreadableError:
                self._notes.append(
                    f"The notes or comments of slide {count} could not be read: they are damaged."
                )
                continue
            if relation.kind == "notesSlide":
                self._write_notes(root)
            else:
                self._write_comments(root)

    def _write_notes(self, root: Element) -> None:
        tree = root.find(f"{P}cSld/{P}spTree")
        self._builder.open("part", "notes")
        for shape in Shapes([]).of(tree) if tree is not None else ():
            self._write_lines(shape)
        self._builder.close("part")

    def _write_comments(self, root: Element) -> None:
        for author, paragraphs in comments_of(root, self._authors):
            self._builder.open("part", f"comment by {author}" if author.strip() else "comment")
            for text in paragraphs:
                self._builder.paragraph(text)
            self._builder.close("part")


def _lines(shape: Shape) -> list[Line]:
    body = shape.element.find(f"{P}txBody")
    return [] if body is None else list(lines_of(body))


def _is_covered(cell: Element) -> bool:
    """Whether a cell is only there since one beside or above it covers its place."""
    return any(cell.get(it) in ("1", "true") for it in ("hMerge", "vMerge"))
