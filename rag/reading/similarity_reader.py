"""Reads text that is not English by its likeness in meaning to the question, where the embedding model knows other languages."""

from collections.abc import Sequence

import numpy as np

from index import Hit, is_english, is_english_document
from rag.logistic import logistic
from rag.protocols import Reader, Reading, Readings, Search
from rag.questions.language import BY_LIKENESS
from rag.reading.context import can_answer
from rag.reading.scale import Scale

# Cosines are higher in one language than in another, so that the best sentence is compared with the lower quarter of all that were
# found. Fitted on one half of 200 questions each in Spanish and Chinese, with and without their documents among what was found: the
# likeness at which the best sentence is as likely to answer as not, and how fast that changes. docs/evidence.md has the other half.
_BASE, _EVEN, _STEEPNESS = 0.8, 0.2117, 154.0
# A small index has too few sentences to compare with: in place of those that it lacks there are some of this cosine.
_COMPARED, _USUAL = 20, 0.815
# The weight of the passage's own score beside the sentence's cosine: 70 in 100 of the first sentences have the answer, without it 68.
_PASSAGE_SHARE = 0.1
# A sentence so far behind the best has half the probability to belong to the answer that one has beside it.
_HALF_BEHIND, _BESIDE = 0.01, 0.5
# Cosines of unlike and of like English texts, for this model and for that which the trained reader was fitted with.
_SCALE = Scale(unlike=(0.76, 0.1), like=(0.88, 0.6))


class SimilarityReader:
    """Chooses the sentences that are most like the question; what is English it leaves to a reader of English.

    Satisfies `rag.protocols.Reader`.
    """

    def __init__(self, english: Reader) -> None:
        self._english = english

    @property
    def sha256(self) -> str | None:
        """The checksum of the weights of the reader inside, if it has one."""
        return getattr(self._english, "sha256", None)

    def read(self, question: str, hits: Sequence[Hit], search: Search) -> Readings:
        """Reads the hits; a second search is made in English only.

        Raises:
            ModelError: The weights of the reader of English are missing or altered.
        """
        if not hits or (is_english(question) and is_english_document(hits[0].passage.text)):
            return self._english.read(
                question, _SCALE.as_mini_lm(hits), lambda text, k: _SCALE.as_mini_lm(search(text, k))
            )
        scored = sorted(
            (
                (cosine + _PASSAGE_SHARE * hit.score, cosine, hit, number)
                for hit in hits
                for number, cosine in enumerate(hit.sentence_scores)
                if can_answer(hit.passage.kind_of(number), hit.passage.quote(hit.passage.sentences[number]))
            ),
            key=lambda row: (-row[0], row[2].rank, row[3]),
        )
        if not scored:
            return Readings(hits=tuple(hits), sentences=(), confidence=0.0, notes=(BY_LIKENESS,))
        best, cosine, *_ = scored[0]
        sentences = [
            Reading(
                hit=hit,
                sentence=hit.passage.sentences[number],
                span=None,
                probability=_BESIDE * max(0.0, 1 - (best - score) / (2 * _HALF_BEHIND)),
            )
            for score, _, hit, number in scored
        ]
        return Readings(
            hits=tuple(hits),
            sentences=tuple(sentences),
            confidence=logistic(_STEEPNESS * (_above(cosine, [row[1] for row in scored]) - _EVEN)),
            notes=(BY_LIKENESS,),
        )

    def warm_up(self) -> None:
        """Loads the reader of English."""
        self._english.warm_up()


def _above(best: float, cosines: Sequence[float]) -> float:
    """How far the best sentence is above what was found for the question in its language."""
    lacking = [_USUAL] * max(0, _COMPARED - len(cosines))
    return best - _BASE * float(np.quantile([*cosines, *lacking], 0.25))
