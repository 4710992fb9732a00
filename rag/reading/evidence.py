"""What speaks for a sentence: what the span model sees in it, likeness of meaning, words, kind and place.

Pure functions; which weight each feature has is in `rag/weights/decision.json` (see `rag.reading.calibration`).
"""

import math
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from index import Hit, Span, stems
from rag.questions.analysis import QuestionTerms, open_entities
from rag.reading.span_reader import SentenceScores, SpanScores

Features = Mapping[str, float]

# Logits beyond this say no more; a sentence that no window holds has minus infinity.
_SURE = 12.0
# Sentences further apart than so many are just far apart.
_FAR = 5
_NAME = re.compile(r"(?<=\s)(?:[A-Z]\w+|\d[\d,.]*)")


@dataclass(frozen=True, slots=True, kw_only=True)
class Evidence:
    """One sentence of a hit and what speaks for it.

    Attributes:
        hit: The hit.
        number: Which of its sentences, from 0.
        sight: What the span model sees in it; its span in offsets of the document.
        features: Numbers by name; each speaks for or against the sentence.
    """

    hit: Hit
    number: int
    sight: SentenceScores
    features: Features

    @property
    def sentence(self) -> Span:
        """Offsets of the sentence in the document's text."""
        return self.hit.passage.sentences[self.number]

    @property
    def text(self) -> str:
        """The characters of the sentence."""
        return self.hit.passage.quote(self.sentence)


def sentence_evidence(
    asked: QuestionTerms, hits: Sequence[Hit], sights: Sequence[SpanScores], *, first: int
) -> list[Evidence]:
    """Every sentence of the hits, in their order; hits from the place `first` on are of a second search."""
    weights = rarity(asked.terms, hits)
    found = []
    for place, (hit, sight) in enumerate(zip(hits, sights, strict=True)):
        rows = zip(hit.passage.sentences, hit.sentence_scores, sight.sentences, strict=True)
        for number, (span, cosine, seen) in enumerate(rows):
            text = hit.passage.quote(span)
            there = has_kind(asked, text)
            features = {
                "answer": _clipped(sight.logit),
                "span": _clipped(seen.span_logit),
                "sentence": _clipped(seen.logit),
                "cosine": cosine,
                "retrieval": hit.score,
                "words": coverage(weights, frozenset(stems(text))),
                "kind_there": float(there is True),
                "kind_missing": float(there is False),
                "second": float(place >= first),
            }
            found.append(Evidence(hit=hit, number=number, sight=seen, features=features))
    return found


def question_features(asked: QuestionTerms, hits: Sequence[Hit], best: Evidence) -> dict[str, float]:
    """What holds for the question and its hits as a whole, and for its best sentence.

    Nothing that compares with other passages is among it: what retrieval says of one depends on how many there are.
    """
    everything = frozenset(stem for hit in hits for stem in stems(hit.passage.text))
    names = _NAME.findall(asked.text)
    read = _logistic(best.features["answer"]) * _logistic(best.features["span"])
    return {
        **best.features,
        "read": read,
        "unread_cosine": (1 - read) * best.features["cosine"],
        "names_missing": float(sum(not everything.issuperset(stems(name)) for name in names)),
        "open": float(asked.kind is None),
    }


def is_kind_nowhere(asked: QuestionTerms, hits: Sequence[Hit]) -> bool:
    """Whether the question asks for a kind of figure, such as an age, that no sentence of the hits has."""
    read = (hit.passage.quote(span) for hit in hits for span in hit.passage.sentences)
    return asked.kind is not None and not any(has_kind(asked, text) for text in read)


def _logistic(logit: float) -> float:
    return 1 / (1 + math.exp(-logit))


def support_features(
    asked: QuestionTerms, best: Evidence, best_score: float, evidence: Evidence, score: float
) -> dict[str, float]:
    """What speaks for showing a sentence beside the best one."""
    same = evidence.hit.passage.id == best.hit.passage.id
    distance = evidence.number - best.number if same else 0
    open_ = float(asked.kind is None)
    lacking = frozenset(asked.terms) - _words(best)
    return {
        "score": score,
        "behind": best_score - score,
        "open": open_,
        "open_behind": open_ * (best_score - score),
        "same": float(same),
        "next": float(distance == 1),
        "before": float(distance == -1),
        "far": min(abs(distance), _FAR) / _FAR,
        "sentence": evidence.features["sentence"],
        "cosine": evidence.features["cosine"],
        "words": evidence.features["words"],
        "second": evidence.features["second"],
        "fills": len(lacking & _words(evidence)) / len(lacking) if lacking else 0.0,
        "led_to": float(not same and _is_named(evidence.hit.passage.title, best.text)),
    }


def _words(evidence: Evidence) -> frozenset[str]:
    return frozenset(stems(f"{evidence.hit.passage.title} {evidence.text}"))


def _is_named(title: str, text: str) -> bool:
    words = stems(title)
    return bool(words) and frozenset(words).issubset(stems(text))


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
    return bool(open_entities(asked, sentence))


def _clipped(logit: float) -> float:
    return max(-_SURE, min(_SURE, logit))
