"""Finds words in a document as a person types them: without regard to capitals, accents, and the kind of spaces."""

import re
import unicodedata
from collections.abc import Iterator

from ui.web.pieces import Span
from ui.web.viewer.reading import ReadDocument
from ui.web.viewer.table_parts import visible

MOST = 2_000
"""Places that are found at most; whoever has so many types another letter."""

_LONGEST = 400  # characters of what is searched for
_SAME = str.maketrans({"‘": "'", "’": "'", "“": '"', "”": '"', "–": "-", "—": "-", "‑": "-", "−": "-"})


def find(read: ReadDocument, words: str) -> list[Span]:
    """Where the words stand in the document's text, at most `MOST` places, in order."""
    wanted = _folded(words[:_LONGEST]).split()
    if not wanted:
        return []
    pattern = re.compile(r"\s+".join(map(re.escape, wanted)))
    found: list[Span] = []
    for match in pattern.finditer(_folded(read.document.text)):
        if _is_shown(read, match.span()):
            found.append(match.span())
        if len(found) == MOST:
            break
    return found


def _is_shown(read: ReadDocument, span: Span) -> bool:
    table = read.table_at(span[0])
    return table is None or visible(table, span)


def _folded(text: str) -> str:
    """The text with as many characters: small letters without accents, and one kind of quotes and hyphens."""
    if text.isascii():
        return text.lower()
    return text.translate(_SAME).translate(dict(_small(set(text))))


def _small(characters: set[str]) -> Iterator[tuple[int, str]]:
    for character in characters:
        base = unicodedata.normalize("NFD", character.lower())[0]
        # Syllables of Hangul fall apart into letters, and would all be found by their first.
        if character.isalpha() and base != character and not "가" <= character <= "힣":
            yield ord(character), base
