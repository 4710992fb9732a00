"""Tells whether two sentences give different answers to the same question."""

import re

from index import stems
from rag.protocols import Reading
from rag.questions.analysis import QuestionTerms
from rag.questions.entities import Entity, disagree, entities, numbers
from rag.reading.context import contexts

# A sentence at most this far behind another may refer back to it with "the figure".
_ANAPHORA_DISTANCE = 2
_ANAPHORA = re.compile(
    r"\b(?:the|that|this|its|their) (?:\w+ )?(?:figure|number|total|toll|estimate|count|amount|sum|cost|price|rate|share|size)s?\b",
    re.IGNORECASE,
)
_YEAR = re.compile(r"\b(?:1\d{3}|20\d{2})\b")
# What limits a figure to a part of time or of a whole: one season's goals are not those of a career.
_PART = re.compile(
    r"\b(?:seasons?|quarters?|months?|weeks?|days?|nights?|years?|annual(?:ly)?|monthly|weekly|daily|hourly|per|each|every|first|second|third"
    r"|fourth|last|previous(?:ly)?|former(?:ly)?|initial(?:ly)?|original(?:ly)?|earlier|later|until|since|before|after|total|overall|career"
    r"|altogether|combined|average|mean|median|minimum|maximum|net|gross|another|additional|remaining|further|more|other|only|alone)\b",
    re.IGNORECASE,
)
_CAPITALISED = re.compile(r"(?<=[^.!?:\s]\s)[A-Z][\w'’-]+")
# The share of the words of the shorter sentence that the other must have too, besides what answers.
_ALIKE = 0.6


def contradicts(query: QuestionTerms, first: Reading, second: Reading) -> bool:
    """Whether two sentences give different answers of one kind to the same question.

    Either the second follows the first and refers back to it ("They had earlier placed the figure at 4,000"); or both say
    the same of the same thing, in nearly the same words, and differ in what answers: in their numbers, of which none that
    the first can mean is one that the second can mean; in their years; or in their names, which have no word in common.
    """
    # Without a kind both may be right: "Why was it built?" "For 5 men." "For 6 men."
    if query.kind is None or first.text == second.text or first.span is None:
        return False
    marked = _marked(query, first)
    # "The figure" stands in place of the question's words: "They had earlier placed the figure at 4,000."
    if query.kind == "number" and _refers_back(first, second):
        return disagree(marked, numbers(second.text))
    marked_second = _marked(query, second)
    if not marked or not marked_second or not _same_subject(query, first, second):
        return False
    if query.kind == "number":
        return disagree(marked, marked_second)
    # Only years are compared: "May 1981" and "4 May 1981" say the same to a different detail.
    if query.kind == "time":
        years = [_YEAR.search(_span_text(reading)) for reading in (first, second)]
        return all(years) and len({year[0] for year in years if year}) == 2
    # "Ann Lee" and "Lee" may be one person, so one word in common is enough to agree.
    return set(stems(_span_text(first))).isdisjoint(stems(_span_text(second)))


def _same_subject(query: QuestionTerms, first: Reading, second: Reading) -> bool:
    """Whether both sentences are about the thing, the time and the measure that the question asks for."""
    words = [_words_with_context(reading) for reading in (first, second)]
    # Both must have every word of the question: one that lacks a word may be about something else.
    if not all(set(query.terms) <= query.matched(some) for some in words):
        return False
    rests = [_without_span(reading) for reading in (first, second)]
    if query.kind == "number" and _parts(rests[0]) != _parts(rests[1]):
        return False
    if query.kind != "time" and not _agree(_YEAR.findall(rests[0]), _YEAR.findall(rests[1])):
        return False
    names = [frozenset(_CAPITALISED.findall(rest)) for rest in rests]
    known = frozenset(_CAPITALISED.findall(" " + query.text))
    # Two names that the question does not have: two things of one kind.
    if names[0] - names[1] - known and names[1] - names[0] - known:
        return False
    own = [frozenset(stems(rest)) for rest in rests]
    return len(own[0] & own[1]) >= _ALIKE * min(map(len, own))


def _parts(text: str) -> frozenset[str]:
    return frozenset(word.lower().rstrip("s") for word in _PART.findall(text))


def _agree(first: list[str], second: list[str]) -> bool:
    return set(first) == set(second)


def _words_with_context(reading: Reading) -> frozenset[str]:
    passage = reading.hit.passage
    if reading.sentence not in passage.sentences:
        return frozenset(stems(reading.text))
    context = contexts(passage)[passage.sentences.index(reading.sentence)]
    return frozenset(stems(f"{context.under} {context.lead} {reading.text}"))


def _without_span(reading: Reading) -> str:
    """The words of the sentence beside those that answer."""
    start, end = reading.span or (reading.sentence[0], reading.sentence[0])
    offset = reading.sentence[0]
    return f"{reading.text[: start - offset]} {reading.text[end - offset :]}"


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


def _refers_back(first: Reading, second: Reading) -> bool:
    """Whether the second sentence is shortly behind the first and speaks of "the figure"."""
    passage = first.hit.passage
    if passage.document_id != second.hit.passage.document_id or not _ANAPHORA.search(second.text):
        return False
    if first.sentence not in passage.sentences or second.sentence not in passage.sentences:
        return False
    distance = passage.sentences.index(second.sentence) - passage.sentences.index(first.sentence)
    return 0 < distance <= _ANAPHORA_DISTANCE
