"""What search runs on: derived from one generation of the store, never changed, swapped in whole."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from index.embedding.embedder import Vectors
from index.search.fusion import DENSE_WEIGHT, fuse
from index.search.vectors import ExactIndex, VectorIndex
from index.search.words import WordIndex
from index.store.rows import ALL_ROWS, Rows, RowSet

# How many each side offers, at least. From 50 to 500 nothing changes beyond chance (docs/evidence.md).
MIN_CANDIDATES = 100
# Share of a passage's best sentence in its cosine, and how many passages are looked at so. More passages
# change nothing, and a larger share begins to cost where only documents count (`python -m bench ablations`).
SENTENCE_SHARE = 0.5
RESCORED = 20


@dataclass(frozen=True, slots=True, kw_only=True)
class Candidate:
    """A passage's row with its scores; see `Hit`. `cosine_worth`: what 1 of cosine adds to the score."""

    row: int
    score: float
    dense_score: float
    word_score: float | None
    cosine_worth: float

    def score_with(self, sentences: Sequence[float]) -> float:
        """Its score where its best sentence, by cosine, counts for half of its vectors' side."""
        return self.score + SENTENCE_SHARE * self.cosine_worth * (max(sentences) - self.dense_score)


@dataclass(frozen=True, slots=True, kw_only=True)
class SearchSnapshot:
    """The vectors and the words of one generation.

    Attributes:
        generation: The state of the store that it agrees with.
        last_row: The highest row that had been given by then.
        vectors: Of all passages.
        words: Of all passages.
    """

    generation: int
    last_row: int
    vectors: VectorIndex
    words: WordIndex

    @classmethod
    def of(cls, rows: Rows, vectors: Vectors, texts: Iterable[str]) -> "SearchSnapshot":
        """In memory, of passages that are nowhere else. `rows`: ascending; `vectors`: (n, dimensions)."""
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
        """The best `k` candidates by both sides together, highest first.

        Args:
            question: Its words are looked for.
            embedding: The question's vector, shape (dimensions).
            k: How many results.
            rows: Only these are ranked.
            candidates: How many each side offers, at least; what one side ranks low the other may lift.
            dense_weight: 0 to 1, the share of the vectors' side.
        """
        if not len(self.vectors):
            return []
        n = max(candidates, k)
        words = dict(self.words.search(question, n, rows))
        dense = dict(self.vectors.search(embedding, n, rows))
        missing = sorted(words.keys() - dense.keys())
        dense.update(zip(missing, self.vectors.cosines(embedding, missing), strict=True))
        width = max(dense.values(), default=0.0) - min(dense.values(), default=0.0)
        worth = dense_weight / width if width > 0 else 0.0
        return [
            Candidate(
                row=row,
                score=score,
                dense_score=dense[row],
                word_score=words.get(row),
                cosine_worth=worth,
            )
            for row, score in fuse(dense, words, dense_weight=dense_weight)[:k]
        ]
