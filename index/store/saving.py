"""Writes documents, passages, vectors and notes into the store's tables."""

import json
import secrets
import zlib
from collections.abc import Iterator, Sequence
from dataclasses import asdict, dataclass, replace

from index.documents import Document, Passage
from index.embedding.embedder import PassageVectors
from index.store.columns import (
    DEFAULT_COLLECTION,
    blocks_json,
    document_checksum,
    sections_json,
    sentences_json,
)
from index.store.connection import StoreConnection

OF_SOURCE = "source = ? AND space = space()"
"""The condition on the document of a source, in the space that is changed."""


@dataclass(frozen=True, slots=True, kw_only=True)
class NewDocument:
    """A document to save, with its passages (their ids are not used) and their vectors.

    Attributes:
        document: Its `collections` are added to those it is in already; the default one if there are none.
        content_hash: The hash of the content that it was read from.
        passages: In order.
        vectors: One for each passage.
        size: Bytes of the file, or None if it was not a file.
        modified: The file's modification time in nanoseconds, or None.
        boxes: Where its words are on its pages, packed by `index.boxes.pack`; None if it has no pages.
        tables: Its tables, packed by `index.tables.pack`; None if it has none.
        original: The file itself, if it has pages to draw and can't be read again; or None.
        leaves: The names of collections that it is no longer in.
    """

    document: Document
    content_hash: str
    passages: Sequence[Passage]
    vectors: Sequence[PassageVectors]
    size: int | None = None
    modified: int | None = None
    boxes: bytes | None = None
    tables: bytes | None = None
    original: bytes | None = None
    leaves: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True, kw_only=True)
class Container:
    """A file that contains other files: an archive, a mailbox, or a message with attachments.

    Attributes:
        source: The source of the file.
        content_hash: The hash of the file.
        members: The sources of all files in it; others that were indexed from it earlier are deleted.
        size: Bytes of the file, or None.
        modified: Its modification time in nanoseconds, or None.
        is_document: Whether it has text of its own, and so is a document too.
    """

    source: str
    content_hash: str
    members: Sequence[str]
    size: int | None
    modified: int | None
    is_document: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class SourceNote:
    """What to save about a source that gave no new document.

    Attributes:
        source: The source.
        size: Bytes of the file, or None.
        modified: Its modification time in nanoseconds, or None.
        problem: Why it could not be read; None if its content is unchanged.
        container: The source of the file that it is inside of, or None.
        read_without_gain: Whether its document, which was cut short, was read again and stays as it is.
        read_on: The processor seconds for another try then; None if there is none.
    """

    source: str
    size: int | None
    modified: int | None
    problem: str | None = None
    container: str | None = None
    read_without_gain: bool = False
    read_on: int | None = None


def save_note(connection: StoreConnection, note: SourceNote, collection: str | None) -> None:
    """Saves a note, and adds the document of its source, if there is one, to a collection.

    A document whose source can't be read any more stays, with the reason why it is stale.
    """
    has_document = connection.execute(
        "UPDATE main.documents SET size = coalesce(:size, size), modified = :modified, stale = :problem "
        "WHERE source = :source AND space = space()",
        asdict(note),
    ).rowcount
    if note.read_without_gain:
        _set_read_on(connection, note)
    if note.problem is None:
        connection.execute(
            "UPDATE main.sources SET size = :size, modified = :modified WHERE source = :source AND space = space()",
            asdict(note),
        )
    # A missing path or a text has no file, so that the next sync would have nothing to compare.
    elif not has_document and note.size is not None:
        forget_source(connection, note.source)
        connection.execute(
            "INSERT INTO main.sources VALUES (:source, :size, :modified, :problem, NULL, :container, space())",
            asdict(note),
        )
    if collection:
        add_to_collection(connection, [note.source], collection)


def _set_read_on(connection: StoreConnection, note: SourceNote) -> None:
    for id_, report in connection.execute(
        f"SELECT id, report FROM documents WHERE {OF_SOURCE}", (note.source,)
    ).fetchall():
        changed = json.dumps({**json.loads(report), "read_on": note.read_on})
        connection.execute("UPDATE main.documents SET report = ? WHERE id = ?", (changed, id_))


def remember_removed(connection: StoreConnection, source: str) -> None:
    """Keeps only size and time of a file, whose document is about to be removed by hand.

    By them a sync passes it over until it changes; an `add` finds no content hash and reads it.
    """
    connection.execute(
        "UPDATE main.sources SET content_hash = NULL, problem = NULL WHERE source = ? AND space = space()",
        (source,),
    )
    connection.execute(
        "INSERT INTO main.sources SELECT source, size, modified, NULL, NULL, NULL, space FROM documents "
        "WHERE source = ? AND space = space() AND size IS NOT NULL ON CONFLICT DO NOTHING",
        (source,),
    )


def save_container(connection: StoreConnection, container: Container) -> None:
    """Saves a container, and deletes the documents of files that are no longer in it."""
    forget_source(connection, container.source)
    # An earlier version of the file may have had text of its own.
    if not container.is_document:
        delete_document(connection, OF_SOURCE, container.source)
        connection.execute(
            "INSERT INTO main.sources VALUES (?, ?, ?, NULL, ?, NULL, space())",
            (container.source, container.size, container.modified, container.content_hash),
        )
    for table in ("documents", "sources"):
        rows = connection.execute(
            f"SELECT source FROM {table} WHERE container = ? AND space = space()", (container.source,)
        )
        # All rows are fetched first, since the loop deletes from the same table.
        for (source,) in rows.fetchall():
            if source not in container.members:
                delete_document(connection, OF_SOURCE, source)
                forget_source(connection, source)


