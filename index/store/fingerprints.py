"""Fingerprints of documents with all that belongs to them, by which two indexes are compared, whatever databases they are in."""

import hashlib
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from index.store.columns import DOCUMENT_COLUMNS
from index.store.connection import Connection

# What is long is left out of the brief one; the checksum stands for it.
_LONG = frozenset({"text", "sections", "blocks"})
_BRIEF = f"""
SELECT {", ".join(name for name in DOCUMENT_COLUMNS if name not in _LONG)},
    length(text) + length(blocks) + coalesce(size, 0), (SELECT count(*) FROM passages WHERE document_id = documents.id)
FROM documents ORDER BY rowid"""
# The first column says whose the others are.
_WHOLE = (
    f"SELECT id, {', '.join(DOCUMENT_COLUMNS)} FROM documents WHERE id IN ({{}})",
    "SELECT document_id, name FROM collections WHERE document_id IN ({}) ORDER BY name",
    "SELECT document_id, boxes, original FROM pages WHERE document_id IN ({})",
    "SELECT document_id, packed, checksum FROM tables WHERE document_id IN ({})",
    'SELECT document_id, passages.sections, start, "end", text, passages.sentences, embeddings.passage, '
    "embeddings.checksum, sentence_embeddings.sentences, sentence_embeddings.checksum FROM passages "
    "LEFT JOIN embeddings ON embeddings.row = passages.row "
    "LEFT JOIN sentence_embeddings ON sentence_embeddings.row = passages.row "
    "WHERE document_id IN ({}) ORDER BY passages.row",
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Brief:
    """What is quickly known of a document.

    Attributes:
        fingerprint: Of all but its passages, vectors, pages and tables.
        passages: How many it has.
        size: About how many bytes it is, without its vectors.
    """

    fingerprint: str
    passages: int
    size: int


def briefs(connection: Connection) -> Iterator[tuple[str, Brief]]:
    """For each document, in the order in which they were added, its id and what is quickly known of it."""
    collections = defaultdict[str, list[str]](list)
    for name, document_id in connection.execute("SELECT name, document_id FROM collections ORDER BY name"):
        collections[document_id].append(name)
    for row in connection.execute(_BRIEF):
        *_, size, passages = row
        yield (
            row[0],
            Brief(fingerprint=fingerprint((*row, *collections[row[0]])), passages=passages, size=size),
        )


def whole_fingerprints(connection: Connection, document_ids: Sequence[str]) -> dict[str, str]:
    """The fingerprint of each document with all that belongs to it: collections, pages, tables, passages and vectors."""
    parts = {id_: list[object]() for id_ in document_ids}
    marks = ", ".join("?" * len(document_ids))
    for query in _WHOLE:
        for id_, *values in connection.execute(query.format(marks), list(document_ids)):
            parts[id_] += values
        for values in parts.values():
            values.append(query)
    return {id_: fingerprint(values) for id_, values in parts.items()}


def fingerprint(values: Iterable[object]) -> str:
    """The SHA-256 of values: texts, numbers, bytes and None."""
    digest = hashlib.sha256()
    for value in values:
        data = value if isinstance(value, bytes) else str(value).encode("utf-8", "surrogatepass")
        # The kind and the length first, so that no two lists of values look the same.
        digest.update(f"{type(value).__name__}{len(data)}:".encode())
        digest.update(data)
    return digest.hexdigest()
