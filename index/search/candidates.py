"""What a search engine gives for a question, before the sentences of the best passages are looked at."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from index.search.fusion import DENSE_WEIGHT, fuse

# Minimum number of candidates from each side. Between 50 and 500 no difference was significant (docs/evidence.md).
MIN_CANDIDATES = 100
# Weight of the best sentence's cosine beside the passage's own, and how many passages are rescored with it. More
# passages change nothing, and a larger weight hurts the ranking of documents (`python -m bench ablations`).
SENTENCE_SHARE = 0.5
RESCORED = 20


@dataclass(frozen=True, slots=True, kw_only=True)
class Candidate:
    """A passage's row with its scores; see `Hit`. `cosine_weight`: how much a cosine of 1 adds to the score."""

    row: int
    score: float
    dense_score: float
    word_score: float | None
    cosine_weight: float

    def score_with(self, sentences: Sequence[float]) -> float:
        """Its score with the cosine of its best sentence, which counts for half of the dense side."""
        return self.score + SENTENCE_SHARE * self.cosine_weight * (max(sentences) - self.dense_score)


def joined(
    dense: Mapping[int, float],
    words: Mapping[int, float],
    k: int,
    *,
    dense_weight: float = DENSE_WEIGHT,
) -> list[Candidate]:
    """The best `k` candidates by the fused scores of both sides, highest first.

    Args:
        dense: Cosine of every candidate, also of those found only by words.
        words: BM25 score of the candidates with a word of the question.
        k: How many results.
        dense_weight: 0 to 1, the weight of the dense side.
    """
    # `fuse` divides cosines by this width, so that the cosine of a sentence has to be divided by it too.
    width = max(dense.values(), default=0.0) - min(dense.values(), default=0.0)
    cosine_weight = dense_weight / width if width > 0 else 0.0
    return [
        Candidate(
            row=row,
            score=score,
            dense_score=dense[row],
            word_score=words.get(row),
            cosine_weight=cosine_weight,
        )
        for row, score in fuse(dense, words, dense_weight=dense_weight)[:k]
    ]