def add_to_collection(connection: StoreConnection, sources: Sequence[str], collection: str) -> None:
    """Adds the documents of some sources, and of files inside them, to a collection."""
    connection.executemany(
        "INSERT INTO main.collections SELECT ?, id FROM documents "
        "WHERE (source = ? OR container = ?) AND space = space() ON CONFLICT DO NOTHING",
        [(collection, source, source) for source in sources],
    )


def replace_document(connection: StoreConnection, new: NewDocument) -> None:
    """Saves a document in place of the earlier one from its source, in the same collections, with a title that was given."""
    source = new.document.source
    new = replace(new, document=_titled(connection, new.document))
    # Asked before the old document is deleted: its collections go with it.
    names = connection.execute(
        "SELECT name FROM collections JOIN documents ON id = document_id WHERE source = ? AND space = space()",
        (source,),
    )
    kept = {name for (name,) in names} - new.leaves
    collections = kept.union(new.document.collections) or {DEFAULT_COLLECTION}
    delete_document(connection, OF_SOURCE, source)
    # The record of a source that could not be read before.
    forget_source(connection, source)
    insert_document(connection, new, sorted(collections))


def _titled(connection: StoreConnection, document: Document) -> Document:
    """The document with the title that somebody gave to its earlier version, if anybody did."""
    row = connection.execute(
        "SELECT title FROM documents WHERE source = ? AND space = space() AND metadata ->> 'own_title' IS NOT NULL",
        (document.source,),
    ).fetchone()
    if row is None:
        return document
    return replace(document, title=row[0], metadata={**document.metadata, "own_title": document.title})


def insert_document(connection: StoreConnection, new: NewDocument, collections: Sequence[str]) -> None:
    """Inserts a document, its passages in the next rows, and their vectors as float16."""
    document = new.document
    sections, blocks = sections_json(document.sections), blocks_json(document.blocks)
    connection.execute(
        "INSERT INTO main.documents VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, space())",
        (
            document.id,
            document.source,
            document.title,
            document.text,
            sections,
            json.dumps(dict(document.metadata)),
            new.content_hash,
            document_checksum(document.title, document.text, sections, blocks),
            document.date,
            new.size,
            new.modified,
            None,
            document.container,
            json.dumps(asdict(document.report)),
            blocks,
        ),
    )
    if new.boxes is not None:
        connection.execute("INSERT INTO main.pages VALUES (?, ?, ?)", (document.id, new.boxes, new.original))
    if new.tables is not None:
        row = (document.id, new.tables, zlib.crc32(new.tables))
        connection.execute("INSERT INTO main.tables VALUES (?, ?, ?)", row)
    connection.executemany(
        "INSERT INTO main.collections VALUES (?, ?)",
        [(name, document.id) for name in collections],
    )
    # Passages and vectors are in different tables with the same rows, which must be known first.
    first = connection.take_rows(len(new.passages))
    connection.executemany("INSERT INTO main.passages VALUES (?, ?, ?, ?, ?, ?, ?)", _passages(new, first))
    for table, vectors in (
        ("embeddings", [vector.whole for vector in new.vectors]),
        ("sentence_embeddings", [vector.sentences for vector in new.vectors]),
    ):
        # Little-endian whatever the processor, so that the index can be moved to another machine.
        blobs = [vector.astype("<f2").tobytes() for vector in vectors]
        connection.executemany(
            f"INSERT INTO main.{table} VALUES (?, ?, ?)",
            [(row, blob, zlib.crc32(blob)) for row, blob in enumerate(blobs, start=first)],
        )


def _passages(new: NewDocument, first: int) -> Iterator[tuple[int, str, str, int, int, str, str]]:
    for row, (passage, _) in enumerate(zip(new.passages, new.vectors, strict=True), start=first):
        yield (
            row,
            new.document.id,
            sections_json(passage.sections),
            passage.start,
            passage.end,
            passage.text,
            sentences_json(passage),
        )


def delete_document(connection: StoreConnection, where: str, value: str) -> bool:
    """Deletes a document, and records the rows of its passages for search files that still have them."""
    record_removed(connection, where, value)
    # What is deleted is looked up among what may be seen.
    query = f"DELETE FROM main.documents WHERE id IN (SELECT id FROM documents WHERE {where})"
    return bool(connection.execute(query, (value,)).rowcount)


def forget_source(connection: StoreConnection, source: str) -> None:
    """Deletes the record of a source that has no document of its own."""
    connection.execute("DELETE FROM main.sources WHERE source = ? AND space = space()", (source,))


def record_removed(connection: StoreConnection, where: str, value: str) -> None:
    """Records that the rows of a document's passages are used no more, for search files that still have them."""
    connection.execute(
        # The generation is the one that this transaction will make. HAVING: a document without passages
        # has no rows to record.
        "INSERT INTO main.removed SELECT (SELECT max(generation) + 1 FROM changes), min(row), max(row) "
        f"FROM passages WHERE document_id IN (SELECT id FROM documents WHERE {where}) HAVING min(row) IS NOT NULL",
        (value,),
    )


def new_generation(connection: StoreConnection) -> None:
    """Counts a change. Its random token differs in a copy of the index that was changed separately."""
    (last,) = connection.execute("SELECT max(generation) FROM changes").fetchone()
    connection.execute("INSERT INTO main.changes VALUES (?, ?)", (last + 1, secrets.token_hex(8)))
