"""What is not fitted: questions that nothing can answer by their form, and parts that are looked up by their number.

There are too few such questions in the sets to fit weights on.
"""

import re
from collections.abc import Sequence
from typing import NamedTuple

from index import Hit
from rag.questions.analysis import QuestionTerms
from rag.questions.kinds.definitions import is_own_definition
from rag.reading.evidence import Evidence, has_kind
from rag.reading.instructions import by_form
from rag.reading.labels import is_row, labelled
from rag.reading.named_parts import paragraph_of_part
from rag.reading.receipts import discounted
from rag.reading.requests import accepting
from rag.reading.word_evidence import everywhere, rarity, share

# The confidence is multiplied by this if a question asks for an age or a sum and no such number is anywhere, if what is to be
# counted is nowhere, if a yes or a no is asked about what is never mentioned, if rows would have to be counted, or if the
# part that is looked up is not there.
_BESIDE_FACTOR = 0.25
# What stands in the numbered part that is looked up is the answer, whatever its words are.
_LOOKED_UP = 0.9
# A document that defines a term for itself says what it means there, whatever its words are.
_DEFINED = 0.8
# So does what answers by its form: a command that installs, an instruction, a task, who accepts a request.
_BY_FORM = 0.8
_MOST_OF_A_QUESTION = 0.5
# "13" and "about 6.4 kg", but not "SO-7039".
_AMOUNT = re.compile(r"\W*(?:(?:about|some|over|under|at least) )?[$€£¥]?\s?\d")
_HOW_MANY = re.compile(r"\bhow many\b|\bnumber of\b", re.IGNORECASE)


class Ruled(NamedTuple):
    """What the rules make of the sentences.

    Attributes:
        scored: The sentences with their scores, best first.
        confidence: 0 to 1, how likely it is that the best sentences have the answer.
        certain: How many of the first sentences belong to the answer, whatever their words are.
    """

    scored: Sequence[tuple[float, Evidence]]
    confidence: float
    certain: int = 0


def ruled(
    query: QuestionTerms, hits: Sequence[Hit], scored: Sequence[tuple[float, Evidence]], confidence: float
) -> Ruled:
    """The scored sentences and the confidence after the rules."""
    if query.lookup:
        if found := looked_up(query, scored):
            return Ruled(found, max(confidence, _LOOKED_UP))
        # Another part with like words is not what was asked for.
        confidence *= _BESIDE_FACTOR
    elif query.within:
        # The place is named, and other places with like words are not meant.
        scored = sorted(scored, key=lambda pair: not pair[1].features["part"])
    elif first := by_form(query, scored) or discounted(query, scored) or _accepted(query, scored):
        rest = [pair for pair in scored if not any(pair is other for other in first)]
        return Ruled([*first, *rest], max(confidence, _BY_FORM), len(first))
    if query.subject and is_own_definition(query.subject, scored[0][1].text):
        return Ruled(scored, max(confidence, _DEFINED))
    if _is_beside_the_question(query, hits, scored[0][1]):
        confidence *= _BESIDE_FACTOR
    return Ruled(scored, confidence)


def _accepted(query: QuestionTerms, scored: Sequence[tuple[float, Evidence]]) -> list[tuple[float, Evidence]]:
    """The best sentence in which somebody accepts what the question asks about."""
    numbers: dict[str, tuple[int, ...]] = {}
    for _, evidence in scored:
        passage = evidence.hit.passage
        if passage.id not in numbers:
            numbers[passage.id] = accepting(query, passage)
    return [pair for pair in scored if pair[1].number in numbers[pair[1].hit.passage.id]][:1]


def looked_up(query: QuestionTerms, scored: Sequence[tuple[float, Evidence]]) -> list[tuple[float, Evidence]]:
    """The sentences of the part that a question looks up, and no others, in their order; none if the part is not there."""
    most = max(evidence.features["part"] for _, evidence in scored)
    inside = [pair for pair in scored if 0 < most == pair[1].features["part"]] or _of_paragraph(query, scored)
    ranks: dict[str, int] = {}
    for _, evidence in inside:
        document = evidence.hit.passage.document_id
        ranks[document] = min(evidence.hit.rank, ranks.get(document, evidence.hit.rank))
    return sorted(inside, key=lambda pair: (ranks[pair[1].hit.passage.document_id], pair[1].sentence))


def _of_paragraph(
    query: QuestionTerms, scored: Sequence[tuple[float, Evidence]]
) -> list[tuple[float, Evidence]]:
    """The sentences of a paragraph that the question counts and that bears no number."""
    passages = {evidence.hit.passage.id: evidence.hit.passage for _, evidence in scored}
    spans = paragraph_of_part(query.part, list(passages.values()))
    return [pair for pair in scored if (pair[1].hit.passage.document_id, *pair[1].sentence) in spans]


def _is_beside_the_question(query: QuestionTerms, hits: Sequence[Hit], best: Evidence) -> bool:
    """Whether no sentence can answer, since what the question is about is nowhere, or since rows would have to be counted."""
    return (
        is_kind_nowhere(query, hits)
        or is_counted_nowhere(query, hits)
        or is_polar_about_nothing(query, hits)
        or counts_rows(query, best)
    )


def is_kind_nowhere(query: QuestionTerms, hits: Sequence[Hit]) -> bool:
    """Whether the question asks for a number or a time, such as an age, and no sentence of the hits has such a one."""
    sentences = (hit.passage.quote(span) for hit in hits for span in hit.passage.sentences)
    # Who or where something is may be said without a name: "under the pot".
    return query.kind in ("number", "time") and not any(has_kind(query, text) for text in sentences)


def is_counted_nowhere(query: QuestionTerms, hits: Sequence[Hit]) -> bool:
    """Whether the question asks how many of something there are that no hit has a word for."""
    return bool(query.counted) and query.counted.isdisjoint(everywhere(query, hits))


def is_polar_about_nothing(query: QuestionTerms, hits: Sequence[Hit]) -> bool:
    """Whether a question for a yes or a no is about something that the hits never mention."""
    if not query.polar:
        return False
    weights = rarity(query, hits)
    return share(weights, set(query.terms) - query.matched(everywhere(query, hits))) > _MOST_OF_A_QUESTION


def counts_rows(query: QuestionTerms, best: Evidence) -> bool:
    """Whether the question asks how many rows of a table there are, or of some kind: no single row says that."""
    if not _HOW_MANY.search(query.text) or not is_row(best.text):
        return False
    # "How many cups has Ajax won?" is answered by the cell of that name.
    return not any(
        query.matched(query.stems_of(best.text[slice(*label)])) and _AMOUNT.match(best.text[slice(*value)])
        for label, value in labelled(best.text)
    )
