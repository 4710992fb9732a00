"""Tells whether two sentences give different answers to the same question."""

import re
from collections.abc import Mapping

from index import stems
from rag.answers.answer_kinds import with_unit
from rag.protocols import Checker, Pair, Reading
from rag.questions.analysis import QuestionTerms
from rag.questions.dates import differ
from rag.questions.entities import Entity, disagree, entities, numbers
from rag.reading.context import contexts
from rag.reading.labels import labelled

# A sentence at most this far behind another may refer back to it with "the figure".
_ANAPHORA_DISTANCE = 2
# "The total number of homes" is about homes, and refers to nothing before it.
_ANAPHORA = re.compile(
    r"\b(?:the|that|this|its|their) (?:\w+ )?(?:figure|number|total|toll|estimate|count|amount|sum|cost|price|rate|share|size)s?\b(?! (?:of|figure|number|amount|sum|count|cost|price)\b)",
    re.IGNORECASE,
)
_YEAR = re.compile(r"\b(?:1\d{3}|20\d{2})\b")
# What limits a figure to a part of time or of a whole: one season's goals are not those of a career.
_PART = re.compile(
    r"\b(?:seasons?|quarters?|months?|weeks?|days?|nights?|years?|annual(?:ly)?|monthly|weekly|daily|hourly|per|each|every|first|second|third"
    r"|fourth|(?<!at )last|previous(?:ly)?|former(?:ly)?|initial(?:ly)?|original(?:ly)?|earlier|later|until|since|before|after|total|overall|career"
    r"|altogether|combined|average|mean|median|minimum|maximum|net|gross|another|again|next|additional|remaining|further|more|other|only|alone)\b",
    re.IGNORECASE,
)
_RECURRING = frozenset(
    stems(
        "meet met meeting visit visited play played match win won travel attend session appointment call talk speak spoke"
    )
)
# What limits it to a group or a place, if the question does not name that.
_LIMIT = re.compile(
    r"\b(child(?:ren)?|adults?|students?|pupils?|members?|seniors?|women|men|girls|boys|families|beginners|excluding|including|except"
    r"|without|(?<=\bin )[A-Z]\w+|(?<=\bat )[A-Z]\w+)\b"
)
_UNIT = re.compile(r"[€£$¥%]|[a-z°][a-z/²³]*$")
_SIGN = re.compile(r"[€£$¥%]|percent|per cent")
_SAME_UNIT = {
    word: words.split()[0]
    for words in (
        "€ euros euro eur",
        "$ dollars dollar usd",
        "£ pounds pound gbp",
        "% percent",
        "kg kilograms kilogram",
        "m metres meters metre meter",
        "km kilometres kilometers",
    )
    for word in words.split()
}
_CAPITALISED = re.compile(r"(?<=[^.!?:\s]\s)[A-Z][\w'’-]+")
# The share of the words of the shorter sentence that the other must have too, besides what answers.
_ALIKE = 0.6
# From this probability on, both ways, two sentences say the same.
_SAME = 0.8


def says_the_same(checker: Checker, first: Reading, second: Reading) -> bool:
    """Whether each of two sentences supports the other, so that different figures in them are no disagreement."""
    texts = [" ".join(reading.text.split()) for reading in (first, second)]
    titles = [reading.hit.passage.title for reading in (first, second)]
    pairs = [Pair(texts[0], texts[1], titles[1]), Pair(texts[1], texts[0], titles[0])]
    return all(support.supported >= _SAME for support in checker.check(pairs))


