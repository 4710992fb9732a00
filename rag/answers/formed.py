"""Gives answers the form that the question wishes for, whoever wrote their sentences: a message, points, fewer sentences."""

from collections.abc import Generator, Iterator, Sequence
from contextlib import closing
from dataclasses import replace
from typing import cast

from rag.answer import Answer, Statement
from rag.answers.compose import restated
from rag.answers.prose.letters import letter_of
from rag.questions.wishes.wish import NO_WISH, Wish

NEEDS_A_MODEL = "Only a model that writes can put it in that form; these are the words of the documents."
"""The note of an answer in whose form no model writes."""

# Of these kinds the first statements say most.
_IN_ORDER_OF_WORTH = ("fact", "sentences")
_OF_A_SUMMARY = 4


def formed(
    answers: Iterator[Answer], question: str, asked: str, wish: Wish, *, written: bool
) -> Iterator[Answer]:
    """The answers in the form that is wished for.

    Args:
        answers: Of the pipeline, to the question without its wishes.
        question: As asked.
        asked: The question without its wishes.
        wish: The form.
        written: Whether a model writes.
    """
    # Closing this iterator stops the writer.
    with closing(cast("Generator[Answer, None, None]", answers)):
        for answer in answers:
            yield replace(_formed(answer, asked, wish, written=written), question=question)


def _formed(answer: Answer, asked: str, wish: Wish, *, written: bool) -> Answer:
    if wish == NO_WISH or answer.status != "answered" or answer.kind == "talk":
        return answer
    statements = _fewer(answer, wish) if not written else list(answer.statements)
    if wish.form == "points":
        statements = [replace(one, form="item") if one.form == "sentence" else one for one in statements]
    lacking = (
        wish.simple or wish.length == "longer" or wish.language or (wish.form == "table" and not answer.table)
    )
    if lacking and not written:
        answer = replace(answer, notes=(*answer.notes, NEEDS_A_MODEL))
    return restated(answer, statements, letter_of(wish, asked))


def _fewer(answer: Answer, wish: Wish) -> Sequence[Statement]:
    """The statements that are left if fewer are wished for; lists, steps and sides stay whole."""
    shorter = wish.length == "shorter"
    if answer.kind in _IN_ORDER_OF_WORTH and (most := wish.sentences or int(shorter)):
        return answer.statements[:most]
    if answer.kind == "summary" and (most := wish.sentences or _OF_A_SUMMARY * shorter):
        told = [one for one in answer.statements if one.form == "sentence"]
        return told[:most] or answer.statements
    return answer.statements
