"""Chooses between the plain answer and that of a way for the kind of the question."""

from collections.abc import Mapping, Sequence
from dataclasses import replace

from rag.answers.decide import Decision
from rag.answers.ways.about_document import of_document
from rag.answers.ways.answered_parts import unsaid
from rag.answers.ways.compare import compared
from rag.answers.ways.explain import defining, explaining
from rag.answers.ways.lists.lists import list_answer
from rag.answers.ways.lists.mentioned import mentioned
from rag.answers.ways.several import several
from rag.answers.ways.steps.steps import steps_answer
from rag.answers.ways.summaries.summary import summary
from rag.answers.ways.table import table_answer
from rag.answers.ways.uncomputed import leads_uncomputed, uncomputed
from rag.answers.ways.way import Asked, Way, WayAnswer
from rag.answers.ways.yes_no.yes_no import yes_no_answer
from rag.questions.kinds import QuestionKind
from rag.questions.parts import question_parts
from rag.reading.labels import is_row

WAYS: Mapping[QuestionKind, Way] = {
    "document": of_document,
    "summary": summary,
    "comparison": compared,
    "several": several,
    "definition": defining,
    "why": explaining,
    "list": lambda asked: mentioned(asked) or list_answer(asked),
    "steps": steps_answer,
    "yes_no": yes_no_answer,
    "table": table_answer,
}
"""The way for each kind of question; a kind without one is answered plainly."""
# A way says what the plain answer says, and more of it: it may be so much less sure.
_LESS_SURE = 0.1
# Each kind is so much likelier than the next one that the words of a question may mean.
_LIKELIER = 0.05
# Their patterns take in the whole question: no other way is tried once they have an answer.
_CERTAIN: tuple[QuestionKind, ...] = ("summary", "comparison")
# They ask for more than one place, or for none.
_SHOWS_SIDES = ("comparison", "summary", "library")


def way_answer(asked: Asked, kinds: Sequence[QuestionKind], *, threshold: float) -> WayAnswer | None:
    """The answer of the surest way; None to show the plain answer, which is one of them.

    A wrong guess of the kind must cost nothing, so each way that the words of the question allow is tried.

    Args:
        asked: The question with the plain answer.
        kinds: What kinds of question it may be, the likeliest first.
        threshold: Below this confidence nothing is shown.
    """
    plain = asked.plain.decision
    # A figure of one row is no rival where something is to be computed from rows, however sure the reader is of it.
    is_rival = plain.status != "not_found" and not leads_uncomputed(asked.question, plain)
    least = max(threshold, plain.confidence - _LESS_SURE) if is_rival else threshold
    best, surest = None, 0.0
    for place, kind in enumerate(_with_parts(asked, kinds)):
        answer = WAYS[kind](asked) if kind in WAYS else None
        if answer is None or answer.confidence < least or _hides_a_side(answer, plain):
            continue
        if kind in _CERTAIN and best is None:
            return _with_unsaid(asked, answer)
        worth = answer.confidence - _LIKELIER * place
        if worth > surest:
            best, surest = answer, worth
    return _with_unsaid(asked, best or uncomputed(asked))


def _with_unsaid(asked: Asked, answer: WayAnswer | None) -> WayAnswer | None:
    """The answer with the parts of the question that the documents don't say."""
    if answer is None:
        return None
    shown = [reading for item in answer.items for reading in item.readings]
    parts = unsaid(asked, shown)
    return replace(answer, unanswered=parts) if parts else answer


def _with_parts(asked: Asked, kinds: Sequence[QuestionKind]) -> Sequence[QuestionKind]:
    """The kinds with that of a question that asks for several things, behind those that take in the whole question."""
    first = [kind for kind in kinds if kind in _CERTAIN]
    rest = [kind for kind in kinds if kind not in _CERTAIN]
    return (*first, "several", *rest) if question_parts(asked.whole or asked.question) else kinds


def _hides_a_side(answer: WayAnswer, plain: Decision) -> bool:
    """Whether two places disagree and the way would show one of them only.

    Rows of one table that seem to disagree are about different things, and a table answer tells them apart.
    """
    if plain.status != "conflicting" or answer.kind in _SHOWS_SIDES:
        return False
    documents = {reading.hit.passage.document_id for item in answer.items for reading in item.readings}
    are_rows = all(is_row(one.text) and one.hit.passage.document_id in documents for one in plain.readings)
    return answer.kind != "table" or not are_rows
