"""Numbers as a spreadsheet shows them, by their format code: "#,##0.00", "0.0%", "yyyy-mm-dd".

Dates are written as ISO 8601 in any case, and only the units that the code shows: "2024-03" for "mmm yy".
Source: ECMA-376 part 1, 18.8.30 and 18.8.31.
"""

import re
from decimal import ROUND_HALF_UP, Context, Decimal
from fractions import Fraction
from functools import lru_cache
from typing import NamedTuple

from index.formats.ooxml.serial_dates import DATE_LETTERS, show_date

# The order matters: in quotation marks, behind a backslash or in brackets a letter stands for no date.
_TOKEN = re.compile(
    r'"[^"]*"?|\\.|_.|\*.|\[[^\]]*\]|General|AM/PM|A/P|[Ee][+-]|[yY]+|[mM]+|[dD]+|[hH]+|[sS]+|.', re.S
)
_CONDITION = re.compile(r"\[(<=|>=|<>|<|>|=)(-?\d+(?:\.\d+)?)\]")
_CURRENCY = re.compile(r"\[\$([^\]-]*)[^\]]*\]")
_ELAPSED = re.compile(r"\[(?:h+|m+|s+)\]", re.I)
_PLAIN = re.compile(r"-?\d{1,15}|-?\d{1,9}\.\d{0,8}[1-9]")
_PLACES = "0#?"
# A double is exact to 15 digits, and Excel shows no more of them.
_LARGEST = 1e15
# Excel offers no more decimal places than this.
_MAX_PLACES = 30
# Excel rounds a half up, Python to the even digit. 60 digits hold 15 before the point and 30 behind it.
_EXACT = Context(prec=60, rounding=ROUND_HALF_UP)


class Section(NamedTuple):
    """One of the up to four parts of a code, for positive and negative numbers, zero, and text.

    Attributes:
        tokens: What it shows one after the other; each literal has a quotation mark before it.
        condition: "<", ">=", ... and a number, if the section is for certain values only.
        date: Whether it shows a date or time.
    """

    tokens: tuple[str, ...]
    condition: tuple[str, float] | None
    date: bool


def show_number(stated: str, code: str, *, from_1904: bool = False) -> str:
    """A number as its format shows it.

    Args:
        stated: The number as the file has it: "0.125".
        code: Its format code; "General" or "" if it has none.
        from_1904: Whether days are counted from 1904 rather than 1900.
    """
    try:
        value = float(stated)
    except ValueError:
        return stated
    if value - value != 0:  # infinite or not a number
        return stated
    sections = parse_format(code)
    section, value = _chosen(sections, value)
    if section.date:
        return show_date(value, section.tokens, from_1904=from_1904) or show_general(stated, value)
    if any(token in ("General", "@") for token in section.tokens) or abs(value) >= _LARGEST:
        general = show_general(stated if len(sections) == 1 else str(value), value)
        return "".join(
            general if token in ("General", "@") else token[1:] if token[0] == '"' else ""
            for token in section.tokens
        )
    return _filled(section.tokens, value)


def hides_text(code: str) -> bool:
    """Whether a format hides text, as ";;;" does."""
    sections = parse_format(code)
    return len(sections) == 4 and not sections[3].tokens


def show_general(stated: str, value: float) -> str:
    """A number without a format: a whole one in full, another to ten digits, which is what fits a cell."""
    stated = stated.strip()
    if _PLAIN.fullmatch(stated):
        return stated
    if value == int(value) and abs(value) < _LARGEST:
        return str(int(value))
    return f"{value:.10g}" if 1e-4 <= abs(value) < _LARGEST else f"{value:.6g}".replace("e", "E")


@lru_cache(maxsize=1_000)
def parse_format(code: str) -> tuple[Section, ...]:
    """The sections of a format code; at least one."""
    parts: list[list[str]] = [[]]
    for raw in _TOKEN.findall(code[:1_000] or "General"):
        if raw == ";":
            parts.append([])
        else:
            parts[-1].append(raw)
    return tuple(_section(part) for part in parts[:4])


def _section(raw: list[str]) -> Section:
    condition = next((match for token in raw if (match := _CONDITION.fullmatch(token))), None)
    date = "General" not in raw and any(
        token[0] in DATE_LETTERS or _ELAPSED.fullmatch(token) for token in raw
    )
    tokens = [kept for token in raw if (kept := _token(token, date=date))]
    return Section(tuple(tokens), (condition[1], float(condition[2])) if condition else None, date)


def _token(raw: str, *, date: bool) -> str:
    """A token as `Section` holds it: a literal with a quotation mark before it, "" for what shows nothing."""
    if raw[0] == '"':
        return raw.rstrip('"') if len(raw) > 2 else ""
    if raw[0] == "\\":
        return '"' + raw[1:]
    # "_)" leaves room as wide as a bracket, and "*-" fills the cell with dashes (18.8.31).
    if raw[0] in "_*":
        return '" ' if raw[0] == "_" else ""
    if currency := _CURRENCY.fullmatch(raw):
        return '"' + currency[1] if currency[1] else ""
    # Colours, conditions and languages show nothing; "[h]" shows hours beyond a day.
    if raw[0] == "[":
        return raw if date and _ELAPSED.fullmatch(raw) else ""
    kept = date or raw in ("General", "@") or raw[0] in _PLACES + ".,%/" or raw in ("E+", "E-", "e+", "e-")
    return raw if kept else '"' + raw


