"""Short codes of vectors, to find those that are worth comparing.

They are RaBitQ (Gao and Long 2024, https://arxiv.org/abs/2405.12497) with FAISS, after a random rotation. They need no clusters, neither to
train nor to search.
"""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from functools import lru_cache
from typing import TypeAlias

import faiss
import numpy as np
import numpy.typing as npt

from index.embedding.embedder import Vectors

HalfVectors: TypeAlias = npt.NDArray[np.float16]

# Bits of a code for each dimension. On a million synthetic vectors recall@10 was, with 1 bit, 0.88 for 100 compared vectors and 0.985 for
# 1,000; with 2 bits 0.994 for 100 and 1.000 for 200, in 14 ms instead of 8 (docs/evidence.md).
_BITS = 2
# Codes are trained on a sample of about this size.
_TRAINED_ON = 50_000
# Vectors that are converted at a time: as float32, all of them would need twice the size of the file.
_CHUNK = 50_000
# A fixed random rotation, so that equal vectors always get equal codes.
_SEED = 1


def make_codes(vectors: Callable[[], HalfVectors]) -> faiss.Index:
    """The codes of vectors of shape (n, dimensions); always the same for the same vectors.

    Args:
        vectors: Called for each chunk; mapping the file again releases the memory of the last chunk.
    """
    return faiss.IndexPreTransform(_rotation(vectors().shape[1]), _codes(vectors, _sample(vectors())))


def codes_to_bytes(codes: faiss.Index) -> memoryview:
    """The codes as bytes for a file; `faiss.write_index` does not notice a full disk."""
    return memoryview(faiss.serialize_index(codes).data)


def codes_from_bytes(data: npt.NDArray[np.uint8]) -> faiss.Index:
    """The codes from what `codes_to_bytes` returned."""
    return faiss.deserialize_index(data)


@contextmanager
def one_thread() -> Iterator[None]:
    """While a question is answered, FAISS works in the thread that calls it.

    For one query its other threads do nothing, but are waited for: with other work on the machine that took ten times as long as the search.
    """
    threads = faiss.omp_get_max_threads()
    faiss.omp_set_num_threads(1)
    try:
        yield
    finally:
        faiss.omp_set_num_threads(threads)


class RotatedCodes:
    """Codes of any number of vectors, without the rotation, which alone is as large as the codes of 5,000."""

    def __init__(self, codes: faiss.Index) -> None:
        self._codes = codes

    @classmethod
    def of(cls, vectors: HalfVectors) -> "RotatedCodes":
        """Makes the codes of vectors of length 1, shape (n, dimensions); n is at least 1."""
        sample = _sample(vectors)
        # A code says how a vector differs from the mean of the sample, and one that is the mean has none. With the zero vector in it, the
        # mean is shorter than any of them.
        return cls(_codes(lambda: vectors, np.concatenate([sample, np.zeros_like(sample[:1])])))

    @classmethod
    def from_bytes(cls, data: bytes) -> "RotatedCodes":
        """The codes from what `to_bytes` returned."""
        return cls(codes_from_bytes(np.frombuffer(data, dtype=np.uint8)))

    def to_bytes(self) -> bytes:
        """The codes as bytes."""
        return bytes(codes_to_bytes(self._codes))

    def __len__(self) -> int:
        """How many vectors there are."""
        return int(self._codes.ntotal)

    def nearest(self, query: Vectors, count: int) -> tuple[npt.NDArray[np.int64], Vectors]:
        """The positions of the `count` nearest by code, and about their cosines; see `one_thread`.

        Args:
            query: `rotated`, shape (1, dimensions).
            count: How many.
        """
        cosines, positions = self._codes.search(query, min(count, len(self)))
        found = positions[0] >= 0
        return positions[0][found], cosines[0][found]


def rotated(vectors: HalfVectors | Vectors) -> Vectors:
    """Vectors of shape (n, dimensions) after the rotation that codes are made after."""
    return np.asarray(_rotation(vectors.shape[1]).apply(np.ascontiguousarray(vectors, dtype=np.float32)))


@lru_cache(maxsize=4)
def _rotation(dimensions: int) -> faiss.RandomRotationMatrix:
    rotation = faiss.RandomRotationMatrix(dimensions, dimensions)
    rotation.init(_SEED)
    return rotation


def _sample(vectors: HalfVectors) -> Vectors:
    return rotated(vectors[:: -(-len(vectors) // _TRAINED_ON)])


def _codes(vectors: Callable[[], HalfVectors], sample: Vectors) -> faiss.IndexRaBitQFastScan:
    count, dimensions = vectors().shape
    # 32 is FAISS's own size of a block; it is stated only because the bits come after it.
    codes = faiss.IndexRaBitQFastScan(dimensions, faiss.METRIC_INNER_PRODUCT, 32, _BITS)
    codes.train(sample)
    for first in range(0, count, _CHUNK):
        codes.add(rotated(vectors()[first : first + _CHUNK]))
    return codes
