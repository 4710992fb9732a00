"""What is written into the store's tables: a document with its passages and their vectors."""

import json
import sqlite3
import zlib
from collections.abc import Iterator, Sequence
from dataclasses import asdict, dataclass, fields

from index.documents import Document, Passage
from index.embedding.embedder import PassageVectors
from index.store.schema import DEFAULT_COLLECTION, document_checksum, sections_json


@dataclass(frozen=True, slots=True, kw_only=True)
class NewDocument:
    """A document about to be saved with its passages (their ids don't matter) and their vectors.

    Attributes:
        document: Its `collections` are joined to those it already belongs to; if there are none, the default.
        content_hash: Of what it was read from.
        passages: In order.
        vectors: One for each passage.
        size: Bytes of the file, or None if it was none.
        modified: The file's modification time in nanoseconds, or None.
        boxes: Where its words stand on pages, as `index.boxes.pack` makes them; None without pages.
        original: The file itself, where pages are to be drawn and it can't be read again; or None.
    """

    document: Document
    content_hash: str
    passages: Sequence[Passage]
    vectors: Sequence[PassageVectors]
    size: int | None = None
    modified: int | None = None
    boxes: bytes | None = None
    original: bytes | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Container:
    """What a file holds beside, or in place of, a document of its own: that of an archive or a message.

    Attributes:
        source: The file.
        content_hash: Of the file.
        members: The sources of all that it holds; what was indexed from it earlier and is not among them goes.
        size: Bytes of the file, or None.
        modified: Its modification time in nanoseconds, or None.
        is_document: Whether it is a document itself.
    """

    source: str
    content_hash: str
    members: Sequence[str]
    size: int | None
    modified: int | None
    is_document: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class SourceNote:
    """What was seen of a source that gave no new document.

    Attributes:
        source: The source.
        size: Bytes of the file, or None.
        modified: Its modification time in nanoseconds, or None.
        problem: Why it could not be read; None if its content is unchanged.
        container: The source of the file that it is in, or None.
    """

    source: str
    size: int | None
    modified: int | None
    problem: str | None = None
    container: str | None = None


def note_source(connection: sqlite3.Connection, note: SourceNote, collection: str | None) -> None:
    """Keeps what was seen, and puts the document, if there is one, into a collection.

    A document whose source can't be read any more stays as it is, and says why it is stale.
    """
    there = connection.execute(
        "UPDATE documents SET size = :size, modified = :modified, stale = :problem WHERE source = :source",
        asdict(note),
    ).rowcount
    if note.problem is None:
        connection.execute(
            "UPDATE sources SET size = :size, modified = :modified WHERE source = :source", asdict(note)
        )
    elif not there and note.size is not None:
        connection.execute(
            "INSERT OR REPLACE INTO sources VALUES (:source, :size, :modified, :problem, NULL, :container)",
            asdict(note),
        )
    if collection:
        put_into_collection(connection, [note.source], collection)


def keep_container(connection: sqlite3.Connection, holding: Container) -> None:
    """Keeps what a file holds, and deletes what it holds no more."""
    connection.execute("DELETE FROM sources WHERE source = ?", (holding.source,))
    if not holding.is_document:
        delete_document(connection, "source = ?", holding.source)
        connection.execute(
            "INSERT INTO sources VALUES (:source, :size, :modified, NULL, :content_hash, NULL)",
            {
                field.name: getattr(holding, field.name)
                for field in fields(holding)
                if field.name not in ("members", "is_document")
            },
        )
    for table in ("documents", "sources"):
        found = connection.execute(f"SELECT source FROM {table} WHERE container = ?", (holding.source,))
        for (source,) in found.fetchall():
            if source not in holding.members:
                delete_document(connection, "source = ?", source)
                connection.execute("DELETE FROM sources WHERE source = ?", (source,))


def put_into_collection(connection: sqlite3.Connection, sources: Sequence[str], collection: str) -> None:
    """Puts the documents of those sources, and those inside them, into a collection beside those they are in."""
    connection.executemany(
        "INSERT OR IGNORE INTO collections SELECT ?, id FROM documents WHERE source = ? OR container = ?",
        [(collection, source, source) for source in sources],
    )


def replace_document(connection: sqlite3.Connection, item: NewDocument) -> None:
    """Saves a document in place of what had its source before; it stays in that one's collections."""
    source = item.document.source
    names = connection.execute(
        "SELECT name FROM collections JOIN documents ON id = document_id WHERE source = ?", (source,)
    )
    collections = {name for (name,) in names}.union(item.document.collections) or {DEFAULT_COLLECTION}
    delete_document(connection, "source = ?", source)
    connection.execute("DELETE FROM sources WHERE source = ?", (source,))
    insert_document(connection, item, sorted(collections))


def insert_document(connection: sqlite3.Connection, item: NewDocument, collections: Sequence[str]) -> None:
    """Inserts a document, its passages under the next rows, and their vectors as float16."""
    document, sections = item.document, sections_json(item.document.sections)
    connection.execute(
        "INSERT INTO documents VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
        (
            document.id,
            document.source,
            document.title,
            document.text,
            sections,
            json.dumps(dict(document.metadata)),
            item.content_hash,
            document_checksum(document.title, document.text, sections),
            document.date,
            item.size,
            item.modified,
            None,
            document.container,
            json.dumps(asdict(document.report)),
        ),
    )
    if item.boxes is not None:
        connection.execute("INSERT INTO pages VALUES (?, ?, ?)", (document.id, item.boxes, item.original))
    connection.executemany(
        "INSERT INTO collections VALUES (?, ?)",
        [(name, document.id) for name in collections],
    )
    (last,) = connection.execute(
        "SELECT ifnull((SELECT seq FROM sqlite_sequence WHERE name = 'passages'), 0)"
    ).fetchone()
    connection.executemany("INSERT INTO passages VALUES (?, ?, ?, ?, ?, ?, ?)", _passages(item, last + 1))
    for table, vectors in (
        ("embeddings", [vector.whole for vector in item.vectors]),
        ("sentence_embeddings", [vector.sentences for vector in item.vectors]),
    ):
        blobs = [vector.astype("<f2").tobytes() for vector in vectors]
        connection.executemany(
            f"INSERT INTO {table} VALUES (?, ?, ?)",
            [(row, blob, zlib.crc32(blob)) for row, blob in enumerate(blobs, start=last + 1)],
        )


def _passages(item: NewDocument, first: int) -> Iterator[tuple[int, str, str, int, int, str, str]]:
    for row, (passage, _) in enumerate(zip(item.passages, item.vectors, strict=True), start=first):
        yield (
            row,
            item.document.id,
            sections_json(passage.sections),
            passage.start,
            passage.end,
            passage.text,
            json.dumps(passage.sentences),
        )


def delete_document(connection: sqlite3.Connection, where: str, value: str) -> bool:
    """Deletes a document, and notes the rows of its passages for structures that still hold them."""
    connection.execute(
        "INSERT INTO removed SELECT (SELECT max(generation) + 1 FROM changes), min(row), max(row) "
        f"FROM passages JOIN documents ON documents.id = document_id WHERE documents.{where} HAVING min(row)",
        (value,),
    )
    return bool(connection.execute(f"DELETE FROM documents WHERE {where}", (value,)).rowcount)
