"""Every checker keeps to its protocol."""

import pytest

from rag import Checker, Pair
from rag.reading.support_checker import SupportChecker
from word_checker import WordChecker

TEXT = "The bridge over the Lenn was opened in 1979. Bo Ek built it of steel."


@pytest.fixture(scope="module", params=[SupportChecker, WordChecker])
def checker(request) -> Checker:
    made = request.param()
    made.warm_up()
    return made


def test_each_pair_has_three_probabilities_in_the_order_of_the_pairs(checker):
    pairs = [Pair("The bridge was opened in 1979.", TEXT), Pair("Trams need tickets.", TEXT)]
    first, second = checker.check(pairs)
    assert first.supported > second.supported
    for support in (first, second):
        assert support.supported + support.contradicted + support.neither == pytest.approx(1, abs=1e-3)
        assert min(support.supported, support.contradicted, support.neither) >= 0


def test_no_pairs_give_nothing_and_equal_pairs_the_same(checker):
    assert checker.check([]) == []
    pairs = [Pair("Bo Ek built it.", TEXT, "The bridge"), Pair("Trams need tickets.", TEXT)]
    assert checker.check(pairs) == checker.check(pairs)


@pytest.mark.parametrize(
    "pair", [Pair("", TEXT), Pair("Bo Ek built it.", ""), Pair("", ""), Pair(" \n", " ")]
)
def test_an_empty_sentence_or_text_is_not_supported(checker, pair):
    (support,) = checker.check([pair])
    assert support.supported < 0.5


@pytest.mark.parametrize(
    "pair",
    [
        Pair("word " * 2000, TEXT),
        Pair("Bo Ek built it.", TEXT * 300),
        Pair(
            "Bo Ek hat sie gebaut.",
            "Die Brücke wurde 1979 eröffnet. The bridge is of steel. 橋は鋼鉄製です。",
        ),
        Pair("\x00\ufffd\u202e", TEXT),
    ],
    ids=["2,000 words", "a text longer than the model", "two languages", "odd characters"],
)
def test_any_text_is_checked(checker, pair):
    assert len(checker.check([pair])) == 1
