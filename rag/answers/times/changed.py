"""A sentence that tells of a change from what the best one says is newer than that one, whatever the dates of their documents.

"The fee remains at 180 euros."     "The fee rises from 180 to 195 euros."
"Peter Hahn remains boatman."       "Jonas Brandt becomes boatman; he follows Peter Hahn."
"""

import re
from collections.abc import Sequence
from dataclasses import replace

from rag.protocols import Reading
from rag.questions.analysis import QuestionTerms

# How many sentences are compared with the best one.
_COMPARED = 20
_NUMBER = re.compile(r"\d+(?:[.,]\d+)*")
_ABOUT = r"(?:about |around |some |rund |etwa )?[$€£¥]?\s?"
_UNIT = r"(?:\s?[$€£¥%]|\s?[^\W\d_]{1,15})?"
# Who asks for a time, or for what was before, wants no newer value.
ASKS_A_TIME = re.compile(
    r"\b(?:(?:19|20)\d\d|before|previous\w*|former\w*|earlier|used to|originally|at first|until|in the past|vorher|früher|bisher|zuvor|avant|antes)\b",
    re.I,
)
# Without such a word "from 9 to 17" is a range.
_CHANGE = (
    r"\b(?:ris(?:es?|en|ing)|rose|rais\w+|increas\w+|grow[sn]?|grew|go(?:es)?|went|fall(?:s|en)?|fell|drop\w*|decreas\w+|reduc\w+|lower\w*"
    r"|cut|chang\w+|mov\w+|extend\w*|shorten\w*|adjust\w*|steig\w*|stieg\w*|sink\w*|sank|erhöh\w*|gesenkt|senk\w*|geändert|änder\w*"
    r"|passe\w*|augment\w*|baiss\w*|diminu\w*|sube\w*|aument\w*|baja\w*)\b[^.;!?]{0,80}?"
)
_FROM = rf"\b(?:from|von|de)\s+{_ABOUT}<OLD>{_UNIT}\s+(?:to|auf|à|a)\s+{_ABOUT}(?P<new>\d(?:[\d.,]*\d)?(?:\s?(?:[€%]|(?!with|by|mit|in|on|for|per|von|a|at)[^\W\d_]{{1,12}}\b))?)"
_BEFORE = rf"\b(?:up from|down from|instead of|rather than|formerly|previously|until now|bisher|zuvor|statt|au lieu de|en lugar de)\s+{_ABOUT}<OLD>\b"
_FOLLOWS = (
    r"\b(?:follow(?:s|ed|ing)?|succeed(?:s|ed|ing)?|replac(?:es?|ed|ing)|takes? over from|took over from|successor (?:of|to)|in place of"
    r"|instead of|folgt(?:e)? auf|nachfolger(?:in)? von|ersetzt(?:e)?|löst(?:e)?|succède à|remplace|sustituye a|sucede a)\s+"
    r"(?:the |mr\.? |mrs\.? |ms\.? |dr\.? |frau |herrn? )?<OLD>\b"
)


def changed_first(query: QuestionTerms, readings: Sequence[Reading]) -> tuple[list[Reading], tuple[str, ...]]:
    """The sentences, best first, and a note: one that tells of a change from what the best one says takes its place.

    It must have all words of the question that the best one has. What is no longer so is left out.
    """
    listed = list(readings)
    best = listed[0]
    if ASKS_A_TIME.search(query.text):
        return listed, ()
    newer = (
        (at, lead)
        for at, other in enumerate(listed[1:_COMPARED], 1)
        if (lead := _changed(query, best, other))
    )
    found = next(newer, None)
    if found is None:
        return listed, ()
    at, lead = found
    rest = [other for number, other in enumerate(listed) if number != at and other.text != best.text]
    return [lead, *rest], (f"It was otherwise before ({best.hit.passage.title}).",)


def _changed(query: QuestionTerms, best: Reading, other: Reading) -> Reading | None:
    """The other sentence, with the new value as its answer, if it tells that what the best one says has changed."""
    old = _words(best)
    if not old or other.text == best.text:
        return None
    number = [match[0] for match in _NUMBER.finditer(old)][-1:]
    value = re.escape(number[0] if number else old)
    patterns = (_CHANGE + _FROM, _BEFORE) if number else (_FOLLOWS,)
    told = next(
        (m for one in patterns if (m := re.search(one.replace("<OLD>", value), other.text, re.I))), None
    )
    if not told or not query.matched(query.stems_of(best.text)) <= query.matched(query.stems_of(other.text)):
        return None
    # The reader marks the old value as gladly as the new one.
    span = other.span if other.span and value not in re.escape(_words(other)) else None
    if "new" in told.re.groupindex:
        start, end = told.span("new")
        span = other.sentence[0] + start, other.sentence[0] + end
    return replace(other, probability=max(other.probability, best.probability), span=span)


def _words(reading: Reading) -> str:
    """The words of a sentence that answer, or ""."""
    return reading.hit.passage.quote(reading.span) if reading.span else ""
