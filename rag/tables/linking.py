"""What in a question stands in a table: cells that hold its words, numbers, and columns that it names."""

import re
from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property

from rag.questions.number_words import ONES, TENS
from rag.tables.table_index import TableIndex, holds, stem_of, words_of

_TOKEN = re.compile(r"\d[\d,]*(?:\.\d+)?|[^\W_]+")
_NUMBER_WORDS = {**{word: number for number, word in enumerate(ONES)}, **TENS, "hundred": 100}
_LONGEST = 8
# So many of the longest phrases are looked at: a question that repeats the cells of a table is made to take long.
_MOST_PHRASES = 12
# Words that may stand in a cell, and yet say nothing of it alone.
_FUNCTION = frozenset(
    "a an the of in on at to for from by with and or is are was were be been do does did has have had what which who whom "
    "whose when where why how many much more most less least than that this these those there it its as not no any all "
    "other each every only same first last next before after between during over under total number list name".split()
)


@dataclass(frozen=True, slots=True)
class Phrase:
    """Words of the question that stand in cells of a column.

    Attributes:
        column: Its number, from 0.
        start: The first word, of the question's words.
        end: Behind the last one.
        text: The words as asked.
        rows: How many rows have them.
        whole: The greatest part of a cell that they are: 1 for all of it.
    """

    column: int
    start: int
    end: int
    text: str
    rows: int
    whole: float


@dataclass(frozen=True, slots=True)
class Number:
    """A number in the question, and where it stands among its words."""

    value: float
    at: int


class Linked:
    """A question beside a table.

    Attributes:
        words: The words of the question, in lower case.
        stems: Of each word.
        phrases: Words that stand in cells, the longest first.
        numbers: The numbers.
        named: For each column the share of the words of its name that the question has.
    """

    def __init__(self, question: str, index: TableIndex) -> None:
        """Looks each word up, in time by the length of the question times that of the table."""
        self.index = index
        self.words = [word.casefold() for word in _TOKEN.findall(question)][:60]
        self.stems = [stem_of(word.replace(",", "")) for word in self.words]
        self.phrases = self._found()[:_MOST_PHRASES]
        self.numbers = list(self._numbers())

    @cached_property
    def name_stems(self) -> dict[str, list[str]]:
        """The stems of the words of each column's name."""
        return {name: list(words_of(name)) for name in self.index.table.names}

    @cached_property
    def all_name_stems(self) -> frozenset[str]:
        """The stems of the words of all names of columns."""
        return frozenset(word for words in self.name_stems.values() for word in words)

    def named_word(self, phrase: Phrase) -> bool:
        """Whether the words of a phrase are also words of a column's name."""
        return all(word in self.all_name_stems for word in self.stems[phrase.start : phrase.end])

    @cached_property
    def named(self) -> list[float]:
        """For each column the share of the words of its name that the question has."""
        asked = set(self.stems)
        return [
            len(asked.intersection(words)) / len(words) if words else 0.0
            for words in map(set, self.name_stems.values())
        ]

    def _found(self) -> list[Phrase]:
        found = [
            phrase for column in range(len(self.index.table.names)) for phrase in self._in_column(column)
        ]
        found.sort(key=lambda phrase: (phrase.start - phrase.end, -phrase.whole, phrase.rows, phrase.column))
        return found

    def _in_column(self, column: int) -> Iterator[Phrase]:
        """The longest phrases that cells of a column hold; none that is inside of another."""
        places: dict[str, set[int]] = defaultdict(set)
        for row in range(len(self.index.table.rows)):
            for stem in self.index.words((row, column)):
                places[stem].add(row)
        start = 0
        while start < len(self.stems):
            end, rows = self._longest(start, column, places)
            if end > start and not all(word in _FUNCTION for word in self.words[start:end]):
                yield self._phrase(column, start, end, rows)
                start = end
            else:
                start += 1

    def _longest(self, start: int, column: int, places: dict[str, set[int]]) -> tuple[int, list[int]]:
        end, rows = start, list[int]()
        among = places.get(self.stems[start], set())
        for stop in range(start + 1, min(start + _LONGEST, len(self.stems)) + 1):
            phrase = self.stems[start:stop]
            among = among & places.get(phrase[-1], set())
            held = [row for row in among if holds(self.index.words((row, column)), phrase)]
            if not held:
                break
            end, rows = stop, held
        return end, rows

    def _phrase(self, column: int, start: int, end: int, rows: Sequence[int]) -> Phrase:
        whole = max((end - start) / len(self.index.words((row, column))) for row in rows)
        return Phrase(column, start, end, " ".join(self.words[start:end]), len(rows), whole)

    def _numbers(self) -> Iterator[Number]:
        for at, word in enumerate(self.words):
            digits = word.replace(",", "")
            if digits[0].isdigit() and digits.replace(".", "", 1).isdecimal():
                yield Number(float(digits), at)
            elif word in _NUMBER_WORDS:
                yield Number(float(_NUMBER_WORDS[word]), at)
