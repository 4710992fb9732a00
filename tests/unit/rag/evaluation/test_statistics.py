import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from sklearn.metrics import roc_auc_score

from rag.evaluation.statistics import (
    auroc,
    calibration_error,
    mean,
    mean_risk,
    paired_p,
    precision_recall_f1,
    reliability,
    risk_coverage,
)

rows = st.lists(st.tuples(st.floats(0, 1), st.booleans()), min_size=2, max_size=60)


@given(rows)
def test_auroc_is_that_of_scikit_learn(pairs):
    scores, positive = np.array(pairs, dtype=float).T
    if len(set(positive)) == 2:
        assert auroc(scores, positive) == pytest.approx(roc_auc_score(positive, scores))
    else:
        assert np.isnan(auroc(scores, positive))


def test_an_interval_holds_the_true_mean_about_19_times_in_20():
    random = np.random.default_rng(1)
    inside = 0
    for _ in range(60):
        estimate = mean(list(random.random(80) < 0.7))
        inside += estimate.low <= 0.7 <= estimate.high
    assert 50 <= inside <= 60


def test_the_same_values_give_the_same_interval():
    values = [0.0, 1.0, 1.0, 0.5]
    assert mean(values) == mean(values)
    assert mean(values).low < mean(values).value < mean(values).high


def test_no_values_have_no_mean():
    assert mean([]) is None


def test_refusing_all_has_full_recall_and_the_precision_of_chance():
    actual = np.array([1.0, 0, 0, 1])
    assert precision_recall_f1(np.ones(4), actual) == pytest.approx((0.5, 1.0, 2 / 3))
    assert precision_recall_f1(np.zeros(4), actual) == (0.0, 0.0, 0.0)


def test_risk_grows_from_the_most_confident_answer_on():
    curve = risk_coverage(np.array([0.9, 0.8, 0.8, 0.1]), np.array([1.0, 1, 0, 0]))
    assert curve.tolist() == [[0.9, 0.25, 0.0], [0.8, 0.75, pytest.approx(1 / 3)], [0.1, 1.0, 0.5]]


@given(rows)
def test_the_curve_ends_with_all_answered_and_every_wrong_one_counted(pairs):
    confidences, right = np.array(pairs, dtype=float).T
    _, coverage, risk = risk_coverage(confidences, right).T
    assert coverage[-1] == 1 and risk[-1] == pytest.approx(1 - right.mean())
    assert 0 <= mean_risk(confidences, right) <= 1 + 1e-12
    assert reliability(confidences, right)[:, 2].sum() == len(pairs)


def test_a_confidence_that_means_what_it_says_has_no_error():
    confidences = np.repeat([0.25, 0.75], 400)
    right = np.concatenate([np.arange(400) < 100, np.arange(400) < 300]).astype(float)
    assert calibration_error(confidences, right) == pytest.approx(0)
    assert calibration_error(np.full(10, 1.0), np.zeros(10)) == 1


def test_a_change_for_the_better_everywhere_is_significant_and_no_change_is_not():
    assert paired_p(np.full(20, 0.1)) < 0.001
    assert paired_p(np.array([0.1, -0.1] * 10)) > 0.5
    assert paired_p(np.zeros(5)) == 1
