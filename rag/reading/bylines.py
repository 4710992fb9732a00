"""Bylines: the line near the beginning of a document that names its authors, which seldom says so."""

import re

_ASKS = re.compile(
    r"\bwho (?:wrote|authored|published|(?:is|are|was|were) the (?:authors?|writers?))\b|\b(?:name|list|which|what) .*\bauthors?\b"
    r"|\bauthors? of (?:the|this|that)\b",
    re.IGNORECASE,
)
# A byline is near the beginning of its document.
_BEGINNING = 1500
_TOKEN = re.compile(r"[^\s,;·•*†‡§¶∗]+")
_NAME = re.compile(r"[A-Z][\w'’.-]*$")
_SMALL = frozenset("and by von van der den de da di del la le bin al".split())
_MIN_NAMES = 2
_MAX_TOKENS = 80


def asks_for_authors(question: str) -> bool:
    """Whether the question asks who wrote a document."""
    return _ASKS.search(question) is not None


def is_byline(text: str, offset: int) -> bool:
    """Whether a text at an offset of its document looks like a list of names: nearly all words have capitals."""
    if offset > _BEGINNING or any(mark in text for mark in "?!:"):
        return False
    tokens = [token for token in _TOKEN.findall(text) if any(map(str.isalpha, token))]
    words = [token for token in tokens if token.lower() not in _SMALL]
    if not _MIN_NAMES <= len(words) <= _MAX_TOKENS or text.isupper():
        return False
    return all(_NAME.match(word) for word in words) and not text.rstrip().endswith(".")
