"""Sets documents aside with all that belongs to them, and puts them back as they were."""

import sqlite3
from collections.abc import Iterator, Sequence

from index.store import schema
from index.store.saving import record_removed

# What belongs to a document, and to its passages; those whose first column is the row of a passage come last.
_OF_DOCUMENT = ("collections", "pages", "tables")
_OF_PASSAGES = ("embeddings", "sentence_embeddings")


class Aside:
    """A private database on disk for rows that are set aside. The system removes it when this process ends.

    Its tables are those of the store, so that rows are copied as they are, with their checksums.
    """

    def __init__(self) -> None:
        # SQLite gives a database without a name a file without a name, for this connection alone.
        self.connection = sqlite3.connect("", isolation_level=None, check_same_thread=False)
        schema.create_tables(self.connection)
        # Never committed: nobody else reads it, and a commit for each row would take long.
        self.connection.execute("BEGIN")

    def take(self, store: sqlite3.Connection, document_id: str) -> None:
        """Copies a document, and what is known of its source, from the store."""
        copy_document(store, self.connection, document_id)
        self._copy_records("source IN (SELECT source FROM documents WHERE id = ?)", store, document_id)
        # Of an archive only what was known before its first document was set aside.
        self._copy_records("source IN (SELECT container FROM documents WHERE id = ?)", store, document_id)

    def put_back(self, store: sqlite3.Connection) -> list[str]:
        """Copies all documents back into the store, except those whose source has a document again; returns their sources."""
        back = []
        for id_, source in self.connection.execute(
            "SELECT id, source FROM documents ORDER BY rowid"
        ).fetchall():
            if store.execute("SELECT 1 FROM documents WHERE source = ?", (source,)).fetchone():
                continue
            # The record of a file that was removed by hand.
            store.execute("DELETE FROM sources WHERE source = ?", (source,))
            copy_document(self.connection, store, id_)
            back.append(source)
            # That of its archive, which may have been removed with its last document.
            store.execute(
                "DELETE FROM sources WHERE source = (SELECT container FROM documents WHERE id = ?) "
                "AND content_hash IS NULL AND problem IS NULL",
                (id_,),
            )
        if back:
            _copy(self.connection, store, "sources", "SELECT * FROM sources", (), how="INSERT OR IGNORE")
        return back

    def _copy_records(self, where: str, store: sqlite3.Connection, document_id: str) -> None:
        query = f"SELECT * FROM sources WHERE {where}"
        _copy(store, self.connection, "sources", query, (document_id,), how="INSERT OR IGNORE")


def copy_document(origin: sqlite3.Connection, target: sqlite3.Connection, document_id: str) -> None:
    """Copies a document with all that belongs to it between two databases; its passages get the next rows of the target."""
    # With its place among the documents, unless another has that now.
    rows = origin.execute("SELECT rowid, * FROM documents WHERE id = ?", (document_id,))
    names = [column for column, *_ in rows.description]
    rowid, *values = rows.fetchone()
    taken = target.execute("SELECT 1 FROM documents WHERE rowid = ?", (rowid,)).fetchone()
    _insert(target, "documents", ["rowid", *names[1:]], [(None if taken else rowid, *values)])
    for table in _OF_DOCUMENT:
        _copy(origin, target, table, f"SELECT * FROM {table} WHERE document_id = ?", (document_id,))
    copy_passages(origin, target, document_id)


def copy_passages(origin: sqlite3.Connection, target: sqlite3.Connection, document_id: str) -> None:
    """Copies the passages of a document with their vectors, to the next rows of the target."""
    (first,) = origin.execute(
        "SELECT min(row) FROM passages WHERE document_id = ?", (document_id,)
    ).fetchone()
    if first is None:
        return
    shift = last_row(target) + 1 - first
    _copy(origin, target, "passages", "SELECT * FROM passages WHERE document_id = ?", (document_id,), shift)
    for table in _OF_PASSAGES:
        query = f"SELECT * FROM {table} WHERE row IN (SELECT row FROM passages WHERE document_id = ?)"
        _copy(origin, target, table, query, (document_id,), shift)


def give_title(store: sqlite3.Connection, document_id: str, title: str, own_title: str | None) -> None:
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
    store.execute("DELETE FROM passages WHERE document_id = ?", (document_id,))
    text, sections, blocks = store.execute(
        "SELECT text, sections, blocks FROM documents WHERE id = ?", (document_id,)
    ).fetchone()
    changed = (
        "json_remove(metadata, '$.own_title')"
        if own_title is None
        else "json_set(metadata, '$.own_title', :own)"
    )
    store.execute(
        f"UPDATE documents SET title = :title, metadata = {changed}, checksum = :checksum WHERE id = :id",
        {
            "title": title,
            "own": own_title,
            "checksum": schema.document_checksum(title, text, sections, blocks),
            "id": document_id,
        },
    )
    copy_passages(kept.connection, store, document_id)


def last_row(connection: sqlite3.Connection) -> int:
    """The highest row of a passage that was ever used: search files may still have the row of a removed one."""
    row = connection.execute("SELECT seq FROM sqlite_sequence WHERE name = 'passages'").fetchone()
    return int(row[0]) if row else 0


def _copy(
    origin: sqlite3.Connection,
    target: sqlite3.Connection,
    table: str,
    query: str,
    values: Sequence[str],
    shift: int = 0,
    how: str = "INSERT",
) -> None:
    """Copies the rows of a query by the names of its columns; `shift` is added to the first column."""
    rows = origin.execute(query, values)
    names = [column for column, *_ in rows.description]
    _insert(target, table, names, ((row[0] + shift, *row[1:]) if shift else row for row in rows), how)


def _insert(
    target: sqlite3.Connection,
    table: str,
    names: Sequence[str],
    rows: Iterator[Sequence[object]] | Sequence[Sequence[object]],
    how: str = "INSERT",
) -> None:
    marks = ",".join("?" * len(names))
    target.executemany(f"{how} INTO {table} ({','.join(names)}) VALUES ({marks})", rows)