def contradicts(
    query: QuestionTerms, first: Reading, second: Reading, *, of_other_days: bool = False
) -> bool:
    """Whether two sentences give different answers of one kind to the same question.

    Either the second follows the first and refers back to it ("They had earlier placed the figure at 4,000"); or both say
    the same of the same thing, in nearly the same words, and differ in what answers: in their numbers, of which none that
    the first can mean is one that the second can mean; in their times; or in their names, which have no word in common.

    Args:
        query: The question.
        first: The sentence that answers best.
        second: Another one.
        of_other_days: Whether they count, too, where they stand in the minutes of two days or the budgets of two years.
    """
    # Without a kind both may be right: "Why was it built?" "For 5 men." "For 6 men."
    if query.kind is None or first.text == second.text or first.span is None:
        return False
    marked = _marked(query, first)
    # "The figure" stands in place of the question's words: "They had earlier placed the figure at 4,000."
    if query.kind == "number" and _refers_back(first, second):
        return disagree(marked, numbers(second.text))
    marked_second = _marked(query, second)
    if (
        not marked
        or not marked_second
        or not _same_subject(query, first, second, of_other_days=of_other_days)
    ):
        return False
    if query.kind == "number":
        # Two years are 24 months.
        return disagree(marked, marked_second) and _comparable(
            _unit(first, marked), _unit(second, marked_second)
        )
    if query.kind == "time":
        # A board meets on many days, and each report has its own.
        return _RECURRING.isdisjoint(query.terms) and differ(_span_text(first), _span_text(second))
    # "Ann Lee" and "Lee" may be one person, so one word in common is enough to agree.
    return set(stems(_span_text(first))).isdisjoint(stems(_span_text(second)))


def _same_subject(query: QuestionTerms, first: Reading, second: Reading, *, of_other_days: bool) -> bool:
    """Whether both sentences are about the thing, the time and the measure that the question asks for."""
    around = [_context(reading) for reading in (first, second)]
    # Both must have every word of the question: one that lacks a word may be about something else.
    if not all(
        set(query.terms) <= query.matched(frozenset(stems(f"{context} {reading.text}")))
        for context, reading in zip(around, (first, second), strict=True)
    ):
        return False
    # The minutes of two days, the budgets of two years, two rows of a table.
    of_two_days = differ(*around) and not of_other_days
    if of_two_days or _other_cells_differ(first, second) or _two_forms(query, first, second):
        return False
    rests = [_without_span(reading) for reading in (first, second)]
    if _parts(rests[0]) != _parts(rests[1]) or _limits(query, rests[0]) != _limits(query, rests[1]):
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


def _limits(query: QuestionTerms, text: str) -> frozenset[str]:
    """The groups and places that a figure is limited to and that the question does not name."""
    return frozenset(stems(" ".join(_LIMIT.findall(text)))) - frozenset(stems(query.text))


def _unit(reading: Reading, marked: list[Entity]) -> str:
    """The unit of an amount in one spelling; empty if it has none that is known."""
    text, amount = reading.text.lower(), marked[0]
    start, end = with_unit(reading.text, (amount.start, amount.end))
    # What is behind the number or before it, or a sign inside: "40 euros a month", "CHF 40", "$5 million", "40 percent".
    around = f"{text[start : amount.start]} {re.split(' an? | per | each ', text[amount.end : end])[0]}"
    found = _UNIT.search(around) or _SIGN.search(text[amount.start : amount.end])
    return _SAME_UNIT.get(found[0], found[0].rstrip("s")) if found else ""


def _comparable(first: str, second: str) -> bool:
    return first == second or not first or not second


def _two_forms(query: QuestionTerms, first: Reading, second: Reading) -> bool:
    """Whether each is a line of a form or data sheet of its own: "Weight: 6.4 kg" of two lamps.

    Their labels say no more than what is asked for, and their documents have other titles.
    """
    passages = [reading.hit.passage for reading in (first, second)]
    if passages[0].title == passages[1].title:
        return False
    return all(
        len(labelled(reading.text)) == 1 and len(query.matched(frozenset(stems(reading.text)))) < 2
        for reading in (first, second)
    )


def _agree(first: list[str], second: list[str]) -> bool:
    return set(first) == set(second)


def _context(reading: Reading) -> str:
    """The words that the sentence stands under, and what announces it."""
    passage = reading.hit.passage
    if reading.sentence not in passage.sentences:
        return ""
    context = contexts(passage)[passage.sentences.index(reading.sentence)]
    return f"{context.under} {context.lead}"


def _other_cells_differ(first: Reading, second: Reading) -> bool:
    """Whether two rows have different values of one label, besides those that answer."""
    one, other = _cells(first), _cells(second)
    return any(value != other.get(label, value) for label, value in one.items())


def _cells(reading: Reading) -> Mapping[str, str]:
    """The labels with their values, without those that the marked words are in."""
    text, offset = reading.text, reading.sentence[0]
    start, end = (edge - offset for edge in reading.span or reading.sentence)
    return {
        text[slice(*label)].lower(): text[slice(*value)].lower()
        for label, value in labelled(text)
        if not (value[0] < end and start < value[1])
    }


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
