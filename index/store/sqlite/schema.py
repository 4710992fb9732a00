"""The tables of the store in SQLite, and the migration from earlier versions; those in PostgreSQL: `postgres.schema`."""

import secrets
import sqlite3
import zlib

import numpy as np

from index.store.columns import DEFAULT_COLLECTION, document_checksum

APPLICATION_ID = 0x50494E43  # "PINC": marks the file as ours among SQLite files
# Increase it with each change of the tables; `migrate` then needs a step from the version before.
VERSION = 6

# `sources` has the sources without a document of their own: files with a problem, and archives.
# `pages` has the boxes of words, and the file itself if it can't be read again: an upload, an attachment.
# `space` is whose a document is, where several people share an index; else it is empty.
# `new_embeddings` has vectors of another model, until there is one for each passage (`index.ingest.reembedding`).
# `tables` has where the cells of tables stand, of documents that have tables.
# Embeddings have tables of their own: SQLite reads a row from its start, and search needs either the texts or the
# vectors of all passages, but the sentences' vectors of a few only.
_SCHEMA = """
CREATE TABLE meta (key TEXT PRIMARY KEY, value TEXT NOT NULL) STRICT;
CREATE TABLE changes (generation INTEGER PRIMARY KEY, token TEXT NOT NULL) STRICT;
CREATE TABLE documents (
    id TEXT PRIMARY KEY,
    source TEXT NOT NULL,
    title TEXT NOT NULL,
    text TEXT NOT NULL,
    sections TEXT NOT NULL,
    metadata TEXT NOT NULL,
    content_hash TEXT NOT NULL,
    checksum TEXT NOT NULL,
    date TEXT,
    size INTEGER,
    modified INTEGER,
    stale TEXT,
    container TEXT,
    report TEXT NOT NULL DEFAULT '{}',
    blocks TEXT NOT NULL DEFAULT '',
    space TEXT NOT NULL DEFAULT '',
    UNIQUE (source, space)
) STRICT;
CREATE INDEX documents_by_container ON documents (container) WHERE container IS NOT NULL;
CREATE TABLE collections (
    name TEXT NOT NULL,
    document_id TEXT NOT NULL REFERENCES documents (id) ON DELETE CASCADE,
    PRIMARY KEY (name, document_id)
) STRICT, WITHOUT ROWID;
CREATE INDEX collections_by_document ON collections (document_id);
CREATE TABLE passages (
    row INTEGER PRIMARY KEY AUTOINCREMENT,
    document_id TEXT NOT NULL REFERENCES documents (id) ON DELETE CASCADE,
    sections TEXT NOT NULL,
    start INTEGER NOT NULL,
    end INTEGER NOT NULL,
    text TEXT NOT NULL,
    sentences TEXT NOT NULL
) STRICT;
CREATE INDEX passages_by_document ON passages (document_id);
CREATE TABLE embeddings (
    row INTEGER PRIMARY KEY REFERENCES passages (row) ON DELETE CASCADE,
    passage BLOB NOT NULL,
    checksum INTEGER NOT NULL
) STRICT;
CREATE TABLE sentence_embeddings (
    row INTEGER PRIMARY KEY REFERENCES passages (row) ON DELETE CASCADE,
    sentences BLOB NOT NULL,
    checksum INTEGER NOT NULL
) STRICT;
CREATE TABLE new_embeddings (
    row INTEGER PRIMARY KEY,
    passage BLOB NOT NULL,
    passage_checksum INTEGER NOT NULL,
    sentences BLOB NOT NULL,
    sentences_checksum INTEGER NOT NULL
) STRICT;
CREATE TABLE removed (generation INTEGER NOT NULL, first INTEGER NOT NULL, last INTEGER NOT NULL) STRICT;
CREATE INDEX removed_by_generation ON removed (generation);
CREATE TABLE sources (
    source TEXT NOT NULL,
    size INTEGER,
    modified INTEGER,
    problem TEXT,
    content_hash TEXT,
    container TEXT,
    space TEXT NOT NULL DEFAULT '',
    PRIMARY KEY (source, space)
) STRICT;
CREATE TABLE pages (
    document_id TEXT PRIMARY KEY REFERENCES documents (id) ON DELETE CASCADE,
    boxes BLOB NOT NULL,
    original BLOB
) STRICT;
CREATE TABLE tables (
    document_id TEXT PRIMARY KEY REFERENCES documents (id) ON DELETE CASCADE,
    packed BLOB NOT NULL,
    checksum INTEGER NOT NULL
) STRICT;
"""


def initialise(connection: sqlite3.Connection, embedder: str) -> None:
    """Makes the tables in an empty database."""
    # With a write-ahead log, readers and the writer do not wait for each other.
    connection.execute("PRAGMA journal_mode = WAL")
    # BEGIN is a part of the script, since `executescript` first commits a transaction that is open.
    connection.executescript(f"BEGIN; {_SCHEMA}")
    connection.execute("INSERT INTO meta VALUES ('embedder', ?)", (embedder,))
    _commit_version(connection, generation=0)


def create_tables(connection: sqlite3.Connection) -> None:
    """Makes the tables alone, in a database that is no index: for rows that are set aside."""
    connection.executescript(_SCHEMA)


