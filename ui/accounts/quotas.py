"""Quotas: how many documents, and bytes of them, a person or a group may have."""

from dataclasses import dataclass

from rag import Room
from ui.accounts.account import AccountError
from ui.accounts.database import Database
from ui.languages import page_text


@dataclass(frozen=True, slots=True, kw_only=True)
class Quota:
    """The most documents, and the most bytes of the files that they were read from; None for any number."""

    documents: int | None = None
    bytes: int | None = None

    @property
    def room(self) -> Room | None:
        """The same for the index, which holds it in the transaction that saves something; None without bounds."""
        if self.documents is None and self.bytes is None:
            return None
        return Room(documents=self.documents, bytes=self.bytes)

    def check(self, documents: int, size: int, adding: int = 0) -> None:
        """Looks whether more may be added, before it is read; what is saved is counted again (`room`).

        Args:
            documents: How many there are.
            size: Their bytes.
            adding: The bytes of what is to be added.

        Raises:
            AccountError: It would be too much.
        """
        if self.documents is not None and documents >= self.documents:
            raise AccountError(
                page_text("You have {n} documents, as many as you may have. Remove some first.", n=documents)
            )
        if self.bytes is not None and size + adding > self.bytes:
            raise AccountError(
                page_text(
                    "Your documents may have {n} MB together, and these would be more. Remove some first.",
                    n=max(1, self.bytes // 10**6),
                )
            )


class QuotaStore:
    """The quotas, by space. Any thread and any process may use it."""

    def __init__(self, database: Database) -> None:
        """Reads nothing."""
        self._database = database

    def of(self, space: str) -> Quota:
        """That of a space; one without bounds if none was set."""
        with self._database.reading() as connection:
            row = connection.execute(
                "SELECT documents, bytes FROM quotas WHERE space = ?", (space,)
            ).fetchone()
        return Quota(documents=row[0], bytes=row[1]) if row else Quota()

    def set(self, space: str, quota: Quota) -> None:
        """Gives a space a quota; what is there already stays."""
        with self._database.writing() as connection:
            connection.execute(
                "INSERT INTO quotas (space, documents, bytes) VALUES (?, ?, ?) ON CONFLICT (space) "
                "DO UPDATE SET documents = excluded.documents, bytes = excluded.bytes",
                (space, quota.documents, quota.bytes),
            )
