"""Fingerprints of documents with all that belongs to them, by which two indexes are compared, whatever databases they are in."""

import hashlib
from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from index.store.connection import Connection
from index.store.schema import DOCUMENT_COLUMNS

# What is long is left out of the brief one; the checksum stands for it.
_LONG = frozenset({"text", "sections", "blocks"})
_BRIEF = f"""
SELECT {", ".join(name for name in DOCUMENT_COLUMNS if name not in _LONG)}, length(text),
    (SELECT count(*) FROM passages WHERE document_id = documents.id)
FROM documents ORDER BY rowid"""
_WHOLE = (
    f"SELECT {', '.join(DOCUMENT_COLUMNS)} FROM documents WHERE id = ?",
    "SELECT name FROM collections WHERE document_id = ? ORDER BY name",
    "SELECT boxes, original FROM pages WHERE document_id = ?",
    "SELECT packed, checksum FROM tables WHERE document_id = ?",
    'SELECT passages.sections, start, "end", text, passages.sentences, embeddings.passage, embeddings.checksum, '
    "sentence_embeddings.sentences, sentence_embeddings.checksum FROM passages "
    "LEFT JOIN embeddings ON embeddings.row = passages.row "
    "LEFT JOIN sentence_embeddings ON sentence_embeddings.row = passages.row "
    "WHERE document_id = ? ORDER BY passages.row",
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Brief:
    """What is quickly known of a document.

    Attributes:
        fingerprint: Of all but its passages, vectors, pages and tables.
        passages: How many it has.
        characters: Of its text.
    """

    fingerprint: str
    passages: int
    characters: int


def briefs(connection: Connection) -> Iterator[tuple[str, Brief]]:
    """For each document, in the order in which they were added, its id and what is quickly known of it."""
    collections = defaultdict[str, list[str]](list)
    for name, document_id in connection.execute("SELECT name, document_id FROM collections ORDER BY name"):
        collections[document_id].append(name)
    for row in connection.execute(_BRIEF):
        *_, characters, passages = row
        yield (
            row[0],
            Brief(
                fingerprint=fingerprint((*row, *collections[row[0]])),
                passages=passages,
                characters=characters,
            ),
        )


def whole_fingerprint(connection: Connection, document_id: str) -> str:
    """The fingerprint of a document with all that belongs to it: collections, pages, tables, passages and vectors."""
    parts = list[object]()
    for query in _WHOLE:
        rows = connection.execute(query, (document_id,)).fetchall()
        parts += (len(rows), *(value for row in rows for value in row))
    return fingerprint(parts)


def fingerprint(values: Iterable[object]) -> str:
    """The SHA-256 of values: texts, numbers, bytes and None."""
    digest = hashlib.sha256()
    for value in values:
        # The kind and the length first, so that no two lists of values look the same.
        data = (
            bytes(value)
            if isinstance(value, bytes | memoryview)
            else str(value).encode("utf-8", "surrogatepass")
        )
        kind = "b" if isinstance(value, bytes | memoryview) else "s" if isinstance(value, str) else "o"
        digest.update(f"{kind}{len(data)}:".encode())
        digest.update(data)
    return digest.hexdigest()
