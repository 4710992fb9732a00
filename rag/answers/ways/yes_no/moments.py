"""Values that lie in an order, as texts write them: months, days, weekdays, times of day, years, ages, amounts."""

import re
from dataclasses import dataclass
from typing import Literal, TypeAlias

ValueKind: TypeAlias = Literal["day", "weekday", "time", "year", "amount"]

_MONTHS = (
    "january jan januar janvier enero", "february feb februar février febrero", "march mar märz mars marzo",
    "april apr avril abril", "may mai mayo", "june jun juni juin junio", "july jul juli juillet julio",
    "august aug août agosto", "september sept sep septembre septiembre", "october oct oktober octobre octubre",
    "november nov novembre noviembre", "december dec dezember décembre diciembre",
)  # fmt: skip
_WEEKDAYS = (
    "monday mon montag lundi lunes", "tuesday tue tues dienstag mardi martes", "wednesday wed mittwoch mercredi miércoles",
    "thursday thu thur thurs donnerstag jeudi jueves", "friday fri freitag vendredi viernes",
    "saturday sat samstag sonnabend samedi sábado", "sunday sun sonntag dimanche domingo",
)  # fmt: skip
_PLACES = {
    kind: {word: place for place, words in enumerate(lines) for word in words.split()}
    for kind, lines in (("month", _MONTHS), ("weekday", _WEEKDAYS))
}
# "12 may use it" names no day.
_MONTH = rf"(?:{'|'.join(word for word in _PLACES['month'] if word != 'may')}|(?-i:May))\b\.?"
WEEKDAY = rf"(?:{'|'.join(_PLACES['weekday'])})s?\b\.?"
"""How a text writes a day of the week."""
_NUMBER = r"\d{1,3}(?:[,.’]\d{3})+(?!\d)|\d+(?:[.,]\d+)?"
_UNIT = r"(?:years?(?:[ -]olds?)?|yrs?|jahre?n?|ans|años|kg|kilos?|grams?|g|tons?|t|km|cm|mm|m|met(?:er|re)s?|miles?|feet|ft|inch(?:es)?|lit(?:er|re)s?|l|ml|hours?|minutes?|days?|weeks?|months?|nights?|people|persons?|guests?|pages?|%|per ?cent|percent|°c|degrees?|kwh|kw|watts?|w|v|volts?|euros?|dollars?|pounds?|eur|usd|gbp|chf)"
VALUE = (
    rf"(?:(?P<iso>\d{{4}}-\d\d-\d\d)|(?P<dm>\d{{1,2}})(?:st|nd|rd|th|\.)?\s(?:of\s)?(?P<m1>{_MONTH})|(?P<m2>{_MONTH})(?:\s(?P<md>\d{{1,2}})(?:st|nd|rd|th)?(?![\d:]))?"
    rf"|(?P<wd>{WEEKDAY})|(?P<h>\d{{1,2}})(?:[:.](?P<min>\d\d))?\s?(?P<half>[ap]\.?m\b\.?|uhr\b|o['’]clock)|(?P<h24>\d{{1,2}}):(?P<min24>\d\d)|(?P<noon>noon|midday|midnight)"
    rf"|(?P<year>(?:1[5-9]|20)\d\d)(?![\d.,]*\d|\s?{_UNIT}(?!\w))|(?P<sign>[$€£])?\s?(?P<n>{_NUMBER})(?:[\s-]?(?P<unit>{_UNIT})(?!\w))?)"
)
"""How a text writes one value, without a group for the whole."""
_VALUE = re.compile(VALUE, re.I)
_SIGNS = {"$": "dollar", "€": "euro", "£": "pound", "eur": "euro", "usd": "dollar", "gbp": "pound", "%": "percent", "per cent": "percent",
    "yr": "year", "jahr": "year", "jahren": "year", "jahre": "year", "an": "year", "año": "year", "kilo": "kg", "meter": "m", "metre": "m", "liter": "l", "litre": "l",
    "gram": "g", "person": "people", "guest": "people", "feet": "ft", "degree": "°c"}  # fmt: skip
_DAYS, _MINUTES = 31, 60


@dataclass(frozen=True, slots=True)
class Value:
    """One value, or the stretch that it names: "May" is all of its days.

    Attributes:
        kind: What it is compared with.
        low: Where it begins, in days of a year of months of 31 days, weekdays, minutes, years, or its unit.
        high: Where it ends.
        unit: Of an amount, or "".
    """

    kind: ValueKind
    low: float
    high: float
    unit: str = ""


def value(text: str) -> Value | None:
    """The value that a text is as a whole; None if it is none."""
    found = _VALUE.fullmatch(text.strip())
    return _value(found) if found else None


def _value(found: re.Match[str]) -> Value | None:
    if month := found["m1"] or found["m2"]:
        place = _place("month", month) * _DAYS
        day = found["dm"] or found["md"]
        return (
            Value("day", place + int(day), place + int(day))
            if day
            else Value("day", place + 1, place + _DAYS)
        )
    if found["iso"]:
        _, month, day = map(int, found["iso"].split("-"))
        return Value("day", (month - 1) * _DAYS + day, (month - 1) * _DAYS + day)
    if found["wd"]:
        place = _place("weekday", found["wd"])
        return Value("weekday", place, place)
    if found["year"]:
        return Value("year", int(found["year"]), int(found["year"]))
    return _amount(found) if found["n"] else _time(found)


def _place(kind: str, word: str) -> int:
    word = word.lower().rstrip(".")
    places = _PLACES[kind]
    return places[word] if word in places else places[word.removesuffix("s")]


def _time(found: re.Match[str]) -> Value | None:
    if found["noon"]:
        minutes = 0 if found["noon"].lower() == "midnight" else 12 * _MINUTES
        return Value("time", minutes, minutes)
    hour, half = int(found["h"] or found["h24"]), (found["half"] or "").lower()
    if half[:1] in ("a", "p") and half:
        hour = hour % 12 + (12 if half[0] == "p" else 0)
    minutes = hour * _MINUTES + int(found["min"] or found["min24"] or 0)
    return Value("time", minutes, minutes) if hour <= 24 else None


def _amount(found: re.Match[str]) -> Value:
    digits = found["n"]
    digits = re.sub(r"[,.’](?=\d{3}(?!\d))", "", digits).replace(",", ".")
    unit = (found["sign"] or found["unit"] or "").lower().replace("-", " ")
    unit = re.sub(r"^(year|yr)s? olds?$", "year", unit)
    unit = unit if unit in _SIGNS else unit.removesuffix("s")
    return Value("amount", float(digits), float(digits), _SIGNS.get(unit, unit))
