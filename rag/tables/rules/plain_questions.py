"""Plain questions about a table: a cell, a sum, a mean, the highest or lowest value, a difference, how many rows there are.

Where each word of a question is the name of a column, what a cell holds, a limit, the name of the table, or says what is to be done,
the question is read by rules, and surely. What has a word more is left to the trained model.
"""

from collections.abc import Sequence
from dataclasses import dataclass

from index import stems
from rag.tables.cells.table_index import TableIndex
from rag.tables.language.evaluate import Evaluator
from rag.tables.language.formula import Call, Column
from rag.tables.language.results import EvaluationError, Rows, Values
from rag.tables.rules.measures import with_measure
from rag.tables.rules.understood import Named, Understood, head_of

_PICKS = {"highest": "most", "lowest": "least"}
_COMPARES = ("difference", "fewer")
_ASKS_A_VALUE = frozenset("what which how the total sum average mean highest lowest tell give show".split())
_ASKS_A_ROW = frozenset("which who what whose where list name tell give show".split())
_COUNTING = frozenset(("many", "number"))
_WHICH = ("which", "what", "who", "whose")
_ORDINAL = frozenset(
    stems(
        "rank place position season year episode week month day date id code round number no page version level grade"
    )
)
_FIRST_YEAR, _LAST_YEAR = 1000, 2100
_GROUPS = frozenset("per each every by".split())
_TWO = 2


@dataclass(frozen=True, slots=True, kw_only=True)
class PlainReading:
    """What a plain question asks of a table.

    Attributes:
        formula: What is looked up or computed.
        result: Its values, with their cells.
    """

    formula: Call
    result: Values


def plain_reading(question: str, index: TableIndex, names: str = "") -> PlainReading | None:
    """What a question asks, if each of its words is understood; None otherwise.

    Args:
        question: It stands alone.
        index: The table.
        names: What else the table is called, such as the title of its document.
    """
    measured = with_measure(question, index)
    understood = Understood(measured.question if measured else question, index, names)
    if not understood.is_whole or not understood.words:
        return None
    try:
        formula = _Asked(understood, index, measured.column if measured else None).formula()
        result = Evaluator(index).evaluate(formula) if formula else None
    except EvaluationError:
        return None
    if formula is None or not isinstance(result, Values) or not result.values:
        return None
    return PlainReading(formula=formula, result=result)