def migrate(connection: sqlite3.Connection) -> None:
    """Migrates the tables of an earlier version to this one, in one transaction."""
    connection.create_function("half", 1, _to_float16, deterministic=True)
    connection.create_function("crc32", 1, zlib.crc32, deterministic=True)
    connection.create_function("checksum", 3, document_checksum, deterministic=True)
    # With foreign keys on, dropping a table would delete the rows that refer to it.
    # This comes before BEGIN, since SQLite ignores it inside a transaction.
    connection.execute("PRAGMA foreign_keys = OFF")
    connection.execute("BEGIN IMMEDIATE")
    (version,) = connection.execute("PRAGMA user_version").fetchone()
    if version == 1:
        generation = _from_1(connection)
    elif version == 2:
        generation = _from_2(connection)
    elif version == 3:
        generation = _from_3(connection)
    elif version == 4:
        generation = _from_4(connection)
    elif version == 5:
        generation = _from_5(connection)
    else:  # another process has already done this
        connection.execute("ROLLBACK")
        return
    _commit_version(connection, generation=generation)


def _from_1(connection: sqlite3.Connection) -> int:
    """Creates all tables again and copies the old rows; returns the generation."""
    connection.execute("ALTER TABLE documents RENAME TO old_documents")
    connection.execute("ALTER TABLE passages RENAME TO old_passages")
    connection.execute("DROP INDEX passages_by_document")
    # One by one: `executescript` would commit in the middle. The first table, `meta`, exists already.
    for statement in _SCHEMA.split(";")[1:]:
        connection.execute(statement)
    generation = int(connection.execute("SELECT value FROM meta WHERE key = 'generation'").fetchone()[0])
    connection.execute("DELETE FROM meta WHERE key = 'generation'")
    for statement in _COPY_1.split(";"):
        connection.execute(statement)
    connection.execute("INSERT INTO collections SELECT ?, id FROM documents", (DEFAULT_COLLECTION,))
    return generation


def _from_2(connection: sqlite3.Connection) -> int:
    """Adds the new columns and tables; returns the generation after this change."""
    connection.execute("ALTER TABLE documents ADD COLUMN container TEXT")
    connection.execute("ALTER TABLE documents ADD COLUMN report TEXT NOT NULL DEFAULT '{}'")
    _create(connection, "CREATE TABLE sources", "CREATE TABLE pages", "CREATE INDEX documents_by_container")
    connection.execute(
        "INSERT INTO sources SELECT source, size, modified, reason, NULL, NULL, '' FROM failures"
    )
    connection.execute("DROP TABLE failures")
    return _from_3(connection)


def _from_3(connection: sqlite3.Connection) -> int:
    """Adds the column of blocks, empty for the documents that are there; returns the generation after this change."""
    connection.execute("ALTER TABLE documents ADD COLUMN blocks TEXT NOT NULL DEFAULT ''")
    return _from_4(connection)


def _from_4(connection: sqlite3.Connection) -> int:
    """Adds the place for tables, of which no document has any yet; returns the generation after this change."""
    _create(connection, "CREATE TABLE tables")
    return _from_5(connection)


def _from_5(connection: sqlite3.Connection) -> int:
    """Gives each document and source a space, by which sources are told apart; returns the generation after this change."""
    for table in ("documents", "sources"):
        # As https://www.sqlite.org/lang_altertable.html has it: so the tables that refer to it refer to the new one.
        columns = [name for _, name, *_ in connection.execute(f"PRAGMA table_info({table})")]
        (made,) = (one for one in _SCHEMA.split(";") if one.strip().startswith(f"CREATE TABLE {table} "))
        connection.execute(made.replace(f"CREATE TABLE {table} ", f"CREATE TABLE new_{table} "))
        # With their order, which is that of the list of documents.
        names = ", ".join(["rowid", *columns])
        connection.execute(f"INSERT INTO new_{table} ({names}) SELECT {names} FROM {table} ORDER BY rowid")
        connection.execute(f"DROP TABLE {table}")
        connection.execute(f"ALTER TABLE new_{table} RENAME TO {table}")
    # That of an earlier version, for an embedding of all passages that has not ended, has no checksums.
    connection.execute("DROP TABLE IF EXISTS new_embeddings")
    _create(connection, "CREATE INDEX documents_by_container", "CREATE TABLE new_embeddings")
    (last,) = connection.execute("SELECT max(generation) FROM changes").fetchone()
    return int(last) + 1


def _create(connection: sqlite3.Connection, *beginnings: str) -> None:
    """Creates tables and indexes as the schema has them, so that a migrated index is as a new one."""
    for statement in _SCHEMA.split(";"):
        if statement.strip().startswith(beginnings):
            connection.execute(statement)


# Version 1 had all vectors in the table of passages, without checksums; those of passages were float32.
_COPY_1 = """
INSERT INTO documents SELECT id, source, title, text, sections, metadata, content_hash,
    checksum(title, text, sections), NULL, NULL, NULL, NULL, NULL, '{}', '', '' FROM old_documents ORDER BY rowid;
INSERT INTO passages SELECT row, document_id, sections, start, end, text, sentences FROM old_passages;
INSERT INTO embeddings SELECT row, half(embedding), crc32(half(embedding)) FROM old_passages;
INSERT INTO sentence_embeddings SELECT row, sentence_embeddings, crc32(sentence_embeddings) FROM old_passages;
DROP TABLE old_passages;
DROP TABLE old_documents"""


def _commit_version(connection: sqlite3.Connection, *, generation: int) -> None:
    connection.execute("INSERT INTO changes VALUES (?, ?)", (generation, secrets.token_hex(8)))
    connection.execute(f"PRAGMA application_id = {APPLICATION_ID}")
    connection.execute(f"PRAGMA user_version = {VERSION}")
    connection.execute("COMMIT")


def _to_float16(blob: bytes) -> bytes:
    return np.frombuffer(blob, dtype="<f4").astype("<f2").tobytes()
