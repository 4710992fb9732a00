"""Short codes of vectors: they lie in the database, and each process keeps those that its questions have needed.

They are those of `QuantizedIndex` (RaBitQ), in parts: what one change added to a space, or several that were merged. A part is never written
twice, and its random token names what it has, also where numbers come again after a database was restored.
"""

import threading
from collections import OrderedDict
from collections.abc import Callable, Sequence, Set
from typing import NamedTuple
from uuid import UUID

import numpy as np
import numpy.typing as npt

from index.embedding.embedder import Vectors
from index.errors import DatabaseError
from index.search.codes import HalfVectors, RotatedCodes, one_thread, rotated
from index.search.postgres.tables import SCHEMA
from index.store.postgres.connection import PostgresConnection
from index.store.rows import Rows

MOST_BY_CODES = 4_000_000
"""Who sees more passages than this is given the graph (HNSW), once `remake` has made one; looking through all codes takes longer."""

# Passages of one part, when all of a space is written: FAISS looks through a few large parts sooner than through many small ones.
LARGEST = 250_000
# As many of the nearest by code, for each that is asked for, are compared exactly; see `QuantizedIndex`.
_COMPARED = 3
# Where so many for each are left of them, without those that are gone or do not match a filter, that is enough.
_ENOUGH = 2
# Bytes that a process keeps beyond what one question needs: some four million passages.
_MOST_BYTES = 500_000_000
_READ = 10_000  # vectors in one query
_LOADED = 4  # parts in one query
_HEADER = 4  # bytes before the numbers of a vector, as PostgreSQL sends it

Keep = Callable[[Rows], npt.NDArray[np.bool_]]


class CodePart(NamedTuple):
    """The codes of some passages.

    Attributes:
        space: That of their documents.
        rows: Of the passages, ascending.
        codes: Their codes, in that order.
        size: Bytes in memory.
    """

    space: str
    rows: Rows
    codes: RotatedCodes
    size: int

    def nearest(self, query: Vectors, count: int) -> tuple[Rows, Vectors]:
        """The rows of the `count` nearest by code, and about their cosines. `query`: `rotated`, shape (1, dimensions)."""
        positions, cosines = self.codes.nearest(query, count)
        return self.rows[positions], cosines


class KeptCodes:
    """The parts that this process has read. Any thread may use it."""

    def __init__(self, most_bytes: int = _MOST_BYTES) -> None:
        """`most_bytes`: From there on those that were not needed for longest are dropped; but none that a question needs."""
        self._most_bytes = most_bytes
        self._parts: OrderedDict[UUID, CodePart] = OrderedDict()
        self._bytes = 0
        self._lock = threading.Lock()

    def parts(self, connection: PostgresConnection, tokens: Sequence[UUID]) -> list[CodePart]:
        """The parts with these tokens, in that order; those that are not kept are read."""
        with self._lock:
            known = {token: self._parts[token] for token in tokens if token in self._parts}
        missing = [token for token in tokens if token not in known]
        for first in range(0, len(missing), _LOADED):
            known.update(load(connection, missing[first : first + _LOADED]))
        with self._lock:
            if missing:
                self._drop_merged({known[token].space for token in tokens}, set(tokens))
            for token in tokens:
                if token not in self._parts:
                    self._parts[token] = known[token]
                    self._bytes += known[token].size
                self._parts.move_to_end(token)
            # Those of this question are at the end.
            while self._bytes > self._most_bytes and len(self._parts) > len(tokens):
                self._bytes -= self._parts.popitem(last=False)[1].size
        return [known[token] for token in tokens]

    def _drop_merged(self, spaces: Set[str], tokens: Set[UUID]) -> None:
        """Drops those of some spaces that are there no more, since others took their place."""
        for token in [one for one, part in self._parts.items() if part.space in spaces and one not in tokens]:
            self._bytes -= self._parts.pop(token).size


