"""How sure an answer must be: what is offered, what it costs, and that nobody gets less than the server promises."""

from dataclasses import dataclass

import pytest

from rag.reading.calibration import load_calibration
from ui.web.sureness import USUAL, levels, max_wrong_of


@dataclass
class _Served:
    """An assistant of which only the threshold is asked."""

    threshold: float


USUALLY = _Served(load_calibration().threshold)
STRICTLY = _Served(load_calibration().threshold_for(0.2))


def test_each_level_refuses_more_and_is_wrong_less_often_than_the_one_before():
    shown = levels(USUALLY)
    assert [level["name"] for level in shown] == ["more", USUAL, "surer", "surest"]
    for key in ("answered", "wrong"):
        values = [level[key] for level in shown]
        assert values == sorted(values, reverse=True) and len(set(values)) == 4


def test_the_figures_are_those_of_the_calibration():
    by_name = {level["name"]: level for level in levels(USUALLY)}
    rows = [row for row in load_calibration().curve if row[2] <= 0.2]
    assert by_name["surer"]["answered"] == round(100 * rows[-1][1])
    assert by_name["surer"]["wrong"] == round(100 * rows[-1][2]) <= 20


@pytest.mark.parametrize(
    ("level", "share"),
    [("more", 0.3), (USUAL, None), ("surest", 0.1), ("", None), (None, None), ([], None), (0.9, None)],
)
def test_only_levels_that_are_offered_mean_something(level, share):
    assert max_wrong_of(level, USUALLY) == share


def test_where_the_server_promises_more_visitors_can_not_make_it_less():
    assert [level["name"] for level in levels(STRICTLY)] == [USUAL, "surest"]
    assert max_wrong_of("more", STRICTLY) is None and max_wrong_of("surer", STRICTLY) is None
