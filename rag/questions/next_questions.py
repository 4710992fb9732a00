"""Questions to go on with after an answer: each made from a place near the cited ones."""

from collections.abc import Callable, Sequence

from rag.answer import Answer
from rag.questions.from_places import Place, answered_by_their_places, is_same_place


def next_questions(
    answer: Answer, places: Sequence[Place], ask: Callable[[str], Answer], k: int, asked: Sequence[str] = ()
) -> list[str]:
    """At most `k` questions that the documents answer by places near those that the answer cites.

    Args:
        answer: The answer that was read.
        places: Those around its citations, the nearest first.
        ask: Answers a question; each candidate is asked.
        k: How many are wanted.
        asked: Questions that need not be asked again.
    """
    cited = [(c.document_id, (c.start, c.end)) for c in answer.citations]
    fresh = [one for one in places if not any(is_same_place(one, *place) for place in cited)]
    return answered_by_their_places(fresh, ask, k, (*asked, answer.question, answer.standalone_question))
