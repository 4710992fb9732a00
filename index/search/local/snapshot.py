"""The search structures of one generation of the store. They never change; a newer snapshot replaces them."""

from collections.abc import Iterable
from dataclasses import dataclass

from index.embedding.embedder import Vectors
from index.search.candidates import MIN_CANDIDATES, Candidate, joined
from index.search.fusion import DENSE_WEIGHT
from index.search.local.vectors import ExactIndex, VectorIndex
from index.search.words import WordIndex
from index.store.rows import ALL_ROWS, Rows, RowSet


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
        among: RowSet = ALL_ROWS,
        candidates: int = MIN_CANDIDATES,
        dense_weight: float = DENSE_WEIGHT,
    ) -> list[Candidate]:
        """The best `k` candidates by the fused scores of both sides, highest first.

        Args:
            question: The words to search for.
            embedding: The question's vector, shape (dimensions).
            k: How many results.
            rows: Only passages in these rows are ranked.
            among: Those among which it counts how rare a word is.
            candidates: Minimum number from each side; the other side may raise one that is ranked low.
            dense_weight: 0 to 1, the weight of the dense side.
        """
        if not len(self.vectors):
            return []
        n = max(candidates, k)
        words = dict(self.words.search(question, n, rows, among))
        dense = dict(self.vectors.search(embedding, n, rows))
        # Fusion needs the cosine of every candidate, also of those found only by words.
        missing = sorted(words.keys() - dense.keys())
        dense.update(zip(missing, self.vectors.cosines(embedding, missing), strict=True))
        return joined(dense, words, k, dense_weight=dense_weight)
