"""The heads of accounts: lines above the columns of figures, with the periods and units that they share."""

from collections.abc import Sequence
from dataclasses import dataclass, field

from index.formats.pdf.structure.accounts.places import Areas, middle
from index.formats.pdf.structure.accounts.rows import Atom, Row
from index.formats.pdf.structure.accounts.underlined import Underlined
from index.formats.pdf.structure.cells import Cell
from index.formats.pdf.structure.gutters import Interval
from index.formats.pdf.structure.lines import LARGE
from index.formats.pdf.structure.rules import Rule
from index.formats.tables.figures import is_year, names_period, unit_in

# In sizes of the letters: how far labels and what is above them begin left of the first label at most.
OUTDENTED = 5.0
# So many lines are heads at most, and so many labels stand between them and the figures.
_MOST_ROWS = 10
_MOST_LABELS = 3
# In sizes of the letters: how far heads are above one another, and how far the last one is above what follows.
_FAR, _FAR_ABOVE = 2.7, 4.2
_BETWEEN = 1.1  # a line above the labels and the lines of heads that it is between
# Among so many lines above its heads a table's units are looked for.
_LOOKED_AT = 10
_TOP_ROWS = 6
_LONGEST_HEAD = 60
_LONGEST_UNIT = 90
_MOSTLY = 0.5
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
    rows: Sequence[Row], begin: int, first: int, columns: Sequence[Interval], rules: Sequence[Rule] = ()
) -> Heads:
    """The heads of a table.

    Args:
        rows: All rows, from the top down.
        begin: The number of the first row that belongs to no other table.
        first: The number of the table's first row of figures.
        columns: Where the columns of figures begin and end.
        rules: Lines drawn on the page, from the top down.
    """
    top, end = _span(rows, begin, first, columns)
    underlined = Underlined(rows[top:end], rows[first], columns, rules)
    heads = Heads(top, [[] for _ in columns], labels=list(rows[end:first]) if top < end else [])
    heads.ruled = underlined.found
    areas = Areas(columns, rows[first].size)
    periods: list[str] = []
    for number in range(end - 1, top - 1, -1):
        row = rows[number]
        corner, atoms = _split(row, areas)
        if (
            atoms
            and not _is_unit(atoms, areas, highest=number == top)
            and (over := areas.placed(atoms, [underlined.columns(atom) for atom in atoms])) is not None
        ):
            shared = _is_remark(atoms, areas, underlined) or _is_named(atoms[0], underlined)
            if not shared and _is_title(atoms, over, areas):
                heads.first = number + 1
                break
            if shared or _is_shared(atoms, over, areas):
                corner, atoms = [*corner, *atoms], []
                periods.insert(0, corner[-1].text)
            areas.add(atoms, over)
        elif atoms:
            corner = [*corner, *atoms]
        heads.corner = [atom.line(row.page) for atom in corner] + heads.corner
    _finish(heads, areas, rows[first].page)
    heads.corner_names = heads.corner_names and not periods
    _share(heads, periods, _unit(rows, begin, heads.first, first))
    return heads


def _is_named(atom: Atom, underlined: Underlined) -> bool:
    """Whether all columns of figures have a head that is no period: what they have in common."""
    return underlined.is_above_all(atom) and not names_period(atom.text)


def _finish(heads: Heads, areas: Areas, page: int) -> None:
    names = [[atom.line(page) for atom in reversed(atoms)] for atoms in areas.heads()]
    heads.names = [
        name if sum(len(line.text) for line in name) <= 2 * _LONGEST_HEAD else [] for name in names
    ]
    corner = _text(heads.corner)
    heads.corner_names = len(corner) <= _LONGEST_HEAD and not unit_in(corner) and not names_period(corner)


def _share(heads: Heads, periods: list[str], unit: str | None) -> None:
    """Notes what all columns share: the period above them all, or above the labels where they have only years."""
    names = [_text(name) for name in heads.names if name]
    if names and (all(map(is_year, names)) or not any(map(names_period, names))):
        periods += [line.text for line in heads.corner if names_period(line.text) and not unit_in(line.text)]
    heads.shared = ", ".join(
        dict.fromkeys([*(period.rstrip(" ,:") for period in periods), *filter(None, [unit])])
    )
    heads.shows = bool(heads.shared) or any(map(names_period, names)) or names_period(_text(heads.corner))


def _span(rows: Sequence[Row], begin: int, first: int, columns: Sequence[Interval]) -> tuple[int, int]:
    """The numbers of the first line of heads, and of the one behind the last; twice the same if there are none."""
    number = first - 1
    while number >= begin and first - number <= _MOST_LABELS + 1 and _gap(rows, number) <= _FAR_ABOVE:
        if _is_heads(rows[number], columns, rows[first]):
            break
        if not _is_label(rows[number], columns, rows[first]):
            return first, first
        number -= 1
    else:
        return first, first
    top = number
    while top > begin and number - top < _MOST_ROWS and _gap(rows, top - 1) <= _FAR:
        above = rows[top - 1]
        # A unit below the heads may be in smaller letters.
        size = rows[first].size if _is_only_unit(rows[number]) else rows[number].size
        if not _is_in_heads(rows, top - 1, columns, rows[first]) or above.size > LARGE * size:
            break
        top -= 1
    return top, number + 1


