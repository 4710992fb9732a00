"""Answers a question from a table: the most probable formula, what it gives, and the rows that it rests on."""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache

from rag.tables.cells.table import Table
from rag.tables.cells.table_index import TableIndex
from rag.tables.language.evaluate import Evaluator
from rag.tables.language.formula import Call
from rag.tables.language.results import Values
from rag.tables.language.words import in_figures, in_words
from rag.tables.ranking.asked import asks_for_what_is_not_there
from rag.tables.ranking.confidence import confidence_features, guesses_its_column, has_rival, load_confidence
from rag.tables.ranking.linking import Linked
from rag.tables.ranking.proposed import proposed_candidates
from rag.tables.ranking.ranker import Ranker, Reading, said_by


@dataclass(frozen=True, slots=True, kw_only=True)
class TableAnswer:
    """What a table says to a question.

    Attributes:
        formula: What is looked up or computed.
        words: The formula as a phrase.
        figures: The sum in figures ("13 + 1 + 2"); None if nothing is computed from figures.
        result: The values, and the cells that they rest on as (row, column), both from 0.
        rows: The numbers, from 0, of the rows that the result rests on, in their order.
        probability: That the result is right, 0 to 1.
        sure: Whether the result may be shown as the answer. If not, only the rows may be shown: it is not probable enough,
            another reading with another result is nearly as probable, or the table has no column for what is asked.
        rival: The result of that other reading, if there is one.
    """

    formula: Call
    words: str
    figures: str | None
    result: Values
    rows: tuple[int, ...]
    probability: float
    sure: bool
    rival: Values | None = None


def answer_table(
    question: str, table: Table | TableIndex, ranker: Ranker | None = None
) -> TableAnswer | None:
    """The answer of a table to a question; None if nothing in the question has to do with the table.

    Args:
        question: In English, or with the plain words for counting and comparing of German, French or Spanish.
        table: The table, or its index, to be kept when many questions are asked of a large one.
        ranker: Another model than the one that is shipped.

    Raises:
        ModelError: The weights are missing or damaged.
    """
    index = table if isinstance(table, TableIndex) else TableIndex(table)
    linked = Linked(question, index)
    readings = (ranker or _ranker()).readings(linked)
    return _answer(linked, readings) if readings else None


def proposed_answer(
    question: str, index: TableIndex, formulas: Sequence[Call], ranker: Ranker | None = None
) -> TableAnswer | None:
    """The answer of a table if it is that of one of some proposed formulas; None otherwise.

    They are candidates beside those that the question's words allow, and ranked with them: what the ranker holds for improbable is
    not the answer, whoever proposes it.

    Args:
        question: As for `answer_table`.
        index: The table.
        formulas: The formulas, the best first.
        ranker: Another model than the one that is shipped.

    Raises:
        ModelError: The weights are missing or damaged.
    """
    linked = Linked(question, index)
    proposed = proposed_candidates(linked, formulas)
    if not proposed:
        return None
    answer = _answer(linked, (ranker or _ranker()).readings(linked, proposed))
    given = {said_by(one.result) for one in proposed if isinstance(one.result, Values)}
    return answer if said_by(answer.result) in given else None


@cache
def _ranker() -> Ranker:
    """The model that is shipped, read once."""
    return Ranker()


def _answer(linked: Linked, readings: Sequence[Reading]) -> TableAnswer:
    best, weights = readings[0], load_confidence()
    probability = weights.confidence.probability(confidence_features(linked, readings))
    rival = readings[1].result if has_rival(readings) else None
    formula = best.candidate.formula
    return TableAnswer(
        formula=formula,
        words=in_words(formula),
        figures=in_figures(formula, Evaluator(linked.index)),
        result=best.result,
        rows=_rows(linked.index, best.result),
        probability=probability,
        sure=probability >= weights.threshold
        and rival is None
        and not asks_for_what_is_not_there(linked)
        and not guesses_its_column(linked, best.candidate),
        rival=rival,
    )


def _rows(index: TableIndex, result: Values) -> tuple[int, ...]:
    """The rows of the cells; what rests on no cell, as the number of all rows, rests on them all."""
    return tuple(sorted({row for row, _ in result.cells})) or index.rows
