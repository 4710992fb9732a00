"""The bench of size, run for real on small collections."""

import numpy as np
import pytest

from bench import scale as bench
from bench.output import publish


@pytest.fixture(scope="module")
def cache(tmp_path_factory):
    return tmp_path_factory.mktemp("cache")


@pytest.fixture(scope="module")
def results(cache):
    return bench.scale(cache, sizes=(200, 400))


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


def test_a_second_run_makes_nothing_again(cache, results, capsys):
    again = bench._made(cache / "scale" / "200", 200)
    assert "making" not in capsys.readouterr().out
    assert again["save"] == results.data["costs"][0]["save"]


def test_what_was_interrupted_is_made_again(tmp_path, monkeypatch, capsys):
    def interrupted(*_):
        raise KeyboardInterrupt

    with monkeypatch.context() as patch, pytest.raises(KeyboardInterrupt):
        patch.setattr(bench._Nearest, "add", interrupted)
        bench._made(tmp_path / "made", 200)
    assert not (tmp_path / "made" / "made.json").exists()
    capsys.readouterr()
    bench._made(tmp_path / "made", 200)
    assert "making" in capsys.readouterr().out


def test_the_exact_answer_does_not_depend_on_how_vectors_come():
    random = np.random.default_rng(0)
    questions, vectors = (random.standard_normal((n, 8)).astype(np.float32) for n in (5, 300))
    nearest = bench._Nearest(questions)
    for part in np.array_split(vectors, 37):
        nearest.add(part)
    expected = np.argsort(-(questions @ vectors.T), axis=1)[:, :10]
    assert np.array_equal(np.sort(nearest.numbers), np.sort(expected))
