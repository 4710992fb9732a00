"""The sign or the number in front of an item of a list."""

import re
from dataclasses import dataclass

_BULLET = re.compile(r"[•‣◦▪■●○·►➢✓✔☐☒❑❖➤\uf0a7\uf0b7–—*+-]")
_NUMBER = re.compile(
    r"(?P<open>[(\[]?)(?P<word>(?:[Ss]tep|[Ss]chritt|[ÉEée]tape|[Pp]aso)\s)?(?P<value>\d{1,3}|[a-z]|[A-Z]|[ivxIVX]{2,5})"
    r"(?P<close>[.)\]:]+|(?=\s*[:–—-]\s))(?=\s|$)"
)
_PATH = re.compile(r"(?P<path>(?:\d{1,3}\.){1,3})(?P<value>\d{1,3})\.?(?=\s)")
_ROMAN = {"i": 1, "v": 5, "x": 10}


@dataclass(frozen=True, slots=True, kw_only=True)
class Marker:
    """What is in front of an item.

    Attributes:
        form: How it is written, without its number: "#.", "(a)", "-"; empty for none.
        values: What it counts; a letter may be a Roman numeral as well. Empty for a bullet.
        length: How many characters it is.
    """

    form: str
    values: tuple[int, ...] = ()
    length: int = 0

    @property
    def is_digit(self) -> bool:
        """Whether it counts with digits."""
        return "#" in self.form


NONE = Marker(form="")


def marker(text: str) -> Marker:
    """The marker at the start of a text; `NONE` without one."""
    if bullet := _BULLET.match(text):
        return Marker(form=bullet[0], length=1)
    if path := _PATH.match(text):
        return Marker(form=path["path"] + "#", values=(int(path["value"]),), length=path.end())
    number = _NUMBER.match(text)
    if number is None or (not number["close"] and not number["word"]):
        return NONE
    value, word = number["value"], (number["word"] or "").strip().lower()
    sign = "#" if value.isdecimal() else "A" if value.isupper() else "a"
    values = (int(value),) if value.isdecimal() else _letters(value.lower())
    form = f"{word}{number['open']}{sign}{number['close']}"
    return Marker(form=form, values=values, length=number.end())


def _letters(value: str) -> tuple[int, ...]:
    values = [ord(value) - ord("a") + 1] if len(value) == 1 else []
    if set(value) <= set(_ROMAN):
        digits = [_ROMAN[digit] for digit in value]
        following = [*digits[1:], 0]
        values.append(sum(-a if a < b else a for a, b in zip(digits, following, strict=True)))
    return tuple(values)
