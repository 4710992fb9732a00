"""Writes the text of a document block by block, and keeps the offsets of its parts.

Each text is cleaned when it is written, so that offsets are those of the cleaned text.
"""

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import replace

from index.documents import Block, BlockKind, ExtractionReport, Section, Span, WordBox
from index.formats.characters.clean import clean
from index.formats.extract import Extract, File, Unread, UnreadableError
from index.formats.kinds.refine import refined
from index.formats.tables.recorder import Draft, TableRecorder
from index.formats.tables.totals import is_total, may_be_total, without_label

# About 25 novels. A larger text is a dump, or was made to fill the memory.
MAX_TEXT = 50_000_000

# A heading is a part of the name of every section below it, and those stand with every passage.
MAX_NAME = 500
"""The most characters of a title, of the name of a section, and of what else a file says about itself."""

MAX_DEPTH = 12
"""Items of lists that stand in more others are set in no further."""

_CELL = " | "
_ROWS: frozenset[BlockKind] = frozenset(("table_row", "table_total"))
# Inside a note or a header these are parts of it.
_TAKES_KIND: frozenset[BlockKind] = frozenset(("paragraph", "list_item", "heading", "title", "contents"))


class TextBuilder:
    """The text of one document as it is written.

    What a reader knows of a block is its kind; for the others `build` looks at their words.
    """

    def __init__(self) -> None:
        self._bold: set[int] = set()  # numbers of blocks that stand out, and may be headings
        self._by_look: set[int] = set()  # numbers of headings that are headings only by how they are set
        self._inside: list[BlockKind] = []
        self._pieces: list[str] = []
        self._length = 0
        self._blocks: list[Block] = []
        self._sections: list[Section] = []
        self._open: dict[str, tuple[str, int]] = {}  # name, and the number of its first block
        self._path: list[tuple[int, str]] = []
        self._tables = TableRecorder()
        self._header: tuple[Sequence[str], tuple[str, ...]] = (
            (),
            (),
        )  # the last one, as given and on one line
        self.hidden = 0

    @property
    def is_empty(self) -> bool:
        """Whether nothing was written."""
        return not self._blocks

    @property
    def latest(self) -> str:
        """The text of the last block; "" at the beginning."""
        return self._pieces[-1] if self._pieces else ""

    def open(self, kind: str, name: str) -> None:
        """Begins a section of that kind ("page", "slide", "sheet", ...), and ends the one before it."""
        self.close(kind)
        # The number of a block, not an offset: the gap before it is no part of the section.
        self._open[kind] = (name, len(self._blocks))

    def close(self, kind: str) -> None:
        """Ends the section of that kind, if one is open; one without text is dropped."""
        name, first = self._open.pop(kind, ("", len(self._blocks)))
        if first < len(self._blocks):
            self.section(kind, name, (self._blocks[first].start, self._blocks[-1].end))

    def section(self, kind: str, name: str, span: Span | None) -> None:
        """Adds a section over a span that was written, such as that of a block; nothing if it is None."""
        if span is not None and span[0] < span[1] and (line := _inline(clean(name)[0])):
            self._sections.append(Section(name=line, start=span[0], end=span[1], kind=kind))

    @contextmanager
    def inside(self, kind: BlockKind) -> Iterator[None]:
        """Whatever is written as a paragraph, an item or a heading in there is of this kind: a note, furniture."""
        self._inside.append(kind)
        try:
            yield
        finally:
            self._inside.pop()

    def heading(self, text: str, level: int, *, by_look: bool = False) -> Span | None:
        """Writes a heading; what follows is below it until the next one of the same or a higher level (1 is the highest).

        Args:
            text: Its words.
            level: Its level.
            by_look: Whether it is one only by how it is set: if it states a value, its kind is "paragraph".
        """
        line = " ".join(clean(text)[0].split())
        if not line:
            return None
        self.leave_headings(level)
        self._path.append((level, line[:MAX_NAME]))
        self.open("heading", " > ".join(name for _, name in self._path))
        if by_look:
            self._by_look.add(len(self._blocks))
        return self.paragraph(text, kind="heading")

    def leave_headings(self, level: int = 1) -> None:
        """Ends the open headings of that level and below; by default all."""
        self.close("heading")
        self._path = [step for step in self._path if step[0] < level]

    def paragraph(
        self, text: str, *, kind: BlockKind = "paragraph", bold: bool = False, depth: int = 0
    ) -> Span | None:
        """Writes a paragraph, list item or caption as one line. Returns its span; None if there is nothing to write.

        Args:
            text: Its words.
            kind: What it is, as far as the file tells.
            bold: Whether all of it is set in bold: then it is a heading if it reads like one.
            depth: In how many items of lists it stands: so far it is set in, outside its span.
        """
        return self.write(_inline(self._clean(text)), kind, gap=_gap(depth), bold=bold)

    def preformatted(
        self, text: str, kind: BlockKind = "code", *, bold: bool = False, depth: int = 0
    ) -> Span | None:
        """Writes lines that stay as they are: code; of another kind verse, an address."""
        return self.write(self._clean(text).strip("\n").rstrip(), kind, gap=_gap(depth), bold=bold)

    @contextmanager
    def rows_of(self, columns: Sequence[str], draft: Draft | None = None) -> Iterator[Draft]:
        """The rows that are written in there are of one table, whatever else stands between them.

        Args:
            columns: The name of each column.
            draft: A table whose rows have been interrupted, and go on.
        """
        if draft is None:
            # In the order in which `row` does both: `split` takes some control characters for spaces.
            draft = self._tables.begin(tuple(_inline(clean(_inline(name))[0]) for name in columns))
        self._tables.resume(draft)
        try:
            yield draft
        finally:
            self._tables.end()

    def row(
        self,
        cells: Sequence[str],
        header: Sequence[str] = (),
        *,
        kind: BlockKind | None = None,
        labelled: bool = False,
    ) -> Span | None:
        """Writes a row of a table: "Name: Kim | Year: 2024", each cell with its header; empty ones are left out.

        Args:
            cells: What its cells show.
            header: The name of each column.
            kind: "table_total" if it is known to sum up others, "table_header" if it names columns; by default what its
                words say: a row, or under named columns one that sums up others.
            labelled: Whether its first cell is the label of the others, as in "Name: Kim | Lee"; then no column is named.
        """
        if kind is None:
            kind, header = ("table_row", header) if labelled else _told(cells, header)
        # Most cells of a sparse table are empty.
        texts, names = [_inline(cell) if cell else "" for cell in cells], self._names(header)
        line, edges = _row_line(texts, names, labelled=labelled)
        cleaned, hidden = clean(line)
        if cleaned != line:
            # Cell by cell, so that it is known where each stands.
            texts, names = [[_inline(clean(text)[0]) for text in group] for group in (texts, names)]
            line, edges = _row_line(texts, names, labelled=labelled)
            self.hidden += hidden
        # Rows stand on lines one below another, as in a table; only its header has an empty line above.
        span = self._write(line, kind, "\n\n" if kind == "table_header" else "\n")
        if span is not None and kind in _ROWS:
            self.cells(names, [span[0] + edge for edge in edges], total=kind == "table_total")
        return span

    def cells(self, names: Sequence[str], edges: Sequence[int], *, total: bool = False) -> None:
        """Says where the cells of the row stand that was written last.

        Args:
            names: The names of its columns.
            edges: Start and end of each cell; twice the same offset for an empty one.
            total: Whether the row sums up others.
        """
        self._tables.row(tuple(names), edges, len(self._blocks) - 1, total=total)

    def _names(self, header: Sequence[str]) -> Sequence[str]:
        """The names on one line; those of the row before are known."""
        if header is not self._header[0]:
            self._header = (header, tuple(map(_inline, header)))
        return self._header[1]

    def table(self, rows: Sequence[Sequence[str]]) -> list[Span | None]:
        """Writes a table whose first row is its header. The header comes first, and each row repeats it."""
        header = rows[0] if len(rows) > 1 else ()
        with self.rows_of(header):
            return [
                self._column_names(rows[0], alone=not header),
                *(self.row(row, header) for row in rows[1:]),
            ]

    def _column_names(self, cells: Sequence[str], *, alone: bool) -> Span | None:
        # A heading stays with what follows it; behind a header that is alone there is nothing.
        line = _CELL.join(filter(None, map(_inline, cells)))
        return self._write(_inline(self._clean(line)), "table_row" if alone else "table_header")

    def write(
        self, text: str, kind: BlockKind = "paragraph", *, gap: str = "\n\n", bold: bool = False
    ) -> Span | None:
        """Writes a block of text that is clean already; `gap` stands before it."""
        return self._write(text, kind, gap, bold=bold)

    def _write(self, text: str, kind: BlockKind, gap: str = "\n\n", *, bold: bool = False) -> Span | None:
        if not text:
            return None
        if kind not in _ROWS and kind != "table_header":
            self._tables.interrupt()
        if self._inside and kind in _TAKES_KIND:
            kind = self._inside[-1]
        if bold:
            self._bold.add(len(self._blocks))
        if self._length:
            self._append(gap)
        start = self._length
        self._append(text)
        self._blocks.append(Block(start=start, end=self._length, kind=kind))
        if kind == "table_header":
            self._tables.header(start)
        return start, self._length

    def build(
        self,
        *,
        title: str | None = None,
        metadata: dict[str, str] | None = None,
        report: ExtractionReport | None = None,
        boxes: Sequence[WordBox] = (),
        attached: Sequence[File] = (),
        unread: Sequence[Unread] = (),
    ) -> Extract:
        """The document. Characters that were hidden are added to those of `report`."""
        for kind in list(self._open):
            self.close(kind)
        report = report or ExtractionReport()
        text = "".join(self._pieces)
        pages = [section for section in self._sections if section.kind == "page"]
        pages.sort(key=lambda section: section.start)
        # Of sections that begin at one place, the outer one comes first.
        sections = tuple(sorted(self._sections, key=lambda section: (section.start, -section.end)))
        blocks = refined(text, self._blocks, bold=self._bold, by_look=self._by_look, pages=pages)
        return Extract(
            title=_inline(clean(title)[0]) or None if title else None,
            text=text,
            blocks=blocks,
            sections=sections,
            metadata={
                key: value for key, stated in (metadata or {}).items() if (value := _inline(clean(stated)[0]))
            },
            report=replace(report, hidden=report.hidden + self.hidden),
            boxes=boxes,
            tables=self._tables.tables(text, blocks, sections),
            attached=attached,
            unread=unread,
        )

    def _clean(self, text: str) -> str:
        cleaned, hidden = clean(text)
        self.hidden += hidden
        return cleaned

    def _append(self, text: str) -> None:
        self._pieces.append(text)
        self._length += len(text)
        # Checked with each piece: at the end, the memory would be full already.
        if self._length > MAX_TEXT:
            raise UnreadableError(f"it holds more than {MAX_TEXT // 1_000_000} million characters; split it")


