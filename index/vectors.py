"""Nearest vectors: the protocol, and FAISS behind it."""

from collections.abc import Sequence
from typing import Protocol

import faiss
import numpy as np
import numpy.typing as npt

from index.embedder import Vectors


class VectorIndex(Protocol):
    """Immutable nearest-neighbour search over unit vectors, each known by an integer id."""

    def __len__(self) -> int:
        """How many vectors there are."""
        ...

    def search(self, query: Vectors, k: int) -> list[tuple[int, float]]:
        """The `k` nearest to `query` (shape: dimensions) as (id, cosine), highest first.

        Equal cosines are in the order of their ids. Fewer than `k` if there are no more.
        """
        ...

    def cosines(self, query: Vectors, ids: Sequence[int]) -> list[float]:
        """The cosine of `query` with each of the vectors `ids`.

        Raises:
            KeyError: There is no such id.
        """
        ...


class FaissIndex:
    """Exact search by inner product (FAISS IndexFlatIP, https://faiss.ai)."""

    def __init__(self, ids: npt.NDArray[np.int64], vectors: Vectors) -> None:
        """`ids`: ascending, shape (n); `vectors`: of length 1, shape (n, dimensions)."""
        self._ids = ids
        self._flat = faiss.IndexFlatIP(vectors.shape[1])
        self._flat.add(vectors)

    def __len__(self) -> int:
        """How many vectors there are."""
        return int(self._flat.ntotal)

    def search(self, query: Vectors, k: int) -> list[tuple[int, float]]:
        """The `k` nearest to `query` (shape: dimensions) as (id, cosine), highest first."""
        k = min(k, len(self))
        if k <= 0:
            return []
        cosines, places = self._flat.search(query[None, :], k)
        found = zip(self._ids[places[0]].tolist(), cosines[0].tolist(), strict=True)
        return sorted(found, key=lambda pair: (-pair[1], pair[0]))

    def cosines(self, query: Vectors, ids: Sequence[int]) -> list[float]:
        """The cosine of `query` with each of the vectors `ids`."""
        return [float(self._flat.reconstruct(self._place(id_)) @ query) for id_ in ids]

    def _place(self, id_: int) -> int:
        place = int(np.searchsorted(self._ids, id_))
        if place == len(self._ids) or self._ids[place] != id_:
            raise KeyError(id_)
        return place
