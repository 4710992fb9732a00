"""Which rows of accounts stand under which label: "International" under "Immunology", "Cash" under "Current assets:"."""

import re
from collections.abc import Sequence
from typing import NamedTuple

from index.formats.tables.figures import unit_in

# Points by which a row must be further in to stand under a label.
_INDENT = 1.5
_LONGEST = 110  # characters of a label, which may be on two lines
_SENTENCE_WORDS = 8  # more with a full stop are a note and no label
_UNIT_SHARE = 0.4  # of a label at most may be about units
# A sum ends what stands under a label that is not further out than its rows.
_SUM = re.compile(r"(?:sub-?)?total\b|net\b|summe\b|gesamt", re.I)


class Labelled(NamedTuple):
    """The label of a row."""

    text: str
    left: float  # where it begins
    figures: bool  # whether the row has more than a label
    apart: bool = False  # whether an empty line is above it


class _Open(NamedTuple):
    """A label whose rows may follow."""

    left: float
    text: str
    level: bool  # whether its first row begins where it does


class Groups:
    """The labels that rows stand under, from the top down."""

    def __init__(self) -> None:
        """No label yet."""
        self._open: list[_Open] = []
        self._new = False  # whether the last row was a label

    def of_label(self, text: str, left: float) -> str:
        """Notes a label without figures; returns what it stands under itself."""
        self._close(left - _INDENT)
        outer = self._open[-1].text if self._open else ""
        name = text.rstrip(" :")
        # "(in millions)" alone names no rows, "Shares used in calculation (000s)" does.
        sentence = name.endswith(".") and len(name.split()) > _SENTENCE_WORDS
        if (
            name
            and not sentence
            and len(name) <= _LONGEST
            and len(unit_in(name) or "") <= _UNIT_SHARE * len(name)
        ):
            self._open.append(_Open(left, name, level=False))
            self._new = True
        return outer

    def of_row(self, text: str, left: float, *, apart: bool = False) -> str:
        """The label that a row with figures stands under; "" for none. It is apart behind an empty line."""
        if self._new and self._open and left <= self._open[-1].left + _INDENT:
            self._open[-1] = self._open[-1]._replace(level=True)
        if apart and not self._new and not _SUM.match(text):
            # What is not set further in than its label ends with its lines.
            self._open = [label for label in self._open if not label.level]
        self._new = False
        while self._open and self._ends(self._open[-1], left):
            self._open.pop()
        group = self._open[-1].text if self._open else ""
        if self._open and self._open[-1].level and _SUM.match(text):
            self._open.pop()
        return group

    def _close(self, left: float) -> None:
        while self._open and self._open[-1].left >= left:
            self._open.pop()

    def _ends(self, label: _Open, left: float) -> bool:
        """Whether a row that begins there does not stand under a label."""
        return left < label.left - _INDENT if label.level else left <= label.left + _INDENT


def groups_of(rows: Sequence["Labelled"]) -> list[str]:
    """The label that each row stands under; "" for none.

    Args:
        rows: The labels of the rows.
    """
    groups = Groups()
    return [
        groups.of_row(text, left, apart=apart) if figures else groups.of_label(text, left)
        for text, left, figures, apart in rows
    ]
