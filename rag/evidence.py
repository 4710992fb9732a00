"""The built-in reader: which sentence answers, by the likeness of meaning, words and kind.

A linear model of a few features, fitted by `python -m bench evidence`, which prints the constants
below and what they reach.
"""

import math
import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from index import Hit, Span, stems
from rag.protocols import Reading
from rag.question import QuestionTerms, analyse
from rag.short import find_short, open_figures

# Sentences of the first hits are read; the rest only tell how rare a word is.
READ_HITS = 5
_WITHOUT_UNIT = 0.25

# Weights of a sentence's features: their sum is its score.
SENTENCE_WEIGHTS: Mapping[str, float] = {
    "sentence_cosine": 11.05,
    "passage_cosine": 3.03,
    "words": 7.26,
    "kind_there": 0.82,
    "kind_missing": -1.09,
}
# Weights of what makes the best score a probability that the documents answer.
ANSWER_WEIGHTS: Mapping[str, float] = {
    "score": 0.42,
    "names_missing": -0.94,
    "kind_nowhere": -1.58,
    "one": -4.73,
}

_NAME = re.compile(r"(?<=\s)(?:[A-Z]\w+|\d[\d,.]*)")


@dataclass(frozen=True, slots=True)
class EvidenceReader:
    """Scores each sentence of the best hits; instant, and needs no model of its own.

    Satisfies `rag.protocols.Reader`.
    """

    def read(self, question: str, hits: Sequence[Hit]) -> list[Reading]:
        """Every sentence of the first hits, most probable first."""
        asked = analyse(question)
        overall = question_features(asked, hits)
        # Not fitted, since training has too few such questions, but plain: where no number of years
        # stands in what was read, it doesn't say how old somebody is.
        certainty = _WITHOUT_UNIT if asked.unit and overall["kind_nowhere"] else 1.0
        found = [
            Reading(
                hit=hit,
                sentence=span,
                span=find_short(asked, hit.passage.quote(span), span[0]),
                probability=certainty * probability(sentence, overall),
            )
            for hit, span, sentence in sentence_features(asked, hits)
        ]
        return sorted(found, key=lambda reading: (-reading.probability, reading.hit.rank, reading.sentence))


def probability(sentence: Mapping[str, float], overall: Mapping[str, float]) -> float:
    """How likely it is that a sentence with these features answers, 0 to 1."""
    features = {"score": score(sentence), **overall, "one": 1.0}
    return 1 / (1 + math.exp(-sum(weight * features[name] for name, weight in ANSWER_WEIGHTS.items())))


def score(sentence: Mapping[str, float]) -> float:
    """How well a sentence fits; compares sentences for one question."""
    return sum(weight * sentence[name] for name, weight in SENTENCE_WEIGHTS.items())


def sentence_features(
    asked: QuestionTerms, hits: Sequence[Hit]
) -> Iterator[tuple[Hit, Span, dict[str, float]]]:
    """The features of each sentence of the first hits."""
    weights = rarity(asked.terms, hits)
    for hit in hits[:READ_HITS]:
        for span, cosine in zip(hit.passage.sentences, hit.sentence_scores, strict=True):
            text = hit.passage.quote(span)
            there = has_kind(asked, text)
            yield (
                hit,
                span,
                {
                    "sentence_cosine": cosine,
                    "passage_cosine": hit.dense_score or 0.0,
                    "words": coverage(weights, frozenset(stems(text))),
                    "kind_there": float(there is True),
                    "kind_missing": float(there is False),
                },
            )


def question_features(asked: QuestionTerms, hits: Sequence[Hit]) -> dict[str, float]:
    """What holds for the question and its hits as a whole."""
    everything = frozenset(stem for hit in hits for stem in stems(hit.passage.text))
    names = _NAME.findall(asked.text)
    read = [hit.passage.quote(span) for hit in hits[:READ_HITS] for span in hit.passage.sentences]
    nowhere = asked.kind is not None and not any(has_kind(asked, text) for text in read)
    return {
        "names_missing": float(sum(not everything.issuperset(stems(name)) for name in names)),
        "kind_nowhere": float(nowhere),
    }


def rarity(terms: Sequence[str], hits: Sequence[Hit]) -> dict[str, float]:
    """The inverse document frequency of each term among the sentences of the hits, as BM25 has it.

    Among sentences, not passages: a small index has too few passages to tell rare words by.
    """
    sentences = [frozenset(stems(hit.passage.quote(span))) for hit in hits for span in hit.passage.sentences]
    holding = {term: sum(term in sentence for sentence in sentences) for term in terms}
    return {
        term: math.log(1 + (len(sentences) - count + 0.5) / (count + 0.5)) for term, count in holding.items()
    }


def coverage(weights: Mapping[str, float], words: frozenset[str]) -> float:
    """The share of the terms' weight that `words` hold, 0 to 1; 0 where there are no terms."""
    total = sum(weights.values())
    return sum(weight for term, weight in weights.items() if term in words) / total if total else 0.0


def has_kind(asked: QuestionTerms, sentence: str) -> bool | None:
    """Whether the sentence has a figure of the kind asked for that the question doesn't name."""
    if asked.kind is None:
        return None
    return bool(open_figures(asked, sentence))
