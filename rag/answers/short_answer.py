"""The words that lead an answer, where a question asks for something short."""

import re
from collections.abc import Sequence
from typing import NamedTuple

from index import Span, stems
from rag.answers.answer_kinds import fits, narrowed, trimmed, with_unit
from rag.answers.respective import respective_value
from rag.protocols import Reading
from rag.questions.analysis import QuestionTerms, open_entities
from rag.reading.labels import Labelled, labelled
from rag.reading.requests import accepting

# A longer value or span is no short answer any more.
_MAX_WORDS = 12
# What is counted stands within so many characters behind its number.
_COUNTED = 40
# What one can, should or must do is no short thing.
_OPEN = re.compile(r"^\W*what (?:can|could|should|must|may|might|would) ", re.IGNORECASE)
_PART = re.compile(
    r"\b(?:which|what) (?:chapter|section|article|part|appendix|annex|heading)\b", re.IGNORECASE
)
# Who wrote a message did what it tells of itself, and said what is in it.
_WHO = re.compile(r"^\W*(?:and |so )?who(?:m|se)?\b", re.IGNORECASE)
_DOES = re.compile(
    r"^\W*who(?:m|se)?(?:['’](?:ll|s|d))?(?: (?:is|was|are|were|will|would|can|could|should|has|have|had|did|does|do|going to|be|been|not|got|also))*"
    r" (?P<verb>[\w'-]+)",
    re.IGNORECASE,
)
_OF_ONESELF = re.compile(r"\b(?:I|[Mm]y|[Mm]e|[Mm]yself|[Ii]ch|[Mm]oi|[Jj]e|[Yy]o)\b|\b[Jj]['’]")
_SAID = re.compile(
    r"^\W*who(?: has| had| was| first| else)* (?:says?|said|tells?|told|asks?|asked|asking|mention(?:s|ed)|suggest(?:s|ed)|propose[sd]"
    r"|report(?:s|ed)|notice[sd]|warn(?:s|ed)|announce[sd]|post(?:s|ed)|repl(?:y|ies|ied)|answer(?:s|ed)|complain(?:s|ed)|promise[sd]|remind(?:s|ed))\b",
    re.IGNORECASE,
)


class ShortAnswer(NamedTuple):
    """The words that lead an answer, and where they are in the document if they are part of what is quoted."""

    text: str
    span: Span | None


def short_answer(query: QuestionTerms, reading: Reading) -> ShortAnswer | None:
    """The words that answer; None if nothing short is asked for, or found.

    Where a part of the document is asked for ("Which chapter ...?"), its heading; else the value of a label that the
    question names ("Weight: 6.4 kg"); of what somebody says of themselves, who says it; or else what the reader has marked, if that is of the kind asked for; or else the
    only entity of that kind.
    """
    if query.several or query.polar or _OPEN.match(query.text):
        return None
    if _PART.search(query.text) and (heading := reading.hit.passage.heading_at(reading.sentence[0])):
        return ShortAnswer(heading, None)
    if speaker := _speaker(query, reading):
        return speaker
    span = _short_span(query, reading)
    return ShortAnswer(" ".join(reading.hit.passage.quote(span).split()), span) if span else None


def _speaker(query: QuestionTerms, reading: Reading) -> ShortAnswer | None:
    """Who speaks, if it is asked who did what a message tells of its author, or who said it."""
    offset = reading.sentence[0]
    speaker = reading.hit.passage.speaker_at(offset)
    if not speaker or not _WHO.match(query.text):
        return None
    # What is said stands behind the name.
    said = reading.text.partition(speaker)[2] or reading.text
    is_said = _SAID.match(query.text) and query.matched(query.stems_of(said))
    does_it = _OF_ONESELF.search(said) and _has_verb(query, said) and not _marks_another(query, reading, said)
    if not is_said and not does_it and not _accepts(query, reading):
        return None
    start = reading.text.find(speaker)
    return ShortAnswer(speaker, (offset + start, offset + start + len(speaker)) if start >= 0 else None)


def _accepts(query: QuestionTerms, reading: Reading) -> bool:
    """Whether somebody accepts here to do what is asked about: the request has its words, not the answer."""
    passage = reading.hit.passage
    return any(passage.sentences[number] == reading.sentence for number in accepting(query, passage))


def _has_verb(query: QuestionTerms, said: str) -> bool:
    """Whether what was done is said, too: who needs a list is hardly the one who sends it."""
    does = _DOES.match(query.text)
    verb = frozenset(stems(does["verb"])) if does else frozenset[str]()
    others = verb.union(*(query.variants.get(stem, ()) for stem in verb))
    return not verb or not others.isdisjoint(query.stems_of(said))


