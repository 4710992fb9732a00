"""Chooses between the plain answer and that of a way for the kind of the question."""

from collections.abc import Mapping, Sequence

from rag.answers.ways.about_document import of_document
from rag.answers.ways.compare import compared
from rag.answers.ways.explain import defining, explaining
from rag.answers.ways.lists import list_answer
from rag.answers.ways.steps import steps_answer
from rag.answers.ways.summary import summary
from rag.answers.ways.table import table_answer
from rag.answers.ways.way import Asked, Way, WayAnswer
from rag.answers.ways.yes_no import yes_no_answer
from rag.questions.kinds import QuestionKind

WAYS: Mapping[QuestionKind, Way] = {
    "document": of_document,
    "summary": summary,
    "comparison": compared,
    "definition": defining,
    "why": explaining,
    "list": list_answer,
    "steps": steps_answer,
    "yes_no": yes_no_answer,
    "table": table_answer,
}
"""The way for each kind of question; a kind without one is answered plainly."""
# A way says what the plain answer says, and more of it: it may be so much less sure.
_LESS_SURE = 0.1


def way_answer(asked: Asked, kinds: Sequence[QuestionKind], *, threshold: float) -> WayAnswer | None:
    """The answer of the first way, in the order of the kinds, that is sure enough; None to show the plain answer.

    A wrong guess of the kind must cost nothing, so a way gives way to a plain answer that is surer.

    Args:
        asked: The question with the plain answer.
        kinds: What kinds of question it may be, the likeliest first.
        threshold: Below this confidence nothing is shown.
    """
    plain = asked.plain.decision
    least = threshold if plain.status == "not_found" else max(threshold, plain.confidence - _LESS_SURE)
    for kind in kinds:
        if (way := WAYS.get(kind)) and (answer := way(asked)) and answer.confidence >= least:
            return answer
    return None
