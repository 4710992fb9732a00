"""Questions that need two places: what to search for when the best passage answers only half."""

import re
from collections.abc import Sequence
from dataclasses import replace

from index import Hit, stems
from rag.protocols import Search
from rag.questions.analysis import QuestionTerms
from rag.questions.entities import entities
from rag.reading.evidence import Evidence, coverage, rarity

# How many passages the second search looks for, and what a score of it, which asks for something else, counts
# beside those of the first.
_MORE = 5
_SECOND = 0.5
# The share of the question's words, by weight, that the best passage lacks when something else is looked for.
_LACKING = 0.3
_WORD = re.compile(r"\w+")


def second_hop(asked: QuestionTerms, hits: Sequence[Hit], best: Evidence, search: Search) -> list[Hit]:
    """What a second search finds beside `hits`, ranked behind them; nothing where none is called for."""
    words = second_question(asked, hits, best)
    known = {hit.passage.id for hit in hits}
    found = [hit for hit in search(words, _MORE) if hit.passage.id not in known] if words else []
    return [
        replace(hit, rank=rank, score=_SECOND * hit.score)
        for rank, hit in enumerate(found, start=len(hits) + 1)
    ]


def second_question(asked: QuestionTerms, hits: Sequence[Hit], best: Evidence) -> str | None:
    """What to search for next: the names that the best sentence leads to, and the words that its passage lacks.

    "Who directed the film in which Ann Lee played a nurse?" finds a passage on Ann Lee, which names the film;
    the director stands in the film's own.

    Returns:
        Words to search for, or None where the passage has what the question speaks of, or names nothing new.
    """
    passage = best.hit.passage
    has = frozenset(stems(f"{passage.title} {passage.text}"))
    if 1 - coverage(rarity(asked.terms, hits), has) < _LACKING:
        return None
    lacking = set(asked.terms) - has
    words = [element for element in _WORD.findall(asked.text) if lacking.intersection(stems(element))]
    names = _new_names(asked, f"{passage.title}. {best.text}")
    return " ".join([*names, *words]) if names else None


def _new_names(asked: QuestionTerms, text: str) -> list[str]:
    """The names in `text` that the question doesn't know."""
    known = frozenset(stems(asked.text))
    found = [text[entity.start : entity.end] for entity in entities(text, "name")]
    return list(dict.fromkeys(it for it in found if not known.issuperset(stems(it))))
