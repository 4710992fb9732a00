"""Identifiers in questions: codes, numbers and names of programs that mean one thing exactly, such as ERR-4012 or --no-cache."""

import re
from collections.abc import Iterator

_PATTERN = re.compile(
    # ERR-4012, CVE-2024-1234, SO-9999, HX20-EU-WH, RFC 9110
    r"(?<![\w-])(?:[A-Z]{2,8}\d{0,4}(?:[-_/]?[A-Z]{1,6})?(?:[-_/ ](?=\d)|(?=\d))\d{2,8}(?:[-_./][A-Z\d]{1,8}){0,4}"
    # --no-cache, snake_case, MAX_RETRIES, name()
    r"|--[a-z][\w-]{1,40}|[A-Za-z]\w{0,40}_\w{1,40}(?:\(\))?|[A-Za-z_]\w{1,40}\(\)"
    # 65534, but no year
    r"|\d{5,12})(?![\w-])"
)
_FEWEST_DIGITS = 3
_AMOUNT_BEFORE = re.compile(
    r"(?:\b(?:than|over|under|above|below|at least|at most|up to|about|around|roughly|nearly|almost|approximately|exceed(?:s|ing)?|between|worth|costs?|cost|pays?|paid|earns?|mehr als"
    r"|weniger als|[uü]ber|unter|mindestens|h[oö]chstens|bis zu|rund|etwa|circa|ca\.|plus de|moins de|m[aá]s de|menos de)|[$€£¥])\s*$",
    re.IGNORECASE,
)
_AMOUNT_BEHIND = re.compile(
    r"\s?(?:[$€£¥%°]|(?:euros?|eur|dollars?|usd|pounds?|gbp|francs?|chf|yen|kroner|kronor|nok|sek|dkk|cents?|percent|prozent|km|kilomet(?:er|re)s?|miles?|m|met(?:er|re)s?|cm|mm|kg"
    r"|kilos?|kilograms?|g|grams?|tons?|tonnes?|t|lit(?:er|re)s?|l|ml|hours?|days?|years?|minutes?|seconds?|ms|watts?|w|kw|kwh|volts?|v|mb|gb|bytes?|people|persons|inhabitants|residents"
    r"|employees|members|visitors|users|customers|copies|votes|units|pieces|einwohner|personen|mitarbeiter|st[uü]ck|shares|steps|words|pages|rows|times)\b)",
    re.IGNORECASE,
)
_THOUSANDS = r"[,.'’\s]?"
# "COVID-19" and "MP3" are words; "ISO 9001" and "ERR-4012" name one thing among many like it.
_PIECES = re.compile(r"[^\W\d_]+|\d+")


def identifiers(question: str) -> tuple[str, ...]:
    """The identifiers in a question, as it writes them, without brackets behind a name."""
    found = (
        match[0].removesuffix("()")
        for match in _PATTERN.finditer(question)
        if not (match[0].isdigit() and _is_quantity(question, match))
    )
    return tuple(dict.fromkeys(one for one in found if _is_exact(one)))


def _is_quantity(question: str, number: re.Match[str]) -> bool:
    """Whether a number says how much, and names nothing: "more than 10000 euro"."""
    return (
        _AMOUNT_BEFORE.search(question[: number.start()]) is not None
        or _AMOUNT_BEHIND.match(question[number.end() :]) is not None
    )


def _is_exact(identifier: str) -> bool:
    digits = sum(character.isdigit() for character in identifier)
    return digits >= _FEWEST_DIGITS or not digits or "_" in identifier or identifier.startswith("--")


def spellings(identifier: str) -> Iterator[str]:
    """The ways in which documents may write it: HX-2000, HX2000 and HX 2000; 65534 and 65,534."""
    pieces = _PIECES.findall(identifier)
    yield identifier
    yield "".join(pieces)
    yield " ".join(pieces)
    yield "-".join(pieces)
    yield "_".join(pieces)
    if identifier.isdigit():
        groups = f"{int(identifier):,}"
        yield from (groups.replace(",", sign) for sign in ",. '’\u00a0\u202f")


def has_identifier(identifier: str, text: str) -> bool:
    """Whether a text has just this identifier: not ERR-40123 for ERR-4012, nor ERR-4013."""
    return _exactly(identifier).search(text) is not None


def has_neighbour(identifier: str, text: str) -> bool:
    """Whether a text has another identifier of the same form: ERR-4013 for ERR-4012."""
    shape = re.sub(r"\d+", lambda digits: rf"\d{{1,{len(digits[0]) + 1}}}", _joined(identifier))
    if not any(character.isdigit() for character in identifier):
        return False
    pattern = re.compile(rf"(?<![\w-]){shape}(?![\w-])", re.IGNORECASE)
    return any(not has_identifier(identifier, match[0]) for match in pattern.finditer(text))


def _exactly(identifier: str) -> re.Pattern[str]:
    ways = [_joined(identifier)]
    if identifier.isdigit():
        ways.append(f"{int(identifier):,}".replace(",", _THOUSANDS))
    if identifier.startswith("--"):
        ways = [re.escape(identifier)]
    return re.compile(rf"(?<![\w-])(?:{'|'.join(ways)})(?!\w|-\w)", re.IGNORECASE)


def _joined(identifier: str) -> str:
    """Its letters and digits with what may stand between them."""
    return r"[\s_./-]?".join(map(re.escape, _PIECES.findall(identifier)))
