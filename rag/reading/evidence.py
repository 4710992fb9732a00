"""The evidence for each sentence: span scores, likeness of meaning, words, kind of entity and place.

Pure functions. The weight of each feature is in `rag/weights/decision.json` (see `rag.reading.calibration`).
"""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from math import log

from index import Hit, Span, stems
from rag.questions.analysis import QuestionTerms, open_entities
from rag.reading.calibration import logistic
from rag.reading.span_reader import SentenceScores, SpanScores

Features = Mapping[str, float]

# Logits are cut off here: beyond it they say no more, and a sentence that no window holds has minus infinity.
_MAX_LOGIT = 12.0
# Distances between sentences are cut off here.
_FAR = 5
# Behind a space only: the first word of a question has a capital in any case.
_NAME = re.compile(r"(?<=\s)(?:[A-Z]\w+|\d[\d,.]*)")


@dataclass(frozen=True, slots=True, kw_only=True)
class Evidence:
    """One sentence of a hit and the evidence for it.

    Attributes:
        hit: The hit.
        number: Which of its sentences, from 0.
        scores: The span model's; the span in offsets of the document.
        features: Numbers by name; each is evidence for or against the sentence.
    """

    hit: Hit
    number: int
    scores: SentenceScores
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
    query: QuestionTerms, hits: Sequence[Hit], span_scores: Sequence[SpanScores], *, first: int
) -> list[Evidence]:
    """The evidence for every sentence of the hits, in their order.

    Args:
        query: The question.
        hits: What was found, best first.
        span_scores: Those of each hit.
        first: How many hits are of the first search; the others are of the second.
    """
    weights = rarity(query.terms, hits)
    evidence = []
    for place, (hit, scores) in enumerate(zip(hits, span_scores, strict=True)):
        rows = zip(hit.passage.sentences, hit.sentence_scores, scores.sentences, strict=True)
        for number, (span, cosine, sentence) in enumerate(rows):
            text = hit.passage.quote(span)
            # None if the question asks for no kind; then both features of it are 0.
            of_kind = has_kind(query, text)
            features = {
                "answer": _clipped(scores.logit),
                "span": _clipped(sentence.span_logit),
                "sentence": _clipped(sentence.logit),
                "cosine": cosine,
                "retrieval": hit.score,
                "words": coverage(weights, frozenset(stems(text))),
                "kind_there": float(of_kind is True),
                "kind_missing": float(of_kind is False),
                "second": float(place >= first),
            }
            evidence.append(Evidence(hit=hit, number=number, scores=sentence, features=features))
    return evidence


def question_features(query: QuestionTerms, hits: Sequence[Hit], best: Evidence) -> dict[str, float]:
    """The features of the question and its hits as a whole, and those of its best sentence.

    None of them compares passages with each other: how retrieval ranks them depends on how many there are.
    """
    hit_stems = frozenset(stem for hit in hits for stem in stems(hit.passage.text))
    names = _NAME.findall(query.text)
    # Likeness of meaning counts the more, the less the span model sees an answer.
    read = logistic(best.features["answer"]) * logistic(best.features["span"])
    return {
        **best.features,
        "read": read,
        "unread_cosine": (1 - read) * best.features["cosine"],
        # A name that no passage has speaks against an answer: the fitted weight is negative.
        "names_missing": float(sum(not hit_stems.issuperset(stems(name)) for name in names)),
        "open": float(query.kind is None),
    }


def is_kind_nowhere(query: QuestionTerms, hits: Sequence[Hit]) -> bool:
    """Whether the question asks for a kind of entity, such as an age, that no sentence of the hits has."""
    sentences = (hit.passage.quote(span) for hit in hits for span in hit.passage.sentences)
    return query.kind is not None and not any(has_kind(query, text) for text in sentences)


def support_features(
    query: QuestionTerms, best: Evidence, best_score: float, evidence: Evidence, score: float
) -> dict[str, float]:
    """The evidence for showing a sentence beside the best one."""
    same_passage = evidence.hit.passage.id == best.hit.passage.id
    # Sentences have a distance only inside one passage; elsewhere "same" is 0.
    distance = evidence.number - best.number if same_passage else 0
    # "open_behind" lets the distance to the best score weigh otherwise for a question that asks for no kind.
    open_ = float(query.kind is None)
    lacking = frozenset(query.terms) - _stems(best)
    return {
        "score": score,
        "behind": best_score - score,
        "open": open_,
        "open_behind": open_ * (best_score - score),
        "same": float(same_passage),
        "next": float(distance == 1),
        "before": float(distance == -1),
        "far": min(abs(distance), _FAR) / _FAR,
        "sentence": evidence.features["sentence"],
        "cosine": evidence.features["cosine"],
        "words": evidence.features["words"],
        "second": evidence.features["second"],
        "fills": len(lacking & _stems(evidence)) / len(lacking) if lacking else 0.0,
        # A second hop goes to the document that the best sentence names.
        "led_to": float(not same_passage and _is_named(evidence.hit.passage.title, best.text)),
    }


def _stems(evidence: Evidence) -> frozenset[str]:
    return frozenset(stems(f"{evidence.hit.passage.title} {evidence.text}"))


def _is_named(title: str, text: str) -> bool:
    title_stems = stems(title)
    return bool(title_stems) and frozenset(title_stems).issubset(stems(text))


def rarity(terms: Sequence[str], hits: Sequence[Hit]) -> dict[str, float]:
    """The inverse document frequency of each term among the sentences of the hits, by BM25's formula.

    Sentences are counted, not passages: a small index has too few passages to tell which words are rare.
    """
    sentences = [frozenset(stems(hit.passage.quote(span))) for hit in hits for span in hit.passage.sentences]
    counts = {term: sum(term in sentence for sentence in sentences) for term in terms}
    return {term: log(1 + (len(sentences) - count + 0.5) / (count + 0.5)) for term, count in counts.items()}


def coverage(weights: Mapping[str, float], words: frozenset[str]) -> float:
    """The share of the terms' weight that `words` have, 0 to 1; 0 if there are no terms."""
    total = sum(weights.values())
    return sum(weight for term, weight in weights.items() if term in words) / total if total else 0.0


def has_kind(query: QuestionTerms, sentence: str) -> bool | None:
    """Whether the sentence has an entity of the kind asked for that the question does not name; None for no kind."""
    return None if query.kind is None else bool(open_entities(query, sentence))


def _clipped(logit: float) -> float:
    return max(-_MAX_LOGIT, min(_MAX_LOGIT, logit))
