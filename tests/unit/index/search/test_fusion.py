import pytest
from hypothesis import given
from hypothesis import strategies as st

from index.search.candidates import Candidate
from index.search.fusion import fuse

scores = st.dictionaries(st.integers(0, 50), st.floats(0, 100, allow_nan=False), max_size=20)


@given(scores, scores)
def test_every_candidate_is_listed_once_with_a_score_from_0_to_1(dense, words):
    fused = fuse(dense, words)
    assert sorted(id_ for id_, _ in fused) == sorted(dense.keys() | words.keys())
    assert all(0 <= score <= 1 for _, score in fused)
    assert [score for _, score in fused] == sorted((score for _, score in fused), reverse=True)


def test_a_passage_that_both_sides_rank_first_is_first():
    assert fuse({1: 0.9, 2: 0.5, 3: 0.1}, {1: 7.0, 3: 6.0})[0] == (1, 1.0)


def test_a_weight_of_one_is_the_order_of_the_vectors_alone():
    assert [id_ for id_, _ in fuse({1: 0.2, 2: 0.8, 3: 0.5}, {1: 9.0, 2: 1.0, 3: 1.0}, dense_weight=1.0)] == [
        2,
        3,
        1,
    ]


def test_equal_scores_are_in_the_order_of_their_ids():
    assert [id_ for id_, _ in fuse({5: 0.5, 3: 0.5, 4: 0.5}, {})] == [3, 4, 5]


def test_two_empty_results_fuse_to_an_empty_list():
    assert fuse({}, {}) == []


def test_the_best_sentence_counts_for_half_of_the_dense_side():
    candidate = Candidate(row=1, score=0.5, dense_score=0.4, word_score=None, cosine_weight=2.0)
    assert candidate.score_with([0.1, 0.6, 0.2]) == pytest.approx(0.5 + 0.5 * 2.0 * (0.6 - 0.4))
    assert candidate.score_with([0.1]) < candidate.score
