"""Decides from the readings what an answer shows: answered, conflicting, or not found."""

from collections.abc import Sequence
from dataclasses import dataclass, replace

from index import stems
from rag.answer import Status
from rag.answers.citations.quotes import inside, whole
from rag.answers.conflicts import contradicts, says_the_same
from rag.answers.further import Further, further_place
from rag.answers.short_answer import ShortAnswer, short_answer
from rag.answers.table_rows import without_weaker_rows
from rag.answers.times.changed import changed_first
from rag.answers.times.dated_notes import current_first, latest_first
from rag.answers.times.newest import newest_first
from rag.protocols import Checker, Reading, Readings
from rag.questions.analysis import QuestionTerms

MAX_STATEMENTS = 3
# How many sentences are compared with the best one, to find one that contradicts it.
_COMPARED = 10
# A sentence is a repetition if this share of its words is in one that is shown already.
_REPEATED = 0.9
# Beside a short answer a sentence is shown only if it is so likely to belong to the answer, too.
_BESIDE_A_FACT = 0.7
# So sure are two places that have nearly all of the question together, where the reader, which looks at each alone, is not quite without
# hope: it is if what is asked for is nowhere.
BY_TWO_PLACES, NOT_HOPELESS = 0.6, 0.2
"""The confidence of two places that have nearly all of a question together, if that of the reader is no less than the second."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Decision:
    """What is shown: the chosen readings, of which those with the same text are one statement.

    Attributes:
        status: As in `Answer`.
        readings: The chosen ones, that which answers first.
        confidence: 0 to 1.
        short: The words that lead the answer, or None.
        notes: What people should know.
        unanswered: The parts of the question that the documents don't say, though they say others.
    """

    status: Status
    readings: tuple[Reading, ...]
    confidence: float
    short: str | None = None
    notes: tuple[str, ...] = ()
    unanswered: tuple[str, ...] = ()


def decide(
    query: QuestionTerms,
    readings: Readings,
    *,
    threshold: float,
    support_threshold: float,
    checker: Checker | None = None,
) -> Decision:
    """Chooses what to show.

    The threshold decides only whether anything is shown, never what: at 0 everything is shown that it holds back.

    Args:
        query: The question.
        readings: Those of its hits.
        threshold: Below this confidence the question is refused.
        support_threshold: A sentence with at least this probability is shown beside the best one.
        checker: Tells whether two places that seem to disagree say the same; without it they do not.
    """
    shown = _shown(query, readings, support_threshold, checker) if readings.sentences else None
    if shown and shown.confidence >= threshold:
        return shown
    return Decision(status="not_found", readings=(), confidence=readings.confidence, notes=readings.notes)


def _shown(
    query: QuestionTerms, readings: Readings, support_threshold: float, checker: Checker | None
) -> Decision:
    """What is shown if anything is."""
    # Before anything is chosen: the reader can't tell rows of a table apart, and may rank a wrong one first.
    newest = newest_first(query, without_weaker_rows(query, readings.sentences))
    current, older = current_first(query, newest.readings)
    changed, before = changed_first(query, current)
    (best, *others), earlier = latest_first(query, changed)
    older = (*older, *before, *earlier)
    decision = Decision(
        status="answered", readings=(), confidence=readings.confidence,
        notes=(*readings.notes, *newest.notes, *older),
    )  # fmt: skip
    # What was so before does not contradict what is so now.
    compared = () if older else others[:_COMPARED]
    other_side = next((other for other in compared if contradicts(query, best, other)), None)
    if other_side and checker and says_the_same(checker, best, other_side):
        other_side = None
    # Before repetitions are left out: two sides of a conflict may be alike in every word but one.
    if other_side:
        texts = (best.text, other_side.text)
        # Each further place that says the same as one of the two is cited with it.
        same = [other for other in others if other is not other_side and other.text in texts]
        return replace(decision, status="conflicting", readings=(best, other_side, *same))
    best = whole(best)
    short = short_answer(query, best)
    best = replace(best, span=(short and short.span) or best.span)
    chosen = _best_first(
        distinct([best, *map(whole, _likely(query, best, short, others, support_threshold))])
    )
    decision = replace(decision, readings=tuple(chosen), short=short and short.text)
    further = further_place(query, readings.hits, chosen, readings.sentences)
    return _with_further(decision, further) if further else decision


def _with_further(decision: Decision, further: Further) -> Decision:
    """The answer that rests on a further place, too; what the first one says is then seldom the whole of it."""
    sure = decision.confidence
    if further.whole and sure >= NOT_HOPELESS:
        sure = max(sure, BY_TWO_PLACES)
    readings = (*decision.readings, further.reading)
    return replace(
        decision, readings=readings, confidence=sure, short=None if further.leads_on else decision.short
    )


def _likely(
    query: QuestionTerms,
    best: Reading,
    short: ShortAnswer | None,
    others: Sequence[Reading],
    support_threshold: float,
) -> list[Reading]:
    """What belongs to the answer beside the best sentence."""
    # A fact is answered by one sentence; more are shown where the question asks for more.
    least = support_threshold if short is None else max(support_threshold, _BESIDE_A_FACT)
    there = f"{best.hit.passage.title} {best.hit.passage.text}"
    lacking = frozenset(query.terms) - query.matched(query.stems_of(there))
    return [
        other
        for other in others
        if _is_same(other, best)
        or (
            not _only_says(other, short)
            # What its passage lacks of the question was asked for, too.
            and other.probability
            >= (support_threshold if lacking & query.matched(query.stems_of(other.text)) else least)
        )
    ]


def _only_says(reading: Reading, short: ShortAnswer | None) -> bool:
    """Whether the sentence says the fact again in other words."""
    return short is not None and short.text in one_line(reading.text)


def _is_same(reading: Reading, best: Reading) -> bool:
    return one_line(reading.text) == one_line(best.text)


def _best_first(readings: Sequence[Reading]) -> list[Reading]:
    """The best one, then the others in the order of their documents: they are easier to follow so."""
    best, *others = readings
    documents = [reading.hit.passage.document_id for reading in readings]
    others.sort(key=lambda reading: (documents.index(reading.hit.passage.document_id), reading.sentence))
    return [best, *others]


def distinct(readings: Sequence[Reading]) -> list[Reading]:
    """At most three different sentences, each with every reading that has the same words.

    A sentence that only repeats a better one, or is a part of what is quoted already, is left out.
    """
    texts: list[str] = []
    kept: list[Reading] = []
    for reading in readings:
        # Two documents may break the same sentence into other lines.
        text = one_line(reading.text)
        if text not in texts and len(texts) < MAX_STATEMENTS and not _adds_nothing(reading, text, kept):
            texts.append(text)
        if text in texts:
            kept.append(reading)
    return kept


def _adds_nothing(reading: Reading, text: str, kept: Sequence[Reading]) -> bool:
    # Measured by the words of the new sentence: a longer one that holds a shorter one still adds something.
    words = set(stems(text))
    return any(
        len(words & set(stems(other.text))) >= _REPEATED * len(words)
        or (
            other.hit.passage.document_id == reading.hit.passage.document_id
            and inside(reading.sentence, other.sentence)
        )
        for other in kept
    )


def one_line(text: str) -> str:
    """The text with each run of white space as one space."""
    return " ".join(text.split())
