"""The tables of the store, and how those of an earlier version become these."""

import hashlib
import json
import secrets
import sqlite3
import zlib
from collections.abc import Sequence
from typing import Any

import numpy as np

from index.documents import ExtractionReport, Section

APPLICATION_ID = 0x50494E43  # "PINC": tells our file from any other SQLite file
VERSION = 3
DEFAULT_COLLECTION = "default"

# `sources` holds those that gave no document of their own: with a problem why, or, for an archive, what it held.
# `pages` holds where words stand, and the file itself where it can't be read again: an upload, an attachment.
# Embeddings have tables of their own: SQLite reads a row from its front, and search needs either the
# texts or the vectors of all passages, but never the sentences' vectors of more than a few.
_SCHEMA = """
CREATE TABLE meta (key TEXT PRIMARY KEY, value TEXT NOT NULL) STRICT;
CREATE TABLE changes (generation INTEGER PRIMARY KEY, token TEXT NOT NULL) STRICT;
CREATE TABLE documents (
    id TEXT PRIMARY KEY,
    source TEXT NOT NULL UNIQUE,
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
    report TEXT NOT NULL DEFAULT '{}'
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
CREATE TABLE removed (generation INTEGER NOT NULL, first INTEGER NOT NULL, last INTEGER NOT NULL) STRICT;
CREATE INDEX removed_by_generation ON removed (generation);
CREATE TABLE sources (
    source TEXT PRIMARY KEY,
    size INTEGER,
    modified INTEGER,
    problem TEXT,
    content_hash TEXT,
    container TEXT
) STRICT;
CREATE TABLE pages (
    document_id TEXT PRIMARY KEY REFERENCES documents (id) ON DELETE CASCADE,
    boxes BLOB NOT NULL,
    original BLOB
) STRICT;
"""


def initialise(connection: sqlite3.Connection, embedder: str) -> None:
    """Makes the tables in an empty database."""
    connection.execute("PRAGMA journal_mode = WAL")
    connection.executescript(f"BEGIN; {_SCHEMA}")
    connection.execute("INSERT INTO meta VALUES ('embedder', ?)", (embedder,))
    _mark(connection, generation=0)


def new_generation(connection: sqlite3.Connection) -> None:
    """Counts a change. The token tells this history from that of a copy which went another way."""
    (last,) = connection.execute("SELECT max(generation) FROM changes").fetchone()
    connection.execute("INSERT INTO changes VALUES (?, ?)", (last + 1, secrets.token_hex(8)))


def migrate(connection: sqlite3.Connection) -> None:
    """Brings tables of an earlier version to this one, in one transaction."""
    connection.create_function("half", 1, _half, deterministic=True)
    connection.create_function("crc32", 1, zlib.crc32, deterministic=True)
    connection.create_function("checksum", 3, document_checksum, deterministic=True)
    connection.execute("PRAGMA foreign_keys = OFF")
    connection.execute("BEGIN IMMEDIATE")
    (version,) = connection.execute("PRAGMA user_version").fetchone()
    if version == 1:
        generation = _from_1(connection)
    elif version == 2:
        generation = _from_2(connection)
    else:  # another process was first
        connection.execute("ROLLBACK")
        return
    _mark(connection, generation=generation)


def _from_1(connection: sqlite3.Connection) -> int:
    """Makes all tables anew and copies what was in the old ones; returns the generation."""
    connection.execute("ALTER TABLE documents RENAME TO old_documents")
    connection.execute("ALTER TABLE passages RENAME TO old_passages")
    connection.execute("DROP INDEX passages_by_document")
    for statement in _SCHEMA.split(";")[1:]:
        connection.execute(statement)
    generation = int(connection.execute("SELECT value FROM meta WHERE key = 'generation'").fetchone()[0])
    connection.execute("DELETE FROM meta WHERE key = 'generation'")
    for statement in _COPY_1.split(";"):
        connection.execute(statement)
    connection.execute("INSERT INTO collections SELECT ?, id FROM documents", (DEFAULT_COLLECTION,))
    return generation


def _from_2(connection: sqlite3.Connection) -> int:
    """Adds what is new; returns the generation that this change makes."""
    connection.execute("ALTER TABLE documents ADD COLUMN container TEXT")
    connection.execute("ALTER TABLE documents ADD COLUMN report TEXT NOT NULL DEFAULT '{}'")
    new = ("CREATE TABLE sources", "CREATE TABLE pages", "CREATE INDEX documents_by_container")
    for statement in _SCHEMA.split(";"):
        if statement.strip().startswith(new):
            connection.execute(statement)
    connection.execute("INSERT INTO sources SELECT source, size, modified, reason, NULL, NULL FROM failures")
    connection.execute("DROP TABLE failures")
    (last,) = connection.execute("SELECT max(generation) FROM changes").fetchone()
    return int(last) + 1


_COPY_1 = """
INSERT INTO documents SELECT id, source, title, text, sections, metadata, content_hash,
    checksum(title, text, sections), NULL, NULL, NULL, NULL, NULL, '{}' FROM old_documents ORDER BY rowid;
INSERT INTO passages SELECT row, document_id, sections, start, end, text, sentences FROM old_passages;
INSERT INTO embeddings SELECT row, half(embedding), crc32(half(embedding)) FROM old_passages;
INSERT INTO sentence_embeddings SELECT row, sentence_embeddings, crc32(sentence_embeddings) FROM old_passages;
DROP TABLE old_passages;
DROP TABLE old_documents"""


def _mark(connection: sqlite3.Connection, *, generation: int) -> None:
    connection.execute("INSERT INTO changes VALUES (?, ?)", (generation, secrets.token_hex(8)))
    connection.execute(f"PRAGMA application_id = {APPLICATION_ID}")
    connection.execute(f"PRAGMA user_version = {VERSION}")
    connection.execute("COMMIT")


def _half(blob: bytes) -> bytes:
    return np.frombuffer(blob, dtype="<f4").astype("<f2").tobytes()


def document_checksum(title: str, text: str, sections: str) -> str:
    """Tells whether a document's characters, or their sections (as JSON), are still what was saved."""
    return hashlib.sha256("\0".join((title, text, sections)).encode("utf-8", "surrogatepass")).hexdigest()


def sections_json(sections: Sequence[Section]) -> str:
    """Sections as they are kept in the tables."""
    return json.dumps([(section.name, section.start, section.end, section.kind) for section in sections])


def sections_from(json_text: str) -> tuple[Section, ...]:
    """The sections that `sections_json` kept."""
    found = json.loads(json_text)
    # Those of earlier versions have no kind.
    return tuple(
        Section(name=name, start=start, end=end, **dict(zip(("kind",), kind, strict=False)))
        for name, start, end, *kind in found
    )


def report_from(json_text: str) -> ExtractionReport:
    """The extraction report that was kept as JSON; one of an earlier version is empty."""
    found = json.loads(json_text)
    fields: dict[str, Any] = {key: tuple(it) if isinstance(it, list) else it for key, it in found.items()}
    return ExtractionReport(**fields)
