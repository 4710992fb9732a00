"""Nearest vectors: the protocol, and FAISS (https://faiss.ai) behind it."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Protocol, TypeAlias

import faiss
import numpy as np
import numpy.typing as npt

from index.embedding.embedder import Vectors
from index.store.rows import ALL_ROWS, Rows, RowSet

Halves: TypeAlias = npt.NDArray[np.float16]

# Exact search takes 1.3 ms for each 10,000 vectors; from here on codes are read first.
EXACT_MOST = 50_000
# Bits of a code for each dimension, and how many of the nearest by code are compared exactly. On a
# million made-up vectors recall@10 was 0.88 with 1 bit and 100 compared, 0.985 with 1,000; with 2 bits
# 0.994 and, with 200, 1.000, at 14 ms in place of 8 (docs/evidence.md).
_BITS = 2
_COMPARED_LEAST, _COMPARED_TIMES = 300, 3
_TRAINED_ON = 50_000
_CHUNK = 50_000
_SEED = 1


class VectorIndex(Protocol):
    """Immutable nearest-neighbour search over unit vectors, each known by its row."""

    def __len__(self) -> int:
        """How many vectors there are."""
        ...

    def search(self, query: Vectors, k: int, rows: RowSet = ALL_ROWS) -> list[tuple[int, float]]:
        """The `k` nearest to `query` (shape: dimensions) in `rows` as (row, cosine), highest first.

        Equal cosines are in the order of their rows. Fewer than `k` if there are no more.
        """
        ...

    def cosines(self, query: Vectors, rows: Sequence[int]) -> list[float]:
        """The cosine of `query` with each of the vectors of `rows`.

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
        """A new index with these behind those that are there."""
        return ExactIndex(np.concatenate([self._rows, rows]), np.concatenate([self._vectors, vectors]))

    def search(self, query: Vectors, k: int, rows: RowSet = ALL_ROWS) -> list[tuple[int, float]]:
        """The `k` nearest to `query` (shape: dimensions) in `rows` as (row, cosine), highest first."""
        k = min(k, len(self))
        if k <= 0:
            return []
        parameters = faiss.SearchParameters()
        if not rows.is_all:
            bits = np.packbits(rows.holds(self._rows), bitorder="little")
            parameters.sel = chosen = faiss.IDSelectorBitmap(len(bits), faiss.swig_ptr(bits))  # noqa: F841 (faiss holds no reference)
        cosines, places = self._flat.search(query[None, :], k, params=parameters)
        found = places[0] >= 0
        return _sorted(self._rows[places[0][found]], cosines[0][found])

    def cosines(self, query: Vectors, rows: Sequence[int]) -> list[float]:
        """The cosine of `query` with each of the vectors of `rows`."""
        return [float(vector) for vector in self._vectors[places_of(self._rows, rows)] @ query]

    @property
    def _vectors(self) -> Vectors:
        flat = faiss.rev_swig_ptr(self._flat.get_xb(), self._flat.ntotal * self._flat.d)
        return np.asarray(flat, dtype=np.float32).reshape(-1, self._flat.d)


class QuantizedIndex:
    """Compares short codes of all vectors, then the vectors of the nearest by code.

    The codes are RaBitQ's (Gao and Long 2024, https://arxiv.org/abs/2405.12497) after a random rotation,
    which needs no clusters to be learnt and none to be searched: a scan reads 116 bytes a vector.
    """

    def __init__(self, rows: Rows, vectors: Halves, codes: faiss.Index) -> None:
        """`rows`: ascending; `vectors`: shape (n, dimensions), may be mapped from a file; `codes`: of them."""
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
        places = self._candidates(query, k, rows)
        cosines = self._cosines(query, places)
        best = np.argsort(-cosines, kind="stable")[:k]
        return _sorted(self._rows[places[best]], cosines[best])

    def cosines(self, query: Vectors, rows: Sequence[int]) -> list[float]:
        """The cosine of `query` with each of the vectors of `rows`."""
        return [float(cosine) for cosine in self._cosines(query, places_of(self._rows, rows))]

    def _candidates(self, query: Vectors, k: int, rows: RowSet) -> Rows:
        """Places of the vectors worth comparing, ascending; at least `k` where there are so many in `rows`."""
        allowed = np.flatnonzero(rows.holds(self._rows)) if rows.only is not None else None
        if allowed is not None and len(allowed) <= EXACT_MOST:
            return allowed
        share = 1.0 if allowed is None else len(allowed) / len(self)
        count = int(max(_COMPARED_LEAST, _COMPARED_TIMES * k) / share)
        while True:
            _, places = self._codes.search(query[None, :], min(count, len(self)))
            found = np.sort(places[0][places[0] >= 0])
            if not rows.is_all:
                found = found[rows.holds(self._rows[found])]
            if len(found) >= k or count >= len(self):
                return found
            count *= 4

    def _cosines(self, query: Vectors, places: Rows) -> Vectors:
        chunks = [self._vectors[places[at : at + _CHUNK]] for at in range(0, len(places), _CHUNK)]
        found = [chunk.astype(np.float32) @ query for chunk in chunks]
        return np.concatenate(found) if found else np.empty(0, dtype=np.float32)


