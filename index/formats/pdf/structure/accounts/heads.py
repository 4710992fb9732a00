"""The heads of accounts: lines above the columns of figures, with the periods and units that they share."""

from collections.abc import Sequence
from dataclasses import dataclass, field

from index.formats.pdf.structure.accounts.growth import GrownRows
from index.formats.pdf.structure.accounts.head_lines import Frame, first_label, head_lines
from index.formats.pdf.structure.accounts.places import Areas, middle
from index.formats.pdf.structure.accounts.rows import Atom, Row
from index.formats.pdf.structure.accounts.underlined import Underlined
from index.formats.pdf.structure.accounts.units import is_mostly_unit, unit_above
from index.formats.pdf.structure.accounts.widths import as_wide_as_lines
from index.formats.pdf.structure.cells import Cell
from index.formats.pdf.structure.gutters import Interval
from index.formats.pdf.structure.rules import Rule
from index.formats.tables.figures import is_year, names_period, unit_in

_UNLABELLED = 12.0  # sizes of the letters
_LONGEST_NAME = 120
_LONGEST_CORNER = 60
# What all of more columns share is said once.
_REPEATED, _LONGEST_REPEATED = 3, 45


@dataclass(slots=True)
class Heads:
    """What is above a table's figures."""

    first: int  # the number of its first row
    names: list[Cell]  # of each column of figures
    corner: Cell = field(default_factory=list)  # above the labels
    corner_names: bool = False  # whether that names them, and says nothing of units or dates
    labels: list[Row] = field(default_factory=list)  # between the heads and the first figures
    shared: str = ""  # what all columns have: a period, the units "(in millions)"
    shows: bool = False  # whether it says periods or units
    ruled: bool = False  # whether lines are drawn below some of them that tell their columns

    @property
    def named(self) -> bool:
        """Whether a column has a name."""
        return any(self.names)


def heads_above(
    rows: Sequence[Row],
    begin: int,
    grown: GrownRows,
    columns: Sequence[Interval],
    rules: Sequence[Rule] = (),
) -> Heads:
    """The heads of a table.

    Args:
        rows: All rows, from the top down.
        begin: The number of the first row that belongs to no other table.
        grown: Which of them are the table's rows of figures.
        columns: Where its columns, those of texts too, begin and end.
        rules: Lines drawn on the page, from the top down.
    """
    first = grown.first
    size = rows[first].size
    # Where rows have no labels, heads are wider than the figures of the first column.
    unlabelled = grown.left > columns[0][0] - size
    left = columns[0][0] - _UNLABELLED * size if unlabelled else grown.left
    wide = as_wide_as_lines(columns, rows[first], rules, rows[begin].baseline)
    frame = Frame(wide, left, size)
    top, end = head_lines(rows, begin, first, frame)
    reading = _Reading(rows[top:end], rows[first], columns, frame, rules)
    heads = reading.heads
    heads.first = top + reading.read()
    if top == end:
        heads.first = first_label(rows, begin, first, frame)
        end = heads.first
    heads.labels = list(rows[end:first])
    reading.finish(unit_above(rows, begin, heads.first, first))
    return heads


