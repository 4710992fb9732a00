"""What each word of a question says of a table: a column, a row, a limit, something to be done, or nothing.

A word that is none of these stays open, and the question is not understood.
"""

import re
from collections.abc import Collection, Sequence
from dataclasses import dataclass

from index import stems
from rag.tables.cells.column_words import words_of
from rag.tables.cells.table_index import TableIndex
from rag.tables.language.formula import Call, Column, Constant
from rag.tables.lexicon import put_into_english
from rag.tables.rules.plain_words import (
    ANY_VALUE,
    COMPARING,
    LIMITS,
    LONGEST_LIMIT,
    NUMBERS,
    OPERATIONS,
    SAYING_NOTHING,
)

_WORD = re.compile(r"\d+(?:[.,]\d+)*|\w+(?:['’]\w+)?")
# "1,250" and "4.5"; in "1.250" the point may part thousands, so it is left open.
_NUMBER = re.compile(r"\d{1,3}(?:,\d{3})+(?:\.\d+)?|\d+(?:\.\d{1,2})?")
# A number that is no year may count anything: "the 6 counties" are no counties with the code 6.
_FIRST_YEAR, _LAST_YEAR = 1000, 2999
_BEHIND_HEAD = re.compile(r"\s(?:of|in|at|on|as|per|by|for|from|to|with|a|an|each|de|von|pro)\s|[(\[,:/]")
_ROWS = Call("rows")


@dataclass(frozen=True, slots=True)
class Named:
    """A column that the question names: its number, and where among the question's words its name begins."""

    column: int
    place: int


@dataclass(frozen=True, slots=True)
class _Phrase:
    """What stands at some words of the question: the first of them, how many, and what they say."""

    place: int
    length: int
    text: str


@dataclass(frozen=True, slots=True)
class _Limit:
    """A number that a column is compared with: the operation, and the words of the question from `place` to `end`."""

    operation: str
    number: float
    place: int
    end: int


def head_of(name: str) -> str:
    """The stem of the word of a name that says what it is: the last one before "of", "in", or a bracket."""
    words = words_of(_BEHIND_HEAD.split(name, maxsplit=1)[0])
    return words[-1] if words else ""


