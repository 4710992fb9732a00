"""Puts the sentence that defines, or says why, before those that only mention: for "What is ...?", "Who is ...?" and "Why ...?"."""

import re
from collections.abc import Callable, Iterator, Sequence

from index import CONTEXT_KINDS, Hit, stems
from rag.answers.decide import MAX_STATEMENTS, distinct, one_line
from rag.answers.ways.way import Asked, Item, WayAnswer
from rag.protocols import Reading
from rag.questions.kinds.definitions import defined_subject, defines

_CAUSE = re.compile(
    r"\b(?:because|since|due to|owing to|so that|in order to|so as to|therefore|thus|hence|reasons?|caused|causes?|leads? to|result(?:s|ed)? (?:in|from)"
    r"|thanks to|as a result|which is why|that is why|otherwise|to (?:avoid|prevent|ensure|allow|keep|make|reduce|protect)|(?:this|which|that) (?:lets|allows|enables|makes|means|helps|prevents|avoids|keeps|ensures)"
    r"|prompted|triggered|led to|on account of|in view of|following|weil|da|damit|sodass|so dass|denn|deshalb|daher|darum|deswegen|wegen|aufgrund|auf grund|infolge|um .{1,60} zu|grund|gr[uü]nde|verursacht\w*|f[uü]hrte\w* zu"
    r"|parce que|puisque|afin|[aà] cause|en raison|gr[aâ]ce [aà]|porque|debido a|a causa de|para (?:que|evitar))\b",
    re.IGNORECASE,
)
# A sentence that explains goes first if it is so much less likely than the one that leads.
_AS_LIKELY = 0.6
_LEAST = 0.1
_PLAINLY = 1.0
# A sentence "X is a ..." answers "What is X?" so surely, whatever the reader makes of it: it may know the question's language less.
_SURE_OF_DEFINITION = 0.8
# So many of the passages that were found are searched for it.
_HITS = 8


def defining(asked: Asked) -> WayAnswer | None:
    """The sentence that says what the subject is, then the plain answer; None if that one leads already."""
    subject = defined_subject(asked.question)
    if not subject:
        return None
    plain = asked.plain.decision
    if plain.status != "not_found":
        led = _led_by(asked, lambda reading: _defines(subject, reading), least=_LEAST)
        if led or plain.status != "answered" or not plain.readings:
            return led
        if _defines(subject, plain.readings[0]) >= _PLAINLY:
            return None
    return _found_definition(asked, subject)


def _found_definition(asked: Asked, subject: str) -> WayAnswer | None:
    """A sentence that plainly defines, which the reader has passed over, then the plain answer."""
    found = [
        reading
        for hit in asked.plain.readings.hits[:_HITS]
        for reading in _sentences(hit)
        if _is_told(reading) and _defines(subject, reading) >= _PLAINLY
    ]
    if not found:
        return None
    plain = asked.plain.decision
    chosen = distinct([found[0], *plain.readings])
    return WayAnswer(
        kind="sentences",
        items=tuple(Item(readings=same) for same in _grouped(chosen)),
        confidence=max(plain.confidence, _SURE_OF_DEFINITION),
    )


def _sentences(hit: Hit) -> Iterator[Reading]:
    for sentence in hit.passage.sentences:
        yield Reading(hit=hit, sentence=sentence, span=None, probability=1.0)


def explaining(asked: Asked) -> WayAnswer | None:
    """The sentence that says why, then the plain answer; None if that one leads already."""
    lead = asked.plain.decision.readings[:1]
    least = _AS_LIKELY * lead[0].probability if lead else 1.0
    terms = frozenset(asked.terms.terms)

    def why(reading: Reading) -> float:
        about = asked.terms.matched(frozenset(stems(reading.text)))
        return _PLAINLY * (_CAUSE.search(reading.text) is not None and 2 * len(about) >= len(terms))

    return _led_by(asked, why, least=least)


def _led_by(asked: Asked, worth: Callable[[Reading], float], *, least: float) -> WayAnswer | None:
    plain = asked.plain.decision
    # A short answer is the fact itself; two places that disagree are both shown.
    if plain.status != "answered" or plain.short is not None or not plain.readings:
        return None
    if worth(plain.readings[0]) >= _PLAINLY:
        return None
    fitting = [
        reading
        for reading in asked.plain.readings.sentences
        if reading.probability >= least and _is_told(reading) and worth(reading) >= _PLAINLY
    ]
    if not fitting:
        return None
    best = max(fitting, key=lambda reading: reading.probability)
    chosen = distinct([best, *plain.readings])
    return WayAnswer(
        kind="sentences",
        items=tuple(Item(readings=same) for same in _grouped(chosen)),
        confidence=plain.confidence,
        notes=plain.notes,
    )


def _grouped(readings: Sequence[Reading]) -> Iterator[tuple[Reading, ...]]:
    """At most as many statements as a plain answer has; those with the same words are one."""
    by_text: dict[str, list[Reading]] = {}
    for reading in readings:
        by_text.setdefault(one_line(reading.text), []).append(reading)
    yield from (tuple(same) for same in list(by_text.values())[:MAX_STATEMENTS])


def _defines(subject: str, reading: Reading) -> float:
    """How plainly a sentence defines the subject, by its words or as what stands under the term in a glossary."""
    passage = reading.hit.passage
    if reading.sentence in passage.sentences:
        number = passage.sentences.index(reading.sentence)
        is_under_term = number > 0 and passage.kind_of(number - 1) == "term"
        if is_under_term and stems(passage.quote(passage.sentences[number - 1])) == stems(subject):
            return _PLAINLY
    return defines(subject, one_line(reading.text))


def _is_told(reading: Reading) -> bool:
    passage = reading.hit.passage
    if reading.text.rstrip().endswith(("?", ":")) or reading.sentence not in passage.sentences:
        return False
    kind = passage.kind_of(passage.sentences.index(reading.sentence))
    return kind not in CONTEXT_KINDS and kind != "code"
