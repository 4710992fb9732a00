"""Which rows of accounts stand under which label: "International" under "Immunology", "Cash" under "Current assets:"."""

import re
from collections.abc import Sequence
from typing import NamedTuple

from index.formats.tables.figures import names_period, unit_in

# Points by which a row must be further in to stand under a label.
_INDENT = 1.5
_LONGEST = 110  # characters of a label, which may be on two lines
_SENTENCE_WORDS = 8  # more with a full stop are a note and no label
_LEAST_ITEMS = 2  # a line drawn above a row tells a sum of so many at least
_UNIT_SHARE = 0.4  # of a label at most may be about units
# A sum ends what stands under a label that is not further out than its rows.
_SUM = re.compile(
    r"(?:sub-?)?total\b|net\b|summe\b|gesamt|cash\s(?:flows?\s)?(?:\(?used|provided|from|for)\b", re.I
)
# What is left of revenues and expenses is neither.
_PART = re.compile(r"\b(?:revenues?|sales|expenses?|costs?|charges|deductions)\b", re.I)
_RESULT = re.compile(
    r"(?:net|operating|gross|pre-?tax)\s(?:income|profit|loss|earnings|margin)\b"
    r"|(?:income|profit|loss|earnings)\b[^:]{0,30}\b(?:before|from (?:continuing )?operations)\b|ebit",
    re.I,
)


class Labelled(NamedTuple):
    """The label of a row."""

    text: str
    left: float  # where it begins
    figures: bool  # whether the row has more than a label
    apart: bool = False  # whether an empty line is above it
    sum: bool = False  # whether a line is drawn above its figures
    ended: bool = False  # whether two lines are: what was above it has ended
    bold: bool = False  # whether it is bold in a table that is not


class _Open(NamedTuple):
    """A label whose rows may follow."""

    left: float
    text: str
    level: bool  # whether its first row begins where it does
    bold: bool = False
    rows: int = 0  # how many it has so far


class Groups:
    """The labels that rows stand under, from the top down."""

    def __init__(self) -> None:
        """No label yet."""
        self._open: list[_Open] = []
        self._new = False  # whether the last row was a label

    def shift(self, by: float) -> None:
        """Moves where the labels begin, as the next page has its margin elsewhere."""
        self._open = [label._replace(left=label.left + by) for label in self._open]

    def of_label(self, text: str, left: float, *, bold: bool = False) -> str:
        """Notes a label without figures; returns what it stands under itself."""
        name = text.rstrip(" :")
        if not self._new or names_period(name) or not self._goes_on(left):
            self._close(left, name, bold=bold)
        outer = self._text()
        # "(in millions)" alone names no rows, "Shares used in calculation (000s)" does.
        sentence = name.endswith(".") and len(name.split()) > _SENTENCE_WORDS
        if (
            name
            and not sentence
            and len(name) <= _LONGEST
            and len(unit_in(name) or "") <= _UNIT_SHARE * len(name)
        ):
            self._open.append(_Open(left, name, level=False, bold=bold))
            self._new = True
        return outer

    def of_row(self, row: Labelled) -> str:
        """The label that a row with figures stands under; "" for none."""
        first, self._new = self._new, False
        if first and self._open and row.left <= self._open[-1].left + _INDENT:
            self._open[-1] = self._open[-1]._replace(level=True)
        if not first:
            # What is not set further in than its label ends with its lines.
            self._open = [label for label in self._open if not (label.level and _is_behind(row, label))]
        while self._open and self._ends(self._open[-1], row.left):
            self._open.pop()
        if not self._open:
            return ""
        group, label = self._text(), self._open.pop()
        if first or not (label.level and _is_sum(row, label)):
            self._open.append(label._replace(rows=label.rows + 1))
        return group

    def _goes_on(self, left: float) -> bool:
        """Whether a label right below another one, which has no rows yet, begins where that does: it is a part of it."""
        if not self._open or abs(self._open[-1].left - left) > _INDENT:
            return False
        self._open[-1] = self._open[-1]._replace(level=True)
        return True

    def _text(self) -> str:
        """The last label, with those around it that begin where it does, or name a period."""
        if not self._open:
            return ""
        *outer, last = self._open
        around = [
            label.text
            for label in outer
            if names_period(label.text) or unit_in(label.text) or abs(label.left - last.left) <= _INDENT
        ]
        return ", ".join(dict.fromkeys([*around, last.text]))

    def _close(self, left: float, name: str, *, bold: bool) -> None:
        """Ends labels that do not begin left of another; a period goes on to the next one, and what is bold to a bold one."""
        period = names_period(name)
        while self._open and self._open[-1].left >= left - _INDENT:
            label = self._open[-1]
            if names_period(label.text) and not period and label.level and label.left <= left + _INDENT:
                break
            if label.bold and not bold and left >= label.left - _INDENT:
                self._open[-1] = label._replace(level=True)
                break
            self._open.pop()

    def _ends(self, label: _Open, left: float) -> bool:
        """Whether a row that begins there does not stand under a label."""
        return left < label.left - _INDENT if label.level else left <= label.left + _INDENT


def _is_behind(row: Labelled, label: _Open) -> bool:
    """Whether a row stands behind the rows of a label: an empty line or two drawn ones are between, or it is the result."""
    if names_period(label.text):
        return False
    if row.apart and not _SUM.match(row.text):
        return True
    drawn = row.ended and label.rows >= _LEAST_ITEMS
    return drawn or (_RESULT.match(row.text) is not None and _PART.search(label.text) is not None)


def _is_sum(row: Labelled, label: _Open) -> bool:
    """Whether a row is the sum of those that stand under a label; a year has several sums."""
    if names_period(label.text):
        return False
    return (row.sum and label.rows >= _LEAST_ITEMS) or _SUM.match(row.text) is not None


def groups_of(rows: Sequence[Labelled], groups: Groups | None = None) -> list[str]:
    """The label that each row stands under; "" for none.

    Args:
        rows: The labels of the rows.
        groups: The labels that stand above them on the page before; they are then those at the end of the rows.
    """
    groups = groups or Groups()
    return [
        groups.of_row(row) if row.figures else groups.of_label(row.text, row.left, bold=row.bold)
        for row in rows
    ]
