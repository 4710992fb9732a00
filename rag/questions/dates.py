"""When times differ: years, months, days, weekdays and clock times, as far as both are told."""

import re
from collections.abc import Mapping

from rag.questions.number_words import MONTHS, SHORT_MONTHS

_MONTH = "|".join([*MONTHS, *SHORT_MONTHS.split("|")])
_YEAR = re.compile(r"\b(1\d{3}|20\d{2})\b(?![,.]\d)")
_ISO = re.compile(r"\b(\d{4})-(\d\d)-(\d\d)\b")
# Case counts: "they may march" names no month.
_MONTH_NAME = re.compile(rf"\b({_MONTH})\b\.?")
_DAY = re.compile(
    rf"\b(\d{{1,2}})(?:st|nd|rd|th)?\.? (?:of )?(?:{_MONTH})\b|\b(?:{_MONTH})\.? (\d{{1,2}})(?:st|nd|rd|th)?\b(?![,.:]\d)"
)
_WEEKDAY = re.compile(r"\b(Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)days?\b")
_CLOCK = re.compile(r"\b(\d{1,2}):(\d{2})(?: ?([ap])\.?m\b)?|\b(\d{1,2}) ?([ap])\.?m\b", re.IGNORECASE)
# From the largest: what differs in the year differs, whatever the month is.
_UNITS = ("year", "month", "day", "weekday", "clock")


def differ(first: str, second: str) -> bool:
    """Whether the times in two texts can't be the same: both tell a year, month, day ..., and have none in common.

    "May 1981" and "4 May 1981" say the same to a different detail; without any time nothing differs.
    """
    one, other = _parts(first), _parts(second)
    return any(one[unit] and other[unit] and one[unit].isdisjoint(other[unit]) for unit in _UNITS)


def date_of(text: str) -> tuple[int, ...]:
    """The one date that a text tells, as year, month and day as far as it does; () if it tells none, or several."""
    parts = _parts(text)
    found = list[int]()
    for unit in ("year", "month", "day"):
        if len(parts[unit]) != 1:
            return tuple(found) if found and not parts[unit] else ()
        found.append(int(next(iter(parts[unit]))))
    return tuple(found)


def _parts(text: str) -> Mapping[str, frozenset[str]]:
    """The years, months, days, weekdays and clock times in a text."""
    iso = [match.groups() for match in _ISO.finditer(text)]
    rest = _ISO.sub(" ", text)
    return {
        "year": frozenset(_YEAR.findall(rest)) | {year for year, _, _ in iso},
        "month": frozenset(_month(name) for name in _MONTH_NAME.findall(rest))
        | {str(int(month)) for _, month, _ in iso},
        "day": frozenset(a or b for a, b in _DAY.findall(rest)) | {str(int(day)) for _, _, day in iso},
        "weekday": frozenset(_WEEKDAY.findall(rest)),
        "clock": frozenset(_clock(match) for match in _CLOCK.finditer(rest)),
    }


def _month(name: str) -> str:
    short = [month[:3] for month in MONTHS]
    return str(short.index(name[:3]) + 1)


def _clock(match: re.Match[str]) -> str:
    hour, minute = int(match[1] or match[4]), match[2] or "00"
    half = (match[3] or match[5] or "").lower()
    if half:
        hour = hour % 12 + (12 if half == "p" else 0)
    return f"{hour}:{minute}"
