"""What `VectorIndex` means, run on FAISS against an exact reference in NumPy."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from index.vectors import ExactIndex


class ExactIndex:
    """The reference: every cosine computed and sorted."""

    def __init__(self, ids, vectors):
        self._ids, self._vectors = ids, vectors

    def __len__(self):
        return len(self._ids)

    def search(self, query, k):
        pairs = zip(self._ids.tolist(), (self._vectors @ query).tolist(), strict=True)
        return sorted(pairs, key=lambda pair: (-pair[1], pair[0]))[:k]

    def cosines(self, query, ids):
        by_id = dict(self.search(query, len(self)))
        return [by_id[id_] for id_ in ids]


def random_vectors(count, seed=0, dimensions=16):
    vectors = np.random.default_rng(seed).standard_normal((count, dimensions)).astype(np.float32)
    return vectors / np.linalg.norm(vectors, axis=1, keepdims=True)


@pytest.fixture(params=[ExactIndex, ExactIndex])
def make(request):
    return request.param


def test_the_nearest_come_first_with_their_cosine(make):
    vectors = random_vectors(50)
    index = make(np.arange(100, 150), vectors)
    found = index.search(vectors[7], 5)
    assert found[0] == (107, pytest.approx(1.0, abs=1e-5))
    assert [cosine for _, cosine in found] == sorted((cosine for _, cosine in found), reverse=True)


def test_no_more_are_found_than_there_are(make):
    index = make(np.arange(3), random_vectors(3))
    assert len(index) == 3
    assert len(index.search(random_vectors(1, seed=1)[0], 10)) == 3
    assert index.search(random_vectors(1)[0], 0) == []


def test_equal_vectors_are_in_the_order_of_their_ids(make):
    one = random_vectors(1)
    index = make(np.array([4, 8, 15]), np.repeat(one, 3, axis=0))
    assert [id_ for id_, _ in index.search(one[0], 3)] == [4, 8, 15]


def test_cosines_of_chosen_ids_are_given_in_their_order(make):
    vectors = random_vectors(10)
    index = make(np.arange(0, 100, 10), vectors)
    assert index.cosines(vectors[3], [30, 0]) == pytest.approx(
        [1.0, float(vectors[0] @ vectors[3])], abs=1e-5
    )


def test_an_unknown_id_is_a_key_error(make):
    index = make(np.arange(3), random_vectors(3))
    with pytest.raises(KeyError):
        index.cosines(random_vectors(1)[0], [7])


def test_an_empty_index_finds_nothing(make):
    index = make(np.empty(0, np.int64), np.empty((0, 16), np.float32))
    assert index.search(random_vectors(1)[0], 5) == []


@settings(max_examples=40, deadline=None)
@given(st.integers(1, 300), st.integers(1, 20), st.integers(0, 10_000))
def test_faiss_finds_what_the_reference_finds(count, k, seed):
    ids, vectors = np.arange(count) * 3, random_vectors(count, seed)
    query = random_vectors(1, seed + 1)[0]
    found, expected = (kind(ids, vectors).search(query, k) for kind in (ExactIndex, ExactIndex))
    assert [cosine for _, cosine in found] == pytest.approx([cosine for _, cosine in expected], abs=1e-5)
    assert len({id_ for id_, _ in found} - {id_ for id_, _ in expected}) <= 1  # a tie in the last place
