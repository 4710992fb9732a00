"""How rare a word is among the passages that somebody sees.

tantivy counts over all passages. Where people share an index, scores would then tell in how many passages a word stands that
they don't see: whoever adds a word himself could ask whether others have it, too.
"""

import json
import math
from collections.abc import Iterator
from typing import Any

import tantivy

DIGITS = 4
"""Decimals that are left of a score that was weighted: those behind them still show by which numbers tantivy rounded."""


def weight(searcher: tantivy.Searcher, query: tantivy.Query, passages: int, having: int) -> float:
    """What makes the score of one word that which it has among some passages.

    Args:
        searcher: Over all passages.
        query: The word.
        passages: How many are seen.
        having: In how many of these it stands.
    """
    hits = searcher.search(query, 1, count=False).hits
    if not hits or not having:
        return 1.0  # it stands in none that can be found
    explained = json.loads(query.explain(searcher, hits[0][1]).to_json())
    of_all = next(part["value"] for part in _parts(explained) if part["description"].startswith("idf"))
    # BM25's inverse document frequency, as tantivy computes it.
    return math.log(1 + (passages - having + 0.5) / (having + 0.5)) / float(of_all)


def _parts(explained: dict[str, Any]) -> Iterator[dict[str, Any]]:
    yield explained
    for part in explained.get("details", ()):
        yield from _parts(part)
