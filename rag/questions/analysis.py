"""What a question asks for: its content words and the kind of its answer."""

import re
from dataclasses import dataclass

from index import QuestionError, stems
from rag.questions.entities import Entity, Kind, entities

MAX_LENGTH = 2000
# Characters behind a figure in which its unit is looked for.
_UNIT_REACH = 20

_TIME_UNITS = r"(?:second|minute|hour|day|week|month|year|decade|centur)"
_LENGTH_UNITS = r"(?:mile|kilomet|met(?:er|re)|centimet|feet|foot|ft\b|inch|yard|km\b|m\b|cm\b|mm\b|acre|hectare|square|stor(?:y|ies|eys?))"
_MONEY_UNITS = r"(?:[$€£¥]|(?:dollar|euro|pound|yen|won|ruble|rouble|franc|cent|rupee|USD|EUR|GBP)s?\b)"


@dataclass(frozen=True, slots=True)
class _Asking:
    """How a question asks for a kind of figure; `unit` must stand in or shortly behind the figure."""

    words: re.Pattern[str]
    kind: Kind
    unit: re.Pattern[str] | None = None


def _asking(words: str, kind: Kind, unit: str | None = None) -> _Asking:
    return _Asking(re.compile(words), kind, re.compile(unit) if unit else None)


_A_WHAT = r"\b(?:what|which) (?:\w+ ){0,2}?"
_ASKING = (
    _asking(r"\bhow old\b", "number", r"year|aged"),
    _asking(r"\bhow long\b", "number", f"{_TIME_UNITS}|{_LENGTH_UNITS}"),
    _asking(r"\bhow (?:far|tall|high|deep|wide|big|large)\b", "number", _LENGTH_UNITS),
    _asking(
        r"\bhow much (?:money|cash|did .* (?:cost|pay|spend|earn)|does .* (?:cost|pay|spend|earn))\b",
        "number",
        _MONEY_UNITS,
    ),
    _asking(r"\bpercent(?:age)?\b", "number", r"%|per ?cent"),
    _asking(r"\bhow (?:many|much|often|fast|heavy)\b", "number"),
    _asking(_A_WHAT + r"(?:number|amount|proportion|total|sum|figure)\b", "number"),
    _asking(
        r"\bwhen\b|\b(?:what|which) (?:\w+ )?(?:year|date|day|month|century|decade|time|season|weekday)(?: of the \w+)?\b",
        "time",
    ),
    _asking(r"\b(?:who|whom|whose|where)\b", "name"),
    _asking(
        _A_WHAT
        + r"(?:country|city|state|region|company|person|place|agency|organi[sz]ation|university|team|name"
        r"|island|river|nation|town|actor|author|artist|band|group)\b",
        "name",
    ),
)
# Words that only ask, or say no more than that something is or happens: a document that answers seldom
# has the same ones. Stop words are left out by stemming.
_EMPTY = frozenset(
    stems(
        "who what when where why how which whose whom many much did does do was were is are tell give given "
        "say said says according go going goes went take took taken place happen happened occur occurred "
        "get got make made hold held come came send sent"
    )
)


# Questions that no single fact answers: several sentences do, and make sense in their own order.
_SEVERAL = re.compile(
    r"\b(?:why|summari[sz]e|summary|overview|describe|explain|tell me|(?:say|says|said|know|known) about)\b"
    r"|^(?:and |but )?(?:list|name|what are|how (?:do|does|did|is|are|was|were|can|could|should|to))\b"
    r"|^(?:which|what) \w+[^s\W]s (?:are|were|do|did|have|had|can|will)\b"
)


@dataclass(frozen=True, slots=True, kw_only=True)
class QuestionTerms:
    """A question as the built-in answer reads it.

    Attributes:
        text: The question.
        terms: Stems of its content words, each once, in order; words that only ask are left out.
        kind: The kind of figure that answers it, or None if no kind in particular.
        unit: What must stand in or shortly behind that figure, or None.
        several: Whether several sentences answer it rather than one fact: "why", "summarise", "list".
    """

    text: str
    terms: tuple[str, ...]
    kind: Kind | None
    unit: re.Pattern[str] | None = None
    several: bool = False


def analyse(question: str) -> QuestionTerms:
    """Content words and answer kind of a question."""
    lowered = question.lower()
    found = next(((it, match) for it in _ASKING if (match := it.words.search(lowered))), None)
    several = bool(_SEVERAL.search(lowered.strip()))
    if found is None:
        return QuestionTerms(text=question, terms=_content(lowered), kind=None, several=several)
    asking, match = found
    rest = lowered[: match.start()] + " " + lowered[match.end() :]
    return QuestionTerms(
        text=question,
        terms=_content(rest) or _content(lowered),
        kind=asking.kind,
        unit=asking.unit,
        several=several,
    )


def open_entities(asked: QuestionTerms, sentence: str) -> list[Entity]:
    """The figures of the kind asked for that the question does not name itself."""
    if asked.kind is None:
        return []
    known = set(stems(asked.text))
    found = [
        entity
        for entity in entities(sentence, asked.kind)
        if not known.issuperset(stems(sentence[entity.start : entity.end]))
    ]
    if asked.kind == "name":
        # A lone capitalised word at the start is a name or just the first word.
        return [it for it in found if it.start > 0 or " " in sentence[it.start : it.end]]
    return [
        it
        for it in found
        if asked.unit is None or asked.unit.search(sentence, it.start, _reach(it, sentence))
    ]


def _reach(figure: Entity, sentence: str) -> int:
    """Where the search for a figure's unit ends: a little behind it, and before the next number."""
    following = [entity.start for entity in entities(sentence, "number") if entity.start >= figure.end]
    return min([figure.end + _UNIT_REACH, *following])


def _content(text: str) -> tuple[str, ...]:
    return tuple(dict.fromkeys(stem for stem in stems(text) if stem not in _EMPTY))


def checked(question: str) -> str:
    """The question on one line.

    Raises:
        QuestionError: It is empty, longer than 2,000 characters, or holds no letter or digit.
    """
    line = " ".join(question.split())
    if not line:
        raise QuestionError("The question is empty. Type a question about your documents.")
    if len(line) > MAX_LENGTH:
        raise QuestionError(
            f"The question has {len(line):,} characters; at most {MAX_LENGTH:,} can be asked. "
            "Ask the question alone, and add a long text as a document."
        )
    if not any(character.isalnum() for character in line):
        raise QuestionError("The question holds no words. Ask it in a sentence or a few words.")
    return line
