"""Which blocks are articles, paragraphs, clauses and points, by the numbers with which they begin."""

from index.formats.provisions.outline import with_provisions

__all__ = ["with_provisions"]
