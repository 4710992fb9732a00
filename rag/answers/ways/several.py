"""Answers a question that asks for several things: each part is searched and read alone, and the best statement of each is cited.

Where a part has no answer the question is refused as a whole, and what the documents answer of it is told.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from index import stems
from rag.answers.decide import BY_TWO_PLACES, NOT_HOPELESS, one_line
from rag.answers.further import NEARLY_ALL
from rag.answers.ways.way import Asked, Item, PlainAnswer, WayAnswer
from rag.protocols import Reading
from rag.questions.analysis import analyse
from rag.questions.parts import Part, question_parts
from rag.reading.word_evidence import rarity, share

_READ = 20
# A sentence about what the question names is shown for it if it is so likely an answer; the reader, which is asked for one thing,
# is seldom sure of a half of a question.
_LEAST_ABOUT = 0.1
_BEGINNING = 600
_BRACKETS = re.compile(r"\s*\([^()]*\)\s*$")


@dataclass(frozen=True, slots=True)
class _Answered:
    """A part with the sentence that answers it; None where none does."""

    part: Part
    reading: Reading | None
    confidence: float


def several(asked: Asked) -> WayAnswer | None:
    """The best statement for each part; None if the question has no parts, one of them has no answer, or one place answers all."""
    found = _parts_of(asked)
    readings = [one.reading for one in found if one.reading]
    if not found or len(readings) < len(found) or _is_one_place(asked, readings):
        return None
    plain = asked.plain.decision
    sure = min(one.confidence for one in found)
    return WayAnswer(
        kind="comparison",
        items=tuple(Item(readings=(one.reading,), part=one.part.name) for one in found if one.reading),
        # What the plain answer says is among it, or beside the point of a part.
        confidence=max(sure, plain.confidence),
    )


def unanswered_parts(asked: Asked) -> tuple[str, ...]:
    """Which parts of a question that is refused the documents answer, and which they do not; nothing without parts."""
    found = _parts_of(asked)
    said = [one.part.name for one in found if one.reading]
    missing = [one.part.name for one in found if not one.reading]
    if not said or not missing:
        return ()
    return (f"The documents answer {_quoted(said)}, but not {_quoted(missing)}.",)


def _quoted(names: Sequence[str]) -> str:
    return " and ".join(f"“{name}”" for name in names)


def _parts_of(asked: Asked) -> list[_Answered]:
    parts = question_parts(asked.whole or asked.question)
    told = [_told(reading) for reading in asked.plain.decision.readings]
    if all(part.about and any(set(stems(part.about)) <= one for one in told) for part in parts):
        # What is shown speaks of each: nothing more needs to be read.
        return []
    return [_answered(part, asked.apart(part.question), asked) for part in parts]


def _answered(part: Part, answer: PlainAnswer, asked: Asked) -> _Answered:
    decision = answer.decision
    likely = list(decision.readings) or list(answer.readings.sentences[:_READ])
    likely += [one for one in answer.readings.sentences[:_READ] if one not in likely]
    if part.about:
        about = frozenset(stems(part.about))
        likely = [one for one in likely if about <= _told(one) and one.probability >= _LEAST_ABOUT]
    elif part.source:
        likely = _of_source(part.source, likely, asked)
    elif decision.status == "not_found":
        likely = []
    best = likely[0] if likely else None
    return _Answered(part, best, _sure(part, best, answer) if best else decision.confidence)


def _sure(part: Part, best: Reading, answer: PlainAnswer) -> float:
    """How sure a part is: as the reader is; of a named thing or a source also by what of the part its place has."""
    sure = answer.decision.confidence
    if sure < NOT_HOPELESS or not (part.about or part.source):
        return sure
    terms = analyse(part.question)
    has = terms.matched(terms.stems_of(_around(best)))
    whole = share(rarity(terms, answer.readings.hits), has) >= NEARLY_ALL
    return max(sure, BY_TWO_PLACES) if whole else sure


def _of_source(source: str, readings: Sequence[Reading], asked: Asked) -> list[Reading]:
    """The readings of documents that say they are of a source; all of them where no document says so."""
    name = frozenset(stems(source))
    kept: dict[str, bool] = {}
    for reading in readings:
        passage = reading.hit.passage
        if passage.document_id not in kept:
            document = asked.documents.document(passage.document_id)
            said = (
                document.title,
                document.source,
                document.text[:_BEGINNING],
                document.text[-_BEGINNING:],
                *document.metadata.values(),
            )
            kept[passage.document_id] = name <= frozenset(stems(" ".join(said)))
    return [one for one in readings if kept[one.hit.passage.document_id]] or list(readings)


def _told(reading: Reading) -> frozenset[str]:
    return frozenset(stems(_around(reading)))


def _around(reading: Reading) -> str:
    """A sentence with its heading, and with what its document is called."""
    passage = reading.hit.passage
    title = _BRACKETS.sub("", passage.title)
    return f"{title} {passage.heading_at(reading.sentence[0]) or ''} {reading.text}"


def _is_one_place(asked: Asked, readings: Sequence[Reading]) -> bool:
    """Whether the plain answer shows all of it already, or one sentence answers each part."""
    shown = {one_line(one.text) for one in asked.plain.decision.readings}
    texts = {one_line(one.text) for one in readings}
    return len(texts) < len(readings) or texts <= shown
