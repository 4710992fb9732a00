"""Whether the hyphen at a line's end belongs to the word, or only says that it goes on."""

import re
from collections import Counter
from collections.abc import Iterable

from index.formats.pdf.structure.lines import Line

_EDGES = re.compile(r"^\W+|\W+$")
# Words that are mostly joined with a hyphen to what follows them.
_PREFIXES = frozenset("self well cross half quasi ex all".split())
_WHOLE = 4


class Hyphens:
    """The words of some pages, which tell how a divided one is written elsewhere."""

    def __init__(self, pieces: Iterable[Line]) -> None:
        """Counts the words, without those at the ends of lines."""
        self._words: Counter[str] = Counter()
        for piece in pieces:
            inner = piece.words[:-1] if piece.words[-1].stem else piece.words
            self._words.update(_EDGES.sub("", it.text.casefold()) for it in inner)

    def keeps(self, first: str, second: str) -> bool:
        """Whether `first`, which ends with a hyphen, keeps it before `second`, which begins the next line."""
        stem, rest = first[:-1], second
        if not stem or not rest or not stem[-1].isalpha() or not rest[0].isalpha():
            return True
        one, other = _EDGES.sub("", stem.casefold()), _EDGES.sub("", rest.casefold())
        joined, hyphened = self._words[one + other], self._words[f"{one}-{other}"]
        if joined or hyphened:
            return hyphened > joined
        if rest[0].isupper() and not stem.isupper():
            return True
        if one in _PREFIXES or "-" in one or len(one) == 1:
            return True
        return min(len(one), len(other)) >= _WHOLE and bool(self._words[one] and self._words[other])
