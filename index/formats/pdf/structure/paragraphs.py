"""Lines to paragraphs: a paragraph ends at a gap, an indent, a change of type, or a line that ends early."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from enum import Enum
from itertools import pairwise
from statistics import median

from index.documents import BlockKind
from index.formats.pdf.structure.cells import Cell
from index.formats.pdf.structure.columns import Column, Zone
from index.formats.pdf.structure.lines import BodyStyle, Line
from index.formats.pdf.structure.tables import Table

LIST_MARKER = re.compile(
    r"(?:[•‣◦▪■●○·►➢✓\uf0a7\uf0b7]|[–—*-](?=\s)|\(?\d{1,3}[.):](?=\s)|\d{1,4}(?:\.\d{1,3})+[.):]?(?=\s)|\(?[a-zA-Z][.)](?=\s)|\[\d{1,3}\])"
)
# A line of a table of contents.
LEADERS = re.compile(r"(?:[.·…]\s?){4,}\s*[\divxlc]{1,6}$")
_BULLET = re.compile(r"[•‣◦▪■●○►➢✓\uf0a7\uf0b7]")
SENTENCE_END = re.compile(r"[.!?:;…。！？؟][\"'”’»)\]\d]*$")
# In parts of the size of the letters, or of the usual distance of lines.
_GAP = 1.25
_INDENT = 0.8
_LARGEST_INDENT = 8.0
_SAME_SIZE = 0.1
_HEADING_LEADING = 1.5
_LONGEST_HEADING = 200
_EARLY = 0.35  # of the column's width


class Kind(Enum):
    """What a paragraph is."""

    TEXT = "text"
    ROW = "row"
    ASIDE = "aside"  # runs in another direction than the page


@dataclass(slots=True)
class Paragraph:
    """Lines that belong together."""

    page: int  # counted from 1
    lines: list[Line]  # in order; of a row, those of all its cells
    full: bool = False  # whether its last line reaches the end of its column
    kind: Kind = Kind.TEXT  # what it is
    cells: tuple[list[Line], ...] = ()  # of a row, the lines of each cell that has some
    names: tuple[list[Line], ...] = ()  # for each of these cells, the lines that name its column
    places: tuple[int, ...] = ()  # of these cells, the numbers of their columns, from 0
    columns: Sequence[
        list[Line]
    ] = ()  # the names of all columns of the table; the same list for all its rows
    header: bool = False  # whether the row names the columns
    under: str = ""  # of a row, the label of its group, and the units of its table
    indented: bool = False  # whether its first line begins further in than the column
    block_kind: BlockKind = "paragraph"  # of a text that is no heading: a note, code
    stands_out: bool = False  # whether it is bold in a text that is not

    @property
    def text(self) -> str:
        """Its lines with spaces between, hyphens as they are."""
        return " ".join(line.text for line in self.lines)

    @property
    def size(self) -> float:
        """The size of its letters, in points."""
        return max(self.lines, key=lambda line: len(line.text)).size

    @property
    def bold(self) -> bool:
        """Whether all of its lines are."""
        return all(line.bold for line in self.lines)


def paragraphs_of(zone: Zone, page: int, body: BodyStyle) -> list[Paragraph]:
    """The paragraphs of a column, or the rows of a table.

    Args:
        zone: One of the page's zones.
        page: Counted from 1.
        body: How most of the document is set.
    """
    if isinstance(zone, Column):
        return _Grouping(zone, page, body).paragraphs()
    nameless: list[Cell] = [[]] * len(zone.names)
    return [
        _row(
            row,
            nameless if number < zone.header else zone.names,
            page,
            _under(zone, number),
            columns=() if number < zone.header else zone.names,
        )
        for number, row in enumerate(zone.rows)
        if any(row)
    ]


def _under(table: Table, number: int) -> str:
    """What a row's figures are under, besides its label: the label of its group, and the units of the table."""
    group = table.groups[number] if table.groups else ""
    return ", ".join(filter(None, [group, table.unit]))


def _row(row: list[Cell], names: list[Cell], page: int, under: str, *, columns: Sequence[Cell]) -> Paragraph:
    places = tuple(place for place, cell in enumerate(row) if cell)
    cells = tuple(row[place] for place in places)
    return Paragraph(
        page,
        [line for cell in cells for line in cell],
        kind=Kind.ROW,
        cells=cells,
        names=tuple(names[place] for place in places),
        places=places,
        columns=columns,
        header=not columns,
        under=under,
    )


