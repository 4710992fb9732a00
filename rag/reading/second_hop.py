"""The second hop of a question that needs two places: what to search for when the best passage answers only half."""

import re
from collections.abc import Sequence
from dataclasses import replace

from index import Hit, stems
from rag.protocols import Reading, Search
from rag.questions.analysis import QuestionTerms
from rag.questions.entities import entities
from rag.reading.evidence import Evidence
from rag.reading.word_evidence import rarity, share

# How many passages the second search looks for.
_MORE = 5
# The second search asks for something else, so its scores count half beside those of the first.
_SCORE_WEIGHT = 0.5
# A second search is made if the best passage lacks this share of the question's words, by weight.
_LACKING = 0.3
_WORD = re.compile(r"\w+")


def second_hop(query: QuestionTerms, hits: Sequence[Hit], best: Evidence, search: Search) -> list[Hit]:
    """What a second search finds beside `hits`, ranked behind them; nothing if no second search is needed."""
    words = second_question(query, hits, best)
    known = {hit.passage.id for hit in hits}
    more = [hit for hit in search(words, _MORE) if hit.passage.id not in known] if words else []
    return [
        replace(hit, rank=rank, score=_SCORE_WEIGHT * hit.score)
        for rank, hit in enumerate(more, start=len(hits) + 1)
    ]


def second_question(query: QuestionTerms, hits: Sequence[Hit], best: Evidence | Reading) -> str | None:
    """What to search for next: the names in the best sentence, and the words that its passage lacks.

    "Who directed the film in which Ann Lee played a nurse?" finds a passage on Ann Lee, which names the film;
    the passage on the film names the director.

    Returns:
        Words to search for, or None if the passage has the words of the question, or names nothing new.
    """
    passage = best.hit.passage
    if 1 - share(rarity(query, hits), _present(query, best)) < _LACKING:
        return None
    words = lacking_words(query, best)
    names = _new_names(query, f"{passage.title}. {best.text}")
    return " ".join([*names, *words]) if names else None


def lacking_words(query: QuestionTerms, best: Evidence | Reading) -> list[str]:
    """The words of the question that the best passage lacks, in their order."""
    lacking = set(query.terms) - _present(query, best)
    return [word for word in _WORD.findall(query.text) if lacking.intersection(stems(word))]


def _present(query: QuestionTerms, best: Evidence | Reading) -> frozenset[str]:
    passage = best.hit.passage
    return query.matched(frozenset(stems(f"{passage.title} {passage.text}")))


def _new_names(query: QuestionTerms, text: str) -> list[str]:
    """The names in `text` that the question does not have."""
    known = frozenset(stems(query.text))
    names = [text[entity.start : entity.end] for entity in entities(text, "name")]
    return list(dict.fromkeys(name for name in names if not known.issuperset(stems(name))))
