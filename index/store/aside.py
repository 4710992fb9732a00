"""Sets documents aside with all that belongs to them, and puts them back as they were."""

import json
from collections.abc import Iterator, Sequence

from index.store import schema
from index.store.columns import document_checksum
from index.store.connection import StoreConnection
from index.store.saving import record_removed
from index.store.sqlite_connection import SqliteConnection

# What belongs to a document, and to its passages; those whose first column is the row of a passage come last.
_OF_DOCUMENT = ("collections", "pages", "tables")
_OF_PASSAGES = ("embeddings", "sentence_embeddings")
_SOURCE_KNOWN = "ON CONFLICT DO NOTHING"


class Aside:
    """A private database on disk for rows that are set aside. The system removes it when this process ends.

    Its tables are those of the store, so that rows are copied as they are, with their checksums.
    """

    def __init__(self) -> None:
        # SQLite gives a database without a name a file without a name, for this connection alone.
        self.connection = SqliteConnection("", isolation_level=None, check_same_thread=False)
        schema.create_tables(self.connection)
        # Never committed: nobody else reads it, and a commit for each row would take long.
        self.connection.execute("BEGIN")

    def take(self, store: StoreConnection, document_id: str) -> None:
        """Copies a document, and what is known of its source, from the store."""
        copy_document(store, self.connection, document_id)
        self._copy_records(
            "(source, space) IN (SELECT source, space FROM documents WHERE id = ?)", store, document_id
        )
        # Of an archive only what was known before its first document was set aside.
        self._copy_records(
            "(source, space) IN (SELECT container, space FROM documents WHERE id = ?)", store, document_id
        )

    def put_back(self, store: StoreConnection) -> list[str]:
        """Copies all documents back into the store, except those whose source has a document again; returns their sources."""
        back = []
        for id_, source, space in self.connection.execute(
            "SELECT id, source, space FROM documents ORDER BY rowid"
        ).fetchall():
            place = (source, space)
            if store.execute("SELECT 1 FROM documents WHERE source = ? AND space = ?", place).fetchone():
                continue
            # The record of a file that was removed by hand.
            store.execute("DELETE FROM main.sources WHERE source = ? AND space = ?", place)
            copy_document(self.connection, store, id_)
            back.append(source)
            # That of its archive, which may have been removed with its last document.
            store.execute(
                "DELETE FROM main.sources WHERE source = (SELECT container FROM documents WHERE id = ?) "
                "AND space = ? AND content_hash IS NULL AND problem IS NULL",
                (id_, space),
            )
        if back:
            _copy(self.connection, store, "sources", "SELECT * FROM sources", (), unless=_SOURCE_KNOWN)
        return back

    def _copy_records(self, where: str, store: StoreConnection, document_id: str) -> None:
        query = f"SELECT * FROM sources WHERE {where}"
        _copy(store, self.connection, "sources", query, (document_id,), unless=_SOURCE_KNOWN)


def copy_document(origin: StoreConnection, target: StoreConnection, document_id: str) -> None:
    """Copies a document with all that belongs to it between two databases; its passages get the next rows of the target."""
    # With its place among the documents, unless another has that now.
    names = ", ".join(schema.DOCUMENT_COLUMNS)
    rowid, *values = origin.execute(
        f"SELECT rowid, {names} FROM documents WHERE id = ?", (document_id,)
    ).fetchone()
    if target.execute("SELECT 1 FROM documents WHERE rowid = ?", (rowid,)).fetchone():
        _insert(target, "documents", schema.DOCUMENT_COLUMNS, [values])
    else:
        _insert(target, "documents", ("rowid", *schema.DOCUMENT_COLUMNS), [(rowid, *values)])
    for table in _OF_DOCUMENT:
        _copy(origin, target, table, f"SELECT * FROM {table} WHERE document_id = ?", (document_id,))
    copy_passages(origin, target, document_id)


def copy_passages(origin: StoreConnection, target: StoreConnection, document_id: str) -> None:
    """Copies the passages of a document with their vectors, to the next rows of the target."""
    first, last = origin.execute(
        "SELECT min(row), max(row) FROM passages WHERE document_id = ?", (document_id,)
    ).fetchone()
    if first is None:
        return
    shift = target.take_rows(last + 1 - first) - first
    _copy(origin, target, "passages", "SELECT * FROM passages WHERE document_id = ?", (document_id,), shift)
    for table in _OF_PASSAGES:
        query = f"SELECT * FROM {table} WHERE row IN (SELECT row FROM passages WHERE document_id = ?)"
        _copy(origin, target, table, query, (document_id,), shift)


def give_title(store: StoreConnection, document_id: str, title: str, own_title: str | None) -> None:
    """Gives a document another title. Its passages get new rows, since search files have its words with the old title.

    Args:
        store: In a write transaction that makes a new generation.
        document_id: The document.
        title: The new title.
        own_title: What the document calls itself, to be kept beside it; None if that is the title.
    """
    kept = Aside()
    copy_document(store, kept.connection, document_id)
    record_removed(store, "id = ?", document_id)
    store.execute("DELETE FROM main.passages WHERE document_id = ?", (document_id,))
    text, sections, blocks, metadata = store.execute(
        "SELECT text, sections, blocks, metadata FROM documents WHERE id = ?", (document_id,)
    ).fetchone()
    known = {key: value for key, value in json.loads(metadata).items() if key != "own_title"}
    if own_title is not None:
        known["own_title"] = own_title
    store.execute(
        "UPDATE main.documents SET title = ?, metadata = ?, checksum = ? WHERE id = ?",
        (title, json.dumps(known), document_checksum(title, text, sections, blocks), document_id),
    )
    copy_passages(kept.connection, store, document_id)


def _copy(
    origin: StoreConnection,
    target: StoreConnection,
    table: str,
    query: str,
    values: Sequence[str],
    shift: int = 0,
    unless: str = "",
) -> None:
    """Copies the rows of a query by the names of its columns; `shift` is added to the first column.

    `unless`: what is done with a row that is there already.
    """
    rows = origin.execute(query, values)
    names = [column for column, *_ in rows.description]
    _insert(target, table, names, ((row[0] + shift, *row[1:]) if shift else row for row in rows), unless)


def _insert(
    target: StoreConnection,
    table: str,
    names: Sequence[str],
    rows: Iterator[Sequence[object]] | Sequence[Sequence[object]],
    unless: str = "",
) -> None:
    marks, columns = ",".join("?" * len(names)), ",".join(f'"{name}"' for name in names)
    target.executemany(f"INSERT INTO main.{table} ({columns}) VALUES ({marks}) {unless}", rows)
