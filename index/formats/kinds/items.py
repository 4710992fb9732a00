"""Which paragraphs are items of a list, by the sign or the number in front of them."""

import re
from collections.abc import Sequence
from typing import NamedTuple

_BULLET = re.compile(r"(?:[•‣◦▪■●○·►➢✓✔☐☒❑❖➤\uf0a7\uf0b7]\s*|[–—*+-]\s+)(?=\S)")
_NUMBER = re.compile(
    r"(?:(?P<open>[(\[])?(?P<mark>\d{1,3}|[a-z]|[ivx]{1,6}|[A-Z])(?P<close>[.)\]]{1,2})"
    r"|(?P<path>\d{1,3}(?:\.\d{1,3})*)\.(?P<last>\d{1,3})[.)]?)\s+(?=\S)"
)
# A number alone may be that of a day or of a year; the item before or after it is not far away.
_NEAR = 8


class _Mark(NamedTuple):
    form: str  # how it is written, without its number
    values: tuple[int, ...]  # what it counts; a letter may be a numeral as well


def items(texts: Sequence[str]) -> list[bool]:
    """For each of some texts in order, whether it is an item of a list."""
    marks = [_mark(text) for text in texts]
    return [
        _BULLET.match(text) is not None or (mark is not None and _counts(marks, number, mark))
        for number, (text, mark) in enumerate(zip(texts, marks, strict=True))
    ]


def _counts(marks: Sequence[_Mark | None], number: int, mark: _Mark) -> bool:
    """Whether the mark is surely one: in brackets, or an item before or after it counts with it."""
    if mark.form.startswith(("(", "[")):
        return True
    near = (*marks[max(0, number - _NEAR) : number], *marks[number + 1 : number + 1 + _NEAR])
    values = {value for other in near if other and other.form == mark.form for value in other.values}
    return any({value - 1, value + 1} & values for value in mark.values)


def _mark(text: str) -> _Mark | None:
    match = _NUMBER.match(text)
    if match is None:
        return None
    if match["last"]:
        return _Mark(f"{match['path']}.#", (int(match["last"]),))
    mark, around = match["mark"], f"{match['open'] or ''}#{match['close']}"
    if mark.isdecimal():
        return _Mark(around, (int(mark),))
    letter = "A" if mark.isupper() else "a"
    values = [ord(mark) - ord(letter) + 1] if len(mark) == 1 else []
    if (roman := _roman(mark)) is not None:
        values.append(roman)
    return (
        _Mark(f"{letter}{around}" if not match["open"] else around + letter, tuple(values))
        if values
        else None
    )


def _roman(mark: str) -> int | None:
    digits = [{"i": 1, "v": 5, "x": 10}.get(digit) for digit in mark.lower()]
    if None in digits:
        return None
    known = [digit for digit in digits if digit is not None]
    return sum(
        -digit if digit < following else digit
        for digit, following in zip(known, [*known[1:], 0], strict=True)
    )
