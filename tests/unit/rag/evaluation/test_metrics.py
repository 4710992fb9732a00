import pytest
import pytrec_eval
from hypothesis import given
from hypothesis import strategies as st

from rag.evaluation.metrics import (
    exact_match,
    holds,
    ndcg,
    normalise,
    recall,
    reciprocal_rank,
    same_place,
    token_f1,
)
from rag.export.quotes import find_quote

ids = st.sampled_from([f"d{number}" for number in range(30)])


@given(st.lists(ids, unique=True, min_size=1), st.sets(ids, min_size=1))
def test_ranking_figures_are_those_of_pytrec_eval(ranking, relevant):
    measures = {"ndcg_cut.10", "recall.1,5,10,20", "recip_rank"}
    evaluator = pytrec_eval.RelevanceEvaluator({"q": dict.fromkeys(relevant, 1)}, measures)
    theirs = evaluator.evaluate({"q": {id_: -float(rank) for rank, id_ in enumerate(ranking)}})["q"]
    assert ndcg(ranking, relevant, 10) == pytest.approx(theirs["ndcg_cut_10"])
    assert reciprocal_rank(ranking, relevant, 1000) == pytest.approx(theirs["recip_rank"])
    for k in (1, 5, 10, 20):
        assert recall(ranking, relevant, k) == pytest.approx(theirs[f"recall_{k}"])


def test_a_rank_behind_the_cut_counts_nothing():
    ranking = [f"x{number}" for number in range(10)] + ["right"]
    assert reciprocal_rank(ranking, {"right"}, 10) == ndcg(ranking, {"right"}, 10) == 0
    assert reciprocal_rank(ranking, {"right"}, 11) == pytest.approx(1 / 11)


def test_answers_are_normalised_as_squad_does():
    assert normalise("  The  Broncos' \n(an AFC team).") == "broncos afc team"
    assert exact_match("the Denver Broncos!", ["Denver Broncos"]) == 1
    assert exact_match("Denver", ["Denver Broncos"]) == 0


def test_f1_is_of_the_best_gold_answer_and_counts_each_word_once():
    assert token_f1("in the year 1066", ["1066", "year 1066"]) == pytest.approx(2 * 2 / 5)
    assert token_f1("no no no", ["no"]) == pytest.approx(0.5)
    assert token_f1("", ["1066"]) == 0
    assert token_f1("1066", []) == 0


def test_a_gold_answer_is_held_as_whole_words():
    assert holds("It was built in 1066, the chronicle says.", ["in 1066"])
    assert not holds("It was built in 10667.", ["1066"])
    assert not holds("Anything", ["the", ""])  # nothing is left of these after normalisation


def test_two_places_are_the_same_if_they_overlap_by_half_of_either():
    assert same_place((0, 100), (40, 60))  # the whole of the shorter
    assert same_place((0, 10), (5, 15))
    assert not same_place((0, 10), (6, 16))
    assert not same_place((0, 10), (10, 20))


def test_a_quote_is_found_at_each_of_its_places():
    assert find_quote("b c", "a b c, b c") == [(2, 5), (7, 10)]


def test_a_quote_is_found_though_white_space_differs_and_may_hold_anything():
    assert find_quote("what (is) this?", "So what\n  (is) this? Yes") == [(3, 20)]
    assert find_quote("not there", "here") == find_quote("  ", "a  b") == []
