"""The evidence for each sentence: span scores, likeness of meaning, words, kind of entity and place.

Pure functions. The weight of each feature is in `rag/weights/decision.json` (see `rag.reading.calibration`).
"""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from index import BlockKind, Hit, Span, is_english, stems
from rag.logistic import logistic
from rag.questions.analysis import QuestionTerms, open_entities
from rag.questions.kinds.definitions import defines
from rag.reading.bylines import asks_for_authors, is_byline
from rag.reading.context import contexts
from rag.reading.named_parts import in_named_part
from rag.reading.span_reader import SentenceScores, SpanScores
from rag.reading.word_evidence import everywhere, rarity, share, word_features

Features = Mapping[str, float]

# Logits are cut off here: beyond it they say no more, and a sentence that no window holds has minus infinity.
_MAX_LOGIT = 12.0
# Distances between sentences are cut off here.
_FAR = 5
# A sentence with fewer words is a fragment, a label or a heading.
_BRIEF = 4
# A search finds so few passages only if the index, or the filter, has no more.
_MANY = 8
# Behind a space only: the first word of a question has a capital in any case.
_NAME = re.compile(r"(?<=\s)(?:[A-Z]\w+(?: [A-Z]\w+)*|\d[\d,.]*)")


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
    weights = rarity(query, hits)
    asks_authors = asks_for_authors(query.text)
    in_passage = [query.matched(query.stems_of(hit.passage.text)) for hit in hits]
    in_document: dict[str, frozenset[str]] = {}
    for hit, found in zip(hits, in_passage, strict=True):
        in_document[hit.passage.document_id] = found | in_document.get(hit.passage.document_id, frozenset())
    evidence = []
    for place, (hit, scores) in enumerate(zip(hits, span_scores, strict=True)):
        around = (in_passage[place], in_document[hit.passage.document_id])
        rows = zip(contexts(hit.passage), hit.sentence_scores, scores.sentences, strict=True)
        for number, (context, cosine, sentence) in enumerate(rows):
            text = hit.passage.quote(hit.passage.sentences[number])
            words = word_features(query, weights, text, context, around)
            if asks_authors and is_byline(text, hit.passage.sentences[number][0]):
                # A byline has no label, but is one.
                words["label"] = 1.0
            features = {
                "answer": _clipped(scores.logit),
                "span": _clipped(sentence.span_logit),
                "sentence": _clipped(sentence.logit),
                "cosine": cosine,
                "retrieval": hit.score,
                "second": float(place >= first),
                **words,
                "part": in_named_part(query.part, hit.passage, number, context) if query.part else 0.0,
                **form_features(query, text, hit.passage.kind_of(number)),
            }
            evidence.append(Evidence(hit=hit, number=number, scores=sentence, features=features))
    return evidence


def form_features(query: QuestionTerms, text: str, kind: BlockKind) -> dict[str, float]:
    """What kind of text the sentence is."""
    # None if the question asks for no kind; then both features of it are 0.
    of_kind = has_kind(query, text)
    return {
        "kind_there": float(of_kind is True),
        "kind_missing": float(of_kind is False),
        "code": float(kind == "code"),
        "brief": float(len(text.split()) < _BRIEF),
        "defines": defines(query.subject, text) if query.subject else 0.0,
    }


def question_features(
    query: QuestionTerms, hits: Sequence[Hit], scored: Sequence[tuple[float, Evidence]]
) -> dict[str, float]:
    """The features of the question and its hits as a whole, and those of its best sentences.

    Args:
        query: The question.
        hits: What was found.
        scored: The sentences with their scores, best first; at least one.
    """
    _, best = scored[0]
    weights = rarity(query, hits)
    missing = set(query.terms) - query.matched(everywhere(query, hits))
    # Of a name of several words the last one must be there: "Sergei Shoigu" is "Shoigu".
    names = [name.split()[-1] for name in _NAME.findall(query.text)]
    # Likeness of meaning counts the more, the less the span model sees an answer.
    read = logistic(best.features["answer"]) * logistic(best.features["span"])
    return {
        **best.features,
        "read": read,
        "unread_cosine": (1 - read) * best.features["cosine"],
        # A name that no passage has speaks against an answer: the fitted weight is negative.
        "names_missing": float(sum(bool(missing.intersection(stems(name))) for name in names)),
        "nowhere": share(weights, missing),
        "open": float(query.kind is None),
        "few": float(len(hits) < _MANY),
        "foreign": float(not (is_english(query.text) and is_english(best.hit.passage.text))),
        "terms": min(len(query.terms), _FAR) / _FAR,
    }


def support_features(
    query: QuestionTerms, best: Evidence, best_score: float, evidence: Evidence, score: float
) -> dict[str, float]:
    """The evidence for showing a sentence beside the best one."""
    same_passage = evidence.hit.passage.id == best.hit.passage.id
    # Sentences have a distance only inside one passage; elsewhere "same" is 0.
    distance = evidence.number - best.number if same_passage else 0
    # "open_behind" lets the distance to the best score weigh otherwise for a question that asks for no kind.
    open_ = float(query.kind is None)
    lacking = frozenset(query.terms) - query.matched(_stems(best))
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
        "fills": len(lacking & query.matched(_stems(evidence))) / len(lacking) if lacking else 0.0,
        # A second hop goes to the document that the best sentence names.
        "led_to": float(not same_passage and _is_named(evidence.hit.passage.title, best.text)),
    }


def _stems(evidence: Evidence) -> frozenset[str]:
    return frozenset(stems(f"{evidence.hit.passage.title} {evidence.text}"))


def _is_named(title: str, text: str) -> bool:
    title_stems = stems(title)
    return bool(title_stems) and frozenset(title_stems).issubset(stems(text))


def has_kind(query: QuestionTerms, sentence: str) -> bool | None:
    """Whether the sentence has an entity of the kind asked for that the question does not name; None for no kind."""
    return None if query.kind is None else bool(open_entities(query, sentence))


def _clipped(logit: float) -> float:
    return max(-_MAX_LOGIT, min(_MAX_LOGIT, logit))
