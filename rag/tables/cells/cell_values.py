"""What a cell says, typed: a number with its unit, a date, or words.

Numbers are written in many ways: "1,234.50", "1.234,50", "1 234,50", "(12)" for minus, "$ 5", "5 %", "4th", "12*". Which
of the marks is the decimal one is told by the column: one "3,5" in it decides over all its "1,234".
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal, NamedTuple, TypeAlias

Mark: TypeAlias = Literal[".", ","]
Kind: TypeAlias = Literal["number", "date", "text"]

# A longer text is no value, and may be made to take long.
_LONGEST = 80
_SPACES = "\u00a0\u202f\u2009"
# Groups of three digits (or of two, as in India, before three), with a mark or a space between them.
_DIGITS = r"\d{1,3}(?:[,.' ]\d{2,3})+(?:[.,]\d+)?|\d+(?:[.,]\d+)?|[.,]\d+"
_NUMBER = re.compile(
    rf"(?P<sign>[-−–+(])?\s?(?P<currency>[A-Z]{{0,3}}[$€£¥₹]|[A-Z]{{3}}(?= ?\d))?\s?(?P<sign2>[-−–+])?(?P<digits>{_DIGITS})"
)
_UNIT = re.compile(r"\s?(%|‰|°[CF]?|[$€£¥₹]|[A-Za-zµ²³]{1,12}(?:/[A-Za-z²³]{1,6})?)")
_ORDINAL = re.compile(r"(?:st|nd|rd|th|º|ª|\.)(?![A-Za-z0-9])")
_NOTE = re.compile(r"\s*(?:\[[^\]]{1,10}\]|[*†‡§]+)")
_UNCLEAN = re.compile(rf"[\[*†‡§\t\n\r\f\v{_SPACES}]|  |^ | $")
_PLAIN = re.compile(r"[0-9]{1,15}(?:\.[0-9]{1,15})?")
_CLOCK = re.compile(r"(?:(\d{1,3}):)?(\d{1,3}):(\d\d(?:[.,]\d+)?)(?![\d:])")
_MONTHS = {
    name: number
    for number, names in enumerate(
        (
            "january jan janvier enero januar", "february feb février febrero februar", "march mar mars marzo märz",
            "april apr avril abril", "may mai mayo", "june jun juin junio juni", "july jul juillet julio juli",
            "august aug août agosto", "september sep sept septembre septiembre", "october oct octobre octubre oktober",
            "november nov novembre noviembre", "december dec décembre diciembre dezember dez",
        ),
        start=1,
    )
    for name in names.split()
}  # fmt: skip
_WORDS = re.compile(r"[^\W\d_]+|\d+")
_ISO = re.compile(r"(\d{4})-(\d\d)(?:-(\d\d))?(?!\d)")
_SLASHED = re.compile(r"(\d{1,2})[./](\d{1,2})[./](\d{4}|\d\d)(?!\d)")
_YEAR = re.compile(r"(?:1[0-9]|20)\d\d(?!\d)")
_SCALES = {"thousand": 1e3, "million": 1e6, "mn": 1e6, "billion": 1e9, "bn": 1e9, "trillion": 1e12}


class Date(NamedTuple):
    """A date, or a part of one; 0 for what is not said. Compares by time."""

    year: int
    month: int = 0
    day: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class Value:
    """What a cell says.

    Attributes:
        text: As written, without marks of footnotes.
        number: The number that it begins with, in the unit as written; None if it begins with none.
        unit: "%", "$", "km" ..., empty if none is written. A scale in words ("million") is part of the number.
        date: The date that it is, or None. A year alone is a number and a date.
        whole: Whether nothing else is written than the number and its unit.
    """

    text: str
    number: float | None = None
    unit: str = ""
    date: Date | None = None
    whole: bool = False


def read_value(text: str, decimal: Mark = ".") -> Value:
    """The value of a cell whose column has this decimal mark."""
    # Most figures of a large table are plain ones.
    if decimal == "." and _PLAIN.fullmatch(text):
        year = Date(int(text)) if _YEAR.fullmatch(text) else None
        return Value(text=text, number=float(text), date=year, whole=True)
    line = clean_text(text)
    if len(line) > _LONGEST:
        return Value(text=line)
    date = read_date(line)
    if clock := _CLOCK.match(line):
        hours, minutes, seconds = clock.groups()
        number = int(hours or 0) * 3600 + int(minutes) * 60 + float(seconds.replace(",", "."))
        return Value(text=line, number=number, unit="s", date=date, whole=clock.end() == len(line))
    found = _NUMBER.match(line)
    # "4 May 2024" begins with a number, and is none.
    if not found or (date and date.month):
        return Value(text=line, date=date)
    number, unit, end = _number(found, line, decimal)
    return Value(text=line, number=number, unit=unit, date=date, whole=end == len(line))


def clean_text(text: str) -> str:
    """A cell on one line, without marks of footnotes."""
    if not _UNCLEAN.search(text):
        return text
    line = " ".join(text.translate(dict.fromkeys(map(ord, _SPACES), " ")).split())
    return line if len(line) > _LONGEST else _without_note(line)


def _without_note(line: str) -> str:
    """The line without marks of footnotes at its end: "12[3]", "1,234 *"."""
    last = next(reversed(list(_NOTE.finditer(line))), None)
    return line[: last.start()] if last and last.end() == len(line) and last.start() > 0 else line


def _number(found: re.Match[str], line: str, decimal: Mark) -> tuple[float, str, int]:
    """The number, its unit, and where both end."""
    end = found.end()
    number = plain_number(found["digits"], decimal)
    bracketed = found["sign"] == "("
    if (found["sign"] or found["sign2"] or "") in "-−–" and (found["sign"] or found["sign2"]):
        number = -number
    unit = (found["currency"] or "").strip()
    if ordinal := _ORDINAL.match(line, end):
        return number, unit, ordinal.end()
    while (word := _UNIT.match(line, end)) and (scale := _SCALES.get(word[1].casefold(), 0.0) or (not unit)):
        number, unit = (number * scale, unit) if scale is not True else (number, word[1])
        end = word.end()
    if bracketed and line[end : end + 1] == ")":
        return -number, unit, end + 1
    return number, unit, end


def plain_number(digits: str, decimal: Mark = ".") -> float:
    """The number of digits with marks between them: "1,234.5" or, with a decimal comma, "1.234,5"."""
    marks = [character for character in digits if character in ",."]
    if len(set(marks)) == 2:  # the last of two kinds is the decimal one, whatever the column says
        decimal = "," if marks[-1] == "," else "."
    elif len(marks) > 1:  # one kind several times: none is decimal
        return float(re.sub(r"\D", "", digits))
    elif marks and not re.fullmatch(r"\d{1,3}[.,]\d{3}", digits):
        decimal = "," if marks[0] == "," else "."
    whole, _, fraction = digits.rpartition(decimal) if decimal in digits else (digits, "", "")
    return float(f"{re.sub(r'[^0-9]', '', whole) or 0}.{fraction or 0}")


def decimal_mark(cells: Sequence[str]) -> Mark:
    """The decimal mark of a column: a comma if more of its numbers can only be read with one than with a point."""
    votes = 0
    for cell in cells:
        if len(cell) <= _LONGEST and not cell.isdecimal() and (found := _NUMBER.match(cell.strip())):
            digits = found["digits"]
            marks = [character for character in digits if character in ",."]
            if not marks or re.fullmatch(r"\d{1,3}[.,]\d{3}", digits):
                continue
            if len(set(marks)) == 1 and len(marks) > 1:  # "1.234.567": the other one is decimal
                votes += 1 if marks[0] == "." else -1
            else:
                votes += 1 if marks[-1] == "," else -1
    return "," if votes > 0 else "."


def read_date(line: str) -> Date | None:
    """The date that a text is, in whole or with a word or two beside it ("May 4, 2024", "2024-05-04", "since 1999")."""
    if len(line) > _LONGEST:
        return None
    if iso := _ISO.match(line):
        return _checked(int(iso[1]), int(iso[2]), int(iso[3] or 0))
    if slashed := _SLASHED.match(line):
        first, second, year = map(int, slashed.groups())
        # 13/5 can only be a day and a month; of 5/6 nobody knows, and days come first in most countries.
        day, month = (first, second) if second <= 12 else (second, first)
        return _checked(year if year > 99 else 2000 + year if year < 50 else 1900 + year, month, day)
    words = [word.casefold() for word in _WORDS.findall(line)][:6]
    months = [_MONTHS[word] for word in words if word in _MONTHS]
    years = [int(word) for word in words if _YEAR.fullmatch(word)]
    if not months:
        return Date(years[0]) if years and len(words) == 1 else None
    days = [int(word) for word in words if word.isdecimal() and len(word) <= 2 and 1 <= int(word) <= 31]
    return _checked(years[0] if years else 0, months[0], days[0] if days else 0)


def _checked(year: int, month: int, day: int) -> Date | None:
    return Date(year, month, day) if month <= 12 and day <= 31 else None


def column_kind(values: Sequence[Value]) -> Kind:
    """What most cells of a column are, empty ones aside."""
    filled = [value for value in values if value.text]
    if not filled:
        return "text"
    dates = sum(value.date is not None and value.date.month > 0 for value in filled)
    if dates * 2 > len(filled):
        return "date"
    numbers = sum(value.number is not None for value in filled)
    # A dash or n/a stands where a number is missing.
    missing = sum(value.text in ("-", "–", "—", "n/a", "N/A") for value in filled)
    return "number" if numbers and numbers * 3 >= (len(filled) - missing) * 2 else "text"