class _Asked:
    """What a question that is understood asks for."""

    def __init__(self, understood: Understood, index: TableIndex, measure: int | None) -> None:
        # What "oldest" measures is meant, though years only put things in order.
        self._measure = measure
        self._said, self._index, self._evaluator = understood, index, Evaluator(index)
        # A column that only chooses rows is not asked for.
        wanted = [named for named in understood.columns if named.column not in understood.filtered]
        self._numbers = [
            named for named in wanted if index.kind(named.column) == "number" or named.column == measure
        ]
        self._texts = [named for named in wanted if named not in self._numbers]
        self._operations = {name for name, _ in understood.operations}

    def formula(self) -> Call | None:
        """What is to be looked up or computed; None if these words can ask for several things.

        Raises:
            EvaluationError: The table has no such rows.
        """
        # "Of all orders" only says what the rows are; "of each country" asks for a group of rows.
        if len(self._operations) > 1 or (self._said.columns and _GROUPS & set(self._said.words)):
            return None
        if self._counts:
            return self._count()
        if not self._operations:
            return self._lookup()
        (operation,) = self._operations
        if operation in _COMPARES:
            return self._difference(operation)
        return self._picked(operation) if operation in _PICKS else self._computed(operation)

    @property
    def _counts(self) -> bool:
        """Whether something is counted: in "how many bakeries" its name stands right behind."""
        if self._numbers or not self._operations <= {"sum"}:
            return False
        counted = [n for n in self._said.columns if self._index.kind(n.column) != "number"]
        return bool(counted) and any(self._said.is_beside(counted[0].place, word) for word in _COUNTING)

    def _count(self) -> Call | None:
        """How many rows; of all rows, how many different ones. None where that is not the same, as in "bakeries in Oslo" with one twice."""
        if not self._texts:
            return Call("count", (self._said.rows,))
        column = self._texts[0].column
        codes = self._index.column(column).codes
        rows = self._rows(self._said.rows).array
        different = len(set(codes[rows].tolist()))
        # The one cell of "how many prefixes does Smart have?" may list several.
        if different == len(rows) and len(rows) != 1:
            return Call("count", (self._said.rows,))
        if self._said.filtered or self._operations:
            return None
        return Call("count_values", (Call("distinct", (self._said.rows, self._column(column))),))

    def _lookup(self) -> Call | None:
        """The cells of one column, in rows that the question names."""
        wanted = [*self._texts, *self._numbers]
        if len(wanted) != 1 or not self._said.filtered or not self._asks(_ASKS_A_ROW | {"how"}):
            return None
        # "How many loaves do Kringle and Oven have?" may ask for each or for both together.
        if self._numbers and (self._said.single or len(self._rows(self._said.rows).array) != 1):
            return None
        if self._texts and _COUNTING & set(self._said.words):
            return None
        return Call("select", (self._said.rows, self._column(wanted[0].column)))

    def _picked(self, operation: str) -> Call | None:
        """The row with the most or the least of a column, by what is asked of it; or that value itself."""
        wanted = sorted([*self._texts, *self._numbers], key=lambda named: named.place)
        asked = (
            wanted[0]
            if wanted and any(self._said.is_beside(wanted[0].place, word) for word in _WHICH)
            else None
        )
        if operation == "highest" and asked is not None and wanted == [asked, *self._texts[1:]]:
            return self._commonest(*wanted)
        measures = [named for named in self._numbers if named is not asked or len(wanted) == 1]
        if len(measures) != 1 or (
            self._is_ordinal(measures[0].column) and measures[0].column != self._measure
        ):
            return None
        row = Call(_PICKS[operation], (self._said.rows, self._column(measures[0].column)))
        if asked is not None and asked is not measures[0]:
            return Call("select", (row, self._column(asked.column))) if len(wanted) == _TWO else None
        # The cell itself, so that it alone is cited.
        is_value = self._asks(_ASKS_A_VALUE) and not {"which", "name"} & set(self._said.words)
        return Call("select", (row, self._column(measures[0].column))) if is_value else None

    def _commonest(self, asked: Named, *counted: Named) -> Call | None:
        """What most rows have: "Which customer has the most orders?", where each row is another order."""
        rows = self._rows(self._said.rows).array
        if len(counted) != 1 or len(set(self._index.column(counted[0].column).codes[rows].tolist())) != len(
            rows
        ):
            return None
        column = self._column(asked.column)
        return Call("distinct", (Call("commonest", (self._said.rows, column)), column))

    def _computed(self, operation: str) -> Call | None:
        if (
            len(self._numbers) != 1
            or not self._asks(_ASKS_A_VALUE)
            or self._is_ordinal(self._numbers[0].column)
        ):
            return None
        number = self._column(self._numbers[0].column)
        # "The average temperature of Oslo", where Oslo is one row, is what its cell says.
        single = self._said.filtered and len(self._rows(self._said.rows).array) == 1
        return Call("select" if single else operation, (self._said.rows, number))

    def _is_ordinal(self, column: int) -> bool:
        """Whether figures only put things in order: years, ranks, numbers of pages. Their sum and their greatest tell nothing."""
        values = self._index.column(column).numbers
        are_years = bool(((values >= _FIRST_YEAR) & (values <= _LAST_YEAR) & (values % 1 == 0)).all())
        return are_years or head_of(self._index.table.names[column]) in _ORDINAL

    def _difference(self, operation: str) -> Call | None:
        """Between two rows; None if one of the names is that of several, or "more" is less."""
        if len(self._numbers) != 1 or self._texts or not self._asks(_ASKS_A_VALUE):
            return None
        number = self._column(self._numbers[0].column)
        if len(self._said.single) != _TWO or any(
            len(self._rows(one).array) != 1 for one in self._said.single
        ):
            return None
        sides: Sequence[Call] = [Call("select", (one, number)) for one in self._said.single]
        if operation == "fewer":
            sides = sides[::-1]
        less = self._value(Call("difference", tuple(sides))) < 0
        if less and "than" in self._said.words:
            return None
        return Call("difference", tuple(sides[::-1] if less else sides))

    def _asks(self, words: frozenset[str]) -> bool:
        """Whether the question begins so, or behind one word: "in which town"."""
        return any(word in words for word in self._said.words[:2])

    def _column(self, at: int) -> Column:
        return Column(self._index.table.names[at])

    def _rows(self, formula: Call) -> Rows:
        rows = self._evaluator.evaluate(formula)
        if not isinstance(rows, Rows):
            raise EvaluationError("no rows")
        return rows

    def _value(self, formula: Call) -> float:
        found = self._evaluator.evaluate(formula)
        number = found.values[0].number if isinstance(found, Values) else None
        if number is None:
            raise EvaluationError("no number")
        return number
