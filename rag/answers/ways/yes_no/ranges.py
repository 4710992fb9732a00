"""Whether a value of a question lies in a range of a sentence: "in May" in "between April and September"."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from math import inf

from rag.answers.ways.yes_no.moments import VALUE, WEEKDAY, Value, value

_ONE = re.sub(r"\?P<\w+>", "?:", VALUE)
_AGED = r"(?:aged?|ages|the ages? of|children of|people of|persons of)"
# Of "Tuesdays and Fridays" Wednesday is none, of "between Tuesday and Friday" it is.
_TWO_ENDS = re.compile(
    rf"\b(?:(?:{_AGED}\s)?(?:(?P<between>between|zwischen|entre)|from|von|vom|de|du|desde)\s(?:the\s)?)?(?P<age>(?<!\w){_AGED}\s)?(?<![\w.,:])(?P<first>{_ONE})"
    rf"(?:\s?[-–—]\s?|\s(?:(?(between)(?:and|und|et|y)|(?!))|to|until|till|through|bis(?: zum)?|au|à|a|hasta)\s(?:the\s)?(?:end of\s)?)(?P<last>{_ONE})(?P<of>\s(?:years\s)?of age\b|\sold\b)?",
    re.I,
)  # fmt: skip
_ONE_END = re.compile(
    rf"\b(?P<word>after|before|until|till|over|under|above|below|more than|less than|at least|at most|up to|from|nach|vor|über|unter|ab|bis)\s(?:the age of\s|age\s)?"
    rf"(?P<end>{_ONE})(?:\s(?:or|and) (?:over|older|more|above|up)|\s(?:onwards?|on|years of age|of age|old))?\b",
    re.I,
)
_DAY = rf"{WEEKDAY}"
_DAYS = re.compile(
    rf"\b(?:only\s)?(?:on|am|an|le|les|los|el)\s(?P<days>{_DAY}(?:(?:,\s|,?\s(?:and|or|und|oder|et|ou|y|o)\s|\s?&\s?)(?:on\s)?{_DAY}){{0,6}})(?:\sonly\b)?",
    re.I,
)
_ONE_DAY = re.compile(_DAY, re.I)
# Of a list with these there may be more than is listed.
_NOT_ALL = re.compile(
    r"\b(?:also|too|as well|including|for example|e\.g\.|such as|auch|zum beispiel|aussi|tambi[eé]n)\b", re.I
)
_ONLY = re.compile(r"\bonly\s$", re.I)
_UPWARDS = frozenset(("after", "over", "above", "more than", "at least", "from", "nach", "über", "ab"))
# These leave out the end itself.
_WITHOUT_END = frozenset(("after", "before", "over", "under", "above", "below", "more than", "less than", "nach", "vor", "über", "unter"))  # fmt: skip
_ASKED = re.compile(
    rf"(?:\b(?:in|on|during|at|with|of|for|aged?|at the age of|am|im|um|mit|en|à|el|a)\s+(?:an?\s+|the\s+)?)?(?<![\w.,:])(?P<value>{_ONE})(?:\s(?:years old|years of age))?",
    re.I,
)
_YEAR_OLD = re.compile(r"\b(?:an?|my|our)\s+(?P<value>\d{1,3}[ -]year[ -]old)s?\b", re.I)
_CYCLES = {"day": 12 * 31, "weekday": 7, "time": 24 * 60}
_AGE_WORDS = re.compile(
    r"\b(?:aged?|year|child|children|kids?|girls?|boys?|jahre|kind(?:er)?|ans|años)\b", re.I
)


@dataclass(frozen=True, slots=True)
class Ranged:
    """A question and a sentence without the value and the range that it is compared with.

    Attributes:
        question: Without the value.
        sentence: Without the range.
        inside: Whether the value lies in the range; None where a part of it does.
    """

    question: str
    sentence: str
    inside: bool | None


@dataclass(frozen=True, slots=True)
class _Found:
    value: Value
    start: int
    end: int
    # Of a list of days: all of them.
    listed: tuple[Value, ...] = ()


def ranged(question: str, sentence: str) -> Ranged | None:
    """The question and the sentence without what is compared; None if there is no value of the kind of a range, or two ranges of it."""
    asked, ranges = list(_asked(question)), list(_ranges(sentence))
    pairs = [(one, [r for r in ranges if _fits(one.value, r.value, question, sentence)]) for one in asked]
    pairs = [(one, fitting) for one, fitting in pairs if fitting]
    if not pairs or any(len(fitting) != 1 for _, fitting in pairs):
        return None
    says = [_is_in(one.value, fitting[0], sentence) for one, fitting in pairs]
    return Ranged(
        question=_without(question, [one for one, _ in pairs]),
        sentence=_without(sentence, [fitting[0] for _, fitting in pairs]),
        inside=None if None in says else all(says),
    )


def without_values(question: str) -> str:
    """A question without its months, days, times, ages and amounts: what it asks of them is something else."""
    return _without(question, list(_asked(question)))


def _asked(question: str) -> Iterator[_Found]:
    for pattern in (_YEAR_OLD, _ASKED):
        for found in pattern.finditer(question):
            # "May" with which a question begins is the verb.
            read = value(found["value"]) if found.start("value") else None
            if read and not (found["value"].lower() == "may" and found.start() == found.start("value")):
                yield _Found(read, *found.span())
        if pattern.search(question) and pattern is _YEAR_OLD:
            return


def _ranges(sentence: str) -> Iterator[_Found]:
    taken = list[_Found]()
    for found in _TWO_ENDS.finditer(sentence):
        both = value(found["first"]), value(found["last"])
        if whole := _between(*both):
            is_age = found["age"] or found["of"] or re.match(rf"{_AGED}\s", found[0], re.I)
            taken.append(_Found(replace(whole, unit="year") if is_age else whole, *found.span()))
    for found in _ONE_END.finditer(sentence):
        end = value(found["end"])
        if (
            end
            and end.kind in ("time", "amount")
            and not any(t.start < found.end() and found.start() < t.end for t in taken)
        ):
            taken.append(_Found(_open(end, found["word"].lower()), *found.span()))
    taken += [
        one for one in _lists(sentence) if not any(t.start < one.end and one.start < t.end for t in taken)
    ]
    for one in taken:
        before = _ONLY.search(sentence[: one.start])
        yield replace(one, start=before.start()) if before else one


def _lists(sentence: str) -> Iterator[_Found]:
    """The days that a sentence lists: "on Tuesdays and Fridays"."""
    for found in _DAYS.finditer(sentence):
        days = [read for day in _ONE_DAY.findall(found["days"]) if (read := value(day))]
        if days:
            yield _Found(days[0], *found.span(), listed=tuple(days))


def _between(first: Value | None, last: Value | None) -> Value | None:
    if first is None or last is None:
        return None
    # "3 to 12 years", "10 to 12 a.m.": the last one names the unit of both.
    if first.kind == "amount" and not first.unit:
        first = replace(first, unit=last.unit) if last.kind == "amount" else first
    elif last.kind == "amount" and not last.unit:
        last = replace(last, unit=first.unit)
    if (first.kind, first.unit) != (last.kind, last.unit) or (
        first.kind == "time" == last.kind and first == last
    ):
        return None
    if first.kind not in _CYCLES and first.low > last.high:
        return None
    return Value(first.kind, first.low, last.high, first.unit)


def _open(end: Value, word: str) -> Value:
    step = 1e-6 if word in _WITHOUT_END else 0.0
    if word in _UPWARDS:
        return replace(end, low=end.low + step, high=24 * 60 if end.kind == "time" else inf)
    return replace(end, low=0 if end.kind == "time" else -inf, high=end.high - step)


def _fits(one: Value, within: Value, question: str, sentence: str) -> bool:
    """Whether a value is of the kind of a range; a bare number is an age where both speak of ages."""
    if one.kind != within.kind or one.kind != "amount":
        return one.kind == within.kind
    units = {one.unit, within.unit}
    return (units in ({""}, {"", "year"}) and _ages(question, sentence)) or (
        len(units) == 1 and "" not in units
    )


def _ages(question: str, sentence: str) -> bool:
    return _AGE_WORDS.search(question) is not None or _AGE_WORDS.search(sentence) is not None


def _is_in(one: Value, within: _Found, sentence: str) -> bool | None:
    """Whether a value is in a range or among the days of a list; None where a part of it is, or more days may be meant."""
    if not within.listed:
        return _is_inside(one, within.value)
    if any(_is_inside(one, day) for day in within.listed):
        return True
    return None if _NOT_ALL.search(sentence) else False


def _is_inside(one: Value, within: Value) -> bool | None:
    """True inside, False outside, None where it is partly inside."""
    length = _CYCLES.get(one.kind)
    turns: Sequence[float] = (0.0, float(length)) if length and within.low > within.high else (0.0,)
    high = within.high + (length or 0) if len(turns) > 1 else within.high
    if any(within.low <= one.low + turn and one.high + turn <= high for turn in turns):
        return True
    if any(one.low + turn <= high and within.low <= one.high + turn for turn in turns):
        return None
    return False


def _without(text: str, found: Sequence[_Found]) -> str:
    for one in sorted(found, key=lambda one: -one.start):
        text = f"{text[: one.start]} {text[one.end :]}"
    return re.sub(r"\s+(?=[.,;:?!])", "", " ".join(text.split()))
