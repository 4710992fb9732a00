"""What `VectorIndex` means, run on FAISS against an exact reference in NumPy."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from index.search.codes import codes_from_bytes, codes_to_bytes, make_codes
from index.search.local.vectors import (
    ExactIndex,
    LayeredVectorIndex,
    QuantizedIndex,
)
from index.store.rows import ALL_ROWS, RowSet


class ReferenceIndex:
    """The reference: every cosine computed and sorted."""

    def __init__(self, ids, vectors):
        self._ids, self._vectors = ids, vectors

    def __len__(self):
        return len(self._ids)

    def search(self, query, k, rows=ALL_ROWS):
        pairs = zip(self._ids.tolist(), (self._vectors @ query).tolist(), strict=True)
        inside = [pair for pair, is_in in zip(pairs, rows.contains(self._ids), strict=True) if is_in]
        return sorted(inside, key=lambda pair: (-pair[1], pair[0]))[:k]

    def cosines(self, query, ids):
        by_id = dict(self.search(query, len(self)))
        return [by_id[id_] for id_ in ids]


def random_vectors(count, seed=0, dimensions=16):
    vectors = np.random.default_rng(seed).standard_normal((count, dimensions)).astype(np.float32)
    return vectors / np.linalg.norm(vectors, axis=1, keepdims=True)


def quantized(ids, vectors):
    halves = vectors.astype(np.float16)
    return QuantizedIndex(
        ids, halves, codes_from_bytes(np.frombuffer(codes_to_bytes(make_codes(lambda: halves)), np.uint8))
    )


def layered(ids, vectors):
    """As after two changes: a third of the vectors in the segment, a third from each change; none removed."""
    parts = np.array_split(np.arange(len(ids)), 3)
    segment, second, third = ((ids[part], vectors[part]) for part in parts)
    delta = ExactIndex(*second).extended(*third)
    last_row = int(segment[0][-1]) if len(segment[0]) else -1
    return LayeredVectorIndex(ExactIndex(*segment), last_row, delta, ALL_ROWS)


KINDS = [ExactIndex, quantized, layered, ReferenceIndex]


@pytest.fixture(params=KINDS)
def make(request):
    return request.param


def test_the_nearest_vectors_come_first_with_their_cosine(make):
    vectors = random_vectors(50)
    index = make(np.arange(100, 150), vectors)
    found = index.search(vectors[7], 5)
    assert found[0] == (107, pytest.approx(1.0, abs=2e-3))
    assert [cosine for _, cosine in found] == sorted((cosine for _, cosine in found), reverse=True)


def test_fewer_than_k_are_found_if_there_are_no_more(make):
    index = make(np.arange(3), random_vectors(3))
    assert len(index) == 3
    assert len(index.search(random_vectors(1, seed=1)[0], 10)) == 3
    assert index.search(random_vectors(1)[0], 0) == []


def test_equal_vectors_are_in_the_order_of_their_ids(make):
    vector = random_vectors(1)
    index = make(np.array([4, 8, 15]), np.repeat(vector, 3, axis=0))
    assert [id_ for id_, _ in index.search(vector[0], 3)] == [4, 8, 15]


def test_cosines_of_chosen_ids_are_given_in_their_order(make):
    vectors = random_vectors(10)
    index = make(np.arange(0, 100, 10), vectors)
    assert index.cosines(vectors[3], [30, 0]) == pytest.approx(
        [1.0, float(vectors[0] @ vectors[3])], abs=2e-3
    )


def test_an_unknown_id_is_a_key_error(make):
    index = make(np.arange(3), random_vectors(3))
    with pytest.raises(KeyError):
        index.cosines(random_vectors(1)[0], [7])


def test_an_empty_index_finds_nothing():
    index = ExactIndex(np.empty(0, np.int64), np.empty((0, 16), np.float32))
    assert index.search(random_vectors(1)[0], 5) == []


def test_only_rows_of_the_filter_are_found_and_all_of_them(make):
    vectors = random_vectors(2000)
    index, query = make(np.arange(2000), vectors), random_vectors(1, seed=1)[0]
    few = RowSet(only=np.array([3, 700, 1999]))
    assert {row for row, _ in index.search(query, 10, few)} == {3, 700, 1999}
    assert index.search(query, 10, RowSet(only=np.empty(0, np.int64))) == []


def test_removed_rows_are_never_found(make):
    vectors = random_vectors(900)
    index, query = make(np.arange(900), vectors), random_vectors(1, seed=1)[0]
    first = [row for row, _ in index.search(query, 20)]
    removed = ALL_ROWS.without([(row, row) for row in first])
    if isinstance(index, LayeredVectorIndex):
        index = LayeredVectorIndex(index.segment, index.segment_last_row, index.delta, removed)
    found = [row for row, _ in index.search(query, 20, removed)]
    assert len(found) == 20 and not set(found) & set(first)


def test_a_quantized_index_finds_nearly_all_nearest_vectors_among_many():
    vectors, queries = random_vectors(20_000, dimensions=96), random_vectors(50, seed=1, dimensions=96)
    queries = queries + 1.5 * vectors[:50]
    queries /= np.linalg.norm(queries, axis=1, keepdims=True)
    index, reference = quantized(np.arange(20_000), vectors), ReferenceIndex(np.arange(20_000), vectors)
    shares = [
        len({row for row, _ in index.search(query, 10)} & {row for row, _ in reference.search(query, 10)})
        / 10
        for query in queries
    ]
    assert np.mean(shares) >= 0.98


@pytest.mark.parametrize("kind", KINDS[:3])
@settings(max_examples=25, deadline=None)
@given(st.integers(3, 300), st.integers(1, 20), st.integers(0, 10_000))
def test_each_index_finds_the_same_as_the_reference(kind, count, k, seed):
    ids, vectors = np.arange(count) * 3, random_vectors(count, seed)
    query = random_vectors(1, seed + 1)[0]
    found, expected = (make(ids, vectors).search(query, k) for make in (kind, ReferenceIndex))
    assert [cosine for _, cosine in found] == pytest.approx([cosine for _, cosine in expected], abs=2e-3)
    assert len({id_ for id_, _ in found} - {id_ for id_, _ in expected}) <= 1  # a tie in the last place
