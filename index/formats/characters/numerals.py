"""Numbers as Word writes them before paragraphs and on pages: 4, iv, D, 4th, ④, 四.

Source: ECMA-376 part 1, 17.18.59 (ST_NumberFormat).
"""

from collections.abc import Callable

_ROMAN = (
    (1000, "m"), (900, "cm"), (500, "d"), (400, "cd"), (100, "c"), (90, "xc"), (50, "l"), (40, "xl"), (10, "x"),
    (9, "ix"), (5, "v"), (4, "iv"), (1, "i"),
)  # fmt: skip
_LONGEST_ROMAN = 5_000
_MOST_LETTERS = 30
_CHINESE = "〇一二三四五六七八九"
_TEN = 10


def numeral(count: int, form: str) -> str | None:
    """A number in one of Word's forms ("decimal", "lowerRoman", ...); None in one that is not known here."""
    write = _FORMS.get(form)
    return None if write is None else write(count) if count > 0 else str(count)


def _roman(count: int) -> str:
    if count >= _LONGEST_ROMAN:
        return str(count)
    written = ""
    for size, letters in _ROMAN:
        times, count = divmod(count, size)
        written += letters * times
    return written


def _letters(count: int) -> str:
    """a, b, ... z, aa, bb, ...: the letter is doubled, unlike the columns of a sheet."""
    times, place = divmod(count - 1, 26)
    return chr(ord("a") + place) * min(times + 1, _MOST_LETTERS)


def _ordinal(count: int) -> str:
    suffix = "th" if count // _TEN % _TEN == 1 else {1: "st", 2: "nd", 3: "rd"}.get(count % _TEN, "th")
    return f"{count}{suffix}"


def _circled(count: int) -> str:
    return chr(0x2460 + count - 1) if count <= 20 else str(count)


def _chinese(count: int) -> str:
    """Up to 99, as 二十一; beyond, digit by digit."""
    tens, ones = divmod(count, _TEN)
    if tens >= _TEN:
        return "".join(_CHINESE[int(digit)] for digit in str(count))
    ten = "" if not tens else "十" if tens == 1 else f"{_CHINESE[tens]}十"
    return ten + (_CHINESE[ones] if ones else "")


def _full_width(count: int) -> str:
    return "".join(chr(0xFF10 + int(digit)) for digit in str(count))


_FORMS: dict[str, Callable[[int], str]] = {
    "decimal": str,
    "decimalZero": lambda count: f"{count:02}",
    "lowerRoman": _roman,
    "upperRoman": lambda count: _roman(count).upper(),
    "lowerLetter": _letters,
    "upperLetter": lambda count: _letters(count).upper(),
    "ordinal": _ordinal,
    "decimalEnclosedCircle": _circled,
    "decimalEnclosedCircleChinese": _circled,
    "decimalFullWidth": _full_width,
    "decimalHalfWidth": str,
    "chineseCounting": _chinese,
    "chineseCountingThousand": _chinese,
    "japaneseCounting": _chinese,
    "taiwaneseCounting": _chinese,
    "numberInDash": str,
    "none": lambda _: "",
}
