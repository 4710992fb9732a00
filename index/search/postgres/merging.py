"""Merges batches and parts, so that a question reads few rows, and writes those anew of which much is gone."""

from typing import Any
from uuid import UUID

import numpy as np

from index.search.postgres.codes import LARGEST, rows_from, write_parts
from index.search.postgres.filling import refill
from index.search.postgres.tables import MERGING, SCHEMA
from index.store.postgres.connection import PostgresConnection

# As many batches of about one size are merged into one; that is the next size. So each passage is written again a few times at
# most (the logarithm of all to this base), and a word stands in about as many rows for each size.
_MERGED = 8
# Batches are not merged beyond this many passages: writing such a batch takes a minute. Parts stay smaller, so that few vectors are in
# memory while their codes are made.
_LARGEST = {"batches": 2_000_000, "codes": LARGEST // _MERGED}
# When this share of the passages in batches is gone, those of the space are written again without them.
_GONE = 0.2


def is_due(connection: PostgresConnection) -> bool:
    """Whether batches or parts should be merged, or written again without what is gone."""
    return bool(
        _due(connection, "batches", "batch")
        or _due(connection, "codes", "token")
        or _spaces_with_much_gone(connection, _GONE)
    )


def merge(connection: PostgresConnection, *, even_if_little: bool = False) -> bool:
    """Merges what is due, in a write transaction that sees everything; False if another one is doing it.

    `even_if_little`: Whether all that is gone leaves the statistics of words, however little that is.
    """
    if not connection.execute("SELECT pg_try_advisory_xact_lock(?)", (MERGING,)).fetchone()[0]:
        return False
    for space in _spaces_with_much_gone(connection, 0 if even_if_little else _GONE):
        refill(connection, space)
    while due := _due(connection, "batches", "batch"):
        for batches in due:
            _merge(connection, batches)
    while due := _due(connection, "codes", "token"):
        for tokens in due:
            _merge_parts(connection, tokens)
    return True


def _due(connection: PostgresConnection, table: str, key: str) -> list[list[Any]]:
    """The batches or parts of each group of one space and one size that has enough of them."""
    rows = connection.execute(
        f"SELECT array_agg({key} ORDER BY {key}) FROM {SCHEMA}.{table} WHERE passages < ? "
        "GROUP BY space, floor(ln(greatest(passages, 1)) / ln(?)) HAVING count(*) >= ?",
        (_LARGEST[table], float(_MERGED), _MERGED),
    )
    return [found for (found,) in rows]


def _merge(connection: PostgresConnection, batches: list[int]) -> None:
    """Writes batches of one space as one."""
    (number,) = connection.execute(
        f"WITH old AS (DELETE FROM {SCHEMA}.batches WHERE batch = ANY(?) RETURNING space, passages, words) "
        f"INSERT INTO {SCHEMA}.batches (space, passages, words) "
        "SELECT min(space), sum(passages), sum(words) FROM old RETURNING batch",
        (batches,),
    ).fetchone()
    for table, columns, values in (
        ("words", "postings", "string_agg(postings, ''::bytea ORDER BY batch)"),
        ("spellings", "length, letters", "min(length), (array_agg(letters))[1]"),
    ):
        connection.execute(
            f"WITH old AS (DELETE FROM {SCHEMA}.{table} WHERE batch = ANY(?) RETURNING *) "
            f"INSERT INTO {SCHEMA}.{table} (batch, word, space, passages, {columns}) "
            f"SELECT ?, word, min(space), sum(passages), {values} FROM old GROUP BY word",
            (batches, number),
        )


def _merge_parts(connection: PostgresConnection, tokens: list[UUID]) -> None:
    """Writes parts of one space as one, without passages that are gone."""
    found = connection.execute(
        f"DELETE FROM {SCHEMA}.codes WHERE token = ANY(?) RETURNING space, rows", (tokens,)
    ).fetchall()
    rows = np.sort(np.concatenate([rows_from(packed) for _, packed in found]))
    write_parts(connection, found[0][0], rows.tolist())


def _spaces_with_much_gone(connection: PostgresConnection, share: float) -> list[str]:
    rows = connection.execute(
        f"SELECT space FROM {SCHEMA}.batches AS one GROUP BY space HAVING sum(passages) * ? < "
        f"(SELECT sum(last - first + 1) FROM {SCHEMA}.gone WHERE gone.space = one.space)",
        (float(share),),
    )
    return [space for (space,) in rows]
