"""What an engine must do that searches the passages of a store.

Two are here: FAISS and tantivy in this process (`local/`), and tables of the same PostgreSQL as the store
(`postgres/`). A vector database of its own, such as Qdrant or Milvus, fits behind the same two protocols: `current`
waits until it has the state of the transaction, or leaves out what that state no longer has; a `Filter` becomes one of
its own, by attributes that were saved with each vector. No such engine was tried.
"""

from collections.abc import Callable, Sequence
from typing import Protocol

from index.embedding.embedder import Vectors
from index.search.candidates import Candidate
from index.search.filters import Filter
from index.store.transaction import ReadTransaction


class SearchedState(Protocol):
    """The passages of one read transaction, as they are searched. Used by one thread, until the transaction ends."""

    def __len__(self) -> int:
        """How many passages can be found by their words."""
        ...

    def search(
        self, question: str, embedding: Vectors, k: int, where: Filter | None = None
    ) -> list[Candidate]:
        """The best `k` passages by their words and their vectors together, highest first; equal scores by row.

        Args:
            question: The words to search for.
            embedding: The question's vector, shape (dimensions).
            k: How many results.
            where: Only passages of documents that match are ranked.
        """
        ...

    def passage_counts(self, words: Sequence[str]) -> list[int]:
        """For each word in how many passages all of its stems stand; all passages if it has no stem."""
        ...

    def similar_words(self, word: str, k: int) -> list[str]:
        """The best `k` words of the passages, in lower case, that a misspelt `word` may stand for."""
        ...

    def is_found(self, row: int, text: str) -> bool:
        """Whether the passage in `row` is found by words of `text`, its own; for a check."""
        ...

    def cosines(self, embedding: Vectors, rows: Sequence[int]) -> list[float]:
        """The cosine of `embedding` with the vector of each of `rows`, as it is searched.

        Raises:
            KeyError: One of them can't be found.
        """
        ...


class SearchEngine(Protocol):
    """Keeps what is searched in step with the store. Any thread may use it."""

    def current(self, transaction: ReadTransaction) -> SearchedState | None:
        """The transaction's state; None if only a newer one can be searched: open a new transaction then."""
        ...

    def write_if_due(self) -> None:
        """Called after each change: starts what makes search faster, if enough has changed. Does not wait for it."""
        ...

    def write(self) -> bool:
        """Does the same at once, however little has changed, and waits for it; False if another one is doing it.

        Raises:
            OSError: The files can't be written, or the disk is full. What is searched stays as it was.
        """
        ...

    def rebuild(self) -> None:
        """Makes everything that is searched again from what the store has.

        Raises:
            IndexFolderError: It can't be written. What the store has is not affected.
        """
        ...

    def check(self, transaction: ReadTransaction, problem: Callable[[str], None]) -> int:
        """Compares what was written to search with the store, completely.

        Args:
            transaction: The state of the store.
            problem: Called for each difference with what is wrong, where, and what to do.

        Returns:
            How many sets of files or tables were compared.
        """
        ...

    def close(self) -> None:
        """Waits for what is being written."""
        ...
