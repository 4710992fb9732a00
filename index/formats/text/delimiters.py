"""Finds what stands between the values of a file: a comma, a semicolon, a tab or a bar."""

import csv
import re
from collections import Counter
from collections.abc import Sequence

_DELIMITERS = ",;\t|"
_SAMPLE = 200  # lines
# One that cuts nearly as many lines into more cells is the better one: a comma may also stand in each amount.
_NEARLY = 0.6
_DECIMAL_COMMA = re.compile(r"\d,\d{1,2}(?!\d)")


def delimiter_of(text: str) -> str:
    """The delimiter that cuts most lines into the same number of cells, more than one."""
    sample = text.split("\n", _SAMPLE)[:_SAMPLE]
    found = {delimiter: _agreement(sample, delimiter) for delimiter in _DELIMITERS}
    most = max(lines for lines, _ in found.values())
    # A comma inside of texts makes more cells, but in few lines as many.
    good = [delimiter for delimiter in _DELIMITERS if found[delimiter][0] >= max(_NEARLY * most, 1)]
    return max(
        good, key=lambda delimiter: (_marks_no_decimals(sample, delimiter), found[delimiter][1]), default=","
    )


def _agreement(lines: Sequence[str], delimiter: str) -> tuple[int, int]:
    """How many lines have the same number of cells, and how many cells these are."""
    try:
        rows = [row for row in csv.reader((f"{line}\n" for line in lines), delimiter=delimiter) if row]
    except csv.Error:
        return (0, 0)
    widths = Counter(len(row) for row in rows if len(row) > 1)
    width, count = max(widths.items(), key=lambda item: (item[1], item[0]), default=(0, 0))
    return count, width


def _marks_no_decimals(lines: Sequence[str], delimiter: str) -> bool:
    """Whether a delimiter is no comma of numbers or of text, which a space follows."""
    if delimiter != ",":
        return True
    commas = sum(line.count(",") for line in lines)
    spaced = sum(line.count(", ") + len(_DECIMAL_COMMA.findall(line)) for line in lines)
    return 2 * spaced < commas