class _Grouping:
    """Groups the lines of one column. `start` and `end` run in the direction of its script."""

    def __init__(self, column: Column, page: int, body: BodyStyle) -> None:
        self._lines = column.lines
        self._page = page
        self._body = body
        self._right_to_left = 2 * sum(line.right_to_left for line in column.lines) > len(column.lines)
        self._leading = _usual_leading(column.lines)
        self._edge = self._usual_end(column)
        self._start = min((self._begin(line) for line in column.lines), default=0.0)
        self._width = max(1.0, column.right - column.left)

    def paragraphs(self) -> list[Paragraph]:
        groups: list[list[Line]] = []
        for number, line in enumerate(self._lines):
            if number and not self._is_new(groups[-1], line, number):
                groups[-1].append(line)
            else:
                groups.append([line])
        return [
            Paragraph(
                self._page,
                group,
                full=self._end(group[-1]) > self._edge - 2 * group[-1].size,
                indented=self._begin(group[0]) > self._start + _INDENT * group[0].size,
            )
            for group in groups
        ]

    def _begin(self, line: Line | Column) -> float:
        return -line.right if self._right_to_left else line.left

    def _end(self, line: Line | Column) -> float:
        return -line.left if self._right_to_left else line.right

    def _usual_end(self, column: Column) -> float:
        """Where full lines end: the furthest place that several do."""
        ends = sorted((self._end(line) for line in column.lines), reverse=True)
        enough = max(2, len(ends) // 10)
        full = (end for end in ends if sum(abs(end - other) < 2 for other in ends) >= enough)
        return next(full, self._end(column))

    def _is_new(self, group: list[Line], line: Line, number: int) -> bool:
        """Whether a line begins a paragraph, and is not the next one of the last."""
        last = group[-1]
        if last.filled or line.filled:
            return True
        gap = last.baseline - line.baseline
        size = max(last.size, line.size)
        if gap < 0 or abs(last.size - line.size) > _SAME_SIZE * size or LEADERS.search(last.text):
            return True
        divided = last.hyphenated and not line.text[:1].isupper()
        if divided and gap < _HEADING_LEADING * size and not LIST_MARKER.match(line.text):
            return False
        if self._is_large(last) or self._is_large(line):
            return last.bold != line.bold or self._is_apart_as_heading(group, line, gap)
        length = sum(len(other.text) for other in group)
        if last.bold and line.bold and not self._body.bold and length < _LONGEST_HEADING:
            return self._is_apart_as_heading(group, line, gap)
        return (
            self._is_apart(group, line, gap)
            or self._begins_item(group, line)
            or self._is_indented(group, line, number)
            or self._ends_early(last, line)
        )

    def _is_large(self, line: Line) -> bool:
        return self._body.is_large(line) and len(line.text) < _LONGEST_HEADING

    def _is_apart_as_heading(self, group: list[Line], line: Line, gap: float) -> bool:
        """Whether a gap sets it off from a heading, whose lines end anywhere and stand further apart."""
        like = [other for other in self._lines if abs(other.size - line.size) <= _SAME_SIZE * line.size]
        leading = _usual_leading(like) if len(like) > 2 else 0.0
        return gap > max(_HEADING_LEADING * line.size, _GAP * leading) or self._begins_item(group, line)

    def _is_apart(self, group: list[Line], line: Line, gap: float) -> bool:
        """Whether a gap sets it off, or a short bold line is above it."""
        last = group[-1]
        if gap > _GAP * max(self._leading, last.size, line.size):
            return True
        changes = last.bold != line.bold and not line.text[:1].islower()
        return changes and len(group) == 1 and self._end(last) < self._edge - 2 * line.size

    def _begins_item(self, group: list[Line], line: Line) -> bool:
        """Whether the line begins a list item or a reference."""
        if _BULLET.match(line.text):
            return True
        if not LIST_MARKER.match(line.text):
            return False
        first, last, begin = group[0], group[-1], self._begin(line)
        outdented = begin < self._begin(last) - 0.3 * line.size
        like_first = LIST_MARKER.match(first.text) and abs(begin - self._begin(first)) < line.size
        return bool(outdented or like_first or SENTENCE_END.search(last.text))

    def _is_indented(self, group: list[Line], line: Line, number: int) -> bool:
        """Whether the line's beginning sets it off: further in than the others, or further out."""
        last, size = group[-1], line.size
        shift = self._begin(line) - self._begin(last)
        if _INDENT * size < shift < _LARGEST_INDENT * size:
            following = self._lines[number + 1 : number + 2]
            hanging = any(abs(self._begin(other) - self._begin(line)) < 0.3 * size for other in following)
            return not (len(group) == 1 and (LIST_MARKER.match(last.text) or hanging))
        if -_LARGEST_INDENT * size < shift < -_INDENT * size:
            return len(group) > 1 and bool(SENTENCE_END.search(last.text))
        return False

    def _ends_early(self, last: Line, line: Line) -> bool:
        """Whether the last line ends although the next word would have had room: its writer broke it."""
        words = line.words
        first = words[-1 if self._right_to_left and words[-1].right > words[0].right else 0]
        room = self._edge - self._end(last) - 0.5 * line.size
        if room <= first.right - first.left:
            return False
        goes_on = line.text[:1].islower() or (line.text[:1].isdigit() and not LIST_MARKER.match(line.text))
        return not goes_on or room > _EARLY * self._width or bool(SENTENCE_END.search(last.text))


def _usual_leading(lines: Sequence[Line]) -> float:
    """The usual distance of baselines that follow one another."""
    gaps = [
        line.baseline - following.baseline
        for line, following in pairwise(lines)
        if 0.8 < (line.baseline - following.baseline) / max(line.size, 1) < 2.2
    ]
    return median(gaps) if gaps else 1.2 * (lines[0].size if lines else 10)