def _marks_another(query: QuestionTerms, reading: Reading, said: str) -> bool:
    """Whether the reader has marked the name of somebody else in what is said: "I asked Kim, and Kim will do it"."""
    if reading.span is None:
        return False
    behind = len(reading.text) - len(said)
    start, end = (edge - reading.sentence[0] for edge in reading.span)
    return any(
        name.start < end and start < name.end and name.start >= behind and name.end - name.start > 1
        for name in open_entities(query, reading.text)
    )


def _short_span(query: QuestionTerms, reading: Reading) -> Span | None:
    text, start = reading.text, reading.sentence[0]
    if (each := respective_value(query.text, text)) and fits(query, text[slice(*each)]):
        return start + each[0], start + each[1]
    found = _value(query, text) or _marked(query, reading) or _only_entity(query, text)
    if found is not None:
        found = trimmed(text, with_unit(text, found) if query.kind in (None, "number") else found)
    if found is None or text[slice(*found)] == "I" or len(text[slice(*found)].split()) > _MAX_WORDS:
        return None
    return start + found[0], start + found[1]


def _value(query: QuestionTerms, text: str) -> Span | None:
    """The value of the label that has most of the question's words, if the value itself has fewer new ones."""
    rows = labelled(text)
    named = [(len(query.names(_stems(text, row.label))), row) for row in rows]
    best = max((count for count, _ in named), default=0)
    if not best:
        return _other_value(query, text, rows)
    candidates = [row for count, row in named if count == best and _can_be_asked(query, text, row.value)]
    # Two labels that fit alike ("Price in", "Price out") can't be told apart.
    return _narrowed(query, text, candidates[0].value) if len(candidates) == 1 else None


def _narrowed(query: QuestionTerms, text: str, value: Span) -> Span:
    start, end = narrowed(query.kind, text[slice(*value)])
    return value[0] + start, value[0] + end


def _can_be_asked(query: QuestionTerms, text: str, value: Span) -> bool:
    return not _is_given(query, text, value) and fits(query, text[slice(*value)])


def _other_value(query: QuestionTerms, text: str, rows: Sequence[Labelled]) -> Span | None:
    # In a row of two cells, one of which the question names, the other one is asked for.
    values = [row.value for row in rows if _can_be_asked(query, text, row.value)]
    return values[0] if len(rows) == 2 and len(values) == 1 else None


def _is_given(query: QuestionTerms, text: str, span: Span) -> bool:
    """Whether the question has all the words of the span."""
    words = _stems(text, span)
    return bool(words) and words.issubset(stems(query.text))


def _marked(query: QuestionTerms, reading: Reading) -> Span | None:
    """What the reader has marked, if it is of the kind asked for; of a label and its value only the value."""
    if reading.span is None:
        return None
    text, offset = reading.text, reading.sentence[0]
    start, end = (edge - offset for edge in reading.span)
    rows = [row for row in labelled(text) if row.label[0] < end and start < row.value[1]]
    if any(start < row.label[1] for row in rows):
        # Several values are no short answer, and a label alone is none.
        return rows[0].value if len(rows) == 1 and _can_be_asked(query, text, rows[0].value) else None
    fitting = query.kind is None or any(
        entity.start < end and start < entity.end for entity in open_entities(query, text)
    )
    start, end = _counted(query, text, (start, end))
    return (start, end) if fitting and not _is_given(query, text, (start, end)) else None


def _counted(query: QuestionTerms, text: str, span: Span) -> Span:
    """Of several numbers that are marked the one behind which what is counted stands: "1,000 sappers and 5,000 workers"."""
    if query.kind != "number":
        return span
    numbers = [one for one in open_entities(query, text) if one.start < span[1] and span[0] < one.end]
    # Up to the next number, or a few words.
    ends = [*(one.start for one in numbers[1:]), span[1] + _COUNTED]
    counted = [
        len(query.matched(query.stems_of(text[one.end : end])))
        for one, end in zip(numbers, ends, strict=False)
    ]
    best = max(counted, default=0)
    if len(numbers) < 2 or not best or counted.count(best) > 1:
        return span
    number = numbers[counted.index(best)]
    return number.start, number.end


def _only_entity(query: QuestionTerms, text: str) -> Span | None:
    """The only entity of the kind asked for; the label of a value is none."""
    labels = [row.label for row in labelled(text)]
    found = [
        entity
        for entity in open_entities(query, text)
        if not any(start < entity.end and entity.start < end for start, end in labels)
    ]
    return (found[0].start, found[0].end) if len(found) == 1 else None


def _stems(text: str, span: Span) -> frozenset[str]:
    return frozenset(stems(text[slice(*span)]))
