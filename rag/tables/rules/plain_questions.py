"""Plain questions about a column: its sum, mean, highest or lowest value, the row that has the most of it, how many rows there are.

Where each word of a question is the name of a column, what a cell holds, the name of the table, or says what is to be done, the question
is read by rules, and surely. What has a word more is left to the trained model.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from index import stems
from rag.tables.cells.column_words import words_of
from rag.tables.cells.table_index import TableIndex
from rag.tables.language.evaluate import Evaluator
from rag.tables.language.formula import Call, Column, Constant
from rag.tables.language.results import EvaluationError, Values
from rag.tables.lexicon import put_into_english

_ROWS = Call("rows")
_WORD = re.compile(r"\w+(?:['’]\w+)?")
_OPERATIONS = {
    word: name
    for name, words in {
        "sum": "total sum together altogether combined overall",
        "mean": "average mean",
        "highest": "highest largest biggest greatest maximum max most",
        "lowest": "lowest smallest least fewest minimum min",
    }.items()
    for word in words.split()
}
_ASKS_A_VALUE = frozenset("what which how the total sum average mean highest lowest tell give show".split())
_PICKS = {"highest": "most", "lowest": "least"}
# They stand in any question, and say nothing of what it asks for.
_SAYING_NOTHING = frozenset(
    "a an the of in on for from to by with at as per and is are was were be been do does did has have had there all every each what which who "
    "whose how many much tell me give show please we i you it they them this that these those in got get gets "
    "made make won win wins earned".split()
)
_GROUPS = frozenset("per each every by".split())
# So do these, but where a column is called so.
_ANY_VALUE = frozenset("value amount number figure".split())
_NUMBERS = dict(
    zip("two three four five six seven eight nine ten eleven twelve".split(), range(2, 13), strict=True)
)


@dataclass(frozen=True, slots=True, kw_only=True)
class PlainReading:
    """What a plain question asks of a table.

    Attributes:
        formula: What is computed.
        result: Its values, with their cells.
    """

    formula: Call
    result: Values


@dataclass(frozen=True, slots=True)
class _Named:
    """A column that the question names: its number, and where among the question's words its name begins."""

    column: int
    place: int


def plain_reading(question: str, index: TableIndex, names: str = "") -> PlainReading | None:
    """What a question asks, if each of its words is understood; None otherwise.

    Args:
        question: It stands alone.
        index: The table.
        names: What else the table is called, such as the title of its document.
    """
    words = [word.english for word in put_into_english(_WORD.findall(question.casefold())) if word.english]
    parsed = _Parsed(words, index, frozenset(stems(f"{index.table.title} {names}")))
    formula = parsed.formula()
    if formula is None or not parsed.understood:
        return None
    try:
        result = Evaluator(index).evaluate(formula)
    except EvaluationError:
        return None
    return PlainReading(formula=formula, result=result) if isinstance(result, Values) else None


class _Parsed:
    """The words of a question with what is known of each."""

    def __init__(self, words: Sequence[str], index: TableIndex, names: frozenset[str]) -> None:
        self._words, self._index = words, index
        self._stems = [next(iter(words_of(word)), word) for word in words]
        self._open = [word not in _SAYING_NOTHING for word in words]
        self._columns = self._find_columns()
        for at, word in enumerate(words):
            self._open[at] &= word not in _ANY_VALUE
        # Only what is no name of a column: "Total price" is one.
        self._operations = [
            (_OPERATIONS[word], at) for at, word in enumerate(words) if self._open[at] and word in _OPERATIONS
        ]
        for _, at in self._operations:
            self._open[at] = False
        self._rows = self._find_rows()
        for at, stem in enumerate(self._stems):
            # "The three teams" are all of them, if there are three.
            if stem in names or _NUMBERS.get(words[at]) == len(index.rows):
                self._open[at] = False

    @property
    def understood(self) -> bool:
        """Whether each word is."""
        return not any(self._open)

    def formula(self) -> Call | None:
        """What is asked, by the operation and the columns that are named."""
        numbers = [named for named in self._columns if self._index.kind(named.column) == "number"]
        operations = {name for name, _ in self._operations}
        if len(operations) != 1 or len(numbers) != 1:
            return None
        (operation,) = operations
        others = [named for named in self._columns if named not in numbers]
        number = Column(self._index.table.names[numbers[0].column])
        place = self._operations[0][1]
        asks = self._words[0] in ("which", "who", "what", "whose")
        if operation in _PICKS and others and asks and others[0].place < place < numbers[0].place:
            return Call(
                "select",
                (
                    Call(_PICKS[operation], (self._rows, number)),
                    Column(self._index.table.names[others[0].column]),
                ),
            )
        if self._words[0] not in _ASKS_A_VALUE:
            return None
        # "Of all orders" only says what the rows are; "of each country" asks for a group of rows.
        if others and _GROUPS & set(self._words):
            return None
        if operation in _PICKS:
            # The cell itself, so that it alone is cited.
            return Call("select", (Call(_PICKS[operation], (self._rows, number)), number))
        return Call(operation, (self._rows, number))

    def _find_columns(self) -> list[_Named]:
        """The columns whose whole names stand in the question, those with the longest names first; in its order."""
        names = [(words_of(name), at) for at, name in enumerate(self._index.table.names)]
        found = []
        for name, at in sorted(names, key=lambda pair: -len(pair[0])):
            place = self._place_of(name)
            if place is not None:
                self._close(place, len(name))
                found.append(_Named(at, place))
        return sorted(found, key=lambda named: named.place)

    def _find_rows(self) -> Call:
        """The rows with what the question says of a cell."""
        rows = _ROWS
        for at in range(len(self._index.table.names)):
            if self._index.kind(at) == "number":
                continue
            column = self._index.column(at)
            for code in column.words.inside(self._stems):
                name = column.words.words(code)
                place = self._place_of(name)
                if place is not None:
                    self._close(place, len(name))
                    arguments = (rows, Column(self._index.table.names[at]), Constant(column.texts[code]))
                    rows = Call("has", arguments)
        return rows

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
            self._open[n] or self._words[n] in _SAYING_NOTHING for n in part
        )

    def _close(self, at: int, length: int) -> None:
        for place in range(at, at + length):
            self._open[place] = False
