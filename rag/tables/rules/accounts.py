"""Accounts: tables whose columns are years, turned so that each year is a row and each item a column."""

import re
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, replace

from rag.tables.cells.cell_values import read_date, read_value
from rag.tables.cells.table import Cell, Table, adds_up

YEAR = re.compile(r"(?<!\d)(?:19|20)\d\d(?!\d)")
PERIOD = "period"
"""The name of the column with the years."""
# A larger table is no account that people ask about by the names of its rows.
_MOST_ROWS, _MOST_COLUMNS = 400, 40
_NAMED_YEAR = re.compile(r"(?<!\d)(?:(?:19|20)\d\d/)?(?:19|20)\d\d(?!\d)")
_WORD = re.compile(r"[^\W\d_]+|\d+|[%$€£]")
# "Other items (1)", "Audit fees (note 4)", "Order intake1"
_NOTES = re.compile(r"(?:\s?\((?:notes? )?(?:\d{1,2}|[a-z])\)|(?<=[a-z]{3})\d{1,2}|\s?[*†‡]+)+$", re.I)
_COMPARES = re.compile(
    r"\b(?:change|variation|difference|increase|decrease|growth|vs|versus|compared|yoy|veränderung|abweichung|écart|variación)\b",
    re.I,
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Item:
    """A row of an account.

    Attributes:
        name: That of its column in the turned table.
        label: As written, without marks of notes; of a row of sums without a label "Total" and its group.
        group: The label that it stands under; may be empty.
        alone: Whether no other row has this label.
    """

    name: str
    label: str
    group: str
    alone: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Account:
    """A table turned: a row for each year, and a column for each item.

    Attributes:
        table: The turned table. Its cells stand where they stood.
        items: Its columns but the first.
        years: The year of each row.
        kind: What its columns have in their names besides the period, where there are several kinds: "Net sales", "% of total".
        kinds: How many kinds there are.
        headings: The names of the columns that it was made from.
    """

    table: Table
    items: tuple[Item, ...]
    years: tuple[str, ...]
    kind: str
    kinds: int
    headings: tuple[str, ...] = ()

    def called(self, year: str) -> str:
        """How a year is called: "2019", or "2018/2019"."""
        found = _NAMED_YEAR.findall(self.table.rows[self.years.index(year)][0].value.text)
        return str(found[-1])


def accounts_of(table: Table) -> list[Account]:
    """A turned table for each kind of figures of a table whose columns are years; none if they are not.

    Of several columns of one year and kind, such as the quarters, nobody knows which is asked for: then it is none.
    """
    if not (1 < len(table.names) <= _MOST_COLUMNS and 0 < len(table.rows) <= _MOST_ROWS):
        return []
    columns = [
        at for at, name in enumerate(table.names) if at and _is_period(name) and not _is_text(table, at)
    ]
    rows = _labelled(table)
    groups = _by_kind(table.names, columns)
    if not rows or any(len({year for _, year in group}) < len(group) for group in groups.values()):
        return []
    return [_turned(table, rows, group, kind, len(groups)) for kind, group in groups.items()]


def in_order(account: Account, years: Sequence[str]) -> Account:
    """The account with the rows of these years first, in that order."""
    order = sorted(
        range(len(account.years)),
        key=lambda at: years.index(account.years[at]) if account.years[at] in years else len(years),
    )
    table = Table(account.table.names, [account.table.rows[at] for at in order], account.table.title)
    return replace(account, table=table, years=tuple(account.years[at] for at in order))


def by_year(account: Account) -> Account:
    """The account with its periods called by their years, as they are asked for."""
    rows = [
        [Cell(value=read_value(account.called(year))), *row[1:]]
        for year, row in zip(account.years, account.table.rows, strict=True)
    ]
    return replace(account, table=Table(account.table.names, rows, account.table.title))


def _is_period(name: str) -> bool:
    """Whether a column is of one year, and not of how it differs from another."""
    return bool(YEAR.search(name)) and not _COMPARES.search(name)


def _is_text(table: Table, at: int) -> bool:
    values = [value for value in table.column(at) if value.text]
    return 2 * sum(value.number is not None for value in values) < len(values)


def _labelled(table: Table) -> dict[int, tuple[str, str]]:
    """The group and the label of each row that has figures."""
    found: dict[int, tuple[str, str]] = {}
    group = ""
    for number, row in enumerate(table.rows):
        texts = [cell.value.text for cell in row]
        if texts[0] and not any(texts[1:]):
            group = texts[0].rstrip(": ")
        elif texts[0]:
            found[number] = (group, _NOTES.sub("", texts[0]) or texts[0])
        elif any(texts) and adds_up(table.rows[:number], row):
            found[number] = ("", f"Total {group}".rstrip())
    return found


def _by_kind(names: Sequence[str], columns: Sequence[int]) -> dict[str, list[tuple[int, str]]]:
    """The columns with their years, by what their names have that not all have."""
    # Dates differ in their months, although the figures are of one kind: "As of June 2, 2018" and "May 30, 2019".
    words = {
        at: [word for word in _WORD.findall(names[at]) if not word.isdigit() and read_date(word) is None]
        for at in columns
    }
    shared = set.intersection(*map(set, words.values())) if words else set()
    found: dict[str, list[tuple[int, str]]] = defaultdict(list)
    for at in columns:
        kind = " ".join(word for word in words[at] if word not in shared)
        # "2017/2018" is the year that ends it.
        found[kind].append((at, YEAR.findall(names[at])[-1]))
    every = [one for group in found.values() for one in group]
    # What one column has for itself is no kind: the mark of a note, a unit or the name of a group, said once.
    alone = all(len(group) == 1 or not kind for kind, group in found.items())
    if every and alone and len({year for _, year in every}) == len(every):
        return {"": every}
    return dict(found)


def _turned(
    table: Table,
    rows: dict[int, tuple[str, str]],
    columns: Sequence[tuple[int, str]],
    kind: str,
    kinds: int,
) -> Account:
    # From the first year to the last, whatever the order in the document.
    columns = sorted(columns, key=lambda one: one[1])
    labels = [label for _, label in rows.values()]
    names = [
        f"{group}: {label}" if labels.count(label) > 1 and group else label for group, label in rows.values()
    ]
    periods = Table(
        [PERIOD, *names],
        [
            [Cell(value=read_value(table.names[at])), *(table.rows[number][at] for number in rows)]
            for at, _ in columns
        ],
        table.title,
    )
    items = [
        Item(name=name, label=label, group=group, alone=labels.count(label) == 1)
        for name, (group, label) in zip(periods.names[1:], rows.values(), strict=True)
    ]
    return Account(
        table=periods,
        items=tuple(items),
        years=tuple(year for _, year in columns),
        kind=kind,
        kinds=kinds,
        headings=table.names,
    )
