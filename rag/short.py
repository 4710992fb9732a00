"""The words of a sentence that answer, where their kind is clear."""

import re
from collections.abc import Sequence

from index import Span, stems
from rag.figures import Figure, figures
from rag.question import QuestionTerms

_WORD = re.compile(r"\w+")
# Characters behind a figure in which its unit is looked for.
_UNIT_REACH = 20
# A number further than this from every word of the question counts something else.
_FAR = 50
_WORD_END = re.compile(r"\b|$")


def find_short(asked: QuestionTerms, sentence: str, offset: int = 0) -> Span | None:
    """Where in `sentence` the answer's own words stand, plus `offset`; None if it can't be told.

    Of the numbers, times or names that the question asks for and doesn't name itself, the nearest to
    the question's words. Names only where a single one is left: which of several it is takes a reader.
    """
    if asked.kind is None:
        return None
    candidates = open_figures(asked, sentence)
    if not candidates or (asked.kind == "name" and len(candidates) > 1):
        return None
    places = _places(asked.terms, sentence)
    nearest = min(candidates, key=lambda it: (_distance(it, places), it.start))
    if nearest.kind == "number" and _distance(nearest, places) > _FAR:
        return None
    unit = asked.unit and asked.unit.search(sentence, nearest.end, _reach(nearest, sentence))
    end = _WORD_END.search(sentence, unit.end()).end() if unit else nearest.end  # type: ignore[union-attr]
    return nearest.start + offset, end + offset


def open_figures(asked: QuestionTerms, sentence: str) -> list[Figure]:
    """The figures of the kind asked for that the question does not name itself."""
    if asked.kind is None:
        return []
    known = set(stems(asked.text))
    found = [
        it for it in figures(sentence, asked.kind) if not known.issuperset(stems(sentence[it.start : it.end]))
    ]
    if asked.kind == "name":
        # A lone capitalised word at the start is a name or just the first word.
        return [it for it in found if it.start > 0 or " " in sentence[it.start : it.end]]
    return [
        it
        for it in found
        if asked.unit is None or asked.unit.search(sentence, it.start, _reach(it, sentence))
    ]


def _reach(figure: Figure, sentence: str) -> int:
    """Where the search for a figure's unit ends: a little behind it, and before the next number."""
    following = [it.start for it in figures(sentence, "number") if it.start >= figure.end]
    return min([figure.end + _UNIT_REACH, *following])


def _places(terms: Sequence[str], sentence: str) -> list[int]:
    """Where words of the question stand."""
    wanted = set(terms)
    return [match.start() for match in _WORD.finditer(sentence) if wanted.intersection(stems(match[0]))]


def _distance(figure: Figure, places: Sequence[int]) -> float:
    """Characters to the nearest word of the question; a word behind a figure is nearer than one before."""
    behind = [place - figure.end for place in places if place >= figure.end]
    before = [2 * (figure.start - place) for place in places if place < figure.start]
    return min(behind + before, default=0)
