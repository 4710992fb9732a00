"""Computes formulas over a table, and keeps the cells that each result rests on."""

from collections.abc import Callable

from rag.tables.cells.table import Table
from rag.tables.cells.table_index import TableIndex
from rag.tables.language.formula import Call, Column, Constant, Formula
from rag.tables.language.results import EvaluationError, Result, Rows
from rag.tables.language.row_operations import ROW_OPERATIONS
from rag.tables.language.value_operations import VALUE_OPERATIONS

_OPERATIONS: dict[str, Callable[..., Result]] = {**ROW_OPERATIONS, **VALUE_OPERATIONS}


class Evaluator:
    """Evaluates many formulas over one table; parts that they share are computed once.

    Attributes:
        index: The table.
    """

    def __init__(self, index: TableIndex) -> None:
        """Computes nothing yet."""
        self.index = index
        self._known: dict[Call, Result | EvaluationError] = {}

    def evaluate(self, formula: Call) -> Result:
        """The rows or the values of a formula.

        Raises:
            EvaluationError: It has none.
        """
        if formula not in self._known:
            try:
                self._known[formula] = _OPERATIONS[formula.name](
                    self.index, *(self._argument(formula, argument) for argument in formula.arguments)
                )
            except EvaluationError as error:
                self._known[formula] = error
        result = self._known[formula]
        if isinstance(result, EvaluationError):
            raise EvaluationError(*result.args)  # a new one: the old one would gather the callers of each
        return result

    def _argument(self, formula: Call, argument: Formula) -> Result | int | Constant:
        if isinstance(argument, Column):
            if argument.name not in self.index.at:
                raise EvaluationError(f"there is no column {argument.name}")
            return self.index.at[argument.name]
        if isinstance(argument, Constant):
            return argument
        result = self.evaluate(argument)
        # Of no rows only their number can be told.
        if isinstance(result, Rows) and not len(result.array) and formula.name != "count":
            raise EvaluationError("no row is like that")
        return result


def evaluate(formula: Call, table: Table) -> Result:
    """The rows or the values of a formula over a table.

    Raises:
        EvaluationError: It has none.
    """
    return Evaluator(TableIndex(table)).evaluate(formula)
