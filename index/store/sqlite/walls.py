"""Keeps people apart inside SQLite: temporary views stand before the tables, and triggers before their changes.

Both belong to one connection. Queries name the tables without `main.`, and so read the views; changes name the tables
themselves, and the triggers stop those that touch what belongs to somebody else.
"""

from index.store.access import Access
from index.store.sqlite.connection import SqliteConnection

_OWN_SPACE = ("documents", "sources")
_OF_DOCUMENT = ("passages", "collections", "pages", "tables")
_OF_PASSAGE = ("embeddings", "sentence_embeddings")
NOT_YOURS = "this belongs to somebody else"
"""What SQLite says when a change is stopped."""


def show_only(connection: SqliteConnection, access: Access | None, *, to_change: bool = False) -> None:
    """Shows only what `access` may see, or with `to_change` what it may change, until the next call for this connection.

    Args:
        connection: On which a transaction has begun.
        access: None: everything is seen, and changed in the space without a name.
        to_change: Whether the transaction changes something: then it sees nothing that it may not change.
    """
    connection.write_to(access.writes if access else "")
    if access is None:
        if connection.is_restricted:
            _remove(connection)
        return
    if not connection.is_restricted:
        _install(connection)
    spaces = {access.writes} if to_change else access.reads
    connection.execute("DELETE FROM temp.seen")
    connection.executemany("INSERT INTO temp.seen VALUES (?)", [(one,) for one in spaces])


def _install(connection: SqliteConnection) -> None:
    connection.is_restricted = True
    connection.execute("CREATE TEMP TABLE IF NOT EXISTS seen (space TEXT PRIMARY KEY) WITHOUT ROWID")
    for table in _OWN_SPACE:
        _view(connection, table, "space IN (SELECT space FROM temp.seen)")
        for change, row in _CHANGES:
            _trigger(connection, table, change, f"{row}.space != space()")
    of_document = (
        "EXISTS (SELECT 1 FROM main.documents AS owner WHERE owner.id = document_id "
        "AND owner.space IN (SELECT space FROM temp.seen))"
    )
    for table in _OF_DOCUMENT:
        _view(connection, table, of_document)
        for change, row in _CHANGES:
            _trigger(
                connection,
                table,
                change,
                f"(SELECT space FROM main.documents WHERE id = {row}.document_id) != space()",
            )
    for table in _OF_PASSAGE:
        _view(connection, table, f"row IN (SELECT row FROM main.passages WHERE {of_document})")
        for change, row in _CHANGES:
            owner = f"SELECT document_id FROM main.passages WHERE row = {row}.row"
            _trigger(
                connection,
                table,
                change,
                f"(SELECT space FROM main.documents WHERE id = ({owner})) != space()",
            )


# A row that is inserted or changed must be of the space, and so must one that is changed or deleted.
_CHANGES = (("INSERT", "NEW"), ("UPDATE", "OLD"), ("UPDATE", "NEW"), ("DELETE", "OLD"))


def _view(connection: SqliteConnection, table: str, condition: str) -> None:
    # Collections have no rowid, and nobody asks for one of others than documents.
    columns = "rowid, *" if table == "documents" else "*"
    connection.execute(f"CREATE TEMP VIEW {table} AS SELECT {columns} FROM main.{table} WHERE {condition}")


def _trigger(connection: SqliteConnection, table: str, change: str, foreign: str) -> None:
    name = f"keep_{table}_{change}_{'new' if 'NEW' in foreign else 'old'}".lower()
    connection.execute(
        f"CREATE TEMP TRIGGER {name} BEFORE {change} ON main.{table} WHEN {foreign} "
        f"BEGIN SELECT RAISE(ABORT, '{NOT_YOURS}'); END"
    )


def _remove(connection: SqliteConnection) -> None:
    made = connection.execute(
        "SELECT type, name FROM temp.sqlite_master WHERE type IN ('trigger', 'view', 'table')"
    )
    # Triggers and views first, which need the table.
    for kind, name in sorted(made.fetchall(), key=lambda one: one[0] == "table"):
        connection.execute(f"DROP {kind} temp.{name}")
    connection.is_restricted = False
