"""The heads of accounts: lines above the columns of figures, also over several of them, and the units of the figures."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from itertools import pairwise
from statistics import median

from index.formats.pdf.structure.account_rows import Atom, Row
from index.formats.pdf.structure.cells import Cell
from index.formats.pdf.structure.gutters import Interval
from index.formats.pdf.structure.lines import LARGE
from index.formats.tables.figures import names_period, unit_in

# In sizes of the letters: how far labels and what is above them begin left of the first label at most.
OUTDENTED = 5.0
_MOST_ROWS = 7
_MOST_LABELS = 3
# In sizes of the letters: how far heads are above one another and above the figures; how far the middle of a head may
# be off that of its columns, also in parts of the distance of columns.
_FAR = 3.2
_OFF, _OFF_PITCH = 1.0, 0.24
# Among so many lines above its heads a table's units are looked for.
_LOOKED_AT = 6
_LONGEST_HEAD = 60
_LONGEST_UNIT = 90
_OVER = 0.25  # of a head's width must be above each of its columns
_MOSTLY = 0.5


@dataclass(slots=True)
class Heads:
    """What is above a table's figures."""

    first: int  # the number of its first row
    names: list[Cell]  # of each column of figures
    corner: Cell = field(default_factory=list)  # above the labels
    corner_names: bool = False  # whether that names them, and says nothing of units or dates
    labels: list[Row] = field(default_factory=list)  # between the heads and the first figures
    rows: int = 0  # how many lines of heads there are
    period: bool = False  # whether they name years or dates
    unit: str | None = None  # "(in millions)"


def heads_above(rows: Sequence[Row], begin: int, first: int, columns: Sequence[Interval]) -> Heads:
    """The heads of a table.

    Args:
        rows: All rows, from the top down.
        begin: The number of the first row that belongs to no other table.
        first: The number of the table's first row of figures.
        columns: Where the columns of figures begin and end.
    """
    top, labels = _span(rows, begin, first, columns)
    heads = Heads(top, [[] for _ in columns], labels=labels)
    lines = list(rows[top : first - len(labels)])
    heads.rows = len(lines)
    areas = _areas(columns, rows[first])
    below: list[list[Atom]] = [[] for _ in columns]
    for row in reversed(lines):
        corner, atoms = _split(row, columns, areas)
        heads.corner = [atom.line(row.page) for atom in corner] + heads.corner
        placed = _placed(atoms, columns, areas, below)
        for over, atom in zip(placed, atoms, strict=True):
            for number in over:
                below[number].append(atom)
                heads.names[number].insert(0, atom.line(row.page))
    heads.names = [
        name if sum(len(line.text) for line in name) <= 2 * _LONGEST_HEAD else [] for name in heads.names
    ]
    texts = [" ".join(line.text for line in name) for name in heads.names]
    corner_text = " ".join(line.text for line in heads.corner)
    heads.period = any(map(names_period, [*texts, corner_text]))
    says_units = unit_in(corner_text) is not None or names_period(corner_text)
    heads.corner_names = len(corner_text) <= _LONGEST_HEAD and not says_units
    heads.unit = _unit(rows, begin, top, first)
    return heads


def _span(rows: Sequence[Row], begin: int, first: int, columns: Sequence[Interval]) -> tuple[int, list[Row]]:
    """The number of the first line of heads, and the labels between the heads and the figures."""
    number = first - 1
    while number >= begin and first - number <= _MOST_LABELS + 1 and _is_near(rows, number):
        if _is_heads(rows[number], columns, rows[first]):
            break
        if not _is_label(rows[number], columns, rows[first]):
            return first, []
        number -= 1
    else:
        return first, []
    top = number
    while top > begin and number - top < _MOST_ROWS and _is_near(rows, top - 1):
        if not _is_heads(rows[top - 1], columns, rows[first]):
            break
        top -= 1
    return top, list(rows[number + 1 : first])


def _is_near(rows: Sequence[Row], number: int) -> bool:
    """Whether a row is not far above the next one."""
    row, below = rows[number], rows[number + 1]
    return row.baseline - below.baseline <= _FAR * max(row.size, below.size)


def _is_label(row: Row, columns: Sequence[Interval], data: Row) -> bool:
    outdented = row.left < data.left - OUTDENTED * row.size
    return len(row.atoms) == 1 and row.right < columns[-1][0] and row.left < columns[0][0] and not outdented


