"""From readings to an answer's status and sentences: answered, conflicting, or not found."""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from index import stems
from rag.answer import Status
from rag.figures import disagree, numbers
from rag.protocols import Reading
from rag.question import QuestionTerms
from rag.short import open_figures

MAX_STATEMENTS = 4
# Below this probability the documents are taken not to say: the lowest value at which the share of
# unanswerable questions refused, less that of answerable ones, is within a point of its greatest
# (bench/README.md, which also says what made us choose the lowest).
THRESHOLD = 0.45
# A further sentence is shown if it is at least this likely to answer, as a share of the first one's odds.
FURTHER_ODDS = 0.25
# Sentences this far behind may refer back with "the figure".
_ANAPHORA_DISTANCE = 2
_ANAPHORA = re.compile(
    r"\b(?:the|that|this|its|their) (?:\w+ )?(?:figure|number|total|toll|estimate|count|amount|sum|cost|price|rate|share|size)s?\b",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Decision:
    """What is shown: the chosen readings, best first; several with one text are one statement."""

    status: Status
    readings: tuple[Reading, ...]
    confidence: float


def decide(asked: QuestionTerms, readings: Sequence[Reading], *, threshold: float = THRESHOLD) -> Decision:
    """Chooses what to show of `readings`, which come most probable first.

    The threshold decides only whether, never what: at 0 this is what would have been shown.
    """
    confidence = readings[0].probability if readings else 0.0
    if not readings or confidence < threshold:
        return Decision(status="not_found", readings=(), confidence=confidence)
    first = readings[0]
    against = next((it for it in readings[1:] if contradicts(asked, first, it)), None)
    further = [it for it in readings[1:] if _odds(it) >= FURTHER_ODDS * _odds(first) and it is not against]
    chosen = distinct([first, *([against] if against else []), *further])
    status: Status = "conflicting" if against else "answered"
    return Decision(status=status, readings=tuple(chosen), confidence=confidence)


def contradicts(asked: QuestionTerms, one: Reading, other: Reading) -> bool:
    """Whether two sentences give different figures for the same thing.

    The same thing: both hold the same words of a question for a number, or the second refers back
    to the first ("the figure"); and no number that the one allows is allowed by the other.
    """
    if asked.kind != "number" or one.text == other.text:
        return False
    if not (_refers_back(one, other) or _same_words(asked, one, other)):
        return False
    return disagree(
        [it for it in open_figures(asked, one.text) if _is_short(one, it.start)],
        numbers(other.text)
        if _refers_back(one, other)
        else [it for it in numbers(other.text) if _is_short(other, it.start)],
    )


def _is_short(reading: Reading, start: int) -> bool:
    return reading.span is not None and reading.span[0] == reading.sentence[0] + start


def _same_words(asked: QuestionTerms, one: Reading, other: Reading) -> bool:
    terms = set(asked.terms)
    mine, theirs = terms.intersection(stems(one.text)), terms.intersection(stems(other.text))
    return len(mine) >= 2 and mine <= theirs


def _refers_back(one: Reading, other: Reading) -> bool:
    """Whether `other` stands shortly behind `one` and speaks of "the figure"."""
    passage = one.hit.passage
    if passage.id != other.hit.passage.id or not _ANAPHORA.search(other.text):
        return False
    distance = passage.sentences.index(other.sentence) - passage.sentences.index(one.sentence)
    return 0 < distance <= _ANAPHORA_DISTANCE


def distinct(readings: Sequence[Reading]) -> list[Reading]:
    """At most four different sentences, each with every reading that has the same words."""
    texts: list[str] = []
    kept = []
    for reading in readings:
        text = one_line(reading.text)
        if text not in texts and len(texts) < MAX_STATEMENTS:
            texts.append(text)
        if text in texts:
            kept.append(reading)
    return kept


def one_line(text: str) -> str:
    """The text with each run of white space as one space."""
    return " ".join(text.split())


def _odds(reading: Reading) -> float:
    return reading.probability / max(1e-9, 1 - reading.probability)
