"""The built-in reader: marks the words that answer, says how sure it is, and puts passages in order."""

from collections.abc import Sequence
from dataclasses import replace

from index import Hit
from rag.protocols import Reading, Readings, Search
from rag.questions.analysis import QuestionTerms, analyse
from rag.reading.calibration import Calibration, load_calibration
from rag.reading.evidence import (
    Evidence,
    is_kind_nowhere,
    question_features,
    sentence_evidence,
    support_features,
)
from rag.reading.language import NOT_ENGLISH, is_english
from rag.reading.passage_selection import look
from rag.reading.second_hop import second_hop
from rag.reading.span_reader import SpanReader, SpanScores

# Where the model sees less in a sentence than in no answer at all, no words are marked.
_MARKED = 0.0
# What is left of the confidence where the reader can't judge, and where a question for an age or a sum meets no such
# number at all; not fitted, for want of such questions.
_FOREIGN = 0.7
_KIND_NOWHERE = 0.25


class TrainedReader:
    """Reads with the span model, and weighs what it sees beside the words and the meaning of each sentence.

    Satisfies `rag.protocols.Reader`. Loads on first use; any thread may call it.
    """

    def __init__(self, spans: SpanReader | None = None, calibration: Calibration | None = None) -> None:
        """Loads nothing yet; by default what comes with Pincite."""
        self._spans = spans or SpanReader()
        self._calibration = calibration

    def read(self, question: str, hits: Sequence[Hit], search: Search) -> Readings:
        """What the hits say to the question, and what a second search adds where the best says half of it.

        Raises:
            ModelError: The weights are missing or altered.
        """
        if not hits:
            return Readings(hits=(), sentences=(), confidence=0.0)
        fitted = self._calibration or load_calibration()
        asked, first = analyse(question), len(hits)
        sights = look(self._spans, question, hits)
        scored = ranked(fitted, sentence_evidence(asked, hits, sights, first=first))
        if more := second_hop(asked, hits, scored[0][1], search):
            hits, sights = [*hits, *more], [*sights, *look(self._spans, question, more)]
            scored = ranked(fitted, sentence_evidence(asked, hits, sights, first=first))
        best = scored[0]
        english = is_english(question) and is_english(best[1].hit.passage.text)
        confidence = fitted.confidence.probability(question_features(asked, hits, best[1]))
        if not english:
            confidence *= _FOREIGN
        if is_kind_nowhere(asked, hits):
            confidence *= _KIND_NOWHERE
        return Readings(
            hits=reordered(hits, sights, fitted.reorder),
            sentences=tuple(_reading(fitted, asked, best, it) for it in scored),
            confidence=confidence,
            notes=() if english else (NOT_ENGLISH,),
        )

    def warm_up(self) -> None:
        """Loads the model."""
        self._spans.warm_up()


def ranked(fitted: Calibration, evidence: Sequence[Evidence]) -> list[tuple[float, Evidence]]:
    """Sentences with their scores, best first; one that two passages share comes once."""
    scored = [(fitted.sentence.score(it.features), it) for it in evidence]
    order = sorted(scored, key=lambda it: (-it[0], it[1].hit.rank, it[1].number))
    places = {(it[1].hit.passage.document_id, it[1].sentence): it for it in reversed(order)}
    return [it for it in order if places[it[1].hit.passage.document_id, it[1].sentence] is it]


def reordered(hits: Sequence[Hit], sights: Sequence[SpanScores], weight: float) -> tuple[Hit, ...]:
    """The hits by what retrieval and the reader say together, with their new ranks."""
    pairs = zip(hits, sights, strict=True)
    chances = [(hit.score + weight * sight.probability, hit, sight) for hit, sight in pairs]
    order = sorted(chances, key=lambda chance: (-chance[0], chance[1].rank))
    return tuple(
        replace(hit, rank=rank, score=score / (1 + weight), answer_score=sight.probability)
        for rank, (score, hit, sight) in enumerate(order, start=1)
    )


def _reading(
    fitted: Calibration, asked: QuestionTerms, best: tuple[float, Evidence], it: tuple[float, Evidence]
) -> Reading:
    score, evidence = it
    return Reading(
        hit=evidence.hit,
        sentence=evidence.sentence,
        span=evidence.sight.span if evidence.sight.span_logit > _MARKED else None,
        probability=fitted.support.probability(support_features(asked, best[1], best[0], evidence, score)),
    )
