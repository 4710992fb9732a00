"""Codes of vectors, as they lie in parts in a database."""

import faiss
import numpy as np
import pytest

from index.search.codes import RotatedCodes, one_thread, rotated
from index.search.postgres.codes import CodePart, nearest


def unit_vectors(count, dimensions=64, seed=0):
    vectors = np.random.default_rng(seed).normal(size=(count, dimensions))
    return (vectors / np.linalg.norm(vectors, axis=1, keepdims=True)).astype(np.float16)


def parts_of(vectors, sizes):
    """Parts of so many vectors each; the row of a vector is ten times its place."""
    ends = np.cumsum(sizes)
    return [
        CodePart("", 10 * np.arange(end - size, end), RotatedCodes.of(vectors[end - size : end]), 0)
        for size, end in zip(sizes, ends, strict=True)
    ]


def everything(rows):
    return np.ones(len(rows), dtype=bool)


@pytest.mark.parametrize("sizes", [[3000], [2000, 700, 200, 60, 30, 5, 3, 1, 1]])
def test_the_nearest_are_found_in_parts_of_any_size(sizes):
    vectors = unit_vectors(3000)
    parts = parts_of(vectors, sizes)
    for query in unit_vectors(20, seed=1).astype(np.float32):
        best = 10 * np.argsort(-(vectors.astype(np.float32) @ query))[:10]
        assert np.isin(best, nearest(parts, query, 100, everything)).mean() >= 0.9


@pytest.mark.parametrize("count", [1, 2, 40])
def test_vectors_that_are_all_the_same_have_codes(count):
    vectors = np.repeat(unit_vectors(1), count, axis=0)
    positions, cosines = RotatedCodes.of(vectors).nearest(rotated(vectors[:1]), count)
    assert sorted(positions) == list(range(count)) and cosines == pytest.approx(np.ones(count), abs=0.1)


def test_codes_come_back_from_their_bytes():
    vectors = unit_vectors(50)
    codes = RotatedCodes.of(vectors)
    again = RotatedCodes.from_bytes(codes.to_bytes())
    query = rotated(vectors[:1])
    assert len(again) == 50 and again.nearest(query, 9)[0].tolist() == codes.nearest(query, 9)[0].tolist()


def test_it_looks_further_until_enough_may_be_found():
    vectors = unit_vectors(4000)
    query = vectors[0].astype(np.float32)
    order = np.argsort(-(vectors.astype(np.float32) @ query))
    far = 10 * order[2000:]  # only the farther half may be found
    kept = nearest(parts_of(vectors, [4000]), query, 20, lambda rows: np.isin(rows, far))
    assert np.isin(far[:10], kept).mean() >= 0.8 and set(kept) <= set(far)


def test_all_that_may_be_found_is_there_where_it_is_little():
    vectors = unit_vectors(2000)
    few = {40, 9990, 15000}
    kept = nearest(
        parts_of(vectors, [1500, 500]),
        vectors[0].astype(np.float32),
        50,
        lambda rows: np.isin(rows, list(few)),
    )
    assert set(kept) == few


def test_a_question_is_answered_in_one_thread_and_what_comes_next_may_have_more():
    before = faiss.omp_get_max_threads()
    faiss.omp_set_num_threads(2)
    with one_thread():
        assert faiss.omp_get_max_threads() == 1
    assert faiss.omp_get_max_threads() == 2
    faiss.omp_set_num_threads(before)
