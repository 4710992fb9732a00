"""From readings to an answer's status and sentences: answered, conflicting, or not found."""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from index import stems
from rag.answer import Status
from rag.answers.table_rows import without_lesser_rows
from rag.protocols import Reading, Readings
from rag.questions.analysis import QuestionTerms
from rag.questions.entities import Entity, disagree, entities, numbers

MAX_STATEMENTS = 6
# Sentences this far behind may refer back with "the figure".
_ANAPHORA_DISTANCE = 2
_ANAPHORA = re.compile(
    r"\b(?:the|that|this|its|their) (?:\w+ )?(?:figure|number|total|toll|estimate|count|amount|sum|cost|price|rate|share|size)s?\b",
    re.IGNORECASE,
)
# Among the first so many sentences one is looked for that says something else than the best.
_COMPARED = 10
# A sentence adds nothing if this share of its words stands in one that is shown already.
_REPEATED = 0.9
_YEAR = re.compile(r"\b(?:1\d{3}|20\d{2})\b")


@dataclass(frozen=True, slots=True, kw_only=True)
class Decision:
    """What is shown: the chosen readings; several with one text are one statement. `best` is one of them."""

    status: Status
    readings: tuple[Reading, ...]
    confidence: float
    best: Reading | None = None
    notes: tuple[str, ...] = ()


def decide(asked: QuestionTerms, read: Readings, *, threshold: float, support_threshold: float) -> Decision:
    """Chooses what to show.

    The threshold decides only whether, never what: at 0 this is what would have been shown.

    Args:
        asked: The question.
        read: What the reader makes of its hits.
        threshold: The confidence from which the documents are taken to say.
        support_threshold: The probability from which a sentence is shown beside the best one.
    """
    if not read.sentences or read.confidence < threshold:
        return Decision(status="not_found", readings=(), confidence=read.confidence, notes=read.notes)
    first, *others = without_lesser_rows(asked, read.sentences)
    against = next((other for other in others[:_COMPARED] if contradicts(asked, first, other)), None)
    if against:
        same = [
            other for other in others if other is not against and other.text in (first.text, against.text)
        ]
        return Decision(
            status="conflicting",
            readings=(first, against, *same),
            confidence=read.confidence,
            notes=read.notes,
        )
    chosen = distinct([first, *(other for other in others if other.probability >= support_threshold)])
    return Decision(
        status="answered",
        readings=tuple(_in_reading_order(chosen) if asked.several or first.span is None else chosen),
        confidence=read.confidence,
        best=first,
        notes=read.notes,
    )


def contradicts(asked: QuestionTerms, one: Reading, other: Reading) -> bool:
    """Whether two sentences give different answers of one kind to the same question.

    The same question: both hold the same words of it, or the second refers back to the first ("the
    figure"). Different: no number that the one allows is allowed by the other; two years that differ; two
    names without a word in common, where each sentence has all words of the question.
    """
    if asked.kind is None or one.text == other.text or one.span is None:
        return False
    mine = _marked(asked, one)
    if asked.kind == "number" and _refers_back(one, other):
        return disagree(mine, numbers(other.text))
    theirs = _marked(asked, other)
    if not mine or not theirs or not _same_words(asked, one, other):
        return False
    if asked.kind == "number":
        return disagree(mine, theirs)
    if asked.kind == "time":
        years = [_YEAR.search(it.hit.passage.quote(it.span)) for it in (one, other) if it.span]
        return len(years) == 2 and all(years) and years[0][0] != years[1][0]  # type: ignore[index]
    return _all_words(asked, one) and _all_words(asked, other) and not _names(one) & _names(other)


def _marked(asked: QuestionTerms, reading: Reading) -> list[Entity]:
    """The figures of the kind asked for that the marked words hold or lie in."""
    if reading.span is None or asked.kind is None:
        return []
    start, end = (offset - reading.sentence[0] for offset in reading.span)
    return [
        entity for entity in entities(reading.text, asked.kind) if entity.start < end and start < entity.end
    ]


def _same_words(asked: QuestionTerms, one: Reading, other: Reading) -> bool:
    terms = set(asked.terms)
    mine, theirs = terms.intersection(stems(one.text)), terms.intersection(stems(other.text))
    return len(mine) >= 2 and mine <= theirs


def _all_words(asked: QuestionTerms, reading: Reading) -> bool:
    return set(asked.terms).issubset(stems(reading.text))


def _names(reading: Reading) -> frozenset[str]:
    return frozenset(stems(reading.hit.passage.quote(reading.span))) if reading.span else frozenset()


def _refers_back(one: Reading, other: Reading) -> bool:
    """Whether `other` stands shortly behind `one` and speaks of "the figure"."""
    passage = one.hit.passage
    if passage.document_id != other.hit.passage.document_id or not _ANAPHORA.search(other.text):
        return False
    if one.sentence not in passage.sentences or other.sentence not in passage.sentences:
        return False
    distance = passage.sentences.index(other.sentence) - passage.sentences.index(one.sentence)
    return 0 < distance <= _ANAPHORA_DISTANCE


def _in_reading_order(readings: Sequence[Reading]) -> list[Reading]:
    """Document by document in the order of their best sentence, each from its beginning."""
    documents = [reading.hit.passage.document_id for reading in readings]
    return sorted(
        readings, key=lambda reading: (documents.index(reading.hit.passage.document_id), reading.sentence)
    )


def distinct(readings: Sequence[Reading]) -> list[Reading]:
    """At most six different sentences, each with every reading that has the same words.

    One that only repeats what a better one says is left out.
    """
    texts: list[str] = []
    kept = []
    for reading in readings:
        text = one_line(reading.text)
        if text not in texts and len(texts) < MAX_STATEMENTS and not _repeats(text, texts):
            texts.append(text)
        if text in texts:
            kept.append(reading)
    return kept


def _repeats(text: str, texts: Sequence[str]) -> bool:
    words = set(stems(text))
    return any(len(words & set(stems(other))) >= _REPEATED * len(words) for other in texts)


def one_line(text: str) -> str:
    """The text with each run of white space as one space."""
    return " ".join(text.split())
