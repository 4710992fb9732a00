"""From the candidates of a search to its hits: the best sentence of each counts, too."""

from collections.abc import Sequence
from typing import Protocol

from index.documents import Hit, Passage
from index.embedding.embedder import Vectors
from index.search.candidates import Candidate


class PassageReader(Protocol):
    """Reads passages by their rows: a read transaction, or several of them."""

    def sentence_embeddings(self, rows: Sequence[int], dimensions: int) -> list[Vectors]:
        """For each of `rows` the embeddings of the passage's sentences: shape (sentences, dimensions)."""
        ...

    def passages(self, rows: Sequence[int]) -> list[Passage]:
        """The passages in `rows`, in that order."""
        ...


def hits_of(reader: PassageReader, candidates: Sequence[Candidate], embedding: Vectors, k: int) -> list[Hit]:
    """The best `k` candidates as hits, scored with their sentences too."""
    if not candidates:
        return []
    vectors = reader.sentence_embeddings([candidate.row for candidate in candidates], len(embedding))
    sentences = {
        candidate.row: (vector @ embedding).tolist()
        for candidate, vector in zip(candidates, vectors, strict=True)
    }
    scores = {candidate.row: candidate.score_with(sentences[candidate.row]) for candidate in candidates}
    best = sorted(candidates, key=lambda candidate: (-scores[candidate.row], candidate.row))[:k]
    # A good sentence can raise a score above 1.
    scale = max(1.0, *scores.values())
    passages = reader.passages([candidate.row for candidate in best])
    return [
        Hit(
            passage=passage,
            score=scores[candidate.row] / scale,
            rank=rank,
            dense_score=candidate.dense_score,
            word_score=candidate.word_score,
            sentence_scores=tuple(sentences[candidate.row]),
        )
        for rank, (candidate, passage) in enumerate(zip(best, passages, strict=True), start=1)
    ]
