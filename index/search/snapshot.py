"""The search structures of one generation of the store. They never change; a newer snapshot replaces them."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from index.embedding.embedder import Vectors
from index.search.fusion import DENSE_WEIGHT, fuse
from index.search.vectors import ExactIndex, VectorIndex
from index.search.words import WordIndex
from index.store.rows import ALL_ROWS, Rows, RowSet

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


@dataclass(frozen=True, slots=True, kw_only=True)
class SearchSnapshot:
    """The vectors and words of one generation.

    Attributes:
        generation: The generation of the store that it was made from.
        last_row: The highest row that was used up to then.
        vectors: Of all passages.
        words: Of all passages.
    """

    generation: int
    last_row: int
    vectors: VectorIndex
    words: WordIndex

    @classmethod
    def of(cls, rows: Rows, vectors: Vectors, texts: Iterable[str]) -> "SearchSnapshot":
        """A snapshot in memory of passages without a store. `rows`: ascending; `vectors`: (n, dimensions)."""
        return cls(
            generation=0,
            last_row=int(rows[-1]) if len(rows) else 0,
            vectors=ExactIndex(rows, vectors),
            words=WordIndex.of(zip(rows.tolist(), texts, strict=True)),
        )

    def search(
        self,
        question: str,
        embedding: Vectors,
        k: int,
        *,
        rows: RowSet = ALL_ROWS,
        candidates: int = MIN_CANDIDATES,
        dense_weight: float = DENSE_WEIGHT,
    ) -> list[Candidate]:
        """The best `k` candidates by the fused scores of both sides, highest first.

        Args:
            question: The words to search for.
            embedding: The question's vector, shape (dimensions).
            k: How many results.
            rows: Only passages in these rows are ranked.
            candidates: Minimum number from each side; the other side may raise one that is ranked low.
            dense_weight: 0 to 1, the weight of the dense side.
        """
        if not len(self.vectors):
            return []
        n = max(candidates, k)
        words = dict(self.words.search(question, n, rows))
        dense = dict(self.vectors.search(embedding, n, rows))
        # Fusion needs the cosine of every candidate, also of those found only by words.
        missing = sorted(words.keys() - dense.keys())
        dense.update(zip(missing, self.vectors.cosines(embedding, missing), strict=True))
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
