"""The tables of the store, and the migration from earlier versions."""

import hashlib
import json
import secrets
import sqlite3
import zlib
from collections.abc import Sequence
from typing import Any

import numpy as np

from index.documents import Block, BlockKind, ExtractionReport, Passage, Section, Span

APPLICATION_ID = 0x50494E43  # "PINC": marks the file as ours among SQLite files
# Increase it with each change of the tables; `migrate` then needs a step from the version before.
VERSION = 5
DEFAULT_COLLECTION = "default"

# `sources` has the sources without a document of their own: files with a problem, and archives.
# `pages` has the boxes of words, and the file itself if it can't be read again: an upload, an attachment.
# `tables` has where the cells of tables stand, of documents that have tables.
# Embeddings have tables of their own: SQLite reads a row from its start, and search needs either the texts or the
# vectors of all passages, but the sentences' vectors of a few only.
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
    report TEXT NOT NULL DEFAULT '{}',
    blocks TEXT NOT NULL DEFAULT ''
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


def new_generation(connection: sqlite3.Connection) -> None:
    """Counts a change. Its random token differs in a copy of the index that was changed separately."""
    (last,) = connection.execute("SELECT max(generation) FROM changes").fetchone()
    connection.execute("INSERT INTO changes VALUES (?, ?)", (last + 1, secrets.token_hex(8)))


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
    connection.execute("INSERT INTO sources SELECT source, size, modified, reason, NULL, NULL FROM failures")
    connection.execute("DROP TABLE failures")
    return _from_3(connection)


def _from_3(connection: sqlite3.Connection) -> int:
    """Adds the column of blocks, empty for the documents that are there; returns the generation after this change."""
    connection.execute("ALTER TABLE documents ADD COLUMN blocks TEXT NOT NULL DEFAULT ''")
    return _from_4(connection)


def _from_4(connection: sqlite3.Connection) -> int:
    """Adds the place for tables, of which no document has any yet; returns the generation after this change."""
    _create(connection, "CREATE TABLE tables")
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
    checksum(title, text, sections), NULL, NULL, NULL, NULL, NULL, '{}', '' FROM old_documents ORDER BY rowid;
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


def document_checksum(title: str, text: str, sections: str, blocks: str = "") -> str:
    """The checksum of a document's title, text, and sections and blocks (both as JSON)."""
    # Documents of earlier versions have no blocks, and keep the checksum that they have.
    parts = (title, text, sections, blocks) if blocks else (title, text, sections)
    return hashlib.sha256("\0".join(parts).encode("utf-8", "surrogatepass")).hexdigest()


def sections_json(sections: Sequence[Section]) -> str:
    """Sections as JSON, for the tables."""
    return json.dumps([(section.name, section.start, section.end, section.kind) for section in sections])


def sections_from(json_text: str) -> tuple[Section, ...]:
    """The sections of a JSON text from `sections_json`."""
    # Sections of earlier versions have no kind.
    return tuple(
        Section(name=name, start=start, end=end, **dict(zip(("kind",), kind, strict=False)))
        for name, start, end, *kind in json.loads(json_text)
    )


def blocks_json(blocks: Sequence[Block]) -> str:
    """Blocks as JSON, for the tables; empty if there are none.

    The names of the kinds, and for each block three numbers: its kind, its distance from the block before it, and its
    length. This is a quarter of what offsets need.
    """
    if not blocks:
        return ""
    kinds = sorted({block.kind for block in blocks})
    numbers, last = list[int](), 0
    for block in blocks:
        numbers += (kinds.index(block.kind), block.start - last, block.end - block.start)
        last = block.end
    return json.dumps([kinds, numbers], separators=(",", ":"))


def blocks_from(json_text: str, span: Span | None = None) -> tuple[Block, ...]:
    """The blocks of a JSON text from `blocks_json`, or only those that a span of the document touches."""
    kinds, numbers = json.loads(json_text) if json_text else ((), ())
    # Where blocks start and end, in turn: gaps and lengths summed up.
    edges = np.cumsum(np.array(numbers, dtype=np.int64).reshape(-1, 3)[:, 1:])
    starts, ends = edges[::2], edges[1::2]
    first, last = 0, len(starts)
    if span is not None:
        first = int(np.searchsorted(ends, span[0], side="right"))
        last = int(np.searchsorted(starts, span[1], side="left"))
    return tuple(
        Block(start=start, end=end, kind=kinds[kind])
        for start, end, kind in zip(
            starts[first:last].tolist(),
            ends[first:last].tolist(),
            numbers[3 * first : 3 * last : 3],
            strict=True,
        )
    )


def sentences_json(passage: Passage) -> str:
    """The sentences of a passage with their kinds as JSON, for the tables."""
    kinds = passage.kinds or ("paragraph",) * len(passage.sentences)
    return json.dumps([(*span, kind) for span, kind in zip(passage.sentences, kinds, strict=True)])


def sentences_from(json_text: str) -> tuple[tuple[Span, ...], tuple[BlockKind, ...]]:
    """The sentences of a passage and their kinds of a JSON text; no kinds in an index of an earlier version."""
    rows = json.loads(json_text)
    kinds = tuple(kind for _, _, *rest in rows for kind in rest)
    return tuple((start, end) for start, end, *_ in rows), kinds


def report_from(json_text: str) -> ExtractionReport:
    """The extraction report of a JSON text; empty for an index of an earlier version."""
    fields: dict[str, Any] = {
        key: tuple(value) if isinstance(value, list) else value
        for key, value in json.loads(json_text).items()
    }
    return ExtractionReport(**fields)
