"""Written sentences: cut, and checked against what they cite."""

import threading

import pytest

from index import StoppedError, stoppable
from rag.answer import Citation, Statement
from rag.checking.written import cut_written, verify
from word_checker import FixedChecker, WordChecker

SAPPERS = "The latest deployment includes 1,000 sappers and 5,000 military construction workers, according to Shoigu."
LOSSES = (
    "The U.K. Defense Ministry estimated more than 6,000 North Korean soldiers had been killed or wounded."
)
PLANS = "Kim had accepted the relevant plans but did not disclose specifics."
CHECKER = WordChecker()


def quoted(number, text):
    citation = Citation(
        number=number, document_id="d", passage_id="p", title="t", source="s", section=None,
        start=0, end=len(text), quote=text,
    )  # fmt: skip
    return Statement(text=text, citations=(citation,))


STATEMENTS = [quoted(1, SAPPERS), quoted(2, LOSSES), quoted(3, PLANS)]


def test_a_marker_belongs_to_the_sentence_that_it_ends_or_follows():
    cut = cut_written("He came [1]. She left. [2] It rained [1][3].\n[2] They stayed. [3] They slept.")
    assert [(sentence.text, sentence.numbers) for sentence in cut] == [
        ("He came.", (1,)),
        ("She left.", (2,)),
        ("It rained.", (1, 3)),
        ("They stayed.", (2,)),
        ("They slept.", (3,)),
    ]


def test_bullets_and_lists_of_numbers_in_a_marker_are_understood():
    cut = cut_written("- He came [1, 2].\n2. She left [3; 1; 3].\n\n* [4]\n")
    assert [(sentence.text, sentence.numbers) for sentence in cut] == [
        ("He came.", (1, 2)),
        ("She left.", (3, 1)),
    ]


def test_each_sentence_of_a_text_is_verified_against_what_it_names():
    text = "The deployment includes 1,000 sappers [1]. It includes 1,000 sappers [2]. Trams need tickets."
    named, other, none = verify(text, [one.citations[0] for one in STATEMENTS], CHECKER)
    assert (named.judgement.support, named.judgement.reason, len(named.citations)) == ("supported", None, 1)
    assert other.judgement.support == "neither" and "1,000" in (other.judgement.reason or "")
    assert (
        none.judgement.support == "neither" and len(none.citations) == 3 and none.judgement.probability < 0.5
    )


def test_a_quotation_is_certain_and_a_denial_is_contradicted():
    citations = [one.citations[0] for one in STATEMENTS]
    quotation, denial = verify(f"{PLANS} [3] Kim did not accept the relevant plans [3].", citations, CHECKER)
    assert (quotation.judgement.support, quotation.judgement.probability) == ("supported", 1.0)
    assert denial.judgement.support == "contradicted"


def test_what_the_checker_is_not_sure_of_is_neither():
    citations = [STATEMENTS[0].citations[0]]
    for checker, support in (
        (FixedChecker(supported=0.7, contradicted=0.3), "neither"),
        (FixedChecker(supported=0.1, contradicted=0.85), "neither"),
        (FixedChecker(supported=0.02, contradicted=0.97), "contradicted"),
        (FixedChecker(supported=0.9), "supported"),
    ):
        (one,) = verify("The deployment is paid by Shoigu.", citations, checker)
        assert one.judgement.support == support
        assert (one.judgement.reason is None) == (support == "supported")


def test_without_text_or_citations_nothing_is_verified():
    assert verify("", [STATEMENTS[0].citations[0]], CHECKER) == []
    (alone,) = verify("Trams need tickets.", [], CHECKER)
    assert alone.judgement.support == "neither" and alone.citations == ()


def test_checking_stops_between_two_sentences_when_nobody_waits_for_it():
    stopped = threading.Event()
    stopped.set()
    citation = Citation(
        number=1,
        document_id="d",
        passage_id="p",
        title="",
        source="s",
        section=None,
        start=0,
        end=1,
        quote="It.",
    )
    with stoppable(stopped), pytest.raises(StoppedError):
        verify("The bridge is long. It has 14 arches.", [citation], CHECKER)
