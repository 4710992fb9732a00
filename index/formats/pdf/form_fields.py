"""Puts what is filled in a form behind the words that the page has for it: "Date of birth: 12.03.1984".

Programs name fields for themselves ("dob"), people by what is printed to the left of a field or above it, and to the right
of a box to tick.
"""

from collections.abc import Iterable, Sequence
from typing import NamedTuple

from index.documents import Box
from index.formats.pdf.structure.lines import Line
from index.formats.pdf.words.word import Word

# In points: how far a label is from its field at most, and how exactly fields stand one below another.
_LEFT, _ABOVE, _BESIDE, _EXACT = 220.0, 20.0, 18.0, 4.0
# Above a field its label begins so far from where the field does.
_SHIFT = 25.0

_LONGEST = 80  # characters of a label


class Field(NamedTuple):
    """A field of a form.

    Attributes:
        box: Where it is.
        value: What is filled in; "" if nothing.
        name: What the file calls it for people; "" if it has no such name.
        ticked: Of a box to tick, whether it is; None of a field to write in.
    """

    box: Box
    value: str
    name: str
    ticked: bool | None = None

    @property
    def text(self) -> str:
        """Its name and value by themselves; "" if it is empty or nobody knows what its tick belongs to."""
        if self.ticked is not None:
            return f"{self.name}: {self.value}" if self.ticked and self.name else ""
        return f"{self.name}: {self.value}" if self.name and self.value else self.value


def place_fields(pieces: Sequence[Line], fields: Sequence[Field]) -> list[tuple[str, Box]]:
    """Writes values into the pieces of lines that are their labels.

    Args:
        pieces: Those of a page whose text runs from left to right; their words are changed.
        fields: The fields of the page.

    Returns:
        What has no place among them: values without a label, rows of fields below the names of their columns, and what is
        ticked in a line of several boxes; each as a statement and where it is.
    """
    form = _Form(pieces, fields)
    ticks = [form.tick(field) for field in fields if field.ticked is not None]
    written = [field for field in fields if field.ticked is None]
    rows = form.rows(written)
    inside = {id(field) for row in rows for field, _ in row}
    left = [field for field in written if id(field) not in inside and not form.write(field)]
    return [
        *(
            (" | ".join(f"{name}: {field.value}" for field, name in row if field.value), row[0][0].box)
            for row in rows
        ),
        *((field.text, field.box) for field in left if field.text),
        *(tick for tick in ticks if tick is not None),
    ]


