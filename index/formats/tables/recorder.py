"""Keeps where the cells of tables stand while their rows are written."""

from array import array
from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

import numpy as np

from index.documents import Block, Section
from index.formats.tables.figures import unit_in
from index.formats.tables.totals import is_total, may_be_total
from index.tables import CellSpans, DocumentTable, Edges

_LONGEST_TITLE = 200
_MOST_CAPTIONS = 3
_NAMING = ("sheet", "slide", "chapter", "heading")
# What a paragraph above a table says about its units stands at its end: "... as follows (in millions):".
_SAID_ABOVE = 120


@dataclass(slots=True)
class Draft:
    """A table while it is written.

    Attributes:
        columns: The names of its columns.
        stated: Whether its reader has begun it, so that all rows up to its end belong to it.
        start: Where it begins, -1 if nothing is written.
        first: The number of the block of its first row.
        last: That of its last row.
        edges: Start and end of all cells, row by row.
        widths: How many cells each row has.
        totals: The numbers of the rows that are known to sum up others.
    """

    columns: tuple[str, ...]
    stated: bool
    start: int = -1
    first: int = -1
    last: int = -1
    edges: "array[int]" = field(default_factory=lambda: array("i"))
    widths: "array[int]" = field(default_factory=lambda: array("i"))
    totals: list[int] = field(default_factory=list)

    @property
    def width(self) -> int:
        """How many columns it has."""
        return max(max(self.widths, default=0), len(self.columns))

    @property
    def is_table(self) -> bool:
        """Whether it is more than a name with its value."""
        rows, columns = len(self.widths), self.width
        return rows > 0 and (rows > 1 or columns > 1) and (columns > 1 or any(self.columns))


