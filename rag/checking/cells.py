"""Whether a sentence takes a number from another column than the one that it names: "the price is 12" of "Seats: 12 | Price: 7".

A checker knows that both stand in the row, and seldom which is which. Pure functions.
"""

from collections.abc import Sequence
from dataclasses import dataclass

from rag.questions.wording.likeness import content_stems
from rag.writing.quantities import Quantity, quantities

_BETWEEN = " | "


@dataclass(frozen=True, slots=True)
class _Cell:
    """What a row says under one column."""

    column: str
    named: float  # 0 to 1, the share of the column's words and numbers that the sentence has
    values: frozenset[str]


def number_of_another_column(sentence: str, text: str) -> tuple[str, str] | None:
    """A number of the sentence and the column it stands in, where the sentence names another column, and not what that says.

    Args:
        sentence: What is written.
        text: Rows as they are read, "Column: value | Column: value", and what else is cited.
    """
    rows = [row for row in text.splitlines() if _BETWEEN in row] or [text]
    cells = [cell for row in rows for cell in _cells(sentence, row)]
    known = {value for row in text.splitlines() if _BETWEEN not in row for value in _values(quantities(row))}
    ours = _values(quantities(sentence))
    for quantity in quantities(sentence):
        if quantity.value in known:
            continue
        holders = [cell for cell in cells if quantity.value in cell.values]
        best = max((cell.named for cell in holders), default=1.0)
        # What the sentence says of the column that it names must be missing: it may say something of both.
        if any(cell.named > max(best, 0.5) and cell.values and not cell.values & ours for cell in cells):
            return sentence[quantity.start : quantity.end], holders[0].column
    return None


def _cells(sentence: str, row: str) -> list[_Cell]:
    """The cells of a row behind the first, which says what the row is about."""
    words = _words(sentence)
    found = []
    for cell in row.split(_BETWEEN)[1:]:
        column, separator, value = cell.partition(": ")
        if separator:
            names = _words(column)
            share = len(names & words) / len(names) if names else 0.0
            found.append(_Cell(column, share, frozenset(_values(quantities(value)))))
    return found


def _words(text: str) -> frozenset[str]:
    return frozenset(content_stems(text)) | _values(quantities(text))


def _values(found: Sequence[Quantity]) -> frozenset[str]:
    return frozenset(quantity.value for quantity in found)
