"""How most of a document's text is set, which tells what is large and whether bold means anything."""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass

from index.formats.pdf.structure.lines import Line

LARGE = 1.12  # times the usual size
_USUALLY_BOLD = 0.35


@dataclass(frozen=True, slots=True)
class BodyStyle:
    """How most of a document's text is set."""

    size: float  # size of most letters, in points
    bold: bool  # whether so much is bold that it means nothing

    def is_large(self, line: Line) -> bool:
        """Whether a line is clearly larger than most."""
        return line.size > LARGE * self.size


def body_style(pieces: Iterable[Line]) -> BodyStyle:
    """How most of the letters are set."""
    sizes: Counter[float] = Counter()
    bold = 0
    for piece in pieces:
        sizes[round(piece.size * 2) / 2] += len(piece.text)
        bold += len(piece.text) * piece.bold
    return BodyStyle(sizes.most_common(1)[0][0] if sizes else 10.0, bold > _USUALLY_BOLD * sizes.total())
