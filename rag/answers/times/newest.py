"""In a thread of mail, or a chat, the newest statement leads, and what a message quotes of earlier ones is no second source."""

import re
from collections.abc import Sequence
from dataclasses import replace
from typing import NamedTuple

from index import Span, stems
from rag.protocols import Reading
from rag.questions.analysis import QuestionTerms
from rag.questions.entities import entities, numbers
from rag.reading.context import contexts

# How many sentences are compared with the best one.
_COMPARED = 20
# What mail programs put before the subject of an answer.
_REPLY = re.compile(
    r"^(?:(?:re|aw|sv|antw|ant|fwd?|wg|tr|rv|vs|res|enc|回复|转发)(?:\[\d{1,3}\])?\s?[:：]\s*)+",
    re.IGNORECASE,
)
_CORRECTS = re.compile(
    r"\b(?:sorry(?! for the (?:delay|late|wait))|apolog\w+|correct(?:ed|ion|ing)?|mistake\w*|wrong|instead|actually|after all|no longer|chang(?:e|ed|es|ing)|moved|postponed|revised"
    r"|update[ds]?|typo|rather than|should (?:be|read|have)|not \S+(?: \S+)? but|entgegen|korr?ig\w+|berichtig\w+|fehler|statt|stattdessen|doch"
    r"|verschoben|désolé\w*|erreur|corrig\w+|plutôt|perdón|en lugar|cambi\w+|scusa\w*|invece|correzione)\b",
    re.IGNORECASE,
)
_CORRECTION = re.compile(
    r"\W*(?:small |one )?(?:correct(?:ion|ed)?|erratum|sorry|oops|korrektur|berichtigung|correcti(?:on|f)|corrección|correzione)\b",
    re.IGNORECASE,
)
_LETTERS = re.compile(r"[^\W\d_]")
_ALIKE = 0.6
_LEAST_ALIKE, _LEAST_SHARED = 2, 3
# A sentence in which the reader has marked nothing must be so likely.
_LIKELY = 0.3


class Newest(NamedTuple):
    """The sentences with the newest first, without those that it replaces; and a note on what is no longer so."""

    readings: tuple[Reading, ...]
    notes: tuple[str, ...]


def newest_first(query: QuestionTerms, readings: Sequence[Reading]) -> Newest:
    """The sentences, best first, with the newest statement of a thread in place of what it corrects.

    A sentence that is quoted from a message that was read as well is left out: its place is that message.
    """
    best, *others = without_quotations(readings)
    newer = [other for other in others[:_COMPARED] if _replaces(query, best, other)]
    if not newer:
        return Newest((best, *_not_replaced(query, best, others)), ())
    lead = max(newer, key=_moment)
    # It takes the place of the best one, whose likelihood was that of this answer.
    lead = replace(lead, probability=max(lead.probability, best.probability))
    rest = [
        other
        for other in others
        if other.sentence != lead.sentence or other.hit.passage.document_id != lead.hit.passage.document_id
    ]
    return Newest((lead, *_not_replaced(query, lead, rest)), (_note(best),))


def without_quotations(readings: Sequence[Reading]) -> list[Reading]:
    """The sentences; of one that messages quote, only the one that was quoted, or if that was not read, the best."""
    own = {_one_line(reading.text): reading for reading in reversed(readings) if not _is_quoted(reading)}
    kept: list[Reading] = []
    quoted: set[str] = set()
    moved: list[Reading] = []
    for reading in readings:
        text = _one_line(reading.text)
        if not _is_quoted(reading):
            if not any(reading is other for other in moved):
                kept.append(reading)
        elif text not in quoted:
            quoted.add(text)
            original = own.get(text)
            if original is None:
                kept.append(reading)
            elif not any(_place(original) == _place(other) for other in kept):
                # As high as the best of its copies.
                moved.append(original)
                kept.append(replace(original, probability=max(original.probability, reading.probability)))
    return kept


def _not_replaced(query: QuestionTerms, lead: Reading, others: Sequence[Reading]) -> list[Reading]:
    return [other for other in others if not _replaces(query, other, lead)]


def _replaces(query: QuestionTerms, old: Reading, new: Reading) -> bool:
    """Whether a sentence, later in the same thread, says something else of the same thing."""
    if not _is_later(old, new) or (new.span is None and new.probability < _LIKELY):
        return False
    values, others = _values(old.text), _values(new.text)
    if not values or not others or others <= values:
        return False
    before = _before(new)
    corrects = _CORRECTS.search(f"{before} {new.text}") is not None
    words, other_words = _words(old.text), _words(new.text)
    shared = len(words & other_words)
    lacking = query.matched(query.stems_of(old.text)) - query.matched(query.stems_of(new.text))
    if lacking:
        # What it does not name again must be what all of the thread is about.
        title = query.matched(query.stems_of(_REPLY.sub("", new.hit.passage.title)))
        names_old = any(value in f"{before} {new.text}".casefold() for value in values)
        is_told = names_old or _CORRECTION.match(new.text) is not None
        return corrects and shared > 0 and (is_told or (shared >= _LEAST_SHARED and lacking <= title))
    alike = shared >= max(_LEAST_ALIKE, _ALIKE * min(len(words), len(other_words)))
    return alike or (corrects and shared > 0)


def _is_later(old: Reading, new: Reading) -> bool:
    return _thread(old) is not None and _thread(old) == _thread(new) and _moment(old) < _moment(new)


def _thread(reading: Reading) -> str | None:
    """What messages of one thread have in common: their subject, or the file of a chat; None outside of threads."""
    passage, offset = reading.hit.passage, reading.sentence[0]
    if any(section.kind == "part" for section in passage.sections):
        return _REPLY.sub("", passage.title).casefold() if passage.speaker_at(offset) else None
    is_said = passage.speaker_at(offset) and passage.time_at(offset)
    return f"{passage.document_id} " if is_said else None


def _moment(reading: Reading) -> tuple[str, int]:
    """When something was written, to compare it in one thread: by its time in mail, by its place in a chat."""
    passage, offset = reading.hit.passage, reading.sentence[0]
    if any(section.kind == "part" for section in passage.sections):
        # What is quoted without a time is older than what is told.
        return passage.time_at(offset) or "", 0
    return "", offset


def _values(text: str) -> frozenset[str]:
    """The numbers and times in a sentence."""
    found = [*numbers(text), *entities(text, "time")]
    return frozenset(text[entity.start : entity.end].casefold() for entity in found)


def _before(reading: Reading) -> str:
    """The sentence before, in the same message."""
    passage = reading.hit.passage
    if reading.sentence not in passage.sentences:
        return ""
    number = passage.sentences.index(reading.sentence)
    same = number and passage.time_at(passage.sentences[number - 1][0]) == passage.time_at(
        reading.sentence[0]
    )
    return contexts(passage)[number].before if same else ""


def _words(text: str) -> frozenset[str]:
    return frozenset(stem for stem in stems(text) if _LETTERS.search(stem))


def _is_quoted(reading: Reading) -> bool:
    return reading.hit.passage.is_quoted(reading.sentence[0])


def _note(old: Reading) -> str:
    passage, offset = old.hit.passage, old.sentence[0]
    when = ", ".join(filter(None, [passage.speaker_at(offset), passage.time_at(offset)]))
    return f"An earlier message said otherwise ({when})."


def _place(reading: Reading) -> tuple[str, Span]:
    return reading.hit.passage.document_id, reading.sentence


def _one_line(text: str) -> str:
    return " ".join(text.split())
