"""Changes what is said about documents, and leaves their texts and vectors as they are."""

import json
from collections.abc import Iterable, Mapping
from typing import NamedTuple

from index.store.aside import give_title
from index.store.connection import StoreConnection
from index.store.schema import DEFAULT_COLLECTION
from index.store.transaction import ReadTransaction

_SELECT = "SELECT id, source, title, date, metadata FROM documents WHERE space = space()"


class Described(NamedTuple):
    """What is said about a document."""

    id: str
    source: str
    title: str
    date: str | None
    metadata: Mapping[str, str]


def described(transaction: ReadTransaction) -> list[Described]:
    """What is said about every document of the space that is changed."""
    rows = transaction.connection.execute(_SELECT)
    return [
        Described(id_, source, title, date, json.loads(known)) for id_, source, title, date, known in rows
    ]


def restate(
    connection: StoreConnection,
    before: Described,
    after: Described,
    *,
    joins: Iterable[str],
    leaves: Iterable[str],
) -> None:
    """Says something else about a document, and files it elsewhere.

    Args:
        connection: In a write transaction that makes a new generation.
        before: What was said.
        after: What is to be said.
        joins: The names of collections that it is in from now on.
        leaves: Those that it is in no more.
    """
    if after.title != before.title:
        # Word search has the title with each passage.
        give_title(connection, before.id, after.title, None)
    connection.execute(
        "UPDATE main.documents SET date = ?, metadata = ? WHERE id = ?",
        (after.date, json.dumps(dict(after.metadata)), before.id),
    )
    connection.executemany(
        "DELETE FROM main.collections WHERE name = ? AND document_id = ?",
        [(name, before.id) for name in leaves],
    )
    connection.executemany(
        "INSERT INTO main.collections VALUES (?, ?) ON CONFLICT DO NOTHING",
        [(name, before.id) for name in joins],
    )
    connection.execute(
        "INSERT INTO main.collections SELECT ?, ? WHERE NOT EXISTS (SELECT 1 FROM collections WHERE document_id = ?)",
        (DEFAULT_COLLECTION, before.id, before.id),
    )
