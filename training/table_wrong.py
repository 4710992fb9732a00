"""Questions asked of tables that do not say it: of another table, or of their own without the column or the rows that answer.

A confidence that learned only from questions about their own tables believes that each question is about the table at hand.
"""

import math
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence

from rag.tables.cells.column_words import words_of
from rag.tables.cells.table import Table
from rag.tables.language.formula import Call, Column, Constant

_MOST_ALIKE = 4


class Others:
    """Finds for a question other tables that have many of its words, as a search among many documents would."""

    def __init__(self, tables: Mapping[str, Table]) -> None:
        """Takes the tables by their names."""
        self._tables = tables
        self._words = {name: frozenset(_words(table)) for name, table in tables.items()}
        self._having = Counter(word for words in self._words.values() for word in words)

    def nearest(self, question: str, own: str, at: int) -> Table:
        """One of the tables with the most of the question's words, rare ones before common ones, but not its own.

        Args:
            question: The question.
            own: The name of its table.
            at: Any number; of the best few it chooses one.
        """
        asked = frozenset(words_of(question))
        others = sorted(
            (name for name in self._tables if name != own), key=lambda name: -self._shared(asked, name)
        )
        return self._tables[others[at % min(_MOST_ALIKE, len(others))]]

    def _shared(self, asked: frozenset[str], name: str) -> float:
        return sum(math.log(len(self._words) / self._having[word]) for word in asked & self._words[name])


def _words(table: Table) -> Iterator[str]:
    yield from (word for name in table.names for word in words_of(name))
    yield from (word for row in table.rows for cell in row for word in words_of(cell.value.text))


def without_answer(table: Table, formula: Call) -> Iterator[Table]:
    """The table without the column that a right formula gives, and without the rows whose words it looks for, where any is left."""
    rows = [[cell.value.text for cell in row] for row in table.rows]
    kept = [at for at, name in enumerate(table.names) if name != _given(formula)]
    if 1 < len(kept) < len(table.names):
        names = [table.names[at] for at in kept]
        yield Table.of_texts(names, [[row[at] for at in kept] for row in rows], table.title)
    for column, words in _looked_for(formula):
        at, phrase = table.names.index(column), set(words_of(words))
        left = [row for row in rows if not phrase <= set(words_of(row[at]))]
        if 1 < len(left) < len(rows):
            yield Table.of_texts(table.names, left, table.title)


def _given(formula: Call) -> str:
    """The last column of a formula, which its value is of."""
    columns = [argument.name for argument in _arguments(formula) if isinstance(argument, Column)]
    return columns[-1] if columns else ""


def _looked_for(formula: Call) -> Sequence[tuple[str, str]]:
    """The column and the words of the first test of all rows."""
    found = [
        (part.arguments[1].name, str(part.arguments[2].value))
        for part in (formula, *_arguments(formula))
        if isinstance(part, Call)
        and part.name == "has"
        and isinstance(part.arguments[1], Column)
        and isinstance(part.arguments[2], Constant)
    ]
    return found[:1]


def _arguments(formula: Call) -> Iterator[object]:
    """All that stands in a formula, in its order, inner parts before what follows them."""
    for argument in formula.arguments:
        if isinstance(argument, Call):
            yield argument
            yield from _arguments(argument)
        else:
            yield argument
