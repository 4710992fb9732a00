"""A table whose cells are looked up by their words, as many formulas do."""

import re
from collections.abc import Sequence
from functools import cached_property, lru_cache

from index import stems
from rag.tables.table import Table
from rag.tables.values import Date, Value

_PARTS = re.compile(r"[^\W_]+")
Place = tuple[int, int]
"""A row and a column, both from 0."""


class TableIndex:
    """A table with the words of its cells, each looked up once.

    Attributes:
        table: The table.
        at: The number of each column, from 0, by its name.
    """

    def __init__(self, table: Table) -> None:
        """Looks nothing up yet."""
        self.table = table
        self.at = {name: number for number, name in enumerate(table.names)}
        self._words: dict[Place, tuple[str, ...]] = {}

    def value(self, place: Place) -> Value:
        """What a cell says."""
        return self.table.rows[place[0]][place[1]].value

    def words(self, place: Place) -> tuple[str, ...]:
        """The stems of a cell's words."""
        if place not in self._words:
            self._words[place] = words_of(self.value(place).text)
        return self._words[place]

    @cached_property
    def rows(self) -> tuple[int, ...]:
        """The numbers of the rows that do not sum up others."""
        return tuple(n for n in range(len(self.table.rows)) if n not in self.table.totals)

    def key(self, place: Place) -> float | Date | None:
        """What a cell is compared by: a date in a column of dates, else a number; None if it has none."""
        value = self.value(place)
        return value.date if self.table.kinds[place[1]] == "date" else value.number


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
