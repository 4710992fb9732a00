"""Decides from the readings what an answer shows: answered, conflicting, or not found."""

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace

from index import stems
from rag.answer import Status
from rag.answers.table_rows import without_weaker_rows
from rag.protocols import Reading, Readings
from rag.questions.analysis import QuestionTerms
from rag.questions.entities import Entity, disagree, entities, numbers

MAX_STATEMENTS = 6
# A sentence at most this far behind another may refer back to it with "the figure".
_ANAPHORA_DISTANCE = 2
_ANAPHORA = re.compile(
    r"\b(?:the|that|this|its|their) (?:\w+ )?(?:figure|number|total|toll|estimate|count|amount|sum|cost|price|rate|share|size)s?\b",
    re.IGNORECASE,
)
# How many sentences are compared with the best one, to find one that contradicts it.
_COMPARED = 10
# A sentence is a repetition if this share of its words is in one that is shown already.
_REPEATED = 0.9
_YEAR = re.compile(r"\b(?:1\d{3}|20\d{2})\b")


@dataclass(frozen=True, slots=True, kw_only=True)
class Decision:
    """What is shown: the chosen readings, of which those with the same text are one statement. `best` is one of them."""

    status: Status
    readings: tuple[Reading, ...]
    confidence: float
    best: Reading | None = None
    notes: tuple[str, ...] = ()


def decide(
    query: QuestionTerms, readings: Readings, *, threshold: float, support_threshold: float
) -> Decision:
    """Chooses what to show.

    The threshold decides only whether anything is shown, never what: at 0 everything is shown that it holds back.

    Args:
        query: The question.
        readings: Those of its hits.
        threshold: Below this confidence the question is refused.
        support_threshold: A sentence with at least this probability is shown beside the best one.
    """
    decision = Decision(status="not_found", readings=(), confidence=readings.confidence, notes=readings.notes)
    if not readings.sentences or readings.confidence < threshold:
        return decision
    # Before anything is chosen: the reader can't tell rows of a table apart, and may rank a wrong one first.
    best, *others = without_weaker_rows(query, readings.sentences)
    other_side = next((other for other in others[:_COMPARED] if contradicts(query, best, other)), None)
    # Before repetitions are left out: two sides of a conflict may be alike in every word but one.
    if other_side:
        texts = (best.text, other_side.text)
        # Each further place that says the same as one of the two is cited with it.
        same = [other for other in others if other is not other_side and other.text in texts]
        return replace(decision, status="conflicting", readings=(best, other_side, *same))
    chosen = distinct([best, *(other for other in others if other.probability >= support_threshold)])
    # No single fact answers, so the sentences are easier to follow in the order of their document.
    if query.several or best.span is None:
        chosen = _in_reading_order(chosen)
    return replace(decision, status="answered", readings=tuple(chosen), best=best)


def contradicts(query: QuestionTerms, first: Reading, second: Reading) -> bool:
    """Whether two sentences give different answers of one kind to the same question.

    The same question: both have the same words of it, or the second refers back to the first ("the figure").
    Different answers: no number that the first can mean is one that the second can mean; two different years; two names
    without a word in common, if each sentence has all words of the question.
    """
    # Without a kind both may be right: "Why was it built?" "For 5 men." "For 6 men."
    if query.kind is None or first.text == second.text or first.span is None:
        return False
    marked = _marked(query, first)
    # "The figure" stands in place of the question's words: "They had earlier placed the figure at 4,000."
    if query.kind == "number" and _refers_back(first, second):
        return disagree(marked, numbers(second.text))
    marked_second = _marked(query, second)
    if not marked or not marked_second or not _same_words(query, first, second):
        return False
    if query.kind == "number":
        return disagree(marked, marked_second)
    # Only years are compared: "May 1981" and "4 May 1981" say the same to a different detail.
    if query.kind == "time":
        years = [_YEAR.search(_span_text(reading)) for reading in (first, second)]
        return all(years) and len({year[0] for year in years if year}) == 2
    # "Ann Lee" and "Lee" may be one person, so one word in common is enough to agree.
    return (
        _all_words(query, first)
        and _all_words(query, second)
        and set(stems(_span_text(first))).isdisjoint(stems(_span_text(second)))
    )


def _span_text(reading: Reading) -> str:
    return reading.hit.passage.quote(reading.span) if reading.span else ""


def _marked(query: QuestionTerms, reading: Reading) -> list[Entity]:
    """The entities of the kind asked for that overlap the marked words."""
    if reading.span is None or query.kind is None:
        return []
    start, end = (offset - reading.sentence[0] for offset in reading.span)
    return [
        entity for entity in entities(reading.text, query.kind) if entity.start < end and start < entity.end
    ]


def _same_words(query: QuestionTerms, first: Reading, second: Reading) -> bool:
    """Whether the first has two words of the question or more, and the second has them, too."""
    words = set(query.terms).intersection(stems(first.text))
    return len(words) >= 2 and words.issubset(stems(second.text))


def _all_words(query: QuestionTerms, reading: Reading) -> bool:
    return set(query.terms).issubset(stems(reading.text))


def _refers_back(first: Reading, second: Reading) -> bool:
    """Whether the second sentence is shortly behind the first and speaks of "the figure"."""
    passage = first.hit.passage
    if passage.document_id != second.hit.passage.document_id or not _ANAPHORA.search(second.text):
        return False
    if first.sentence not in passage.sentences or second.sentence not in passage.sentences:
        return False
    distance = passage.sentences.index(second.sentence) - passage.sentences.index(first.sentence)
    return 0 < distance <= _ANAPHORA_DISTANCE


def _in_reading_order(readings: Sequence[Reading]) -> list[Reading]:
    """Document by document, in the order of their best sentence; each from its beginning."""
    documents = [reading.hit.passage.document_id for reading in readings]
    return sorted(
        readings, key=lambda reading: (documents.index(reading.hit.passage.document_id), reading.sentence)
    )


def distinct(readings: Sequence[Reading]) -> list[Reading]:
    """At most six different sentences, each with every reading that has the same words.

    A sentence that only repeats a better one is left out.
    """
    texts: list[str] = []
    kept = []
    for reading in readings:
        # Two documents may break the same sentence into other lines.
        text = one_line(reading.text)
        if text not in texts and len(texts) < MAX_STATEMENTS and not _repeats(text, texts):
            texts.append(text)
        if text in texts:
            kept.append(reading)
    return kept


def _repeats(text: str, texts: Sequence[str]) -> bool:
    # Measured by the words of the new sentence: a longer one that holds a shorter one still adds something.
    words = set(stems(text))
    return any(len(words & set(stems(other))) >= _REPEATED * len(words) for other in texts)


def one_line(text: str) -> str:
    """The text with each run of white space as one space."""
    return " ".join(text.split())