def _is_in_heads(rows: Sequence[Row], number: int, columns: Sequence[Interval], data: Row) -> bool:
    """Whether a line above others has heads, or is a line above the labels that stands between lines of heads."""
    if _is_heads(rows[number], columns, data):
        return True
    near = number > 0 and max(_gap(rows, number), _gap(rows, number - 1)) < _BETWEEN
    return near and _is_label(rows[number], columns, data) and _is_heads(rows[number - 1], columns, data)


def _is_only_unit(row: Row) -> bool:
    unit = unit_in(row.text)
    return unit is not None and len(unit) > _MOSTLY * len(row.text)


def _gap(rows: Sequence[Row], number: int) -> float:
    """How far a row is above the next one, in sizes of the letters."""
    row, below = rows[number], rows[number + 1]
    return (row.baseline - below.baseline) / max(row.size, below.size)


def _is_label(row: Row, columns: Sequence[Interval], data: Row) -> bool:
    outdented = row.left < data.left - OUTDENTED * row.size
    return len(row.atoms) == 1 and row.right < columns[-1][0] and row.left < columns[0][0] and not outdented


def _is_heads(row: Row, columns: Sequence[Interval], data: Row) -> bool:
    """Whether a line has heads of columns, with or without a text above the labels."""
    if row.size > LARGE * data.size or row.left < data.left - OUTDENTED * row.size:
        return False
    if row.has_figures and not row.has_marks_only:
        return False
    edge = columns[0][0] - 4 * row.size
    heads = [atom for atom in row.atoms if middle(atom) > edge and atom.left > data.left + row.size]
    rest = len(row.atoms) - len(heads)
    if not heads or rest > 1 or not all(map(_could_be_head, heads)):
        return False
    return row.right < columns[-1][1] + 6 * row.size


def _could_be_head(atom: Atom) -> bool:
    """Whether a text is short, and not the end of a sentence."""
    ends = len(atom.words) > 2 and atom.text.endswith((".", ";")) and not names_period(atom.text)
    return len(atom.text) <= _LONGEST_HEAD + 20 * (unit_in(atom.text) is not None) and not ends


def _split(row: Row, areas: Areas) -> tuple[list[Atom], list[Atom]]:
    """What a line of heads has above the labels, and above the figures."""
    first = row.atoms[0]
    count = int(first.right < areas.columns[0][0] and middle(first) < areas.left)
    return row.atoms[:count], row.atoms[count:]


def _is_unit(atoms: Sequence[Atom], areas: Areas, *, highest: bool) -> bool:
    """Whether a line says only the units of all columns: in the middle of them, or above the other heads."""
    text = atoms[0].text
    unit = unit_in(text) if len(atoms) == 1 else None
    return unit is not None and len(unit) > _MOSTLY * len(text) and (highest or areas.is_over_all(atoms[0]))


def _is_remark(atoms: Sequence[Atom], areas: Areas, underlined: Underlined) -> bool:
    """Whether a line is a word in brackets in the middle of an even number of columns: "(unaudited)"."""
    text = atoms[0].text
    if len(atoms) > 1 or len(areas.columns) % 2 or not (text.startswith("(") and text.endswith(")")):
        return False
    return not underlined.columns(atoms[0]) and areas.is_over_all(atoms[0])


def _is_title(atoms: Sequence[Atom], over: Sequence[Sequence[int]], areas: Areas) -> bool:
    """Whether it is above all columns and says no time: the name of the company, or of the table."""
    everywhere = len(atoms) == 1 and len(over[0]) == len(areas.columns) > 1
    return everywhere and not names_period(atoms[0].text)


def _is_shared(atoms: Sequence[Atom], over: Sequence[Sequence[int]], areas: Areas) -> bool:
    """Whether it is above so many columns, or so long, that it is better said once."""
    everywhere = len(atoms) == 1 and len(over[0]) == len(areas.columns) > 1
    return everywhere and (len(areas.columns) > _REPEATED or len(atoms[0].text) > _LONGEST_REPEATED)


def page_unit(rows: Sequence[Row]) -> str:
    """What a line at the top of a page says about the units of all of its figures, and nothing else; "" for nothing."""
    for row in rows[:_TOP_ROWS]:
        text = row.text.strip()
        alone = len(row.atoms) == 1 and _is_only_unit(row)
        if len(text) <= _LONGEST_UNIT and unit_in(text) is not None and (alone or text.startswith("(")):
            return text
    return ""


def _unit(rows: Sequence[Row], begin: int, top: int, first: int) -> str | None:
    """What the heads, or the lines above them, say about the units of the figures."""
    for number in range(first - 1, max(begin, top - _LOOKED_AT) - 1, -1):
        row = rows[number]
        # What stands above one of several columns is said of that one.
        text = row.text.strip() if len(row.atoms) == 1 else row.atoms[0].text
        if text.count("(") > text.count(")") and number + 1 < first:
            text = (
                f"{text} {rows[number + 1].text}"  # "... as follows (in", and on the next line "thousands):"
            )
        of_one = (
            number >= top
            and len(row.atoms) > 1
            and row.atoms[0].left > rows[first].left + OUTDENTED * row.size
        )
        if not of_one and (unit := unit_in(text)) is not None:
            whole = len(text) <= _LONGEST_UNIT and text.startswith((unit, "("))
            return text if whole else unit
    return None


def _text(cell: Cell) -> str:
    return " ".join(line.text for line in cell)
