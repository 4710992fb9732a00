"""Keeps the tables that are searched in step with those of the store: inside each change, so that both are always the same state."""

import logging
import threading
from collections.abc import Callable
from typing import cast

from index.embedding.embedder import Embedder
from index.errors import DatabaseError, PinciteError
from index.search.postgres import filling, merging, tables
from index.search.postgres.checking import check_tables
from index.search.postgres.codes import KeptCodes
from index.search.postgres.searched import PostgresState
from index.store.again import tried_again
from index.store.connection import StoreConnection
from index.store.members import check_members, members_from
from index.store.postgres.connection import PostgresConnection
from index.store.store import Store
from index.store.transaction import ReadTransaction

_log = logging.getLogger("pincite")
# So many passages take more than a few seconds.
_MANY, _SECONDS_EACH = 20_000, 0.0004


class PostgresEngine:
    """The `SearchEngine` and the `Follower` of a store in PostgreSQL. Any thread may use it."""

    def __init__(self, store: Store, embedder: Embedder) -> None:
        """Makes the tables if they are not there, or of another format or embedding model than the store.

        Args:
            store: All of it, as nobody in particular sees it.
            embedder: What the vectors are made by.
        """
        self._store = store
        self._embedder = embedder.name
        self._kept = KeptCodes()
        self._merger: threading.Thread | None = None
        self._starting = threading.Lock()
        with store.reading() as transaction:
            connection = _of(transaction.connection)
            tables.check_version(connection, store.place)
            fit = tables.fit(connection)
        if not fit:
            with store.database.writing(None, passages=False, documents=False) as writing:
                tables.keep_others_out(_of(writing))
                # Another process may have made them meanwhile.
                if not tables.fit(_of(writing)):
                    _tell(writing, store.place)
                    filling.remake(_of(writing))

    def current(self, transaction: ReadTransaction) -> PostgresState:
        """What the transaction sees, which is always its own state."""
        connection = _of(transaction.connection)
        state = PostgresState(connection, transaction.access, self._kept)
        tables.check_format(state.format, transaction.place)
        if state.members is not None:
            # A database may have joined since this process opened the others.
            check_members(members_from(state.members), self._store.opened, transaction.place)
        if state.model != self._embedder:
            transaction.check_embedder(self._embedder)  # another process may have embedded everything again
        if state.embedder not in (None, self._embedder):
            raise DatabaseError(
                f"{transaction.place}: search has the vectors of another model; run: pincite rebuild"
            )
        return state

    def follow(self, connection: StoreConnection) -> None:
        """Adds what has come in a write transaction; what was removed has gone by itself."""
        filling.fill(_of(connection), self._embedder, self._store.place)

    def write_if_due(self) -> None:
        """Merges what changes have added, in the background, if it is much; the change itself is saved, whatever becomes of that."""
        try:
            due = self._is_due()
        except PinciteError:
            return
        with self._starting:
            if due and (self._merger is None or not self._merger.is_alive()):
                self._merger = threading.Thread(target=self._try_to_merge, name="pincite-merging")
                self._merger.start()

    def write(self) -> bool:
        """Merges what changes have added, and writes words anew of which any is gone; False if another one is doing it."""
        return self._merge(even_if_little=True)

    def rebuild(self) -> None:
        """Makes all tables anew.

        Raises:
            DatabaseError: The database can't be written.
        """
        with self._store.database.writing(None, passages=False, documents=False) as connection:
            filling.remake(_of(connection))

    def check(self, transaction: ReadTransaction, problem: Callable[[str], None]) -> int:
        """Compares every vector with that of the store, and looks for its code, and compares the rows of each document; returns 1, for one set of tables, and 0 where nothing was ever added."""
        if transaction.is_empty:
            return 0
        check_tables(_of(transaction.connection), problem)
        return 1

    def close(self) -> None:
        """Waits for what is being merged."""
        with self._starting:
            merger = self._merger
        if merger is not None:
            merger.join()

    @tried_again
    def _is_due(self) -> bool:
        with self._store.reading() as transaction:
            return merging.is_due(_of(transaction.connection))

    def _merge(self, *, even_if_little: bool) -> bool:
        with self._store.database.writing(None, passages=False, documents=False) as connection:
            return merging.merge(_of(connection), even_if_little=even_if_little)

    def _try_to_merge(self) -> None:
        try:
            self._merge(even_if_little=False)
        except PinciteError:
            # Search works without it, only slower; the next change tries again.
            return


def _of(connection: StoreConnection) -> PostgresConnection:
    return cast("PostgresConnection", connection)


def _tell(connection: StoreConnection, place: str) -> None:
    """Says so where making all tables takes long: a database that an earlier version has filled is opened by this one."""
    (passages,) = connection.execute("SELECT count(*) FROM embeddings").fetchone()
    if passages >= _MANY:
        _log.warning(
            "%s: what is searched is made anew for %s passages, which takes about %s minutes; who opens it meanwhile waits",
            *(place, f"{passages:,}", max(1, round(passages * _SECONDS_EACH / 60))),
        )
