"""Tells the columns of a page apart: which lines are in columns, which go across, and which are rows of tables.

From the top down, lines that share a gutter (a stripe from top to bottom without ink) are one zone. A zone is columns
if running text is beside its gutters, and else rows. A title or figure that crosses the gutter ends the zone.
"""

from collections.abc import Sequence
from itertools import pairwise
from typing import NamedTuple, TypeAlias

from index.formats.pdf.structure.accounts.tables import Accounts, accounts_in
from index.formats.pdf.structure.bands import are_columns, bands_of, is_prose
from index.formats.pdf.structure.gutters import Band, parts_of
from index.formats.pdf.structure.lines import Line, joined, lines_of
from index.formats.pdf.structure.rules import Rule
from index.formats.pdf.structure.tables import Table, table_of

# Points by which the spaces of a justified line differ, with the letters beside them.
_SAME_SPACE = 3.0
_DEPTH = 6
# Fewer pieces are no columns; more are a drawing.
_CROSSED = (12, 800)


class Column(NamedTuple):
    """Lines that are read from the top down."""

    lines: list[Line]  # in reading order
    left: float  # the column's left side, where its full lines begin
    right: float  # where they end


Zone: TypeAlias = Column | Table


def in_order(
    pieces: Sequence[Line], *, right_to_left: bool = False, rules: Sequence[Rule] = ()
) -> list[Zone]:
    """The zones of a page in the order in which a person reads them; the rules are lines drawn on it."""
    return _zones(list(pieces), right_to_left, 0, rules)


def _zones(pieces: list[Line], right_to_left: bool, depth: int, rules: Sequence[Rule]) -> list[Zone]:
    """The zones of pieces: accounts are found by their figures, and all between them by what is free of ink."""
    zones: list[Zone] = []
    rest = pieces
    for accounts in accounts_in(pieces, rules) if not right_to_left else []:
        used = {id(piece) for piece in accounts.pieces}
        others = [piece for piece in rest if id(piece) not in used]
        above = [piece for piece in others if piece.baseline > accounts.bottom]
        if depth < _DEPTH and _is_in_column(accounts, above):
            continue  # they are found again when that column is read
        rest = others
        zones += [*_plain_zones(above, right_to_left, depth, rules), accounts.table]
        rest = [piece for piece in rest if piece.baseline <= accounts.bottom]
    return zones + _plain_zones(rest, right_to_left, depth, rules)


def _is_in_column(accounts: Accounts, above: list[Line]) -> bool:
    """Whether accounts lie wholly in one of the columns of running text that end above them."""
    left, right = min(piece.left for piece in accounts.pieces), max(piece.right for piece in accounts.pieces)
    if not any(piece.left >= right or piece.right <= left for piece in above):
        return False
    last = bands_of(above)[-1]
    if not last.gutters or last.closed or not are_columns(parts_of(last), last):
        return False
    least = last.min_gutter  # so much of each gutter stays free beside them
    return all(right <= high - least or left >= low + least for low, high in last.gutters)


def _plain_zones(pieces: list[Line], right_to_left: bool, depth: int, rules: Sequence[Rule]) -> list[Zone]:
    """The same where there are no accounts."""
    if not pieces:
        return []
    left, right = min(piece.left for piece in pieces), max(piece.right for piece in pieces)
    zones: list[Zone] = []
    loose: list[Line] = []

    def end_loose() -> None:
        if loose:
            zones.extend(_single(Column(list(loose), left, right), right_to_left, depth, rules))
            loose.clear()

    for band in bands_of(pieces):
        parts = parts_of(band)
        if len(parts) < 2 or depth >= _DEPTH or _is_justified(band):
            loose.extend(band.pieces)
        elif not band.closed and are_columns(parts, band):
            end_loose()
            for part in reversed(parts) if right_to_left else parts:
                zones.extend(_zones(part, right_to_left, depth + 1, rules))
        elif (found := table_of(band.rows, parts, right_to_left=right_to_left)) is not None:
            above, table, below = found
            loose.extend(above)
            end_loose()
            zones.append(table)
            loose.extend(below)
        else:
            loose.extend(band.pieces)
    end_loose()
    return zones


def _single(whole: Column, right_to_left: bool, depth: int, rules: Sequence[Rule]) -> list[Zone]:
    """One column; if few lines hide a gutter by crossing it, the zones above, between and below these lines."""
    pieces, left, right = whole
    crossing = _crossing(pieces) if depth < _DEPTH else []
    if not crossing:
        return [Column(lines_of(pieces), left, right)]
    zones: list[Zone] = []
    rest = [piece for piece in pieces if not any(piece is bar for bar in crossing)]
    for bar in sorted(crossing, key=lambda bar: -bar.baseline):
        above = [piece for piece in rest if piece.baseline > bar.baseline]
        rest = [piece for piece in rest if piece.baseline <= bar.baseline]
        zones += [*_zones(above, right_to_left, depth + 1, rules), Column([bar], left, right)]
    return zones + _zones(rest, right_to_left, depth + 1, rules)


def _crossing(pieces: list[Line]) -> list[Line]:
    """The pieces that cross what would be a gutter without them."""
    if not _CROSSED[0] <= len(pieces) <= _CROSSED[1]:
        return []
    best: list[Line] = []
    fewest = 0.2 * len(pieces)
    for x in {round(piece.left - 3) for piece in pieces}:
        left = [piece for piece in pieces if piece.right < x + 1]
        right = [piece for piece in pieces if piece.left > x]
        count = len(pieces) - len(left) - len(right)
        divided = 0 < count < fewest and min(len(left), len(right)) > 0.25 * len(pieces)
        if divided and is_prose(left) and is_prose(right):
            fewest = count
            best = [piece for piece in pieces if piece.left <= x and piece.right >= x + 1]
    return best


def _is_justified(band: Band) -> bool:
    """Whether its gutters are only spaces, as wide as the others of their lines: words spread to fill the width."""
    rows = [joined(row) for row in band.rows if len(row) > 1]
    gaps = [[after.left - before.right for before, after in pairwise(row.words)] for row in rows]
    regular = all(len(gap) > 1 and max(gap) - min(gap) < _SAME_SPACE for gap in gaps)
    return bool(gaps) and regular and not band.closed