class _Form:
    """The labels of one page."""

    def __init__(self, pieces: Sequence[Line], fields: Sequence[Field]) -> None:
        self._pieces = [piece for piece in pieces if piece.words[0].style.rotation == 0]
        self._fields = fields
        self._used: set[int] = set()

    def rows(self, fields: Sequence[Field]) -> list[list[tuple[Field, str]]]:
        """Rows of fields, two or more below the names of two or more columns, each with these names."""
        columns: dict[int, list[Field]] = {}
        names: dict[int, str] = {}
        for field in fields:
            top = min(
                (other for other in fields if _is_column(other, field)), key=lambda other: -other.box.top
            )
            own = self._above(field)
            if own is not None and field is not top:
                continue
            if self._left_of(field) is None and (label := self._above(top)) is not None:
                columns.setdefault(id(label), []).append(field)
                names[id(label)] = label.text.rstrip(" :")
        cells = [
            (field, names[label]) for label, column in columns.items() if len(column) > 1 for field in column
        ]
        found: list[list[tuple[Field, str]]] = []
        for cell in sorted(cells, key=lambda cell: (-round(cell[0].box.top), cell[0].box.left)):
            if found and abs(found[-1][0][0].box.top - cell[0].box.top) <= _EXACT:
                found[-1].append(cell)
            else:
                found.append([cell])
        return [row for row in found if len(row) > 1 and any(field.value for field, _ in row)]

    def write(self, field: Field) -> bool:
        """Writes a value behind its label; whether there is one, or nothing to write."""
        if not field.value:
            return True
        label = self._left_of(field) or self._above(field)
        if label is None:
            return False
        self._used.add(id(label))
        *words, last = label.words
        # A blank in a sentence has no label.
        if len(label.text) <= _LONGEST and not last.text.endswith((":", "?", ",", ";", ".")):
            last = last._replace(text=f"{last.text}:", stem_box=None)
        label.rewrite([*words, last, *(_word(text, field.box, last) for text in field.value.split())])
        return True

    def tick(self, field: Field) -> tuple[str, Box] | None:
        """Writes "[x]" or "[ ]" at the words of a box to tick; what it says, if it is ticked."""
        line = sorted(self._line_of(field), key=lambda found: found[1].left)
        others = [
            other.box for other in self._fields if other is not field and _is_level(other.box, field.box)
        ]
        right = min((box.left for box in others if box.left > field.box.left), default=float("inf"))
        option = _run(
            [found for found in line if field.box.right - _EXACT <= found[1].left < right], field.box.right
        )
        if not option:
            return (field.text, field.box) if field.text else None
        piece, word = option[0]
        mark = _word("[x]" if field.ticked else "[ ]", field.box, word)
        at = piece.words.index(word)
        piece.rewrite([*piece.words[:at], mark, word._replace(glued=False), *piece.words[at + 1 :]])
        if not field.ticked:
            return None
        first = min([field.box.left, *(box.left for box in others)])
        group = " ".join(word.text for _, word in line if word.right <= first + _EXACT).rstrip(" :")
        words = " ".join(word.text for _, word in option).rstrip(" .:;,")
        # A line that is ticked says all by itself; of one among several, what it is for stands before them.
        return (f"{group}: {words}", field.box) if group else (f"{words}: {field.value}", field.box)

    def _line_of(self, field: Field) -> Iterable[tuple[Line, Word]]:
        return (
            (piece, word)
            for piece in self._pieces
            if field.box.bottom - _EXACT <= piece.baseline <= field.box.top
            for word in piece.words
            if not word.text.startswith("[")
        )

    def _left_of(self, field: Field) -> Line | None:
        box = field.box
        found = [
            piece
            for piece in self._pieces
            if box.bottom - _EXACT <= piece.baseline <= box.top
            and box.left - _LEFT <= piece.right <= box.left + _EXACT
            and id(piece) not in self._used
            and not self._has_between(piece.right, box)
        ]
        return max(found, key=lambda piece: piece.right, default=None)

    def _has_between(self, left: float, box: Box) -> bool:
        """Whether another field is between a label that ends at `left` and a field."""
        return any(
            left - _EXACT <= other.box.left < box.left - _EXACT and _is_level(other.box, box)
            for other in self._fields
        )

    def _above(self, field: Field) -> Line | None:
        box = field.box
        found = [
            piece
            for piece in self._pieces
            if box.top - _EXACT <= piece.baseline <= box.top + _ABOVE
            and abs(piece.left - box.left) <= _SHIFT
            and len(piece.text) <= _LONGEST
            and id(piece) not in self._used
        ]
        return min(found, key=lambda piece: piece.baseline, default=None)


def _run(line: Sequence[tuple[Line, Word]], start: float) -> list[tuple[Line, Word]]:
    """The words that begin at `start`, up to a gap."""
    found: list[tuple[Line, Word]] = []
    for piece, word in line:
        if word.left - start > _BESIDE:
            break
        found.append((piece, word))
        start = word.right
    return found


def _word(text: str, box: Box, beside: Word) -> Word:
    """A word in a field; for the columns of the page it is where the word beside it is, as on the empty form."""
    rect = (box.left, box.bottom, box.right, box.top)
    return beside._replace(
        text=text, box=rect, stem_box=None, left=beside.right, glued=False, filled=True, confidence=None
    )


def _is_column(other: Field, field: Field) -> bool:
    """Whether two fields are in one column."""
    return abs(other.box.left - field.box.left) <= _EXACT and abs(other.box.right - field.box.right) <= _EXACT


def _is_level(other: Box, box: Box) -> bool:
    """Whether two fields are on one line."""
    return min(other.top, box.top) - max(other.bottom, box.bottom) > 0.5 * min(
        other.top - other.bottom, box.top - box.bottom
    )
