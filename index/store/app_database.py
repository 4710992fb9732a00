"""What the program keeps beside an index: chats, accounts, keys and jobs, each in a database of its own."""

from collections.abc import Callable, Mapping, Sequence
from contextlib import AbstractContextManager
from dataclasses import dataclass
from typing import Literal, Protocol, TypeAlias

from index.store.connection import Connection

SchemaStep: TypeAlias = str | Callable[[Connection], None]
"""What leads to a version of the tables from the version before: SQL statements, or a function for what SQL can't say.

The types are those of SQLite's strict tables, and PostgreSQL gets its names for them: `INTEGER` (64 bits), `REAL` (64 bits), `TEXT`
and `BLOB`; `INTEGER PRIMARY KEY AUTOINCREMENT` counts up, and a table ends with `STRICT` or `STRICT, WITHOUT ROWID`. Statements
end with ";", which stands nowhere else. `CREATE POLICY` and `ALTER TABLE ... ROW LEVEL SECURITY` are for PostgreSQL alone, and
SQLite passes them over.
"""

SchemaSteps: TypeAlias = Mapping[int, SchemaStep]
"""The steps by the version that each leads to, from 1 without a gap. One that was released is never changed."""

NoticeKind: TypeAlias = Literal["set_aside", "unwritable", "newer", "stuck", "unusable"]


@dataclass(frozen=True, slots=True, kw_only=True)
class AppNotice:
    """What users should know of a database that is kept in a file.

    Attributes:
        kind: "set_aside": the file was damaged, and a new one took its place. All others: nothing is kept after the program ends,
            since the folder can't be written ("unwritable"), a newer version made the file ("newer"), the damaged file can't be
            set aside ("stuck"), or for another reason ("unusable").
        detail: The new name of the damaged file; else the reason in the words of the system.
    """

    kind: NoticeKind
    detail: str = ""


class AppDatabase(Protocol):
    """A database with tables of its own. Any thread may use it, and any number of processes.

    Its SQL is what SQLite and PostgreSQL have in common, with marks `?` or `:name`. What may be there already is inserted with
    `ON CONFLICT (key) DO NOTHING` or `DO UPDATE SET`, since an error inside a block ends its transaction. Blocks are not put into
    each other.
    """

    @property
    def notice(self) -> AppNotice | None:
        """What users should know of it, or None."""

    def reading(self, of: str = "") -> AbstractContextManager[Connection]:
        """Reads one state until the block ends.

        Args:
            of: Whose rows, for the policies of PostgreSQL, which read it by `current_setting('pincite.owner', true)`; empty for all.

        Raises:
            AppDatabaseError: It can't be read.
        """

    def writing(self, of: str = "") -> AbstractContextManager[Connection]:
        """One transaction: all of the block is kept, or nothing.

        Args:
            of: As for `reading`; and those who write with the same name wait for each other, so that what one reads here is still so
                when it writes. Give the name of whose rows are changed where many write at once.

        Raises:
            AppDatabaseError: It can't be read or written.
        """

    def tables(self) -> Sequence[str]:
        """The names of its tables; those that others refer to come before them."""

    def count_on(self, connection: Connection) -> None:
        """To be called in a transaction that has inserted rows with their numbers: new ones get numbers after them."""

    def forget_deleted(self) -> None:
        """Takes what was deleted from the files, too. PostgreSQL does so by itself, when it vacuums the tables."""

    def close(self) -> None:
        """Closes it. It can't be used any more."""
