"""Copies many documents at once between two databases, with all that belongs to them: few statements, whatever their number."""

from collections.abc import Iterable, Sequence
from typing import Any

from index.store.columns import DOCUMENT_COLUMNS
from index.store.connection import StoreConnection

_OF_DOCUMENT = ("collections", "pages", "tables")
_OF_PASSAGES = ("embeddings", "sentence_embeddings")


def copy_documents_at_once(
    origin: StoreConnection, target: StoreConnection, document_ids: Sequence[str]
) -> None:
    """Copies documents to the end of the target's, in this order; those that are gone are left out.

    Their passages get the next rows of the target.
    """
    marks, ids = ", ".join("?" * len(document_ids)), list(document_ids)
    found = origin.execute(f"SELECT {', '.join(DOCUMENT_COLUMNS)} FROM documents WHERE id IN ({marks})", ids)
    by_id = {row[0]: row for row in found}
    _insert(target, "documents", DOCUMENT_COLUMNS, (by_id[id_] for id_ in ids if id_ in by_id))
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


def copy_sources(origin: StoreConnection, target: StoreConnection) -> None:
    """Makes what is known of sources without a document of their own the same."""
    names, rows = _selected(origin, "SELECT * FROM sources", ())
    target.execute("DELETE FROM main.sources")
    _insert(target, "sources", names, rows)


def _selected(origin: StoreConnection, query: str, ids: Sequence[str]) -> tuple[list[str], list[Any]]:
    """The names of the columns, and the rows."""
    rows = origin.execute(query, ids)
    return [column for column, *_ in rows.description], rows.fetchall()


def _insert(
    target: StoreConnection, table: str, names: Sequence[str], rows: Iterable[Sequence[object]]
) -> None:
    marks, columns = ", ".join("?" * len(names)), ", ".join(f'"{name}"' for name in names)
    target.executemany(f"INSERT INTO main.{table} ({columns}) VALUES ({marks})", rows)
