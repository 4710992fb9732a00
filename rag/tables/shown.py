"""The values of a result as people read them: per cents as such, and with the units that the table says."""

import re
from dataclasses import replace

from rag.tables.cells.cell_values import Value
from rag.tables.language.formula import Call
from rag.tables.language.results import Values

_PERCENT = re.compile(r"\bper ?cent(?:age)?\b|%|\bprozent\w*|\bpour ?cent\w*|\bporcent\w+|\banteil\b", re.I)
_EACH = re.compile(r"\brespective(?:ly)?\b|\bjeweils\b|\brespectivement\b|\brespectivamente\b", re.I)
# More values than these are in the rows that are shown beside them.
_MOST_VALUES = 10
# What is in the units of the figures that it was computed from.
_IN_UNITS = frozenset(("sum", "mean", "highest", "lowest", "range", "difference", "total"))
_SIGNS = frozenset("$€£¥₹")


def shown_values(question: str, formula: Call, result: Values, unit: str = "") -> str:
    """The values on one line.

    Args:
        question: One that asks for per cents gets them.
        formula: What gave the values.
        result: The values.
        unit: What the table says about the units of all its figures, "in millions".
    """
    if not result.computed:
        texts = [value.text for value in result.values]
        # "In 2018 and 2019, respectively" wants one for each, though they may be equal.
        texts = texts if _EACH.search(question) else list(dict.fromkeys(texts))
        more = len(texts) - _MOST_VALUES
        return "; ".join(texts[:_MOST_VALUES]) + (f"; and {more:,} more" if more > 0 else "")
    value = result.values[0]
    if formula.name == "change" or (formula.name == "ratio" and _PERCENT.search(question)):
        return f"{_number(100 * (value.number or 0.0))}%"
    if not unit or formula.name not in _IN_UNITS or value.unit == "%":
        return _with_unit(value)
    # The title of a table may say the unit of its columns as well: once is enough.
    own = value.unit if value.unit in _SIGNS or value.unit.casefold() not in unit.casefold() else ""
    return f"{_with_unit(replace(value, unit=own))} ({unit.strip('()')})"


def _with_unit(value: Value) -> str:
    if value.number is None:
        return value.text
    number = _number(value.number)
    if value.unit in _SIGNS:
        return f"−{value.unit}{number[1:]}" if number.startswith("−") else f"{value.unit}{number}"
    return f"{number}{value.unit}" if value.unit == "%" else f"{number} {value.unit}".rstrip()


def _number(number: float) -> str:
    """A number with commas and at most two digits behind the point; of one below 1 so many that two count."""
    digits = 2 if abs(number) >= 1 or number == 0 else 4
    text = f"{abs(number):,.{digits}f}"
    text = text.rstrip("0").rstrip(".") if "." in text else text
    return f"−{text}" if number < 0 and text.strip("0.,") else text
