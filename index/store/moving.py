"""Copies many documents at once between two databases, with all that belongs to them: few statements, whatever their number."""

from collections.abc import Iterable, Sequence
from typing import Any

from index.store.columns import DOCUMENT_COLUMNS
from index.store.connection import StoreConnection

_OF_DOCUMENT = ("collections", "pages", "tables")
_OF_PASSAGES = ("embeddings", "sentence_embeddings")


def copy_documents_at_once(
    origin: StoreConnection, target: StoreConnection, document_ids: Sequence[str], *, numbered: bool = False
) -> None:
    """Copies documents to the end of the target's, in this order; those that are gone are left out.

    Their passages get the next rows of the target. `numbered`: they keep their places among the documents, unless others have
    these there.
    """
    if not document_ids:
        return
    marks, ids = ", ".join("?" * len(document_ids)), list(document_ids)
    columns = ("rowid", *DOCUMENT_COLUMNS)
    found = origin.execute(f"SELECT {', '.join(columns)} FROM documents WHERE id IN ({marks})", ids)
    by_id = {row[1]: row for row in found}
    rows = [by_id[id_] for id_ in ids if id_ in by_id]
    kept = _free(target, [row[0] for row in rows]) if numbered else frozenset()
    _insert(target, "documents", columns, (row for row in rows if row[0] in kept))
    _insert(target, "documents", DOCUMENT_COLUMNS, (row[1:] for row in rows if row[0] not in kept))
    for table in _OF_DOCUMENT:
        names, rows = _selected(origin, f"SELECT * FROM {table} WHERE document_id IN ({marks})", ids)
        _insert(target, table, names, rows)
    # The rows of one document lie one behind another, and so they do in this order.
    names, rows = _selected(
        origin, f"SELECT * FROM passages WHERE document_id IN ({marks}) ORDER BY row", ids
    )
    if not rows:
        return
    first = target.take_rows(len(rows))
    renumbered = {row: first + place for place, (row, *_) in enumerate(rows)}
    _insert(target, "passages", names, ((renumbered[row], *rest) for row, *rest in rows))
    of_them = f"row IN (SELECT row FROM passages WHERE document_id IN ({marks}))"
    for table in _OF_PASSAGES:
        names, rows = _selected(origin, f"SELECT * FROM {table} WHERE {of_them}", ids)
        _insert(target, table, names, ((renumbered[row], *rest) for row, *rest in rows))


def copy_records(
    origin: StoreConnection, target: StoreConnection, records: Sequence[tuple[str, str]]
) -> None:
    """Copies what is known of sources without a document of their own, by source and space; what the target knows stays."""
    for key in records:
        names, rows = _selected(origin, "SELECT * FROM sources WHERE source = ? AND space = ?", key)
        _insert(target, "sources", names, rows, "ON CONFLICT DO NOTHING")


def copy_sources(origin: StoreConnection, target: StoreConnection) -> None:
    """Makes what is known of sources without a document of their own the same."""
    names, rows = _selected(origin, "SELECT * FROM sources", ())
    target.execute("DELETE FROM main.sources")
    _insert(target, "sources", names, rows)


def _free(target: StoreConnection, numbers: Sequence[int]) -> frozenset[int]:
    """Those of the places among the documents that no document has."""
    marks = ", ".join("?" * len(numbers)) or "NULL"
    taken = target.execute(f"SELECT rowid FROM documents WHERE rowid IN ({marks})", list(numbers))
    return frozenset(numbers).difference(number for (number,) in taken)


def _selected(origin: StoreConnection, query: str, ids: Sequence[str]) -> tuple[list[str], list[Any]]:
    """The names of the columns, and the rows."""
    rows = origin.execute(query, ids)
    return [column for column, *_ in rows.description], rows.fetchall()


def _insert(
    target: StoreConnection,
    table: str,
    names: Sequence[str],
    rows: Iterable[Sequence[object]],
    unless: str = "",
) -> None:
    marks, columns = ", ".join("?" * len(names)), ", ".join(f'"{name}"' for name in names)
    target.executemany(f"INSERT INTO main.{table} ({columns}) VALUES ({marks}) {unless}", rows)