def nearest(parts: Sequence[CodePart], query: Vectors, k: int, keep: Keep, share: float = 1.0) -> Rows:
    """At least the `k` nearest by code that `keep` is true for, if there are so many, and some more.

    Args:
        parts: Where to look.
        query: A unit vector, shape (dimensions).
        k: How many.
        keep: Says which rows may be found. It is asked for the nearest only, in one call or a few.
        share: About which share of all that is, above 0.

    Raises:
        DatabaseError: There are no parts.
    """
    if not parts:
        raise DatabaseError(f"{SCHEMA}.codes: is empty; run: pincite rebuild")
    with one_thread():
        turned = rotated(query[None, :])
    passages = sum(len(part.rows) for part in parts)
    count = int(_COMPARED * k / share)
    while True:
        with one_thread():
            found = [part.nearest(turned, count) for part in parts]
        rows = np.concatenate([rows for rows, _ in found])
        near = np.concatenate([near for _, near in found])
        if len(rows) > count:
            rows = rows[np.argpartition(-near, count)[:count]]
        kept = rows[keep(rows)]
        if len(kept) >= _ENOUGH * k or count >= passages:
            return kept
        count *= 4


def write_parts(
    connection: PostgresConnection, space: str, rows: Sequence[int], schema: str = SCHEMA
) -> None:
    """Writes passages of a space, whose vectors are in the tables, as parts; rows without a vector are left out. `rows`: ascending."""
    for first in range(0, len(rows), LARGEST):
        last = min(len(rows), first + LARGEST)
        found = [
            _vectors(connection, rows[at : min(last, at + _READ)], schema) for at in range(first, last, _READ)
        ]
        there = np.concatenate([some for some, _ in found])
        if not len(there):
            continue
        codes = RotatedCodes.of(np.concatenate([vectors for some, vectors in found if len(some)]))
        connection.execute(
            f"INSERT INTO {schema}.codes (space, passages, rows, codes) VALUES (?, ?, ?, ?)",
            (space, len(there), there.astype("<u4").tobytes(), codes.to_bytes()),
        )


def rows_from(packed: bytes) -> Rows:
    """The rows of a part, as they are saved."""
    return np.frombuffer(packed, dtype="<u4").astype(np.int64)


def load(connection: PostgresConnection, tokens: Sequence[UUID]) -> dict[UUID, CodePart]:
    """Reads the parts with these tokens.

    Raises:
        DatabaseError: One of them is damaged.
    """
    found = connection.execute(
        f"SELECT token, space, rows, codes FROM {SCHEMA}.codes WHERE token = ANY(?)", (list(tokens),)
    ).fetchall()
    return {token: _part(token, space, rows_from(rows), codes) for token, space, rows, codes in found}


def _part(token: UUID, space: str, rows: Rows, packed: bytes) -> CodePart:
    try:
        codes = RotatedCodes.from_bytes(packed)
    except RuntimeError:  # FAISS can't read it
        codes = None
    if codes is None or len(codes) != len(rows):
        raise DatabaseError(f"{SCHEMA}.codes: part {token} is damaged; run: pincite rebuild")
    return CodePart(space, rows, codes, rows.nbytes + len(packed))


def _vectors(connection: PostgresConnection, rows: Sequence[int], schema: str) -> tuple[Rows, HalfVectors]:
    """Those of the rows that are there, ascending, and their vectors."""
    with connection.raw.cursor(binary=True) as cursor:
        cursor.execute(
            f"SELECT row, halfvec_send(vector) FROM {schema}.vectors WHERE row = ANY(%s) ORDER BY row".encode(),
            (list(rows),),
        )
        found = cursor.fetchall()
    flat = np.frombuffer(b"".join(sent[_HEADER:] for _, sent in found), dtype=">f2")
    vectors = flat.astype(np.float16).reshape(len(found), -1) if found else np.empty((0, 1), np.float16)
    return np.array([row for row, _ in found], dtype=np.int64), vectors