def _chosen(sections: tuple[Section, ...], value: float) -> tuple[Section, float]:
    """The section for a value, and the value: without its sign if the section itself shows that."""
    for section in sections:
        if section.condition and _holds(value, *section.condition):
            return section, abs(value) if section is not sections[0] else value
    # Where conditions are stated, the order by sign no longer holds.
    if any(section.condition for section in sections):
        free = [section for section in sections[:3] if not section.condition]
        return (free or list(sections))[-1], value
    if value < 0 and len(sections) > 1:
        return sections[1], -value
    return sections[2 if value == 0 and len(sections) > 2 else 0], value


def _holds(value: float, sign: str, bound: float) -> bool:
    return {
        "<": value < bound, ">": value > bound, "=": value == bound,
        "<=": value <= bound, ">=": value >= bound, "<>": value != bound,
    }[sign]  # fmt: skip


def _filled(tokens: tuple[str, ...], value: float) -> str:
    """The tokens of a section with the digits of a number in their places."""
    if "/" in tokens and any(token in _PLACES for token in tokens):
        return _fraction(tokens, value)
    point = tokens.index(".") if "." in tokens else len(tokens)
    exponent = next((at for at, token in enumerate(tokens) if token in ("E+", "E-", "e+", "e-")), len(tokens))
    whole = [at for at, token in enumerate(tokens[: min(point, exponent)]) if token in _PLACES]
    part = [at for at, token in enumerate(tokens[:exponent]) if at > point and token in _PLACES][:_MAX_PLACES]
    # To 15 digits first: as a double 1.005 is a little less, and would be rounded down.
    number = Decimal(f"{value:.15g}").scaleb(_shift(tokens, whole, part))
    power = ""
    if exponent < len(tokens):
        shift = number.adjusted() if number else 0
        # With several places before the point, as in "##0.0E+0", the power is a multiple of their number.
        shift -= (shift % len(whole)) if len(whole) > 1 else 0
        number, power = number.scaleb(-shift), f"E{shift:+0{tokens[exponent:].count('0') + 1}}"
    rounded = number.quantize(Decimal(1).scaleb(-len(part)), context=_EXACT)
    digits, _, decimals = f"{abs(rounded):f}".partition(".")
    shown = list(tokens)
    # A zero before the point is shown only where the code has "0": ".5" for "#.0".
    _place_whole(shown, whole, "" if digits == "0" else digits, grouped=_grouped(tokens, whole))
    _place_part(shown, part, decimals)
    # Without digits behind it the point goes; Excel itself shows "5." for "0.#".
    if not any(shown[at] for at in part):
        shown[point : point + 1] = [""] if point < len(tokens) else []
    if exponent < len(tokens):
        shown[exponent:] = [power]
    text = "".join(token[1:] if token[:1] == '"' else token for token in shown if token not in (",", "@"))
    return ("-" if rounded < 0 else "") + " ".join(text.split())


def _shift(tokens: tuple[str, ...], whole: list[int], part: list[int]) -> int:
    """The power of ten that a code scales by: 2 for each per cent sign, -3 for each comma behind the digits."""
    ends = {places[-1] for places in (whole, part) if places}
    commas = sum(tokens[end + 1 : end + 1 + count] == (",",) * count for end in ends for count in (1, 2, 3))
    return 2 * min(tokens.count("%"), 2) - 3 * commas


def _grouped(tokens: tuple[str, ...], whole: list[int]) -> bool:
    return len(whole) > 1 and "," in tokens[whole[0] : whole[-1]]


def _place_whole(shown: list[str], places: list[int], digits: str, *, grouped: bool) -> None:
    """Puts the digits before the point into their places, from the last; the first takes all that are left."""
    for number, at in enumerate(reversed(places)):
        begin = 0 if number == len(places) - 1 else max(len(digits) - number - 1, 0)
        own = digits[begin : max(len(digits) - number, 0)] or ("0" if shown[at] == "0" else "")
        if grouped and own:
            own = _with_commas(own, number)
        shown[at] = own


def _with_commas(digits: str, behind: int) -> str:
    """Digits with a comma before each group of three; `behind` more digits follow in other places."""
    last = len(digits) - 1
    return "".join(
        digit + ("," if (after := last - at + behind) % 3 == 0 and after else "")
        for at, digit in enumerate(digits)
    )


def _place_part(shown: list[str], places: list[int], decimals: str) -> None:
    """Puts the digits behind the point into their places; zeros at the end only where the code says "0"."""
    needed = max((number + 1 for number, at in enumerate(places) if shown[at] == "0"), default=0)
    kept = decimals[:needed] + decimals[needed:].rstrip("0")
    for number, at in enumerate(places):
        shown[at] = kept[number : number + 1]


def _fraction(tokens: tuple[str, ...], value: float) -> str:
    """A mixed fraction: "2 1/2"."""
    slash = tokens.index("/")
    below = [token for token in tokens[slash + 1 :] if token in _PLACES or token[-1:].isdigit()]
    # "# ?/8" states the denominator, "# ??/??" how many digits it may have.
    fixed = "".join(place[-1] for place in below if place not in "#?")[:4]
    if fixed.strip("0"):
        found = Fraction(round(abs(value) * int(fixed)), int(fixed))
    else:
        found = Fraction(abs(value)).limit_denominator(10 ** min(max(len(below), 1), 4) - 1)
    whole, rest = divmod(found.numerator, found.denominator)
    sign = "-" if value < 0 and found else ""
    if not rest:
        return f"{sign}{whole}"
    return f"{sign}{whole} {rest}/{found.denominator}" if whole else f"{sign}{rest}/{found.denominator}"
