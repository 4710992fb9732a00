"""Searches the newest state of an index."""

import threading
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from typing import TYPE_CHECKING

from index.documents import Hit
from index.embedding.embedder import Embedder
from index.embedding.threads import set_up_libraries
from index.errors import PinciteError
from index.search.candidates import RESCORED
from index.search.filters import Filter
from index.search.hits import hits_of
from index.stopping import raise_if_stopped
from index.store.catalogue import has_passages
from index.store.members import check_members, members_in
from index.store.store import Store
from index.store.transaction import ReadTransaction
from index.tracing import embedding_span, span

if TYPE_CHECKING:
    from index.search.postgres.engine import PostgresEngine
    from index.search.protocols import SearchedState, SearchEngine


class Searcher:
    """Finds passages. Any thread may use it.

    faiss and tantivy are imported with the first question: listing documents does not need them.
    """

    def __init__(self, store: Store, embedder: Embedder) -> None:
        self._store = store
        self._embedder = embedder
        self._creating = threading.Lock()
        self._engine: SearchEngine | None = None
        self._shared: Searcher | None = None
        self._loaded = False  # a question was answered before, so that nothing is left to load
        if store.database.address is not None and store.follower is None:
            # At once: what is searched follows each change, by whomever it is made.
            store.follower = self._engine = _in_database(store, embedder)

    def seen_by(self, store: Store) -> "Searcher":
        """One with the same model and engine, which finds what `store` shows."""
        seen = Searcher(store, self._embedder)
        seen._shared = self._shared or self
        return seen

    @property
    def engine(self) -> "SearchEngine":
        """What searches, and keeps that up to date with the store."""
        if self._shared is not None:
            return self._shared.engine
        if self._engine is not None:
            return self._engine
        # Before the import below loads faiss; later it has no effect.
        set_up_libraries()
        from index.search.local.engine import LocalEngine

        # Two of them would make all search structures twice.
        with self._creating:
            if self._engine is None:
                self._engine = LocalEngine(self._store, self._embedder)
            return self._engine

    @contextmanager
    def current(self) -> Iterator[tuple[ReadTransaction, "SearchedState"]]:
        """A transaction on the newest state, and what searches the same state.

        Raises:
            PinciteError: The search libraries got no thread, no memory, or no file from the system.
        """
        try:
            while True:
                with self._store.reading() as transaction:
                    # None if another thread has refreshed to a newer state meanwhile: then try again.
                    state = self.engine.current(transaction)
                    if state is not None:
                        yield transaction, state
                        return
        except OSError as error:
            raise PinciteError(
                f"the index can't be searched now ({error.strerror or error}); close other programs, and try again"
            ) from error

    def search(self, question: str, k: int, where: Filter | None, also: Sequence[str] = ()) -> list[Hit]:
        """The best `k` passages, best first, of the documents that match `where`; by default of all."""
        if k < 1:
            raise ValueError(f"k is {k}, but must be at least 1")
        if self.is_empty(where):
            return []  # without loading the model and the search libraries, which takes seconds
        with span("retrieval", {"gen_ai.operation.name": "retrieval", "gen_ai.retrieval.top_k": k}) as note:
            hits = self._search(question, k, where, also)
            note({"pincite.hits": len(hits)})
        return hits

    def _search(self, question: str, k: int, where: Filter | None, also: Sequence[str]) -> list[Hit]:
        with embedding_span(self._embedder.name, 1):
            embedding = self._embedder.embed([question])[0]
        raise_if_stopped()
        with self.current() as (transaction, state):
            # More than `k`: by its best sentence, a passage can rise from a lower rank.
            (self._shared or self)._loaded = True
            candidates = state.search(" ".join([question, *also]), embedding, max(k, RESCORED), where)
            return hits_of(transaction, candidates, embedding, k)

    def passage_counts(self, words: Sequence[str]) -> list[int]:
        """For each word in how many passages its stems stand; see `Index.passage_counts`."""
        if self.is_empty(None):
            return [0] * len(words)
        with self.current() as (_, state):
            return state.passage_counts(words)

    def similar_words(self, word: str, k: int) -> list[str]:
        """The best `k` words of the passages that are much like `word`; see `Index.similar_words`."""
        if self.is_empty(None):
            return []
        with self.current() as (_, state):
            return state.similar_words(word, k)

    def is_empty(self, where: Filter | None) -> bool:
        """Whether no passage can be found at all. Once all is loaded, the search itself finds out sooner.

        Raises:
            DatabaseError: There may be some in a database that was not opened.
        """
        if (self._shared or self)._loaded:
            return False
        with self._store.reading() as transaction:
            empty = not has_passages(transaction, where.condition()) if where else transaction.is_empty
            if empty and self._store.database.address is not None:
                check_members(members_in(transaction.connection), self._store.opened, transaction.place)
            return empty

    def warm_up(self) -> None:
        """Loads the model and the search structures; otherwise the first question does."""
        (embedding,) = self._embedder.embed(["warm up"])
        with self.current() as (_, state):
            # Lists the words of all passages, which takes some 100 ms; and reads codes of vectors from a database.
            state.similar_words("warm", 1)
            state.search("warm", embedding, 1)


def _in_database(store: Store, embedder: Embedder) -> "PostgresEngine":
    from index.search.postgres.engine import PostgresEngine

    return PostgresEngine(store, embedder)