@dataclass(frozen=True, slots=True)
class LayeredVectorIndex:
    """A large index that stays as it is, what was added since, and what of either was removed since."""

    base: VectorIndex
    base_last: int
    extra: ExactIndex
    removed: RowSet

    def __len__(self) -> int:
        """How many vectors there are, those removed since included."""
        return len(self.base) + len(self.extra)

    def search(self, query: Vectors, k: int, rows: RowSet = ALL_ROWS) -> list[tuple[int, float]]:
        """The `k` nearest to `query` (shape: dimensions) in `rows` as (row, cosine), highest first."""
        # A set of `only` some rows is of those that are there now.
        alive = self.removed if rows.only is None else rows
        found = [*self.base.search(query, k, alive), *self.extra.search(query, k, alive)]
        return sorted(found, key=lambda pair: (-pair[1], pair[0]))[:k]

    def cosines(self, query: Vectors, rows: Sequence[int]) -> list[float]:
        """The cosine of `query` with each of the vectors of `rows`."""
        base = [row for row in rows if row <= self.base_last]
        extra = [row for row in rows if row > self.base_last]
        found = dict(zip(base, self.base.cosines(query, base), strict=True))
        found |= dict(zip(extra, self.extra.cosines(query, extra), strict=True))
        return [found[row] for row in rows]


def vector_index(rows: Rows, vectors: Halves, codes: faiss.Index | None = None) -> VectorIndex:
    """An index that fits the number of vectors; `codes` are those that `make_codes` made of them."""
    if not needs_codes(len(rows)):
        return ExactIndex(rows, vectors.astype(np.float32))
    return QuantizedIndex(rows, vectors, codes or make_codes(lambda: vectors))


def needs_codes(count: int) -> bool:
    """Whether so many vectors are searched by codes."""
    return count > EXACT_MOST


def make_codes(vectors: Callable[[], Halves]) -> faiss.Index:
    """Codes of vectors of shape (n, dimensions); equal vectors get equal codes each time.

    Args:
        vectors: Called for each chunk; what is mapped from a file anew gives back the memory of the last.
    """
    count, dimensions = vectors().shape
    rotation = faiss.RandomRotationMatrix(dimensions, dimensions)
    rotation.init(_SEED)
    inner = faiss.IndexRaBitQFastScan(dimensions, faiss.METRIC_INNER_PRODUCT, 32, _BITS)
    codes = faiss.IndexPreTransform(rotation, inner)
    codes.train(vectors()[:: -(-count // _TRAINED_ON)].astype(np.float32))
    for at in range(0, count, _CHUNK):
        codes.add(vectors()[at : at + _CHUNK].astype(np.float32))
    return codes


def codes_to_bytes(codes: faiss.Index) -> memoryview:
    """The codes as they are kept in a file; `faiss.write_index` does not notice a full disk."""
    return memoryview(faiss.serialize_index(codes).data)


def codes_from_bytes(data: npt.NDArray[np.uint8]) -> faiss.Index:
    """The codes that `codes_to_bytes` kept."""
    return faiss.deserialize_index(data)


def places_of(rows: Rows, wanted: Sequence[int]) -> Rows:
    """Where each of `wanted` stands in the ascending `rows`.

    Raises:
        KeyError: One is not there.
    """
    asked = np.asarray(wanted, dtype=np.int64)
    places = np.searchsorted(rows, asked)
    there = np.append(rows, -1)[places] == asked
    if not there.all():
        raise KeyError(int(asked[~there][0]))
    return places


def _sorted(rows: Rows, cosines: Vectors) -> list[tuple[int, float]]:
    return sorted(zip(rows.tolist(), cosines.tolist(), strict=True), key=lambda pair: (-pair[1], pair[0]))