class TableRecorder:
    """The tables of one document. Rows that are written one after the other with the same names are a table.

    A reader that knows more begins and ends a table itself: then all rows between are of it.
    """

    def __init__(self) -> None:
        """Has no table yet."""
        self._drafts: list[Draft] = []
        self._open: Draft | None = None
        self._header = -1  # where the names of columns stand that no row has followed yet

    def begin(self, columns: tuple[str, ...]) -> Draft:
        """Begins a table whose columns have these names."""
        self._open = Draft(columns, stated=True, start=self._header)
        self._header = -1
        self._drafts.append(self._open)
        return self._open

    def resume(self, draft: Draft) -> None:
        """Goes on with a table that was ended."""
        self._open = draft

    def end(self) -> None:
        """The table that was begun has no more rows."""
        self._open, self._header = None, -1

    def interrupt(self) -> None:
        """Something else than a row was written: it ends a table that no reader has begun."""
        if self._open is None or not self._open.stated:
            self.end()

    def header(self, start: int) -> None:
        """A row with the names of columns was written."""
        if self._open is not None and self._open.stated:
            self._open.start = start if self._open.start < 0 else self._open.start
        else:
            self._open = None
            self._header = start if self._header < 0 else self._header

    def row(self, names: tuple[str, ...], edges: Sequence[int], block: int, *, total: bool) -> None:
        """A row was written.

        Args:
            names: Those that its cells were written with.
            edges: Start and end of each cell; the same for an empty one.
            block: The number of its block.
            total: Whether it is known to sum up others.
        """
        draft = self._open
        if draft is None or not (draft.stated or draft.columns == names):
            draft = self._open = Draft(names, stated=False, start=self._header)
            self._drafts.append(draft)
        self._header = -1
        if not draft.widths:
            draft.first = block
            draft.start = edges[0] if draft.start < 0 else draft.start
        if total:
            draft.totals.append(len(draft.widths))
        draft.last = block
        draft.edges.extend(edges)
        draft.widths.append(len(edges) // 2)

    def tables(
        self, text: str, blocks: Sequence[Block], sections: Sequence[Section]
    ) -> tuple[DocumentTable, ...]:
        """The tables of the document that was written; blocks and sections, in order, are those of the whole text."""
        around = _Surroundings(text, blocks, sections)
        return tuple(
            _finished(draft, around)
            for draft in self._drafts
            if draft.is_table and not around.are_contents(draft)
        )


def _finished(draft: Draft, around: "_Surroundings") -> DocumentTable:
    edges = _filled_up(draft)
    columns = draft.columns + ("",) * (draft.width - len(draft.columns))
    totals = {*draft.totals, *_sums(around.text, edges)}
    start, end = draft.start, int(edges[-1, -1, 1])
    names, shared = around.names_of(draft), around.shared_of(start, end)
    stated = [*(section.name for section in shared), *names[::-1], columns[0], around.said_above(draft)]
    return DocumentTable(
        start=start,
        end=end,
        title=_title([*names, *(section.name for section in shared if section.end >= end)]),
        columns=columns,
        rows=CellSpans(edges),
        totals=tuple(sorted(totals)),
        unit=next((unit for text in stated if (unit := unit_in(text))), ""),
    )


def _filled_up(draft: Draft) -> Edges:
    """The edges as rows of one length; cells that are missing at the end of a row are empty."""
    edges = np.frombuffer(draft.edges, dtype=np.int32)
    rows, width = len(draft.widths), draft.width
    if len(edges) == 2 * rows * width:
        return edges.reshape(rows, width, 2).copy()
    full = np.empty((rows, width, 2), dtype=np.int32)
    at = 0
    for number, cells in enumerate(draft.widths):
        full[number, :cells] = edges[at : at + 2 * cells].reshape(cells, 2)
        at += 2 * cells
        full[number, cells:] = edges[at - 1]
    return full


def _sums(text: str, edges: Edges) -> Iterator[int]:
    """The numbers of the rows that sum up others by their words."""
    for number, row in enumerate(edges.tolist()):
        first = next((text[start:end] for start, end in row if start < end), "")
        # Most rows begin with something else, which is quickly seen.
        if may_be_total(first) and is_total([text[start:end] for start, end in row]):
            yield number


def _title(names: Sequence[str]) -> str:
    title = " > ".join(dict.fromkeys(names))
    return title if len(title) <= _LONGEST_TITLE else f"{title[: _LONGEST_TITLE - 1].rstrip()}…"


class _Surroundings:
    """What stands around the tables of a document. Each is looked up in the time of a few comparisons."""

    def __init__(self, text: str, blocks: Sequence[Block], sections: Sequence[Section]) -> None:
        self.text = text
        self._blocks = blocks
        self._naming = [[section for section in sections if section.kind == kind] for kind in _NAMING]
        self._shared = [section for section in sections if section.kind == "table"]

    def are_contents(self, draft: Draft) -> bool:
        """Whether rows are lines of a table of contents."""
        kinds = [block.kind for block in self._blocks[draft.first : draft.last + 1]]
        return 2 * kinds.count("contents") > len(kinds)

    def names_of(self, draft: Draft) -> list[str]:
        """The names of the sheet and the heading that a table is under, and its captions."""
        names = [name for sections in self._naming if (name := _name_at(sections, draft.start))]
        captions = self._captions(self._above(draft), -1) or self._captions(draft.last + 1, 1)
        return [*names, *captions]

    def shared_of(self, start: int, end: int) -> list[Section]:
        """The section, if there is one, that says what the first figures of a table share."""
        at = bisect_left(self._shared, start, key=lambda section: section.start)
        return [section for section in self._shared[at : at + 1] if section.start < end]

    def said_above(self, draft: Draft) -> str:
        """The end of a paragraph right above a table, which may say the units."""
        number = self._above(draft)
        if number < 0 or self._blocks[number].kind not in ("paragraph", "list_item", "note"):
            return ""
        block = self._blocks[number]
        return self.text[max(block.start, block.end - _SAID_ABOVE) : block.end]

    def _above(self, draft: Draft) -> int:
        """The number of the block above a table and the names of its columns; -1 if there is none."""
        number = draft.first - 1
        while number >= 0 and self._blocks[number].start >= draft.start:
            number -= 1
        return number

    def _captions(self, number: int, step: int) -> list[str]:
        """The captions from a block on, upwards or downwards, in their order."""
        found: list[str] = []
        while 0 <= number < len(self._blocks) and len(found) < _MOST_CAPTIONS:
            block = self._blocks[number]
            if block.kind != "caption":
                break
            found.append(self.text[block.start : block.end])
            number += step
        return found[::step]


def _name_at(sections: Sequence[Section], offset: int) -> str:
    """The name of the section that an offset is in, without those it is inside of; "" if it is in none."""
    place = bisect_right(sections, offset, key=lambda section: section.start) - 1
    if place < 0 or sections[place].end <= offset:
        return ""
    name = sections[place].name.split(" > ")[-1]
    # 'sheet "Sales"' is called "Sales".
    return name[name.index('"') + 1 : -1] if name.endswith('"') and name.count('"') > 1 else name
