"""How questions ask for a number, a time or a name, and in which unit."""

import re
from dataclasses import dataclass

from rag.questions.entities import Kind
from rag.questions.wording.amounts import AMOUNT_BY_ADJECTIVE

_TIME_UNITS = r"(?:second|minute|hour|day|week|month|year|decade|centur)"
_LENGTH_UNITS = r"(?:mile|kilomet|met(?:er|re)|centimet|feet|foot|ft\b|inch|yard|km\b|m\b|cm\b|mm\b|acre|hectare|square|stor(?:y|ies|eys?))"
_MONEY_UNITS = r"(?:[$€£¥]|(?:dollar|euro|pound|yen|won|ruble|rouble|franc|cent|rupee|usd|eur|gbp|chf|jpy|USD|EUR|GBP|CHF|JPY)s?\b)"


@dataclass(frozen=True, slots=True)
class AnswerPattern:
    """How a question asks for a kind of entity; `unit` must stand in the entity or shortly behind it."""

    words: re.Pattern[str]
    kind: Kind
    unit: re.Pattern[str] | None = None


def _pattern(words: str, kind: Kind, unit: str | None = None) -> AnswerPattern:
    return AnswerPattern(re.compile(words), kind, re.compile(unit) if unit else None)


_WHAT = r"\b(?:what|which) (?:\w+ ){0,2}?"
# The first that fits decides, so "how much money" comes before "how much", and a unit before none.
_ANSWER_PATTERNS = (
    _pattern(r"\bhow old\b", "number", r"year|aged"),
    AnswerPattern(AMOUNT_BY_ADJECTIVE, "number"),
    _pattern(r"\bhow long\b", "number", f"{_TIME_UNITS}|{_LENGTH_UNITS}"),
    _pattern(r"\bhow (?:far|tall|high|deep|wide|big|large)\b", "number", _LENGTH_UNITS),
    _pattern(
        r"\bhow much (?:money|cash|did .* (?:cost|pay|spend|earn)|does .* (?:cost|pay|spend|earn))\b",
        "number",
        _MONEY_UNITS,
    ),
    _pattern(r"\bpercent(?:age)?\b", "number", r"%|per ?cent"),
    _pattern(r"\bhow (?:many|much|often|fast|heavy|loud|strong|thick|hot|cold|warm)\b", "number"),
    # "What is the number of members?" has only "members" as a term; "What is the phone number?" all of it.
    _pattern(
        r"\b(?:what|which) (?:(?:is|was|are|were) )?(?:the )?(?:number|amount|proportion|total|sum|figure)s? of\b",
        "number",
    ),
    _pattern(
        r"\b(?:what|which)\b(?= (?:\w+ ){0,4}?(?:number|amount|proportion|total|sum|figure)\b)", "number"
    ),
    # "What is the fee for members?", but not "What is the fee for?". What is looked ahead for stays among the terms.
    _pattern(
        r"\b(?:what|which) (?:is|was|are|were|will be)\b"
        r"(?= (?:the |a |an |its |his |her |their |my |our )?(?:[\w-]+ ){0,3}?(?:fee|price|rent|cost|charge|salary|wage|budget"
        r"|deposit|fine|penalty|limit|rate|temperature|weight|height|length|width|depth|speed|distance|population|capacity|age"
        r"|tax|balance|revenue|profit|income|duration|voltage|pressure)s?\b(?! for\W*$))",
        "number",
    ),
    _pattern(
        r"\b(?:what|which) (?:is|was|are|were)\b"
        r"(?= (?:the |a |an |its |his |her |their |my |our )?(?:[\w-]+ ){0,2}?(?:deadline|date|birthday)s?\b)",
        "time",
    ),
    _pattern(
        r"\bwhen\b|\b(?:what|which) (?:\w+ )?(?:year|date|day|month|century|decade|time|season|weekday)(?: of the \w+)?\b",
        "time",
    ),
    _pattern(r"\b(?:who|whom|whose|where)\b", "name"),
    _pattern(
        _WHAT
        + r"(?:country|city|state|region|company|person|place|agency|organi[sz]ation|university|team|name"
        r"|island|river|nation|town|actor|author|artist|band|group)\b",
        "name",
    ),
)


def answer_pattern(lowered: str) -> tuple[AnswerPattern | None, re.Match[str] | None]:
    """The first pattern that fits a question in lower case, and where; (None, None) if it asks for no kind."""
    for pattern in _ANSWER_PATTERNS:
        if match := pattern.words.search(lowered):
            return pattern, match
    return None, None
