"""A table whose cells are looked up by their words and compared by their values, as many formulas do.

Each column is indexed once, when it is first needed: equal texts are one, and only columns that are compared are typed. An index
that is kept answers the next question without looking at every cell again.
"""

import re
from collections import defaultdict
from collections.abc import Sequence
from functools import cached_property, lru_cache

import numpy as np

from index import stems
from rag.tables.cells.cell_values import Date, Kind, Value
from rag.tables.cells.table import Table
from rag.tables.cells.units import unit_in

_PARTS = re.compile(r"[^\W_]+")
# Years are counted by 12 months of 31 days: it grows with time, and is no count of days.
_MONTH, _YEAR = 31, 372
Place = tuple[int, int]
"""A row and a column, both from 0."""
Ints = np.ndarray[tuple[int, ...], np.dtype[np.int64]]
Floats = np.ndarray[tuple[int, ...], np.dtype[np.float64]]
Bools = np.ndarray[tuple[int, ...], np.dtype[np.bool_]]


class ColumnIndex:
    """The cells of a column.

    Attributes:
        values: What each row's cell says.
        codes: Of each row the number of its text; equal texts, but for case, have the same.
        texts: Each text once, as first written.
    """

    def __init__(self, values: Sequence[Value]) -> None:
        """Looks at each cell once."""
        self.values = values
        known: dict[str, int] = {}
        self.texts: list[str] = []
        codes = []
        for value in values:
            code = known.setdefault(value.text.casefold(), len(self.texts))
            if code == len(self.texts):
                self.texts.append(value.text)
            codes.append(code)
        self.codes: Ints = np.array(codes, np.int64)

    @cached_property
    def filled(self) -> Bools:
        """Of each row whether its cell has a text."""
        filled: Bools = np.array([bool(text) for text in self.texts], np.bool_)[self.codes]
        return filled

    @cached_property
    def units(self) -> tuple[list[str], Ints]:
        """The units in the column, and of each row the number of its own."""
        known: dict[str, int] = {}
        codes = [known.setdefault(value.unit, len(known)) for value in self.values]
        return list(known), np.array(codes, np.int64)

    @cached_property
    def words(self) -> list[tuple[str, ...]]:
        """The stems of the words of each text."""
        return [words_of(text) for text in self.texts]

    @cached_property
    def with_word(self) -> dict[str, list[int]]:
        """For each stem the texts that have it."""
        found: dict[str, list[int]] = defaultdict(list)
        for code, words in enumerate(self.words):
            for word in set(words):
                found[word].append(code)
        return dict(found)

    def holding(self, phrase: Sequence[str]) -> list[int]:
        """The texts that hold a phrase of stems."""
        lists = sorted((self.with_word.get(word, []) for word in phrase), key=len)
        among = set(lists[0]).intersection(*lists[1:]) if lists else set()
        return sorted(code for code in among if holds(self.words[code], phrase))

    @cached_property
    def rows_of(self) -> Ints:
        """How many rows have each text."""
        counts: Ints = np.bincount(self.codes, minlength=len(self.texts))
        return counts

    @cached_property
    def numbers(self) -> Floats:
        """The number of each row's cell; NaN where there is none."""
        return np.array(
            [np.nan if (number := value.number) is None else number for value in self.values],
            np.float64,
        )

    @cached_property
    def times(self) -> Floats:
        """The date of each row's cell, growing with time; NaN where there is none."""
        return np.array(
            [np.nan if (date := value.date) is None else time_of(date) for value in self.values],
            np.float64,
        )

    @cached_property
    def years(self) -> Floats:
        """The year of each row's cell; NaN where none is said."""
        return np.array(
            [
                np.nan if (date := value.date) is None or not date.year else float(date.year)
                for value in self.values
            ],
            np.float64,
        )


class TableIndex:
    """A table and the indexes of its columns.

    Attributes:
        table: The table.
        at: The number of each column, from 0, by its name.
    """

    def __init__(self, table: Table) -> None:
        """Looks nothing up yet."""
        self.table = table
        self.at = {name: number for number, name in enumerate(table.names)}
        self._columns: dict[int, ColumnIndex] = {}

    def column(self, at: int) -> ColumnIndex:
        """The index of a column, made when it is first asked for."""
        if at not in self._columns:
            self._columns[at] = ColumnIndex(self.table.column(at))
        return self._columns[at]

    def value(self, place: Place) -> Value:
        """What a cell says."""
        return self.column(place[1]).values[place[0]]

    @cached_property
    def rows(self) -> tuple[int, ...]:
        """The numbers of the rows that do not sum up others."""
        return tuple(n for n in range(len(self.table.rows)) if n not in self.table.totals)

    @cached_property
    def row_array(self) -> Ints:
        """The same as an array."""
        return np.array(self.rows, np.int64)

    def kind(self, at: int) -> Kind:
        """What most cells of a column are."""
        return self.table.kinds[at]

    def unit(self, at: int) -> str:
        """The unit that the name of a column or the caption of the table says."""
        return unit_in(self.table.names[at], self.table.title) if self.kind(at) == "number" else ""

    def keys(self, at: int) -> Floats:
        """What the cells of a column are compared by: dates in a column of dates, else numbers; NaN where there is none."""
        return self.column(at).times if self.kind(at) == "date" else self.column(at).numbers


def time_of(date: Date) -> float:
    """Grows with time; no count of days."""
    return date.year * _YEAR + date.month * _MONTH + date.day


def words_of(text: str) -> tuple[str, ...]:
    """The stems of the words of a text, numbers too, in their order."""
    return tuple(map(stem_of, _PARTS.findall(text.replace(",", "") if text[:1].isdigit() else text)))


@lru_cache(maxsize=65_536)
def stem_of(word: str) -> str:
    """The stem of a word; of one that search ignores, the word itself."""
    return (stems(word) or [word.casefold()])[0]


def holds(words: Sequence[str], phrase: Sequence[str]) -> bool:
    """Whether the words hold the phrase, one behind another."""
    length = len(phrase)
    return bool(phrase) and any(
        tuple(words[at : at + length]) == tuple(phrase) for at in range(len(words) - length + 1)
    )