class Understood:
    """The words of a question with what is known of each.

    Attributes:
        words: In English where they say what to do.
        columns: Those that are named, in the order of the question.
        operations: What is to be done, each with its place.
        rows: The rows that are meant: all, or those with what the question says of their cells.
        single: The formulas of the rows that are named one by one in one column, in the order of the question.
        filtered: The columns that the rows are chosen by.
    """

    def __init__(self, question: str, index: TableIndex, names: str = "") -> None:
        """Reads the question.

        Args:
            question: It stands alone.
            index: The table.
            names: What else the table is called, such as the title of its document.
        """
        words = _WORD.findall(question)
        self.words = [
            word.english for word in put_into_english([w.casefold() for w in words]) if word.english
        ]
        # "IT" is a department, "it" is nothing.
        acronyms = frozenset(word.casefold() for word in words if len(word) > 1 and word.isupper())
        self._index = index
        self._stems = [next(iter(words_of(word)), word) for word in self.words]
        self._open = [word not in SAYING_NOTHING or word in acronyms for word in self.words]
        self._heads = [head_of(name) for name in index.table.names]
        self.rows, self.single, self.filtered = _ROWS, list[Call](), set[int]()
        self.columns = self._whole_names()
        limits = self._find_limits()
        # Only what is no name of a column: "Total price" is one.
        self.operations = self._find_operations()
        self._find_rows()
        self.columns = sorted([*self.columns, *self._heads_of_names()], key=lambda named: named.place)
        self._close_words(ANY_VALUE)
        self._set_limits(limits)
        self._close_names(frozenset(stems(f"{index.table.title} {names}")))

    @property
    def is_whole(self) -> bool:
        """Whether each word is understood."""
        return not any(self._open)

    def is_beside(self, place: int, word: str) -> bool:
        """Whether a place follows the first such word, but for words that say nothing."""
        if word not in self.words[:place]:
            return False
        between = self.words[self.words.index(word) + 1 : place]
        return all(word in SAYING_NOTHING or word in ANY_VALUE for word in between)

    def _whole_names(self) -> list[Named]:
        """The columns whose whole names stand in the question, those with the longest names first."""
        names = [(words_of(name), at) for at, name in enumerate(self._index.table.names)]
        found = []
        for name, at in sorted(names, key=lambda pair: -len(pair[0])):
            place = self._place_of(name)
            if place is not None:
                self._close(place, len(name))
                found.append(Named(at, place))
        return found

    def _heads_of_names(self) -> list[Named]:
        """The columns that are called by the word that says what they are: "litres" for "Litres of water"."""
        known = {named.column for named in self.columns}
        names = self._index.table.names
        found: dict[int, Named] = {}
        for place, stem in enumerate(self._stems):
            called = [at for at, head in enumerate(self._heads) if self._open[place] and stem == head]
            # What its whole name has named already is named once.
            if len(called) == 1 and called[0] not in known:
                self._open[place] = False
                found.setdefault(called[0], Named(called[0], place))
        for column in found:
            self._close_stems(words_of(names[column]))
        return list(found.values())

    def _find_operations(self) -> list[tuple[str, int]]:
        found = []
        for at, word in enumerate(self.words):
            name = OPERATIONS.get(word) or (COMPARING.get(word) if "than" in self.words[at:] else None)
            if self._open[at] and name:
                self._open[at] = False
                found.append((name, at))
        if any(name in COMPARING.values() for name, _ in found):
            self._close_words(frozenset(("than",)))
        return found

    def _find_limits(self) -> list[_Limit]:
        """Each limit, "over 12"."""
        found = []
        for at in range(len(self.words)):
            for length in range(LONGEST_LIMIT, 0, -1):
                name = LIMITS.get(tuple(self.words[at : at + length]))
                number = self._number(at + length)
                if name and number is not None and self._is_open(at, length):
                    self._close(at, length + 1)
                    found.append(_Limit(name, number, at, at + length + 1))
                    break
        return found

    def _number(self, at: int) -> float | None:
        word = self.words[at] if at < len(self.words) else ""
        return float(word.replace(",", "")) if _NUMBER.fullmatch(word) else None

    def _set_limits(self, limits: Sequence[_Limit]) -> None:
        """Each limit is one of the only column of numbers that is named, or of the one that is named right beside it."""
        numbers = [named for named in self.columns if self._index.kind(named.column) in ("number", "date")]
        for limit in limits:
            behind = [named for named in numbers if named.place == limit.end]
            before = [named for named in numbers if named.place < limit.place][-1:]
            if before and not all(
                word in SAYING_NOTHING for word in self.words[before[0].place + 1 : limit.place]
            ):
                before = []
            of = behind or before or (numbers if len(numbers) == 1 else [])
            if not of:
                # To which column it belongs is not understood.
                self._open[limit.place] = True
                continue
            self._choose(limit.operation, of[0].column, Constant(limit.number))

    def _find_rows(self) -> None:
        """The rows with what the question says of a cell: with both of two columns, with either of one."""
        for at in range(len(self._index.table.names)):
            phrases = self._numbers_in(at) if self._index.kind(at) == "number" else self._texts_in(at)
            name = Column(self._index.table.names[at])
            if self._index.kind(at) == "number":
                for phrase in phrases:
                    number = self._number(phrase.place)
                    if number is not None:
                        self._choose("equal", at, Constant(number))
                continue
            if len(phrases) > 1:
                rows = self.rows
                self.single = [Call("has", (rows, name, Constant(phrase.text))) for phrase in phrases]
                self.rows = self.single[0]
                for one in self.single[1:]:
                    self.rows = Call("either", (self.rows, one))
                self.filtered.add(at)
            elif phrases:
                self._choose("has", at, Constant(phrases[0].text))

    def _choose(self, operation: str, column: int, constant: Constant) -> None:
        arguments = (self.rows, Column(self._index.table.names[column]), constant)
        self.rows = Call(operation, arguments)
        self.single = [Call(operation, (one, *arguments[1:])) for one in self.single]
        self.filtered.add(column)

    def _texts_in(self, at: int) -> list[_Phrase]:
        """The texts of a column that stand in the question, in its order; the longest first, each once."""
        column = self._index.column(at)
        texts = sorted(
            ((name, code) for code in column.words.inside(self._stems) if (name := column.words.words(code))),
            key=lambda pair: -len(pair[0]),
        )
        found = []
        for name, code in texts:
            place = self._place_of(name)
            # What stands in two columns may mean either.
            if place is not None and self._is_telling(name, place) and not self._is_elsewhere(name, at):
                self._close(place, len(name))
                found.append(_Phrase(place, len(name), column.texts[code]))
        return sorted(found, key=lambda phrase: phrase.place)

    def _numbers_in(self, at: int) -> list[_Phrase]:
        """The number in the question that a column of numbers has and no other column."""
        found = []
        for place, word in enumerate(self.words):
            number = self._number(place) if self._open[place] else None
            having = [column for column in range(len(self._index.table.names)) if self._has(column, number)]
            if having == [at] and self._is_telling((word,), place):
                self._open[place] = False
                found.append(_Phrase(place, 1, word))
        # Of two, which is meant is not understood.
        if len(found) > 1:
            for phrase in found:
                self._open[phrase.place] = True
            return []
        return found

    def _is_telling(self, name: Sequence[str], place: int) -> bool:
        """Whether words are more than a number that may count anything: a name, a year, or right behind the name of a column."""
        if any(not part.isdigit() for part in name) and not _NUMBER.fullmatch(name[0]):
            return True
        number = self._number(place)
        is_year = number is not None and number.is_integer() and _FIRST_YEAR <= number <= _LAST_YEAR
        return is_year or any(
            self._heads[at] == self._stems[place - 1] for at in range(len(self._heads)) if place
        )

    def _is_elsewhere(self, name: tuple[str, ...], column: int) -> bool:
        others = (at for at in range(len(self._index.table.names)) if at != column)
        return any(
            self._index.column(at).words.has(name) for at in others if self._index.kind(at) != "number"
        )

    def _has(self, column: int, number: float | None) -> bool:
        if number is None:
            return False
        if self._index.kind(column) == "number":
            return bool((self._index.column(column).numbers == number).any())
        return len(self._index.column(column).words.with_word(f"{number:.15g}")) > 0

    def _close_names(self, names: frozenset[str]) -> None:
        """What the table is called, its units, and "the three teams" if there are three."""
        units = {
            stem
            for at in range(len(self._index.table.names))
            for stem in words_of(self._index.unit(at))
            if self._index.kind(at) == "number"
        }
        self._close_stems(names | units)
        for at in range(len(self._stems)):
            if NUMBERS.get(self.words[at]) == len(self._index.rows):
                self._open[at] = False
        # "Both" of two.
        for at, word in enumerate(self.words):
            if NUMBERS.get(word) == len(self.single) > 1:
                self._open[at] = False

    def _close_stems(self, closed: Collection[str]) -> None:
        for at, stem in enumerate(self._stems):
            self._open[at] &= stem not in closed

    def _close_words(self, words: frozenset[str]) -> None:
        for at, word in enumerate(self.words):
            self._open[at] &= word not in words

    def _place_of(self, phrase: Sequence[str]) -> int | None:
        """Where the question has a phrase of stems, none of which is understood otherwise."""
        length = len(phrase)
        for at in range(len(self._stems) - length + 1) if length else ():
            if self._stems[at : at + length] == list(phrase) and self._is_open(at, length):
                return at
        return None

    def _is_open(self, at: int, length: int) -> bool:
        # Inside of a name "of" is a part of it; alone it is none.
        part = range(at, at + length)
        return any(self._open[n] for n in part) and all(
            self._open[n] or self.words[n] in SAYING_NOTHING for n in part
        )

    def _close(self, at: int, length: int) -> None:
        for place in range(at, at + length):
            self._open[place] = False
