"""The search of this process, as the protocol has it: a snapshot, and the transaction of the same state."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from index.embedding.embedder import Vectors
from index.search.candidates import Candidate
from index.search.filters import Filter
from index.search.local.snapshot import SearchSnapshot
from index.store.rows import ALL_ROWS, RowSet
from index.store.transaction import ReadTransaction


@dataclass(frozen=True, slots=True)
class LocalState:
    """A `SearchedState` in memory and in files of this machine."""

    snapshot: SearchSnapshot
    transaction: ReadTransaction

    def __len__(self) -> int:
        """How many passages can be found by their words."""
        return len(self.snapshot.words) if self._seen.only is None else len(self._seen.only)

    def search(
        self, question: str, embedding: Vectors, k: int, where: Filter | None = None
    ) -> list[Candidate]:
        """The best `k` passages by their words and their vectors together, highest first."""
        seen = self._seen
        rows = where.rows(self.transaction) if where else seen
        return self.snapshot.search(question, embedding, k, rows=rows, among=seen)

    def passage_counts(self, words: Sequence[str]) -> list[int]:
        """For each word in how many passages all of its stems stand."""
        return [self.snapshot.words.passage_count(word, self._seen) for word in words]

    def similar_words(self, word: str, k: int) -> list[str]:
        """The best `k` words of the passages that a misspelt `word` may stand for."""
        return self.snapshot.words.similar_words(word, k, self._seen)

    @property
    def _seen(self) -> RowSet:
        """The rows that the transaction shows: search itself has those of everybody."""
        if self.transaction.access is None:
            return ALL_ROWS
        return RowSet(only=self.transaction.rows_of("true", ()))

    def is_found(self, row: int, text: str) -> bool:
        """Whether the passage in `row` is found by words of `text`."""
        # Otherwise an equal passage could be found in its place.
        only_this = RowSet(only=np.array([row], dtype=np.int64))
        return bool(self.snapshot.words.search(text, 1, only_this))

    def cosines(self, embedding: Vectors, rows: Sequence[int]) -> list[float]:
        """The cosine of `embedding` with the vector of each of `rows`."""
        return self.snapshot.vectors.cosines(embedding, rows)
