"""From scores to probabilities, and from a target risk to a threshold."""

import math
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from index import ModelError, TargetRiskError
from rag.logistic import Logistic
from rag.reading.calibration import load_calibration

CURVE = ((0.9, 0.1, 0.01), (0.8, 0.3, 0.04), (0.7, 0.5, 0.04), (0.5, 0.9, 0.2))


@pytest.fixture
def calibration():
    return replace(load_calibration(), curve=CURVE)


@pytest.mark.parametrize(
    ("max_wrong", "threshold"), [(0.01, 0.9), (0.02, 0.9), (0.05, 0.7), (0.2, 0.5), (0.9, 0.5)]
)
def test_the_lowest_threshold_that_met_the_target_risk_is_taken(calibration, max_wrong, threshold):
    assert calibration.threshold_for(max_wrong) == threshold


@pytest.mark.parametrize(
    ("threshold", "cost"), [(0.95, (0.1, 0.01)), (0.9, (0.1, 0.01)), (0.75, (0.3, 0.04)), (0.1, (0.9, 0.2))]
)
def test_what_a_threshold_cost_is_that_of_the_last_row_that_it_admits(calibration, threshold, cost):
    assert calibration.measured_at(threshold) == cost


def test_a_target_risk_below_that_of_the_most_confident_answers_is_an_error(calibration):
    with pytest.raises(TargetRiskError, match=r"0\.005 .* 0\.010 were wrong"):
        calibration.threshold_for(0.005)


@pytest.mark.parametrize("share", [0, 1, -0.1, 5])
def test_a_share_outside_0_and_1_is_refused(calibration, share):
    with pytest.raises(ValueError, match="between 0 and 1"):
        calibration.threshold_for(share)


def test_the_shipped_curve_has_more_coverage_and_risk_the_lower_the_threshold():
    calibration = load_calibration()
    thresholds, coverage, risk = zip(*calibration.curve, strict=True)
    assert list(thresholds) == sorted(thresholds, reverse=True)
    assert list(coverage) == sorted(coverage) and list(risk) == sorted(risk)
    assert 0 < calibration.threshold < 1


@given(st.dictionaries(st.sampled_from("abc"), st.floats(-9, 9), min_size=3), st.floats(-5, 5))
def test_a_probability_is_the_logistic_of_the_weighted_sum(features, bias):
    model = Logistic(weights={"a": 2.0, "b": -1.0}, bias=bias)
    assert model.score(features) == pytest.approx(bias + 2 * features["a"] - features["b"])
    assert model.probability(features) == pytest.approx(
        1 / (1 + math.exp(-max(-30, min(30, model.score(features)))))
    )


@pytest.mark.parametrize("content", [None, b"", b"{}", b'{"threshold": "high"}'])
def test_a_missing_or_damaged_file_is_named_with_what_restores_it(tmp_path, content):
    path = tmp_path / "decision.json"
    if content is not None:
        path.write_bytes(content)
    with pytest.raises(ModelError, match=r"decision\.json.*pip install"):
        load_calibration(path)
