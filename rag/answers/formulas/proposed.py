"""The answer of a table by a formula that a language model proposes: our evaluator computes it, and our ranker says how sure it is."""

from collections.abc import Generator, Iterator, Sequence
from dataclasses import replace

from index.errors import ModelError, WriterError
from rag.answer import Answer
from rag.answers.compose import reading_on
from rag.answers.formulas.asking import REPLY_TOKENS, formulas_for, proposals_over, shown_columns
from rag.answers.rounds.question import Question
from rag.answers.settling import Settled, Settling
from rag.answers.ways.computed import Computed, computed_answer
from rag.answers.ways.table import unsure_table
from rag.answers.ways.uncomputed import shows_rows_only
from rag.answers.ways.way import Asked, WayAnswer
from rag.protocols import Writer
from rag.tables.answer import proposed_answer
from rag.tables.found import FoundTable
from rag.tables.language.formula import Call
from rag.tables.language.nested import from_nested
from rag.tables.language.parse import FormulaError
from rag.tables.ranking.asked import asks_to_compute
from rag.tables.ranking.linking import Linked
from rag.writing.structured import reply_as

SECONDS = 20.0
"""The most that a model may think about formulas."""


def computed_by_formula(
    question: Question, first: Settled, writer: Writer, settling: Settling
) -> Generator[Answer, None, Settled]:
    """Yields what can be shown while a model thinks, and returns what is shown in the end, which is `first` if nothing comes of it.

    A model is asked where something is to be computed, and else only rows would be shown, or nothing. What it replies is never
    shown, nor why nothing came of it.

    Args:
        question: The question.
        first: What the built-in way makes of it.
        writer: The model.
        settling: Makes answers.

    Raises:
        StoppedError: Nobody waits for it any more.
    """
    refused = first.answer.status == "not_found"
    asked = settling.asked(first, question.where) if refused or shows_rows_only(first.answer) else None
    found = unsure_table(asked) if asked else None
    if asked is None or found is None or not asks_to_compute(linked := Linked(asked.question, found.index)):
        return first
    if refused:
        yield reading_on(first.answer, first.answer.steps, "Thinking about how to compute it")
    else:
        # The rows come first, whatever a model needs to think.
        yield from first.answers
    computed = _computed(asked, found, list(_proposed(asked.question, linked, writer)))
    if computed is None:
        return first
    answer = settling.by_way(question.line, first.found, computed)
    return replace(first, answers=(replace(answer, steps=first.answer.steps),), asked=asked)


def _computed(asked: Asked, found: FoundTable, formulas: Sequence[Call]) -> WayAnswer | None:
    """The answer of the formula that the question means, if the ranker is sure of one."""
    answer = proposed_answer(asked.question, found.index, formulas)
    if answer is None or not answer.sure:
        return None
    computed = Computed(
        found=found, index=found.index, formula=answer.formula, result=answer.result,
        probability=answer.probability, score=answer.probability,
    )  # fmt: skip
    return computed_answer(asked.question, computed, asked.documents, asked.plain.readings.hits)


def _proposed(question: str, linked: Linked, writer: Writer) -> Iterator[Call]:
    """The formulas that a model proposes; none if it fails, which it will say itself when it is to write."""
    columns = shown_columns(linked)
    try:
        reply = reply_as(
            writer,
            formulas_for(question, linked),
            proposals_over(columns),
            at_most=REPLY_TOKENS,
            seconds=SECONDS,
        )
    except (WriterError, ModelError):
        return
    for nested in reply.value.formulas if reply.value else ():
        try:
            yield from_nested(nested, columns)
        except FormulaError:
            continue
