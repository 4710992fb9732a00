"""Of documents with a date in their name, such as notes and minutes, the newest says what is so today.

2024-03-01: "Weight 72 kg"   2024-04-02: "Weight 70 kg"        What is my current weight?
Minutes, 3 March 2024: "The rent is 14,200 euros."   Minutes, 2 May 2025: "The rent is 15,600 euros."        What is the rent?
"""

import re
from collections.abc import Sequence
from dataclasses import replace
from pathlib import PurePath

from rag.answers.conflicts import contradicts
from rag.answers.times.changed import ASKS_A_TIME
from rag.protocols import Reading
from rag.questions.analysis import QuestionTerms
from rag.questions.dates import date_of
from rag.questions.entities import numbers

_ASKS = re.compile(
    r"\b(?:current(?:ly)?|now|nowadays|today|latest|newest|most recent|at (?:the moment|present)|presently|as of now|these days"
    r"|aktuell\w*|derzeit\w*|momentan\w*|zurzeit|jetzt|heute|neueste\w*|actuel\w*|maintenant|aujourd['’]hui|actual(?:mente)?|ahora|hoy)\b",
    re.IGNORECASE,
)
# In names of files also with underscores or without a mark: 2024_04_02, 20240402.
_DAY = re.compile(r"(?<!\d)((?:19|20)\d\d)([-_.]?)(0[1-9]|1[0-2])\2(0[1-9]|[12]\d|3[01])(?!\d)")
_CHANGES = re.compile(
    r"\b(?:goes|went|going|go|is|was|are|raised|increased|reduced|lowered|cut|put|set|moved|changed|switched|down|back) (?:up |down |back )?to\b"
    r"|\b(?:now|from now on|new|instead|as of|starting|no longer|from (?:today|tomorrow|next|monday|tuesday|wednesday|thursday|friday|saturday|sunday|\d)"
    r"|ab (?:sofort|heute|morgen|\w+tag)|jetzt|neu\w*|statt|erhöht|gesenkt|désormais|maintenant|passe à|nouvelle?|ahora|nuev[oa]|sube a|baja a)\b",
    re.IGNORECASE,
)
_UNIT = re.compile(r"\s?([^\W\d_]+|[%€$£¥])")
_SIGN = re.compile(r"[€$£¥]\s?$")
# How many sentences are compared with the best one.
_COMPARED = 20
_CURRENT = frozenset(("current", "latest", "newest", "recent", "today", "now", "present", "nowaday"))


def current_first(query: QuestionTerms, readings: Sequence[Reading]) -> tuple[list[Reading], tuple[str, ...]]:
    """The sentences, best first, and a note: where the question asks what is so now, the newest dated note leads.

    It must state a value of the same unit as the best sentence does, about the same thing: with the same words of the
    question, or fewer where it tells of a change ("dose goes up to 88 mcg").
    """
    listed = list(readings)
    if not listed or not _ASKS.search(query.text):
        return listed, ()
    best = listed[0]
    newer = [other for other in listed[1:_COMPARED] if _is_newer(query, best, other)]
    if not newer:
        return listed, ()
    lead = max(newer, key=_day)
    rest = [other for other in listed if other is not lead]
    note = f"An older note says otherwise ({best.hit.passage.title})."
    return [replace(lead, probability=max(lead.probability, best.probability)), *rest], (note,)


def latest_first(query: QuestionTerms, readings: Sequence[Reading]) -> tuple[list[Reading], tuple[str, ...]]:
    """The sentences, best first, and a note: what a document of a later date says of the same thing takes the place of the best.

    Only where the question names no time. What an older one says otherwise is left out.
    """
    best, *others = readings
    date = _told_date(best)
    if not date or ASKS_A_TIME.search(query.text):
        return list(readings), ()
    later = [
        other
        for other in others[:_COMPARED]
        if _is_after(_told_date(other), date) and contradicts(query, best, other, of_other_days=True)
    ]
    if not later:
        return list(readings), ()
    lead = max(later, key=_told_date)
    outdated = (best, *(other for other in later if _told_date(other) < _told_date(lead)))
    rest = [other for other in others if other is not lead and other not in outdated]
    note = f"An older document says otherwise ({best.hit.passage.title})."
    return [replace(lead, probability=max(lead.probability, best.probability)), *rest], (note,)


def _is_after(date: tuple[int, ...], other: tuple[int, ...]) -> bool:
    """Whether a date is later than another, as far as both are told: 2025 is not before March 2025."""
    told = min(len(date), len(other))
    return date[:told] > other[:told]


def _told_date(reading: Reading) -> tuple[int, ...]:
    """The date in the heading that a sentence stands under, or in the title or the name of its document; () without one."""
    passage, offset = reading.hit.passage, reading.sentence[0]
    names = (passage.heading_at(offset) or "", passage.title, PurePath(passage.source).stem.replace("_", "-"))
    return next((date for name in names if (date := date_of(name))), ())


def _is_newer(query: QuestionTerms, old: Reading, new: Reading) -> bool:
    if not _day(new) or _day(new) <= _day(old):
        return False
    units, others = _units(old.text), _units(new.text)
    if not units or units.isdisjoint(others):
        return False
    asked, told = _named(query, old), _named(query, new)
    # A diary does not always name again what it speaks of.
    changes = _CHANGES.search(new.text) is not None and bool(told & query.matched(query.stems_of(new.text)))
    return asked <= told or changes


def _named(query: QuestionTerms, reading: Reading) -> frozenset[str]:
    """The question's words in a sentence and in what it stands under, without those that ask for the newest."""
    passage = reading.hit.passage
    words = query.stems_of(f"{passage.context(reading.sentence[0])} {reading.text}")
    return query.matched(words) - _CURRENT


def _day(reading: Reading) -> str:
    """The date in the name of a note, or in the heading that a sentence stands under, to compare; or ""."""
    passage, offset = reading.hit.passage, reading.sentence[0]
    for name in (passage.heading_at(offset) or "", passage.title, PurePath(passage.source).stem):
        if match := _DAY.search(name):
            return f"{match[1]}{match[3]}{match[4]}"
    return ""


def _units(text: str) -> frozenset[str]:
    """The units of the numbers in a text: "mcg", "%", "$"."""
    found = set()
    for number in numbers(text):
        behind, before = _UNIT.match(text, number.end), _SIGN.search(text, 0, number.start)
        last = re.search(r"([^\W\d_]+|[%€$£¥])$", text[number.start : number.end])
        found |= {match.group().strip().casefold() for match in (behind, before, last) if match}
    return frozenset(found)
