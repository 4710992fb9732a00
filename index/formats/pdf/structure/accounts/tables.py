"""Accounts: tables of labels and figures, as those of annual reports, found by their figures and not by their gutters.

A table begins with a row of figures and goes on while rows keep to its columns. Its heads are the lines above it.
"""

from collections.abc import Sequence
from statistics import median
from typing import NamedTuple

from index.formats.pdf.structure.accounts.body import table_of
from index.formats.pdf.structure.accounts.columns import with_texts, without_marks
from index.formats.pdf.structure.accounts.growth import GrownRows, is_data
from index.formats.pdf.structure.accounts.heads import Heads, heads_above
from index.formats.pdf.structure.accounts.rows import Row, rows_of
from index.formats.pdf.structure.accounts.units import page_unit
from index.formats.pdf.structure.lines import Line
from index.formats.pdf.structure.rules import Rule
from index.formats.pdf.structure.tables import Table
from index.formats.tables.figures import is_figure, unit_in

# So many pieces must end with a figure before a page is looked at, and so many rows of figures are a table.
_LEAST_FIGURES = 4
_LEAST_ROWS = 2
_LEAST_BARE_ROWS = 3
_FAR_APART = 8.0  # between a table and the next one that goes on with its columns
# Texts left of figures in this share of the rows, of so many words, are a column of running text.
_MOSTLY, _PROSE_WORDS = 0.5, 5
_LEAST_WORDS = 3  # on the right of figures
_BEGUN = 0.8  # of the lines of labels begin with a capital


class Accounts(NamedTuple):
    """A table, and the pieces that it is made of."""

    table: Table
    top: float  # the height of its first baseline
    bottom: float  # that of its last
    pieces: list[Line]


def accounts_in(pieces: Sequence[Line], rules: Sequence[Rule] = ()) -> list[Accounts]:
    """The accounts on a page or in a column, from the top down; rules are the lines drawn on it."""
    if sum(_ends_with_figure(piece) for piece in pieces) < _LEAST_FIGURES:
        return []
    rows = rows_of(pieces)
    found: list[Accounts] = []
    right_below: list[bool] = []  # whether nothing stands between one and the one above it
    begin = number = 0
    while number < len(rows):
        if not is_data(rows[number]):
            number += 1
            continue
        grown = GrownRows(rows, number)
        if (accounts := _table(rows, begin, grown, rules)) is not None:
            right_below.append(bool(found) and accounts.top >= rows[begin].baseline)
            found.append(_with_names(accounts, found))
            begin = grown.end
        number = max(grown.end, number + 1)
    unit = page_unit(rows) if found else ""
    for number, each in enumerate(found):
        if unit_in(each.table.unit) is None:
            own = found[number - 1].table.unit if not unit and right_below[number] else ""
            shared = unit or ("" if _is_of_shares(each.table) else unit_in(own) or "")
            found[number] = _with_unit(each, shared)
    return found


def _with_unit(accounts: Accounts, unit: str) -> Accounts:
    shared = ", ".join(filter(None, [accounts.table.unit, unit]))
    return accounts._replace(table=accounts.table._replace(unit=shared))


def _is_of_shares(table: Table) -> bool:
    """Whether most of its figures are per cent."""
    figures = [cell[-1].text for row in table.rows[table.header :] for cell in row[1:] if cell]
    return 2 * sum(text.endswith("%") for text in figures) > len(figures)


def _ends_with_figure(piece: Line) -> bool:
    return is_figure(piece.words[-1].text)


def _table(rows: Sequence[Row], begin: int, grown: GrownRows, rules: Sequence[Rule]) -> Accounts | None:
    """The table of rows that were grown, with its heads; None if nothing shows that it is an account."""
    data = rows[grown.first : grown.end]
    figured = [row for row in data if row.has_figures]
    if not figured:
        return None
    columns = with_texts(without_marks(grown.columns, figured), figured)
    heads = heads_above(rows, begin, grown, columns, rules)
    if _is_beside_text(figured, heads):
        return None
    # Names above each of several columns show as much as a period.
    named = len(columns) > 1 and len(figured) >= _LEAST_BARE_ROWS and all(heads.names)
    shows = (
        heads.shows or any(_has_sign(row) for row in figured) or (named and (heads.ruled or len(columns) > 2))
    )
    # One row is a table where each of its columns is named, and is of a time or a unit.
    complete = heads.shows and len(columns) > 1 and all(heads.names)
    least = 1 if complete else _LEAST_ROWS if heads.named else _LEAST_BARE_ROWS
    if not shows or len(figured) < least:
        return None
    used = [*rows[heads.first : grown.first], *data]
    table = table_of(heads, data, columns, rules)
    pieces = [piece for row in used for piece in row.pieces]
    return Accounts(table, used[0].baseline, used[-1].baseline, pieces)


def _with_names(accounts: Accounts, before: Sequence[Accounts]) -> Accounts:
    """A table without heads gets those of the one right above, if that has its columns."""
    if not before or not accounts.table.continues(before[-1].table):
        return accounts
    size = accounts.pieces[0].size
    if before[-1].bottom - accounts.top > _FAR_APART * size:
        return accounts
    above = before[-1].table
    return accounts._replace(
        table=accounts.table._replace(names=above.names, unit=accounts.table.unit or above.unit)
    )


def _has_sign(row: Row) -> bool:
    return any(atom.figure and any(sign in atom.text for sign in "$€£¥%") for atom in row.atoms[1:])


def _is_beside_text(rows: Sequence[Row], heads: Heads) -> bool:
    """Whether a column of running text, or another table, is beside what was found."""
    if sum(_ends_in_text(row) for row in rows) > _MOSTLY * len(rows):
        return True
    several = [row for row in rows if len(row.atoms) > 2 and not row.atoms[1].figure]
    if len(several) < _MOSTLY * len(rows):
        return False
    words = median(len(row.atoms[0].words) for row in several)
    between = sum(_has_text_between(row) for row in several)
    # Labels begin with capitals, and stand under heads that name a column of texts too.
    begun = sum(row.text[0].isupper() for row in several) >= _BEGUN * len(several)
    labels = begun and heads.shows and all(heads.names) and words < 2 * _PROSE_WORDS
    return (words >= _PROSE_WORDS and not labels) or between >= _MOSTLY * len(rows)


def _ends_in_text(row: Row) -> bool:
    """Whether words from the middle of a sentence stand behind its figures."""
    last = row.atoms[-1]
    return not last.figure and len(last.words) >= _LEAST_WORDS and last.text[0].islower()


def _has_text_between(row: Row) -> bool:
    """Whether it has words between figures, as the second of two tables side by side."""
    kinds = [atom.figure for atom in row.atoms[1:]]
    if True not in kinds:
        return False
    inner = row.atoms[1 + kinds.index(True) :]
    return any(not atom.figure and any(map(str.isalpha, atom.text)) and len(atom.text) > 3 for atom in inner)
