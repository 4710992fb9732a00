"""The bench of size, run for real on small collections."""

import numpy as np
import pytest

from bench import scale_collections
from bench.output import publish
from bench.scale import scale
from bench.scale_collections import ExactNeighbours, prepare


@pytest.fixture(scope="module")
def cache(tmp_path_factory):
    return tmp_path_factory.mktemp("cache")


@pytest.fixture(scope="module")
def results(cache):
    return scale(cache, sizes=(200, 400))


def test_each_size_has_its_figures(results):
    assert [cost["passages"] for cost in results.data["costs"]] == [200, 400]
    for cost in results.data["costs"]:
        assert all(value > 0 for name, value in cost.items() if name not in ("derived", "load"))
        assert cost["p50"] <= cost["p95"]
        assert cost["memory"] > 10_000_000
    assert [row[0] for row in results.tables[0].rows] == ["200", "400"]


def test_exact_search_finds_all_that_is_nearest(results):
    assert [cost["recall"] for cost in results.data["costs"]] == [1.0, 1.0]


def test_more_passages_take_more_disk(results):
    small, large = results.data["costs"]
    assert 1.5 < large["disk"] / small["disk"] < 2.5


def test_results_can_be_published(results, tmp_path):
    publish(results, tmp_path)
    assert {path.name for path in tmp_path.iterdir()} == {"scale.json", "scale.md", "scale-cost.svg"}


def test_a_second_run_uses_the_kept_collections(cache, results, capsys):
    seconds = prepare(cache / "scale" / "200", 200)
    assert "making" not in capsys.readouterr().out
    assert seconds == results.data["costs"][0]["save"]


def test_a_collection_whose_making_was_interrupted_is_made_again(tmp_path, monkeypatch, capsys):
    class Interrupted(ExactNeighbours):
        def add(self, vectors):
            raise KeyboardInterrupt

    with monkeypatch.context() as patch, pytest.raises(KeyboardInterrupt):
        patch.setattr(scale_collections, "ExactNeighbours", Interrupted)
        prepare(tmp_path / "made", 200)
    assert not (tmp_path / "made" / "made.json").exists()
    capsys.readouterr()
    prepare(tmp_path / "made", 200)
    assert "making" in capsys.readouterr().out


def test_the_exact_answer_does_not_depend_on_how_vectors_come():
    random = np.random.default_rng(0)
    questions, vectors = (random.standard_normal((n, 8)).astype(np.float32) for n in (5, 300))
    neighbours = ExactNeighbours(questions)
    for part in np.array_split(vectors, 37):
        neighbours.add(part)
    expected = np.argsort(-(questions @ vectors.T), axis=1)[:, :10]
    assert np.array_equal(np.sort(neighbours.numbers), np.sort(expected))
