"""The built-in reader: marks the words that answer, estimates a confidence, and reorders the passages."""

from collections.abc import Sequence
from dataclasses import replace

from index import Hit, is_english
from rag.protocols import Reading, Readings, Search
from rag.questions.analysis import QuestionTerms, analyse, with_aliases
from rag.questions.language import NOT_ENGLISH
from rag.reading.calibration import Calibration, load_calibration
from rag.reading.context import can_answer
from rag.reading.evidence import (
    Evidence,
    question_features,
    sentence_evidence,
    support_features,
)
from rag.reading.passage_selection import score_selected
from rag.reading.rules import ruled
from rag.reading.second_hop import second_hop
from rag.reading.span_reader import SpanReader, SpanScores

# A span whose logit is below that of "no answer" is not marked.
_MIN_SPAN_LOGIT = 0.0
_BESIDE_CERTAIN = 0.5


class TrainedReader:
    """Reads with the span model, and weighs its scores together with the words and the meaning of each sentence.

    Satisfies `rag.protocols.Reader`. Loads on first use; any thread may call it.
    """

    def __init__(self, spans: SpanReader | None = None, calibration: Calibration | None = None) -> None:
        """Loads nothing yet; by default what comes with Pincite."""
        self._spans = spans or SpanReader()
        self._calibration = calibration

    @property
    def sha256(self) -> str | None:
        """The checksum of the weights; None for weights from a training of one's own."""
        return self._spans.sha256

    def read(self, question: str, hits: Sequence[Hit], search: Search) -> Readings:
        """Reads the hits, and those of a second search where the best passage answers only half.

        Raises:
            ModelError: The weights are missing or altered.
        """
        if not hits:
            return Readings(
                hits=(), sentences=(), confidence=0.0, notes=() if is_english(question) else (NOT_ENGLISH,)
            )
        calibration = self._calibration or load_calibration()
        query, first = with_aliases(analyse(question), (hit.passage.text for hit in hits)), len(hits)
        span_scores = score_selected(self._spans, question, hits)
        scored = ranked(calibration, sentence_evidence(query, hits, span_scores, first=first))
        if not scored:
            return Readings(hits=tuple(hits), sentences=(), confidence=0.0)
        if more := second_hop(query, hits, scored[0][1], search):
            hits, span_scores = [*hits, *more], [*span_scores, *score_selected(self._spans, question, more)]
            # All evidence is made anew: how rare a word is depends on every hit.
            scored = ranked(calibration, sentence_evidence(query, hits, span_scores, first=first))
        features = question_features(query, hits, scored)
        confidence = calibration.confidence.probability(features)
        found = ruled(query, hits, scored, confidence)
        return Readings(
            hits=reordered(hits, span_scores, calibration.reorder),
            sentences=tuple(
                weighed(_reading(calibration, query, found.scored[0], evidence, score), number, found.certain)
                for number, (score, evidence) in enumerate(found.scored)
            ),
            confidence=found.confidence,
            notes=(NOT_ENGLISH,) if features["foreign"] else (),
        )

    def warm_up(self) -> None:
        """Loads the model."""
        self._spans.warm_up()


def ranked(calibration: Calibration, evidence: Sequence[Evidence]) -> list[tuple[float, Evidence]]:
    """Sentences that can answer, with their scores, best first; a sentence that two passages share comes once."""
    scored = [
        (calibration.sentence.score(sentence.features), sentence)
        for sentence in evidence
        if can_answer(sentence.hit.passage.kind_of(sentence.number), sentence.text)
    ]
    # Ties go by rank and place, so that equal input gives equal output.
    scored.sort(key=lambda pair: (-pair[0], pair[1].hit.rank, pair[1].number))
    best: dict[tuple[str, int, int], tuple[float, Evidence]] = {}
    for score, sentence in scored:
        best.setdefault((sentence.hit.passage.document_id, *sentence.sentence), (score, sentence))
    return list(best.values())


def reordered(hits: Sequence[Hit], span_scores: Sequence[SpanScores], weight: float) -> tuple[Hit, ...]:
    """The hits by the scores of retrieval and reader together, with their new ranks."""
    scored = [
        (hit.score + weight * scores.probability, hit, scores)
        for hit, scores in zip(hits, span_scores, strict=True)
    ]
    scored.sort(key=lambda row: (-row[0], row[1].rank))
    return tuple(
        # Divided, so that the score is 0 to 1 again.
        replace(hit, rank=rank, score=score / (1 + weight), answer_score=scores.probability)
        for rank, (score, hit, scores) in enumerate(scored, start=1)
    )


def weighed(reading: Reading, number: int, certain: int) -> Reading:
    """The reading of the sentence with that number, from 0, where so many of the first are certain.

    Beside a command, a list of tasks or an acceptance, which are the whole answer, others are rarely part of it.
    """
    if not certain:
        return reading
    return replace(reading, probability=1.0 if number < certain else _BESIDE_CERTAIN * reading.probability)


def _reading(
    calibration: Calibration,
    query: QuestionTerms,
    best: tuple[float, Evidence],
    evidence: Evidence,
    score: float,
) -> Reading:
    best_score, best_evidence = best
    features = support_features(query, best_evidence, best_score, evidence, score)
    return Reading(
        hit=evidence.hit,
        sentence=evidence.sentence,
        span=evidence.scores.span if evidence.scores.span_logit > _MIN_SPAN_LOGIT else None,
        probability=calibration.support.probability(features),
    )
