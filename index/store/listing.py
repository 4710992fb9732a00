"""Lists the documents without their texts, and the sources that could not be read."""

import json
from collections.abc import Sequence
from functools import lru_cache
from typing import NamedTuple

from index.documents import DocumentEntry
from index.errors import UnknownDocumentError
from index.store.columns import report_from
from index.store.connection import StoreConnection
from index.store.transaction import ReadTransaction

_SELECT_ENTRIES = """
SELECT id, title, source, documents.rowid, length(text), size, date, stale, container, metadata ->> 'own_title', report, space,
    (SELECT json_group_array(name) FROM collections WHERE document_id = id)
FROM documents ORDER BY documents.rowid"""
_SELECT_UNREAD = """
SELECT source, problem FROM sources
WHERE problem IS NOT NULL AND source NOT IN (SELECT source FROM documents) ORDER BY source"""

# Most documents have no tags, and parsing their metadata would take longer than the rest.
_SELECT_TAGGED = """
SELECT source, container, metadata ->> 'tags',
    (SELECT json_group_array(name) FROM collections WHERE document_id = id)
FROM documents WHERE instr(metadata, '"tags"') > 0 AND metadata ->> 'tags' != '' AND space = space()"""

_SELECT_NAMES = "SELECT id, title, source, container, space FROM documents WHERE "


class Named(NamedTuple):
    """A document by its names."""

    id: str
    title: str
    source: str
    container: str | None
    space: str


class Tagged(NamedTuple):
    """A document that states tags, and the collections that it is in."""

    source: str
    container: str | None
    tags: str
    collections: frozenset[str]


def tagged(transaction: ReadTransaction) -> list[Tagged]:
    """Every document of the space that is changed that states tags."""
    rows = transaction.connection.execute(_SELECT_TAGGED)
    return [
        Tagged(source, container, tags, frozenset(json.loads(names)))
        for source, container, tags, names in rows
    ]


def entries(transaction: ReadTransaction) -> list[DocumentEntry]:
    """An entry for every document, in the order in which they were added."""
    # A few reports and sets of collections are those of most documents.
    report, names = lru_cache(report_from), lru_cache(_names)
    return [
        DocumentEntry(
            id=id_,
            title=title,
            source=source,
            number=number,
            characters=characters,
            size=size,
            date=date,
            stale=stale,
            container=container,
            own_title=own_title,
            report=report(report_json),
            space=space,
            collections=names(collections),
        )
        for id_, title, source, number, characters, size, date, stale, container, own_title, report_json, space, collections in (
            transaction.connection.execute(_SELECT_ENTRIES)
        )
    ]


def unread_sources(transaction: ReadTransaction) -> dict[str, str]:
    """For each source that could not be read, and so has no document, the reason."""
    return dict(transaction.connection.execute(_SELECT_UNREAD).fetchall())


def with_inside(connection: StoreConnection, document_ids: Sequence[str]) -> list[Named]:
    """The documents with these ids and those of files inside them, each once.

    Raises:
        UnknownDocumentError: There is none with one of the ids.
    """
    found: dict[str, Named] = {}
    for document_id in document_ids:
        row = connection.execute(f"{_SELECT_NAMES} id = ?", (document_id,)).fetchone()
        if row is None:
            raise UnknownDocumentError(f"no document has the id {document_id!r}")
        inside = connection.execute(f"{_SELECT_NAMES} container = ? AND space = ?", (row[2], row[4]))
        found.update((one[0], Named(*one)) for one in (row, *inside))
    return list(found.values())


def _names(json_text: str) -> tuple[str, ...]:
    return tuple(sorted(json.loads(json_text)))
