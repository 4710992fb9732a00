"""What answers each part of a question that asks for several things: each part is searched and read alone, as if it were asked alone."""

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace

from index import stems
from rag.answers.decide import BY_TWO_PLACES, NOT_HOPELESS, Decision, one_line
from rag.answers.further import NEARLY_ALL
from rag.answers.unsaid import named
from rag.answers.ways.way import Asked, Item, PlainAnswer
from rag.protocols import Reading
from rag.questions.analysis import QuestionTerms, analyse, open_entities
from rag.questions.entities import entities
from rag.questions.parts import Part, question_parts
from rag.reading.word_evidence import rarity, share

_READ = 20
# A sentence about what the question names is shown for it if it is so likely an answer; the reader, which is asked for one thing,
# is seldom sure of a half of a question.
_LEAST_ABOUT = 0.1
_BEGINNING = 600
_BRACKETS = re.compile(r"\s*\([^()]*\)\s*$")


@dataclass(frozen=True, slots=True, kw_only=True)
class AnsweredPart:
    """A part of a question with what answers it.

    Attributes:
        part: The part.
        items: What answers it, the best first; empty where the documents don't say it.
        confidence: 0 to 1.
        short: The words that answer, or None.
        plain: Whether sentences answer it as they stand, rather than a way for its kind ("Yes", what is computed).
        notes: What people should know about the answer of this part.
    """

    part: Part
    items: tuple[Item, ...]
    confidence: float
    short: str | None = None
    plain: bool = True
    notes: tuple[str, ...] = ()

    @property
    def is_clause(self) -> bool:
        """Whether it is a question of its own, rather than one about one of two things that are compared."""
        return not (self.part.about or self.part.source)

    @property
    def texts(self) -> frozenset[str]:
        """The sentences that answer it, each on one line."""
        return frozenset(one_line(item.readings[0].text) for item in self.items)


def answered_parts(asked: Asked) -> list[AnsweredPart]:
    """Each part with what answers it; nothing for a question without parts, or if what is shown speaks of each named thing."""
    parts = question_parts(asked.whole or asked.question)
    shown = [_told(reading) for reading in asked.plain.decision.readings]
    if all(part.about and any(set(stems(part.about)) <= one for one in shown) for part in parts):
        # Nothing more needs to be read.
        return []
    return [_answered(part, asked) for part in parts]


def short_of_parts(parts: Sequence[AnsweredPart]) -> str | None:
    """The short answers of all parts ("7 euros; until ten"), None if one of them has none: half an answer must not lead."""
    shorts = [part.short for part in parts if part.short]
    return "; ".join(dict.fromkeys(shorts)) if shorts and len(shorts) == len(parts) else None


def unsaid(asked: Asked, shown: Sequence[Reading]) -> tuple[str, ...]:
    """The names of the parts that nothing answers, though another part is answered.

    Args:
        asked: The question.
        shown: What its answer shows, which may say what a part alone did not find.
    """
    if any(part.about or part.source for part in question_parts(asked.whole or asked.question)):
        return ()
    parts = answered_parts(asked)
    if not any(part.items for part in parts):
        return ()
    shorts = [part.short for part in parts if part.short]
    return tuple(
        part.part.name for part in parts if not part.items and not _is_said(part.part, shown, shorts)
    )


def with_parts(asked: Asked, decision: Decision) -> Decision:
    """What is decided, led by the short answers of all parts of the question, and with the parts that are not said."""
    parts = answered_parts(asked)
    said = [part for part in parts if part.items]
    if decision.status == "not_found":
        return _refused(decision, parts)
    if not said or not all(part.is_clause for part in parts):
        return decision
    short = short_of_parts(said) or (decision.short if len(said) == 1 else None)
    return replace(
        decision,
        short=short if decision.status == "answered" else None,
        unanswered=unsaid(asked, decision.readings),
    )


def _refused(decision: Decision, parts: Sequence[AnsweredPart]) -> Decision:
    """The refusal, with what the documents answer of the question."""
    said = [part.part.name for part in parts if part.items]
    missing = [part.part.name for part in parts if not part.items]
    if not said or not missing:
        return decision
    note = f"The documents answer {named(said)}, but not {named(missing)}."
    return replace(decision, notes=(*decision.notes, note))


def _answered(part: Part, asked: Asked) -> AnsweredPart:
    answer = asked.apart(part.question)
    if part.about or part.source:
        return _answered_about(part, answer, asked)
    decision, other = answer.decision, answer.other
    if other:
        return AnsweredPart(
            part=part,
            items=other.items,
            confidence=other.confidence,
            short=other.short,
            plain=False,
            notes=other.notes,
        )
    return AnsweredPart(
        part=part,
        items=tuple(Item(readings=same) for same in _by_text(decision.readings)),
        confidence=decision.confidence,
        short=decision.short,
        notes=decision.notes if decision.readings else (),
    )


def _by_text(readings: Sequence[Reading]) -> list[tuple[Reading, ...]]:
    """The readings with those that have the same words together."""
    found: dict[str, list[Reading]] = {}
    for reading in readings:
        found.setdefault(one_line(reading.text), []).append(reading)
    return [tuple(same) for same in found.values()]


def _is_said(part: Part, shown: Sequence[Reading], shorts: Sequence[str]) -> bool:
    """Whether a sentence that is shown has all words of the part, and something of the kind that it asks for.

    Args:
        part: The part that nothing was found for.
        shown: What is shown.
        shorts: The short answers of other parts, which are none of this one.
    """
    terms = analyse(part.question)
    return any(
        set(terms.terms) <= terms.matched(terms.stems_of(_around(reading)))
        and _has_kind(terms, _without(reading.text, shorts))
        for reading in shown
    )


def _has_kind(terms: QuestionTerms, text: str) -> bool:
    if terms.kind is None or open_entities(terms, text):
        return True
    # "Served until ten" names a time by a number only.
    return terms.kind == "time" and bool(entities(text, "number"))


def _without(text: str, shorts: Sequence[str]) -> str:
    for short in shorts:
        text = text.replace(short, " ")
    return text


def _answered_about(part: Part, answer: PlainAnswer, asked: Asked) -> AnsweredPart:
    """A sentence that speaks of one of the things that the question names, or that its source says."""
    decision = answer.decision
    likely = list(decision.readings) or list(answer.readings.sentences[:_READ])
    likely += [one for one in answer.readings.sentences[:_READ] if one not in likely]
    if part.about:
        about = frozenset(stems(part.about))
        likely = [one for one in likely if about <= _told(one) and one.probability >= _LEAST_ABOUT]
    else:
        likely = _of_source(part.source, likely, asked)
    best = likely[0] if likely else None
    return AnsweredPart(
        part=part,
        items=(Item(readings=(best,)),) if best else (),
        confidence=_sure(part, best, answer) if best else decision.confidence,
    )


def _sure(part: Part, best: Reading, answer: PlainAnswer) -> float:
    """How sure a named thing or a source is: as the reader is, or by what of the part its place has."""
    sure = answer.decision.confidence
    if sure < NOT_HOPELESS:
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
