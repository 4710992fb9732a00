"""Whether the hyphen at a line's end belongs to the word, or only divides it."""

import re
from collections import Counter
from collections.abc import Iterable

from index.formats.pdf.structure.lines import Line

_EDGES = re.compile(r"^\W+|\W+$")
# Words that are mostly joined with a hyphen to what follows them.
_PREFIXES = frozenset("self well cross half quasi ex all".split())
_WHOLE = 4


class Hyphens:
    """The words of some pages, which tell how a divided word is written elsewhere."""

    def __init__(self, pieces: Iterable[Line]) -> None:
        """Counts the words, without those that are divided."""
        self._words = Counter(
            _bare(word.text)
            for piece in pieces
            for word in (piece.words[:-1] if piece.words[-1].hyphenated else piece.words)
        )

    def keeps(self, first: str, second: str) -> bool:
        """Whether `first`, which ends with a hyphen, keeps it before `second`, which begins the next line."""
        stem = first[:-1]
        if not (stem and second and stem[-1].isalpha() and second[0].isalpha()):
            return True
        start, rest = _bare(stem), _bare(second)
        joined, hyphenated = self._words[start + rest], self._words[f"{start}-{rest}"]
        if joined or hyphenated:
            return hyphenated > joined
        if second[0].isupper() and not stem.isupper():
            return True
        if start in _PREFIXES or "-" in start or len(start) == 1:
            return True
        return min(len(start), len(rest)) >= _WHOLE and self._words[start] > 0 and self._words[rest] > 0


def _bare(word: str) -> str:
    """The word in lower case, without punctuation around it."""
    return _EDGES.sub("", word.casefold())
