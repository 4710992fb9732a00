"""The evidence for each sentence: span scores, likeness of meaning, words, kind of entity and place.

Pure functions. The weight of each feature is in `rag/weights/decision.json` (see `rag.reading.calibration`).
"""

import re
from collections.abc import Mapping, Sequence, Set
from dataclasses import dataclass
from itertools import pairwise
from math import log

from index import BlockKind, Hit, Span, stems
from rag.questions.analysis import ATTRIBUTE, QuestionTerms, open_entities
from rag.questions.cited_parts import is_in_part
from rag.questions.definitions import defines
from rag.questions.language import is_english
from rag.reading.bylines import asks_for_authors, is_byline
from rag.reading.calibration import logistic
from rag.reading.context import Context, contexts
from rag.reading.labels import is_row, labelled
from rag.reading.span_reader import SentenceScores, SpanScores

Features = Mapping[str, float]

# Logits are cut off here: beyond it they say no more, and a sentence that no window holds has minus infinity.
_MAX_LOGIT = 12.0
# Distances between sentences are cut off here.
_FAR = 5
# Words with digits: numbers of articles, orders, errors. Near misses of them are other things.
_EXACT = re.compile(r"\d")
# Where words of the question can stand around a sentence, from near to far; each counts what is not nearer.
_RINGS = ("under", "lead", "before", "passage", "document")
_MOST_OF_A_QUESTION = 0.5
# "13" and "about 6.4 kg", but not "SO-7039".
_AMOUNT = re.compile(r"\W*(?:(?:about|some|over|under|at least) )?[$€£¥]?\s?\d")
_HOW_MANY = re.compile(r"\bhow many\b|\bnumber of\b", re.IGNORECASE)
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
                **form_features(query, text, hit.passage.kind_of(number)),
            }
            evidence.append(Evidence(hit=hit, number=number, scores=sentence, features=features))
    return evidence


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
    nearest, _, lead, near = rings[:4]
    exact = [term for term in query.terms if _EXACT.search(term)]
    rarest = max(weights, key=lambda term: (weights[term], term), default=None)
    return {
        "words": shares[0],
        **dict(zip(_RINGS, (after - before for before, after in pairwise(shares)), strict=False)),
        "asked": share(weights, asked),
        "rarest": float(rarest in nearest) + 0.5 * float(rarest in lead - nearest),
        "exact": float(bool(exact) and lead.issuperset(exact)),
        "exact_missing": float(bool(exact) and not near.issuperset(exact)),
        **label_features(query, weights, text, lead),
        # For a yes or a no, what the question is about must be there.
        "polar_words": float(query.polar) * shares[0],
        "part": float(bool(query.part) and is_in_part(query.part, f"{context.under} > {context.lead}", text)),
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


def form_features(query: QuestionTerms, text: str, kind: BlockKind) -> dict[str, float]:
    """What kind of text the sentence is."""
    # None if the question asks for no kind; then both features of it are 0.
    of_kind = has_kind(query, text)
    return {
        "kind_there": float(of_kind is True),
        "kind_missing": float(of_kind is False),
        "row": float(is_row(text)),
        "code": float(kind == "code"),
        "labelled": float(bool(labelled(text))),
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
    everywhere = frozenset[str]().union(
        *(query.stems_of(f"{hit.passage.title} {hit.passage.text}") for hit in hits)
    )
    missing = set(query.terms) - query.matched(everywhere)
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


def is_kind_nowhere(query: QuestionTerms, hits: Sequence[Hit]) -> bool:
    """Whether the question asks for a number or a time, such as an age, and no sentence of the hits has such a one."""
    sentences = (hit.passage.quote(span) for hit in hits for span in hit.passage.sentences)
    # Who or where something is may be said without a name: "under the pot".
    return query.kind in ("number", "time") and not any(has_kind(query, text) for text in sentences)


def is_counted_nowhere(query: QuestionTerms, hits: Sequence[Hit]) -> bool:
    """Whether the question asks how many of something there are that no hit has a word for."""
    return bool(query.counted) and all(
        query.counted.isdisjoint(query.stems_of(f"{hit.passage.title} {hit.passage.text}")) for hit in hits
    )


def is_polar_about_nothing(query: QuestionTerms, hits: Sequence[Hit]) -> bool:
    """Whether a question for a yes or a no is about something that the hits never mention."""
    if not query.polar:
        return False
    weights = rarity(query, hits)
    there = frozenset[str]().union(
        *(query.stems_of(f"{hit.passage.title} {hit.passage.text}") for hit in hits)
    )
    return share(weights, set(query.terms) - query.matched(there)) > _MOST_OF_A_QUESTION


def counts_rows(query: QuestionTerms, best: Evidence) -> bool:
    """Whether the question asks how many rows of a table there are, or of some kind: no single row says that."""
    if not _HOW_MANY.search(query.text) or not is_row(best.text):
        return False
    # "How many cups has Ajax won?" is answered by the cell of that name.
    return not any(
        query.matched(query.stems_of(best.text[slice(*label)])) and _AMOUNT.match(best.text[slice(*value)])
        for label, value in labelled(best.text)
    )


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


def has_kind(query: QuestionTerms, sentence: str) -> bool | None:
    """Whether the sentence has an entity of the kind asked for that the question does not name; None for no kind."""
    return None if query.kind is None else bool(open_entities(query, sentence))


def _clipped(logit: float) -> float:
    return max(-_MAX_LOGIT, min(_MAX_LOGIT, logit))