class _Reading:
    """Reads the lines of heads, from the lowest up."""

    def __init__(
        self,
        lines: Sequence[Row],
        data: Row,
        columns: Sequence[Interval],
        frame: Frame,
        rules: Sequence[Rule],
    ) -> None:
        self.heads = Heads(0, [[] for _ in columns])
        self._lines = lines
        self._frame = frame
        self._page = data.page
        self._underlined = Underlined(lines, data, columns, rules)
        self.heads.ruled = self._underlined.found
        self._areas = Areas(frame.columns, frame.size)
        self._periods: list[str] = []
        self._unit: str | None = None

    def read(self) -> int:
        """Reads all lines; returns the number of the first one that is no title."""
        for number in range(len(self._lines) - 1, -1, -1):
            row = self._lines[number]
            corner, atoms = self._split(row)
            if atoms and not self._is_unit(atoms, highest=number == 0):
                if (over := self._placed(atoms)) is None:
                    return number + 1
                if self._is_said_once(atoms, over):
                    corner, atoms = [*corner, *atoms], []
                    if unit_in(corner[-1].text) is None:
                        self._periods.insert(0, corner[-1].text)
                self._areas.add(atoms, over)
            elif atoms:
                self._unit = self._unit or atoms[0].text
                corner = [*corner, *atoms]
            self.heads.corner = [atom.line(row.page) for atom in corner] + self.heads.corner
        return 0

    def finish(self, unit: str | None) -> None:
        """Names the columns, and notes what they share; the unit is what is said of it above and between them."""
        self._name()
        self._share(self._unit or unit)

    def _split(self, row: Row) -> tuple[list[Atom], list[Atom]]:
        """What a line of heads has above the labels, and above the figures."""
        edge, left = self._areas.columns[0][0], self._areas.left
        beside = [atom.right < edge and middle(atom) < left for atom in row.atoms]
        count = beside.index(False) if False in beside else 1
        return row.atoms[:count], row.atoms[count:]

    def _placed(self, atoms: Sequence[Atom]) -> list[list[int]] | None:
        """The columns that each head of a line is above; None if the line is a title of the table."""
        ruled = [self._underlined.columns(atom) for atom in atoms]
        over = self._areas.placed(atoms, ruled, lined=self._underlined.tells_spans)
        if self._is_above_labels_too(atoms) and not any(ruled):
            if not names_period(atoms[0].text) and not atoms[0].text.startswith("("):
                return None
            over = [list(range(len(self._areas.columns)))]
        title = self._is_over_all(atoms, over) and not names_period(atoms[0].text)
        return None if title and not self._is_common(atoms, over) else over

    def _is_over_all(self, atoms: Sequence[Atom], over: Sequence[Sequence[int]]) -> bool:
        return len(atoms) == 1 and len(over[0]) == len(self._areas.columns) > 1

    def _is_common(self, atoms: Sequence[Atom], over: Sequence[Sequence[int]]) -> bool:
        """Whether a head is a remark in brackets, or by its line what all columns have in common."""
        bracketed = atoms[0].text.startswith("(") and self._is_over_all(atoms, over)
        named = self._underlined.is_above_all(atoms[0]) and not names_period(atoms[0].text)
        return bracketed or self._is_remark(atoms) or named

    def _is_said_once(self, atoms: Sequence[Atom], over: Sequence[Sequence[int]]) -> bool:
        """Whether a head is better not said with each column: it is above so many, or so long."""
        many = len(self._areas.columns) > _REPEATED or len(atoms[0].text) > _LONGEST_REPEATED
        return self._is_common(atoms, over) or (many and self._is_over_all(atoms, over))

    def _is_unit(self, atoms: Sequence[Atom], *, highest: bool) -> bool:
        """Whether a line says only the units of all columns: in the middle of them, or above the other heads."""
        if len(atoms) > 1 or not is_mostly_unit(atoms[0].text):
            return False
        return highest or self._areas.is_over_all(atoms[0])

    def _is_remark(self, atoms: Sequence[Atom]) -> bool:
        """Whether a line is a word in brackets in the middle of an even number of columns: "(unaudited)"."""
        text = atoms[0].text
        if len(atoms) > 1 or len(self._areas.columns) % 2 or not (text[0] == "(" and text[-1] == ")"):
            return False
        return not self._underlined.columns(atoms[0]) and self._areas.is_over_all(atoms[0])

    def _is_above_labels_too(self, atoms: Sequence[Atom]) -> bool:
        """Whether a line stands in the middle of the whole table, above columns that have their heads: a title."""
        areas = self._areas
        if len(atoms) > 1 or len(areas.columns) < 2 or not areas.complete or areas.is_over_all(atoms[0]):
            return False
        return abs((self._frame.left + areas.columns[-1][1]) / 2 - middle(atoms[0])) < self._frame.size

    def _name(self) -> None:
        page, heads = self._page, self.heads
        names = [[atom.line(page) for atom in reversed(atoms)] for atoms in self._areas.heads()]
        heads.names = [_short(name) for name in names]
        corner = _text(heads.corner)
        says_more = unit_in(corner) or names_period(corner) or self._periods
        heads.corner_names = len(corner) <= _LONGEST_CORNER and not says_more

    def _share(self, unit: str | None) -> None:
        """Notes what all columns share: the period above them all, or above the labels where they have only years."""
        heads, periods = self.heads, self._periods
        names = [_text(name) for name in heads.names if name]
        if names and (all(map(is_year, names)) or not any(map(names_period, names))):
            corner = [line.text for line in heads.corner]
            periods += [text for text in corner if names_period(text) and not unit_in(text)]
        shared = [*(period.rstrip(" ,:") for period in periods), *filter(None, [unit])]
        heads.shared = ", ".join(dict.fromkeys(shared))
        heads.shows = bool(heads.shared) or any(map(names_period, names)) or names_period(_text(heads.corner))


def _short(name: Cell) -> Cell:
    """A name without its highest lines, if it is too long to be said with each figure."""
    while sum(len(line.text) for line in name) > _LONGEST_NAME:
        name = name[1:]
    return name


def _text(cell: Cell) -> str:
    return " ".join(line.text for line in cell)
