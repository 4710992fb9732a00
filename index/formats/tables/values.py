"""Tells what a cell holds: a number, a date, a unit, or words. Numbers are written in the ways of many countries."""

import re
from collections import Counter
from collections.abc import Sequence
from functools import lru_cache
from typing import Literal, TypeAlias

Cells: TypeAlias = Sequence[str]
ValueKind: TypeAlias = Literal["", "date", "number", "words"]

# A longer text names no column, and each row would repeat it.
LONGEST_NAME = 100
_MONTH = r"[^\W\d_]{3,9}\.?"
_DATE = (
    rf"(?:\d{{4}}-\d\d(?:-\d\d)?|\d{{1,2}}[./]\d{{1,2}}[./]\d{{2,4}}|\d{{4}}/\d\d/\d\d|\d\d-\d\d-\d{{4}}"
    # 4 March 2024, 4. März 2024, 04-Mar-24, March 4, 2024
    rf"|\d{{1,2}}(?:\.? |-){_MONTH}(?: |-)(?:\d{{4}}|\d\d)|{_MONTH} \d{{1,2}}, \d{{4}})"
    r"(?:,? |T)?(?:(?<=[ T])\d{1,2}:\d\d.*)?"
)
# A year or a date may be a value, or name the column of that time.
_PERIOD = re.compile(rf"(?:19|20)\d\d|{_DATE}")
_CURRENCY = r"(?:[A-Z]{0,3}[$€£¥₹₽₩]|[A-Z]{3} |Rs\.? ?)"
# 3.412,88 and 3,412.88 and 3,41,288; 3 412,88 with spaces of any width; 3'412.88
_DIGITS = r"(?:\d{1,3}(?:[ \u00a0\u202f\u2009]\d{3})+(?:[.,]\d+)?|[\d.,]*\d[\d.,'’]*)"
# Also with a sign, which may follow, brackets, a currency or a unit; a dash or n/a stands where a number is missing.
_NUMBER = re.compile(
    # "VAT 19%" is no amount of a currency.
    rf"(?![A-Z]{{3}} [^%]*%)[-+−(]?\s?{_CURRENCY}?\s?[-+−]?{_DIGITS}(?:[eE][+-]?\d+)?-?\s?(?:%|[$€£¥₹₽₩]|\s[^\W\d_]{{1,3}})?\)?"
    r"|-?\d+:\d\d(?::\d\d)?(?:\.\d+)?|[-–—]|#N/A|n/a",
)
_LIKE_NUMBERS = frozenset(("TRUE", "FALSE", "true", "false"))
_DATED = re.compile(_DATE)
_SENTENCE_END = re.compile(r"[.!?;,。！？][\"'”’)\]]*$")
_UNIT = re.compile(
    r"[\[(][^\[\]()]{1,12}[\])]|°[CFK]?|[%‰€$£¥₹]|[A-Z]{3}|h|min|pcs\.?|pc\.?|Stk\.?|St\.?|ea"
    r"|[kKMGTmµnchd]?(?:m|g|l|L|W|Wh|V|A|VA|Hz|Pa|bar|N|Nm|J|s|B|bit|t|eq|Ω|mol)[²³23]?(?:[/·][a-zA-Z]{1,4}[²³23]?)?"
    r"|(?:lbs?|oz|in|ft|mi|gal|psi|mph|rpm|dB|ppm|ha|kt|mph)"
)
_KINDS_AGREE = 0.8  # of the cells of a column


def is_number(cell: str) -> bool:
    """Whether a cell is a number, date, time or truth value rather than words."""
    # The pattern takes time by the square of the length.
    cell = cell.strip() if len(cell) < 50 else ""
    # This is asked of every cell of every sheet, several times, and most hold words.
    return cell in _LIKE_NUMBERS if cell.isalpha() or not cell else _is_number(cell)


@lru_cache(maxsize=8192)
def _is_number(cell: str) -> bool:
    return (_NUMBER.fullmatch(cell) or _DATED.fullmatch(cell)) is not None


def is_period(cell: str) -> bool:
    """Whether a cell is a year or a date, which may be a value or name a column."""
    return len(cell) < 50 and _PERIOD.fullmatch(cell.strip()) is not None


def is_unit(cell: str) -> bool:
    """Whether a cell is a unit or a currency: "kg", "°C", "[m/s]", "EUR"."""
    return len(cell) <= 14 and _UNIT.fullmatch(cell.strip()) is not None


def is_label(cell: str) -> bool:
    """Whether a text may name what follows: short, and no sentence."""
    return 0 < len(cell) <= LONGEST_NAME and not _SENTENCE_END.search(cell) and not is_number(cell)


def kind_of_value(cell: str) -> ValueKind:
    """What a cell holds; "" if nothing."""
    if not (cell := cell.strip()):
        return ""
    if not is_number(cell):
        return "words"
    return "date" if _DATED.fullmatch(cell) else "number"


def column_kinds(rows: Sequence[Cells]) -> list[ValueKind]:
    """What each column of some rows holds; "" where it is empty, or holds this and that."""
    width = max(map(len, rows), default=0)
    found: list[ValueKind] = []
    for column in range(width):
        kinds: list[ValueKind] = [
            kind for row in rows if column < len(row) and (kind := kind_of_value(row[column]))
        ]
        counts = Counter(kinds)
        found.append(next((kind for kind, count in counts.items() if count >= _KINDS_AGREE * len(kinds)), ""))
    return found


def filled(cells: Cells) -> list[str]:
    """The cells that are not empty."""
    return [cell for cell in cells if cell]
