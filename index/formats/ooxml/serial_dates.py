"""Dates and times of spreadsheets, which are kept as a number of days, as ISO 8601."""

from collections.abc import Sequence
from datetime import UTC, datetime, timedelta

DATE_LETTERS = "yYmMdDhHsS"
_DAY = 86_400
_END = 2_958_466  # the year 10000
# Lotus 1-2-3 took 1900 for a leap year, and Excel follows it: before 1 March its days are one later.
_LOTUS = 60
# The day that workbooks from 1904 count as 0, in the count from 1900.
_FROM_1904 = 1_462


def show_date(value: float, tokens: Sequence[str], *, from_1904: bool = False) -> str | None:
    """As much of a date, time or duration as the tokens of its format show; None if the number is outside the calendar.

    Args:
        value: Days since the end of 1899; the part behind the point is the time.
        tokens: Of the format: "yyyy", "mm", "[h]"; others are ignored.
        from_1904: Whether days are counted from 1904.
    """
    letters = [token.strip("[]").lower() for token in tokens if token[0] in DATE_LETTERS + "["]
    kinds = _kinds(letters)
    # A time is seldom an exact binary fraction of a day: 8:00:00 may be stored as a little less.
    seconds = round(value * _DAY)
    if any(token[0] == "[" for token in tokens):
        return _duration(seconds, next(token[1].lower() for token in tokens if token[0] == "["), kinds)
    if from_1904:
        seconds += _FROM_1904 * _DAY
    if not 0 <= seconds < _END * _DAY:
        return None
    days = 1 if seconds < _LOTUS * _DAY else 0
    moment = datetime(1899, 12, 30, tzinfo=UTC) + timedelta(days=days, seconds=seconds)
    return f"{_date(moment, kinds)} {_time(moment, kinds)}".strip()


def _kinds(letters: Sequence[str]) -> set[str]:
    """The units that are shown: y, m, d, h, i (minutes), s. An "m" beside hours or seconds means minutes."""
    firsts = [token[0] for token in letters]
    return {
        "i" if unit == "m" and (before == "h" or after == "s") else unit
        for before, unit, after in zip(["", *firsts], firsts, [*firsts[1:], ""], strict=False)
    }


def _date(moment: datetime, kinds: set[str]) -> str:
    if not kinds & {"y", "m", "d"}:
        return ""
    # ISO 8601 has no day or month without a year, so such a date is written in full.
    if "d" in kinds or "y" not in kinds:
        return moment.date().isoformat()
    return f"{moment:%Y-%m}" if "m" in kinds else str(moment.year)


def _time(moment: datetime, kinds: set[str]) -> str:
    if "h" in kinds:
        return f"{moment:%H:%M:%S}" if "s" in kinds else f"{moment:%H:%M}"
    return f"{moment:%M:%S}" if kinds & {"i", "s"} else ""


def _duration(seconds: int, largest: str, kinds: set[str]) -> str:
    """Time that goes beyond a day: "27:30"."""
    sign, seconds = ("-", -seconds) if seconds < 0 else ("", seconds)
    if largest == "s":
        return f"{sign}{seconds}"
    minutes, rest = divmod(seconds, 60)
    shown = f"{minutes // 60}:{minutes % 60:02}" if largest == "h" else str(minutes)
    return f"{sign}{shown}:{rest:02}" if "s" in kinds else f"{sign}{shown}"
