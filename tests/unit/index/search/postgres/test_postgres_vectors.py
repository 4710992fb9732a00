"""How far the graph of vectors is followed."""

import pytest

from index.search.postgres.vectors import kept


@pytest.mark.parametrize(
    ("passages", "vectors"), [(6_000, 250), (100_000, 250), (400_000, 500), (9**9, 1_000)]
)
def test_a_larger_graph_is_followed_further_up_to_what_pgvector_takes(passages, vectors):
    assert kept(passages) == vectors
