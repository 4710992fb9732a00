"""How most of a document is set, which tells what is large and whether bold means anything."""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass

from index.formats.pdf.structure.lines import Line

LARGE = 1.12  # times the usual size
_USUALLY_BOLD = 0.35


@dataclass(frozen=True, slots=True)
class Type:
    """How most of a document is set.

    Attributes:
        size: Of most letters, in points.
        bold: Whether bold is too usual to mean anything.
    """

    size: float
    bold: bool

    def is_large(self, line: Line) -> bool:
        """Whether a line is clearly larger than most."""
        return line.size > LARGE * self.size


def usual_type(pieces: Iterable[Line]) -> Type:
    """How most of the letters are set."""
    sizes: Counter[float] = Counter()
    bold = total = 0
    for piece in pieces:
        length = len(piece.text)
        sizes[round(piece.size * 2) / 2] += length
        total += length
        bold += length * piece.bold
    return Type(sizes.most_common(1)[0][0] if sizes else 10.0, bold > _USUALLY_BOLD * total)
