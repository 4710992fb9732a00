"""What a store needs of the database that it is in."""

from contextlib import AbstractContextManager
from pathlib import Path
from typing import Protocol

from index.store.access import Access
from index.store.app_database import AppDatabase, SchemaSteps
from index.store.connection import StoreConnection
from index.store.transaction import ReadTransaction


class Database(Protocol):
    """Holds the tables of one index, and gives transactions on them. Any number of threads and processes may use it.

    Attributes:
        place: Where it is, for messages; without a password.
        folder: A folder of this machine for what is derived, or belongs to one server.
        address: The address by which other machines reach it, with a password if that is in it; None for a folder.
    """

    place: str
    folder: Path
    address: str | None

    def reading(self, access: Access | None) -> AbstractContextManager[ReadTransaction]:
        """A transaction that sees one state until the block ends, and of it what `access` may see; None: all."""

    def writing(
        self, access: Access | None, *, passages: bool, documents: bool = True
    ) -> AbstractContextManager[StoreConnection]:
        """One write transaction, which touches only what `access` may change.

        Args:
            access: Who changes something; None for an index that nobody shares.
            passages: Whether it makes a new generation, since what can be found changes.
            documents: Whether it may change documents, and not only what is derived from them.
        """

    def locked(self) -> AbstractContextManager[None]:
        """Keeps others from changing the index meanwhile, where two can't change it at the same time.

        Raises:
            IndexLockedError: Another process is changing it.
            IndexFolderError: It can't be written.
        """

    def moving(self) -> AbstractContextManager[None]:
        """Makes others that move documents between databases wait until the block ends; all ask the same one of them."""

    def claim(self, connection: StoreConnection, sources: list[str]) -> None:
        """Makes others that save one of these sources wait until the transaction of `connection` ends."""

    def keep_others_out(self, connection: StoreConnection) -> None:
        """Waits for those who are changing documents, and makes others wait until the transaction of `connection` ends.

        It must be the first thing in one that was begun without `documents`.
        """

    def problems(self, connection: StoreConnection) -> list[str]:
        """What the database itself finds wrong with its structures; a line for each."""

    def forget_deleted(self) -> None:
        """Makes sure that what was deleted does not lie in a log any more, as far as nobody reads an earlier state now."""

    def app_database(self, name: str, steps: SchemaSteps, *, replaceable: bool) -> AppDatabase:
        """Opens a database beside the index, or makes it; see `Index.app_database`."""

    def has_app_database(self, name: str) -> bool:
        """Whether there is one of that name."""

    def close(self) -> None:
        """Closes what is open. A later call opens it again."""
