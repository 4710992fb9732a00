"""Searching an index: the newest state of its documents, and what is found in that very state."""

import threading
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from typing import TYPE_CHECKING

from index.documents import Hit
from index.embedding.embedder import Embedder, Vectors
from index.embedding.threads import sleep_while_waiting
from index.search.filters import Filter
from index.store.rows import ALL_ROWS
from index.store.store import Store
from index.store.transaction import ReadTransaction

if TYPE_CHECKING:
    from index.search.refresh import Refresher
    from index.search.snapshot import Candidate, SearchSnapshot


class Searcher:
    """Finds passages. Any thread may use it.

    What search runs on is imported with the first question: faiss and tantivy are not needed to list documents.
    """

    def __init__(self, store: Store, embedder: Embedder) -> None:
        self._store = store
        self._embedder = embedder
        self._making = threading.Lock()
        self._made: Refresher | None = None

    @property
    def refresher(self) -> "Refresher":
        """What keeps the search structures near to the store."""
        sleep_while_waiting()
        from index.search.refresh import Refresher

        with self._making:
            if self._made is None:
                self._made = Refresher(self._store, self._embedder)
            return self._made

    @contextmanager
    def current(self) -> Iterator[tuple[ReadTransaction, "SearchSnapshot"]]:
        """The newest state, and the search structures of that very state."""
        while True:
            with self._store.reading() as state:
                snapshot = self.refresher.current(state)
                if snapshot is not None:
                    yield state, snapshot
                    return

    def search(self, question: str, k: int, where: Filter | None) -> list[Hit]:
        """The best `k` passages, best first, of the documents that `where` lets through; by default of all."""
        if k < 1:
            raise ValueError(f"k is {k}, but must be at least 1")
        if self._is_empty(where):
            return []  # at once: the model and the libraries of search take seconds to load
        embedding = self._embedder.embed([question])[0]
        from index.search.snapshot import RESCORED

        with self.current() as (state, snapshot):
            allowed = where.rows(state) if where else ALL_ROWS
            candidates = snapshot.search(question, embedding, max(k, RESCORED), rows=allowed)
            return _hits(state, candidates, embedding, k)

    def _is_empty(self, where: Filter | None) -> bool:
        """Whether there is nothing that could be found."""
        with self._store.reading() as state:
            only = where.rows(state).only if where else None
            return state.is_empty if only is None else len(only) == 0

    def warm_up(self) -> None:
        """Loads the model and the search structures, which the first question does otherwise."""
        self._embedder.embed(["warm up"])
        with self.current():
            pass


def _hits(state: ReadTransaction, candidates: Sequence["Candidate"], embedding: Vectors, k: int) -> list[Hit]:
    """The best `k` once their sentences are looked at."""
    if not candidates:
        return []
    vectors = state.sentence_embeddings([candidate.row for candidate in candidates], len(embedding))
    sentences = {
        candidate.row: (vector @ embedding).tolist()
        for candidate, vector in zip(candidates, vectors, strict=True)
    }
    scores = {candidate.row: candidate.score_with(sentences[candidate.row]) for candidate in candidates}
    best = sorted(candidates, key=lambda candidate: (-scores[candidate.row], candidate.row))[:k]
    scale = max(1.0, *scores.values())
    passages = state.passages([it.row for it in best])
    return [
        Hit(
            passage=passage,
            score=scores[it.row] / scale,
            rank=rank,
            dense_score=it.dense_score,
            word_score=it.word_score,
            sentence_scores=tuple(sentences[it.row]),
        )
        for rank, (it, passage) in enumerate(zip(best, passages, strict=True), start=1)
    ]