def _is_heads(row: Row, columns: Sequence[Interval], data: Row) -> bool:
    """Whether a line has heads of columns, with or without a text above the labels."""
    if row.size > LARGE * data.size or row.has_figures or row.left < data.left - OUTDENTED * row.size:
        return False
    edge = columns[0][0] - 4 * row.size
    heads = [atom for atom in row.atoms if _middle(atom) > edge and atom.left > data.left + row.size]
    rest = len(row.atoms) - len(heads)
    if not heads or rest > 1 or not all(map(_could_be_head, heads)):
        return False
    return row.right < columns[-1][1] + 6 * row.size


def _could_be_head(atom: Atom) -> bool:
    """Whether a text is short, and not the end of a sentence."""
    ends = len(atom.words) > 2 and atom.text.endswith((".", ";")) and not names_period(atom.text)
    return len(atom.text) <= _LONGEST_HEAD and not ends


def _split(row: Row, columns: Sequence[Interval], areas: Sequence[Interval]) -> tuple[list[Atom], list[Atom]]:
    """What a line of heads has above the labels, and above the figures."""
    corner = [atom for atom in row.atoms[:1] if atom.right < columns[0][0] and _middle(atom) < areas[0][0]]
    return corner, row.atoms[len(corner) :]


def _areas(columns: Sequence[Interval], data: Row) -> list[Interval]:
    """From the middle of the space on the left of each column to that on its right."""
    middles = [(one[1] + other[0]) / 2 for one, other in pairwise(columns)]
    gaps = [other[0] - one[1] for one, other in pairwise(columns)]
    margin = max(median(gaps) / 2 if gaps else 0.0, 2 * data.size)
    edges = [columns[0][0] - margin, *middles, columns[-1][1] + margin]
    return list(pairwise(edges))


def _placed(
    atoms: Sequence[Atom],
    columns: Sequence[Interval],
    areas: Sequence[Interval],
    below: Sequence[Sequence[Atom]],
) -> list[list[int]]:
    """The numbers of the columns that each head is above."""
    placed = [_under(atom, columns, areas) for atom in atoms]
    for number, atom in enumerate(atoms):
        taken = {at for other, over in enumerate(placed) if other != number for at in over}
        placed[number] = _widened(atom, placed[number], columns, below, taken)
    return placed


def _under(atom: Atom, columns: Sequence[Interval], areas: Sequence[Interval]) -> list[int]:
    width = atom.right - atom.left
    over = [
        number
        for number, (area, column) in enumerate(zip(areas, columns, strict=True))
        if min(atom.right, area[1]) - max(atom.left, area[0]) > _OVER * width
        or atom.left <= (column[0] + column[1]) / 2 <= atom.right
    ]
    if over:
        return over
    return [min(range(len(columns)), key=lambda number: abs(_middle(atom) - sum(columns[number]) / 2))]


def _widened(
    atom: Atom,
    over: list[int],
    columns: Sequence[Interval],
    below: Sequence[Sequence[Atom]],
    taken: set[int],
) -> list[int]:
    """More columns, if a head stands in the middle above them and heads of their own are below."""
    pitch = (sum(columns[-1]) - sum(columns[0])) / 2 / max(1, len(columns) - 1)
    off = max(_OFF * atom.words[0].style.size, _OFF_PITCH * pitch)
    best = over
    for first in range(over[0], -1, -1):
        if first in taken or not _may_share(atom, below, first, over):
            break
        for last in range(over[-1], len(columns)):
            if last in taken or not _may_share(atom, below, last, over):
                break
            middle = (columns[first][0] + columns[last][1]) / 2
            if abs(middle - _middle(atom)) < off and last - first >= len(best):
                best = list(range(first, last + 1))
    return best


def _may_share(atom: Atom, below: Sequence[Sequence[Atom]], number: int, over: list[int]) -> bool:
    """Whether a column may have a head over several columns."""
    if number in over:
        return True
    own = below[number]
    return bool(own) and any(names_period(other.text) for other in (atom, *own))


def _middle(atom: Atom) -> float:
    return (atom.left + atom.right) / 2


def _unit(rows: Sequence[Row], begin: int, top: int, first: int) -> str | None:
    """What the heads, or the lines above them, say about the units of the figures."""
    for row in reversed(rows[max(begin, top - _LOOKED_AT) : first]):
        if (unit := unit_in(row.text)) is not None:
            text = row.text.strip()
            whole = len(text) <= _LONGEST_UNIT and len(row.atoms) == 1 and len(unit) > _MOSTLY * len(text)
            return text if whole else unit
    return None