def _told(cells: Sequence[str], header: Sequence[str]) -> tuple[BlockKind, Sequence[str]]:
    """What a row is by its words, and the names of its columns: that of a sum is no value of the column it stands in."""
    first = next((cell for cell in cells if cell), "")
    # Most rows begin with something else, which is quickly seen.
    if not may_be_total(first) or not any(header) or sum(map(bool, cells)) < 2 or not is_total(cells):
        return "table_row", header
    return "table_total", without_label(cells, header)


def _gap(depth: int) -> str:
    """What stands before a block: an empty line, and two columns for each item of a list that it is in."""
    return "\n\n" + "  " * min(depth, MAX_DEPTH)


def written_length(text: str) -> int:
    """How many characters `paragraph` writes for the beginning of a text: the offset at which the rest begins in it."""
    cleaned = clean(text)[0]
    line = _inline(cleaned)
    return len(line) + bool(line and cleaned[-1].isspace())


def _row_line(cells: Sequence[str], names: Sequence[str], *, labelled: bool) -> tuple[str, list[int]]:
    """A row with the names of its columns on one line, and start and end of each cell in it."""
    pieces: list[str] = []
    edges: list[int] = []
    at, between = 0, ""
    for place, cell in enumerate(cells):
        if cell:
            name = names[place] if place < len(names) else ""
            before = f"{between}{name}: " if name else between
            pieces += (before, cell)
            at += len(before)
            edges += (at, at + len(cell))
            at += len(cell)
            between = _CELL if between or not labelled else ": "
        else:
            # Where it would stand: behind the one before it.
            edges += (at, at)
    return "".join(pieces), edges


def _inline(text: str) -> str:
    return " ".join(text.split())
