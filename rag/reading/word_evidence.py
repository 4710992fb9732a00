"""Which of the question's words stand in a sentence, and which only around it.

Pure functions. A word counts by how rare it is among the sentences that were found.
"""

import re
from collections.abc import Mapping, Sequence, Set
from itertools import pairwise
from math import log

from index import Hit
from rag.questions.analysis import ATTRIBUTE, QuestionTerms
from rag.reading.context import Context
from rag.reading.labels import labelled

# Words with digits: numbers of articles, orders, errors. Near misses of them are other things.
_EXACT = re.compile(r"\d")
# Where words of the question can stand around a sentence, from near to far; each counts what is not nearer.
_RINGS = ("under", "lead", "before", "passage", "document")


def word_features(
    query: QuestionTerms,
    weights: Mapping[str, float],
    text: str,
    context: Context,
    around: Sequence[frozenset[str]] = (),
) -> dict[str, float]:
    """Which of the question's words stand in a sentence, and which only around it, from near to far.

    They mean the same in documents of every kind: shares of the words' weight, 0 to 1.

    Args:
        query: The question.
        weights: Those of its terms.
        text: The sentence.
        context: That of the sentence.
        around: The terms in its passage, and in all that was found of its document.
    """
    own = query.matched(query.stems_of(text))
    asked = query.matched(query.stems_of(context.asked))
    rings = [own]
    for found in (
        query.matched(query.stems_of(context.under)),
        asked | query.matched(query.stems_of(context.lead)),
        query.matched(query.stems_of(context.before)),
        *around,
    ):
        rings.append(rings[-1] | found)
    shares = [share(weights, ring) for ring in rings]
    lead, near = rings[2:4]
    exact = [term for term in query.terms if _EXACT.search(term)]
    return {
        "words": shares[0],
        **dict(zip(_RINGS, (after - before for before, after in pairwise(shares)), strict=False)),
        "asked": share(weights, asked),
        "exact": float(bool(exact) and lead.issuperset(exact)),
        "exact_missing": float(bool(exact) and not near.issuperset(exact)),
        **label_features(query, weights, text, lead),
        # For a yes or a no, what the question is about must be there.
        "polar_words": float(query.polar) * shares[0],
    }


def label_features(
    query: QuestionTerms, weights: Mapping[str, float], text: str, around: frozenset[str]
) -> dict[str, float]:
    """What the labels of a sentence or row have of the question.

    "label" is how much of it a label with a value covers, with the words of other cells and those around, 0 to 1; less if
    the label says more than was asked ("Total points" for the total). 0 if no label has a word of the question.
    "attribute" is 1 if a label is what the value that is asked for is called.
    """
    best, attribute = 0.0, False
    if query.attribute:
        weights = {**weights, ATTRIBUTE: max(weights.values(), default=1.0)}
    for label, value in labelled(text):
        words = query.stems_of(text[slice(*label)])
        named = query.names(words)
        if named:
            others = query.matched(query.stems_of(f"{text[: value[0]]} {text[value[1] :]}"))
            precision = min(1.0, len(named) / len(words))
            best = max(best, share(weights, named | others | around) * (1 + precision) / 2)
            attribute = attribute or ATTRIBUTE in named
    return {"label": best, "attribute": float(attribute)}


def rarity(query: QuestionTerms, hits: Sequence[Hit]) -> dict[str, float]:
    """The inverse document frequency of each term among the sentences of the hits, by BM25's formula.

    Sentences are counted, not passages: a small index has too few passages to tell which words are rare.
    """
    counts = dict.fromkeys(query.terms, 0)
    total = 0
    for hit in hits:
        for span in hit.passage.sentences:
            total += 1
            for term in query.matched(query.stems_of(hit.passage.quote(span))):
                counts[term] += 1
    return {term: log(1 + (total - count + 0.5) / (count + 0.5)) for term, count in counts.items()}


def share(weights: Mapping[str, float], terms: Set[str]) -> float:
    """The share of the weight of all terms that `terms` have, 0 to 1; 0 if there are none."""
    total = sum(weights.values())
    return sum(weight for term, weight in weights.items() if term in terms) / total if total else 0.0


def everywhere(query: QuestionTerms, hits: Sequence[Hit]) -> frozenset[str]:
    """The stems of all that was found, with the titles."""
    return frozenset[str]().union(
        *(query.stems_of(f"{hit.passage.title} {hit.passage.text}") for hit in hits)
    )
