"""Nearest-neighbour search: the protocol, and its implementations with FAISS (https://faiss.ai)."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Protocol

import faiss
import numpy as np

from index.embedding.embedder import Vectors
from index.search.codes import HalfVectors, make_codes, one_thread
from index.store.rows import ALL_ROWS, Rows, RowSet

# Exact search takes 1.3 ms for each 10,000 vectors; more vectors than this are searched by codes first.
MAX_EXACT = 50_000
# How many of the nearest by code are compared exactly.
_MIN_COMPARED, _COMPARED_FACTOR = 300, 3
# Vectors that are converted at a time: as float32, all of them would need twice the size of the file.
_CHUNK = 50_000


class VectorIndex(Protocol):
    """Immutable nearest-neighbour search over unit vectors, each of which has a row."""

    def __len__(self) -> int:
        """How many vectors there are."""
        ...

    def search(self, query: Vectors, k: int, rows: RowSet = ALL_ROWS) -> list[tuple[int, float]]:
        """The `k` nearest to `query` (shape: dimensions) in `rows` as (row, cosine), highest first.

        Equal cosines are in the order of their rows. Fewer than `k` only if there are no more.
        """
        ...

    def cosines(self, query: Vectors, rows: Sequence[int]) -> list[float]:
        """The cosine of `query` with the vector of each of `rows`.

        Raises:
            KeyError: There is no such row.
        """
        ...


class ExactIndex:
    """Compares every vector (FAISS IndexFlatIP)."""

    def __init__(self, rows: Rows, vectors: Vectors) -> None:
        """`rows`: ascending, shape (n); `vectors`: of length 1, shape (n, dimensions)."""
        self._rows = rows
        self._flat = faiss.IndexFlatIP(vectors.shape[1])
        self._flat.add(np.ascontiguousarray(vectors, dtype=np.float32))

    def __len__(self) -> int:
        """How many vectors there are."""
        return int(self._flat.ntotal)

    def extended(self, rows: Rows, vectors: Vectors) -> "ExactIndex":
        """A new index of the present vectors and further ones after them."""
        return ExactIndex(np.concatenate([self._rows, rows]), np.concatenate([self._vectors, vectors]))

    def search(self, query: Vectors, k: int, rows: RowSet = ALL_ROWS) -> list[tuple[int, float]]:
        """The `k` nearest to `query` (shape: dimensions) in `rows` as (row, cosine), highest first."""
        k = min(k, len(self))
        if k <= 0:
            return []
        parameters = faiss.SearchParameters()
        if not rows.is_all:
            bits = np.packbits(rows.contains(self._rows), bitorder="little")
            parameters.sel = chosen = faiss.IDSelectorBitmap(len(bits), faiss.swig_ptr(bits))  # noqa: F841 (faiss holds no reference)
        with one_thread():
            cosines, positions = self._flat.search(query[None, :], k, params=parameters)
        # FAISS fills up with -1 if the filter lets fewer than `k` through.
        is_hit = positions[0] >= 0
        return _sorted(self._rows[positions[0][is_hit]], cosines[0][is_hit])

    def cosines(self, query: Vectors, rows: Sequence[int]) -> list[float]:
        """The cosine of `query` with the vector of each of `rows`."""
        return [float(vector) for vector in self._vectors[positions_of(self._rows, rows)] @ query]

    @property
    def _vectors(self) -> Vectors:
        # A view of FAISS's memory, since a copy would need as much again.
        flat = faiss.rev_swig_ptr(self._flat.get_xb(), self._flat.ntotal * self._flat.d)
        return np.asarray(flat, dtype=np.float32).reshape(-1, self._flat.d)


class QuantizedIndex:
    """Compares short codes of all vectors first, then the full vectors of the nearest ones.

    See `index.search.codes`; a scan reads 116 bytes for each vector.
    """

    def __init__(self, rows: Rows, vectors: HalfVectors, codes: faiss.Index) -> None:
        """`rows`: ascending; `vectors`: shape (n, dimensions), may be mapped from a file; `codes`: their codes."""
        self._rows = rows
        self._vectors = vectors
        self._codes = codes

    def __len__(self) -> int:
        """How many vectors there are."""
        return len(self._rows)

    def search(self, query: Vectors, k: int, rows: RowSet = ALL_ROWS) -> list[tuple[int, float]]:
        """The `k` nearest to `query` (shape: dimensions) in `rows` as (row, cosine), highest first."""
        k = min(k, len(self))
        if k <= 0:
            return []
        positions = self._candidates(query, k, rows)
        cosines = self._cosines(query, positions)
        # Stable, so that of equal cosines the lower row is kept: positions are in the order of rows.
        best = np.argsort(-cosines, kind="stable")[:k]
        return _sorted(self._rows[positions[best]], cosines[best])

    def cosines(self, query: Vectors, rows: Sequence[int]) -> list[float]:
        """The cosine of `query` with the vector of each of `rows`."""
        return [float(cosine) for cosine in self._cosines(query, positions_of(self._rows, rows))]

    def _candidates(self, query: Vectors, k: int, rows: RowSet) -> Rows:
        """Positions of the vectors to compare exactly, ascending; at least `k` if `rows` has that many."""
        allowed = np.flatnonzero(rows.contains(self._rows)) if rows.only is not None else None
        if allowed is not None and len(allowed) <= MAX_EXACT:
            return allowed
        # The smaller the share of allowed rows, the more of the nearest vectors are not allowed.
        share = 1.0 if allowed is None else len(allowed) / len(self)
        count = int(max(_MIN_COMPARED, _COMPARED_FACTOR * k) / share)
        while True:
            with one_thread():
                _, positions = self._codes.search(query[None, :], min(count, len(self)))
            # In the order of the file, from which their vectors are read next.
            found: Rows = np.sort(positions[0][positions[0] >= 0])
            if not rows.is_all:
                found = found[rows.contains(self._rows[found])]
            if len(found) >= k or count >= len(self):
                return found
            count *= 4

    def _cosines(self, query: Vectors, positions: Rows) -> Vectors:
        chunks = [
            self._vectors[positions[first : first + _CHUNK]] for first in range(0, len(positions), _CHUNK)
        ]
        cosines = [chunk.astype(np.float32) @ query for chunk in chunks]
        return np.concatenate(cosines) if cosines else np.empty(0, dtype=np.float32)


@dataclass(frozen=True, slots=True)
class LayeredVectorIndex:
    """A segment that never changes, the vectors added since, and the rows of both that were removed since."""

    segment: VectorIndex
    segment_last_row: int
    delta: ExactIndex
    removed: RowSet

    def __len__(self) -> int:
        """How many vectors there are, including removed ones."""
        return len(self.segment) + len(self.delta)

    def search(self, query: Vectors, k: int, rows: RowSet = ALL_ROWS) -> list[tuple[int, float]]:
        """The `k` nearest to `query` (shape: dimensions) in `rows` as (row, cosine), highest first."""
        # A filter with `only` is made from the present state, and so contains no removed rows.
        live = self.removed if rows.only is None else rows
        found = [*self.segment.search(query, k, live), *self.delta.search(query, k, live)]
        return sorted(found, key=lambda pair: (-pair[1], pair[0]))[:k]

    def cosines(self, query: Vectors, rows: Sequence[int]) -> list[float]:
        """The cosine of `query` with the vector of each of `rows`."""
        segment = [row for row in rows if row <= self.segment_last_row]
        delta = [row for row in rows if row > self.segment_last_row]
        cosines = dict(zip(segment, self.segment.cosines(query, segment), strict=True))
        cosines |= dict(zip(delta, self.delta.cosines(query, delta), strict=True))
        return [cosines[row] for row in rows]


def vector_index(rows: Rows, vectors: HalfVectors, codes: faiss.Index | None = None) -> VectorIndex:
    """The kind of index that suits the number of vectors; `codes` are from `make_codes`."""
    if not needs_codes(len(rows)):
        return ExactIndex(rows, vectors.astype(np.float32))
    return QuantizedIndex(rows, vectors, codes or make_codes(lambda: vectors))


def needs_codes(count: int) -> bool:
    """Whether an index of `count` vectors is searched by codes."""
    return count > MAX_EXACT


def positions_of(rows: Rows, wanted: Sequence[int]) -> Rows:
    """The position of each of `wanted` in the ascending `rows`.

    Raises:
        KeyError: One of them is not in `rows`.
    """
    wanted_rows = np.asarray(wanted, dtype=np.int64)
    positions = np.searchsorted(rows, wanted_rows)
    # The position can be after the last row; -1 is never a row.
    exists = np.append(rows, -1)[positions] == wanted_rows
    if not exists.all():
        raise KeyError(int(wanted_rows[~exists][0]))
    return positions


def _sorted(rows: Rows, cosines: Vectors) -> list[tuple[int, float]]:
    # FAISS leaves the order of equal cosines open, but equal questions must get equal answers.
    return sorted(zip(rows.tolist(), cosines.tolist(), strict=True), key=lambda pair: (-pair[1], pair[0]))
