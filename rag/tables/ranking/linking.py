"""What in a question stands in a table: cells that hold its words, numbers, and columns that it names."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property

from rag.questions.number_words import ONES, TENS
from rag.tables.cells.column_words import stem_of, words_of
from rag.tables.cells.table_index import ColumnIndex, TableIndex
from rag.tables.lexicon import put_into_english

_TOKEN = re.compile(r"\d[\d,]*(?:\.\d+)?|[^\W_]+")
_NUMBER_WORDS = {**{word: number for number, word in enumerate(ONES)}, **TENS, "hundred": 100}
_LONGEST = 8
# Words of a question; the rest of a longer one is not looked at.
_MOST_WORDS = 60
# A word of another language is that of a name if it begins like it; letters that must be equal, and that may follow.
_BEGINNING, _ENDING = 4, 3
# So many of the longest phrases are looked at: a question that repeats the cells of a table is made to take long.
_MOST_PHRASES = 12
# Words that may stand in a cell, and yet say nothing of it alone.
FUNCTION_WORDS = frozenset(
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
        words: The words of the question, in lower case; those of another language that say what to do are in English.
        stems: Of each word.
        asked_stems: The stem of each as it was asked, which stands in the table.
        phrases: Words that stand in cells, the longest first.
        numbers: The numbers.
        named: For each column the share of the words of its name that the question has.
    """

    def __init__(self, question: str, index: TableIndex) -> None:
        """Looks each word up, in time by the length of the question times the cells that have the word."""
        self.index = index
        words = [word.casefold() for word in _TOKEN.findall(question)][:_MOST_WORDS]
        put = put_into_english(words)
        self.words, self._asked = [word.english for word in put], [word.asked for word in put]
        self.stems = [stem_of(word.replace(",", "")) for word in self.words]
        self.asked_stems = [stem_of(word.replace(",", "")) for word in self._asked]
        if self.words != words:
            self.asked_stems = [self._in_names(stem) for stem in self.asked_stems]
        self.phrases = self._found()[:_MOST_PHRASES]
        self.numbers = list(self._numbers())

    def _in_names(self, stem: str) -> str:
        """The stem of a word of a column's name that begins like a word of another language, whose endings we don't know."""
        begins = stem[: max(_BEGINNING, len(stem) - _ENDING)]
        alike = (
            word
            for word in sorted(self.all_name_stems)
            if word.startswith(begins) and abs(len(word) - len(stem)) <= _ENDING
        )
        return stem if stem in self.all_name_stems or len(stem) < _BEGINNING else next(alike, stem)

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
        return all(word in self.all_name_stems for word in self.asked_stems[phrase.start : phrase.end])

    @cached_property
    def named(self) -> list[float]:
        """For each column the share of the words of its name that the question has."""
        asked = set(self.asked_stems)
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

    def _in_column(self, at: int) -> Iterator[Phrase]:
        """The longest phrases that cells of a column hold; none that is inside of another."""
        column = self.index.column(at)
        start = 0
        while start < len(self.asked_stems):
            end, texts = self._longest(start, column)
            if end > start and not all(word in FUNCTION_WORDS for word in self.words[start:end]):
                rows = int(column.rows_of[texts].sum())
                whole = (end - start) / int(column.words.counts[texts].min())
                yield Phrase(at, start, end, " ".join(self._asked[start:end]), rows, whole)
                start = end
            else:
                start += 1

    def _longest(self, start: int, column: ColumnIndex) -> tuple[int, list[int]]:
        """Where the longest phrase from a word on ends, and the texts that hold it."""
        end, texts = start, list[int]()
        for stop in range(start + 1, min(start + _LONGEST, len(self.asked_stems)) + 1):
            held = column.words.holding(self.asked_stems[start:stop])
            if not held:
                break
            end, texts = stop, held
        return end, texts

    def _numbers(self) -> Iterator[Number]:
        for at, word in enumerate(self.words):
            digits = word.replace(",", "")
            if digits[:1].isdigit() and digits.replace(".", "", 1).isdecimal():
                yield Number(float(digits), at)
            elif word in _NUMBER_WORDS:
                yield Number(float(_NUMBER_WORDS[word]), at)
