"""Whether words are of the kind that a question asks for, and the unit of an amount."""

import re

from index import Span
from rag.questions.analysis import QuestionTerms
from rag.questions.entities import Kind, entities, numbers

# What says that there is none answers "How much ...?" as well.
_NO_AMOUNT = re.compile(
    r"\b(?:none|nothing|free|nil|unlimited|n/a|varies|any|all|half|no (?:fee|charge|limit))\b", re.IGNORECASE
)
# A year alone may be an amount ("Population: 1815"); with a month, a colon or a second hyphen it is a date.
_DATE = re.compile(r"[^\W\d_]|:|-.*-")
# A sentence with a verb is not a value: what somebody says in a chat ("Ann: I am late").
_CLAUSE = re.compile(
    r"(?:^|\s)(?:i|he|she|we|they|is|are|was|were|am|has|have|had|must|shall|should|will|would|can|could|did|does|do)(?:\s|$|['’])"
)
_UNIT = (
    r"%|°\s?[CF]?|[€$£¥]|(?:per ?cent|euros?|dollars?|pounds?|cents?|francs?|yen|eur|usd|gbp|chf|jpy"
    r"|milliseconds?|seconds?|minutes?|hours?|days?|weeks?|months?|years?|decades?|centuries|ms|secs?|mins?|hrs?"
    r"|(?:kilo|centi|milli)?met(?:re|er)s?|miles?|feet|foot|ft|inch(?:es)?|yards?|acres?|hectares?|km|cm|mm|m|kg|mg|mcg|g|lbs?|oz|ounces?"
    r"|grams?|kilograms?|tons?|tonnes?|litres?|liters?|ml|l|gallons?|degrees?|kph|mph|watts?|kw|kwh|w|volts?|v|amps?|mah|hz|khz|mhz|ghz"
    r"|bytes?|[kmgt]i?b|db|psi|bar|rpm|calories|kcal|points?)[²³]?(?![\w])(?:/(?:h|s|min|m²|kg)(?!\w))?"
)
_BEHIND = re.compile(rf"(?:\s|-)?(?:{_UNIT})(?:\s(?:per|an?|each)\s[^\W\d_]+)?", re.IGNORECASE)
_BEFORE = re.compile(r"\b(?:CHF|EUR|USD|GBP|JPY|every)\s?$")
# The full stop of a sentence, and not that of "Inc." or "p.m."
_STOP = re.compile(
    r"(?<=\d)\.$|(?<=[^\W\d_]{4})(?<!\b[Cc]orp)(?<!\b[Pp]rof)(?<!\b[Bb]ros)(?<!\b[Uu]niv)(?<!\b[Dd]ept)(?<!\b[Gg]ovt)\.$"
)
_QUOTED = re.compile(r"([\"'])([^\"']+)\1")


def fits(query: QuestionTerms, value: str) -> bool:
    """Whether the value of a label can be what the question asks for.

    Less is asked than of a word in prose, since the label says what it is: a deadline may be "end of term".
    """
    # What defines something may be a whole sentence.
    if query.subject is None and _CLAUSE.search(value.lower()):
        return False
    times = [value[entity.start : entity.end] for entity in entities(value, "time")]
    if query.kind == "number":
        digits = any(map(str.isdigit, value)) or bool(numbers(value))
        return (digits and not any(map(_DATE.search, times))) or _NO_AMOUNT.search(value) is not None
    has_name = any(name not in " ".join(times) for name in _names(value))
    has_number = bool(times or numbers(value))
    if query.kind == "time":
        return has_number or not has_name
    if query.kind == "name":
        # A place may be "room 12", but nobody is called so.
        where = "where" in query.text.lower()
        return any(map(str.isalpha, _without(value, times))) if where else has_name or not has_number
    return True


def narrowed(kind: Kind | None, value: str) -> Span:
    """Where the only time, or the only name, is in a value with both; else all of it: "Born: Ulm, 4 May 1950"."""
    times = entities(value, "time")
    names = [
        name
        for name in entities(value, "name")
        if not any(time.start < name.end and name.start < time.end for time in times)
    ]
    asked = {"time": times, "name": names}.get(kind or "", [])
    return (asked[0].start, asked[0].end) if times and names and len(asked) == 1 else (0, len(value))


def trimmed(text: str, span: Span) -> Span:
    """The span without the full stop of its sentence and without quotation marks around all of it."""
    start, end = span
    if quoted := _QUOTED.fullmatch(text, start, end):
        return quoted.span(2)
    return (start, end - 1) if _STOP.search(text[start:end]) else span


def with_unit(text: str, span: Span) -> Span:
    """The span of an amount, with the unit behind or before it: "40" becomes "40 euros a month"."""
    start, end = span
    # Only what ends with its number lacks a unit.
    found = numbers(text[start:end])
    if not found or found[-1].end != end - start:
        return span
    behind = _BEHIND.match(text, end)
    before = _BEFORE.search(text, 0, start)
    return before.start() if before else start, behind.end() if behind else end


def _names(text: str) -> list[str]:
    return [text[entity.start : entity.end] for entity in entities(text, "name")]


def _without(text: str, parts: list[str]) -> str:
    for part in parts:
        text = text.replace(part, "")
    return text
