"""Written sentences find what supports them: the smallest set of sources, whatever number stands behind them."""

import pytest

from rag.answer import Citation
from rag.checking.align import Source, align
from rag.checking.written import Sentence
from rag.protocols import Support
from word_checker import FixedChecker, WordChecker

SAPPERS = "The latest deployment includes 1,000 sappers and 5,000 military construction workers."
LOSSES = (
    "The U.K. Defense Ministry estimated more than 6,000 North Korean soldiers had been killed or wounded."
)
PLANS = "Kim had accepted the relevant plans but did not disclose specifics."
CHECKER = WordChecker()


def source(number, text, document="d", title="t", **more):
    citation = Citation(
        number=number, document_id=document, passage_id="p", title=title, source="s", section=None,
        start=100 * number, end=100 * number + len(text), quote=text,
    )  # fmt: skip
    return Source(number=number, text=text, citations=(citation,), **more)


SOURCES = [source(1, SAPPERS), source(2, LOSSES), source(3, PLANS)]


def aligned(text, *numbers, sources=SOURCES, checker=CHECKER):
    found = align(Sentence(text=text, numbers=numbers), sources, checker)
    return found.verdict, [one.number for one in found.sources]


def test_a_sentence_that_is_a_source_word_for_word_is_quoted():
    assert aligned(PLANS.replace(" plans", "\u00a0plans").rstrip("."), 1) == ("quoted", [3])


def test_a_sentence_rests_on_the_one_source_that_it_names():
    assert aligned("The deployment includes 1,000 sappers.", 1) == ("supported", [1])


@pytest.mark.parametrize("numbers", [(), (9,), (2,), (2, 3)])
def test_a_sentence_without_a_number_or_with_a_wrong_one_gets_the_place_that_supports_it(numbers):
    assert aligned("The deployment includes 1,000 sappers.", *numbers) == ("supported", [1])


def test_of_the_sources_that_it_names_only_those_that_it_needs_are_cited():
    assert aligned("The deployment includes 1,000 sappers.", 1, 2, 3) == ("supported", [1])


def test_a_sentence_may_rest_on_two_sources_together_and_on_no_more():
    text = "The deployment includes 1,000 sappers, and more than 6,000 soldiers had been killed."
    assert aligned(text, 1, 2, 3) == ("supported", [1, 2])
    assert aligned(text) == ("supported", [1, 2])


class OnlyTogether(FixedChecker):
    """Is sure of every sentence that cites all of these sources, and of no other."""

    def __init__(self, sources):
        super().__init__()
        self.sources = sources

    def check(self, pairs):
        every = [all(one.text in pair.text for one in self.sources) for pair in pairs]
        return [Support(supported=float(found), contradicted=0.0, neither=1.0 - found) for found in every]


RAILWAY = source(4, "The line links London and Edinburgh.", "e", "Eastern line")


@pytest.mark.parametrize(
    ("text", "station", "verdict"),
    [
        ("The station is on a line that links London and Edinburgh.", "It opened in 1841.", "unsupported"),
        (
            "The station is on a line that links London and Edinburgh.",
            "It is on the Eastern line.",
            "supported",
        ),
        (
            "The Eastern line links London and Edinburgh, and Otter station opened in 1841.",
            "It opened in 1841.",
            "supported",
        ),
    ],
    ids=["nothing links them", "one names the other", "the sentence speaks of both"],
)
def test_two_documents_support_a_sentence_together_only_if_something_links_them(text, station, verdict):
    sources = [RAILWAY, source(5, station, "o", "Otter station")]
    assert aligned(text, sources=sources, checker=OnlyTogether(sources))[0] == verdict


@pytest.mark.parametrize(("probability", "verdict"), [(0.88, "unsupported"), (0.92, "supported")])
def test_a_sentence_in_other_words_than_its_source_has_to_be_surer(probability, verdict):
    checker = FixedChecker(supported=probability)
    sources = [source(1, "Rex Maughan is the founder of Forever Living.")]
    assert aligned("Rex Maughan acquired Forever Living.", 1, sources=sources, checker=checker)[0] == verdict
    same = aligned("Rex Maughan is founder of Forever Living.", 1, sources=sources, checker=checker)
    assert same[0] == "supported"


def test_names_numbers_and_dates_must_stand_in_the_source_whatever_the_checker_says():
    sure = FixedChecker(supported=1.0)
    for text in (
        "The deployment includes 2,000 sappers.",
        "The deployment of Japan includes 1,000 sappers.",
        "The deployment on 5 May includes 1,000 sappers.",
        "The deployment of sappers is on deploy.example.com now.",
    ):
        assert aligned(text, 1, checker=sure) == ("unsupported", [])
    assert aligned("The deployment includes 1,000 sappers.", 1, checker=sure) == ("supported", [1])


def test_what_no_source_says_has_its_reason():
    found = align(Sentence(text="The deployment includes 2,000 sappers.", numbers=(1,)), SOURCES, CHECKER)
    assert found.verdict == "unsupported" and "2,000" in (found.judgement.reason or "")
    assert align(Sentence(text="Kim likes apples.", numbers=()), [], CHECKER).judgement.reason


def test_what_rests_on_a_figure_that_was_computed_is_computed():
    total = source(4, "Both together: 6,000", computed=True, derivation="1,000 + 5,000")
    assert aligned("Both together: 6,000.", sources=[*SOURCES, total]) == ("computed", [4])
    assert (
        aligned("Together both are 6,000.", 4, sources=[*SOURCES, total], checker=FixedChecker(supported=1))[
            0
        ]
        == "computed"
    )
    assert (
        aligned("Together both are 7,000.", 4, sources=[*SOURCES, total], checker=FixedChecker(supported=1))[
            0
        ]
        == "unsupported"
    )


def test_a_row_says_what_the_head_of_its_table_says_too():
    row = source(1, "Mill | 30", under="Tank | Litres")
    assert aligned("Mill 30 litres.", 1, sources=[row]) == ("supported", [1])
    assert aligned("Mill 30 litres.", 1, sources=[source(1, "Mill | 30")]) == ("unsupported", [])


def test_a_part_of_a_sentence_that_is_denied_around_it_is_no_quotation():
    denied = source(1, "It is not true that the king was poisoned by his brother.")
    hedged = source(2, "The troops may have left the city.")
    sure = FixedChecker(supported=1.0)
    assert aligned("The king was poisoned by his brother.", 1, sources=[denied], checker=sure) == (
        "unsupported",
        [],
    )
    assert aligned("The troops have left the city.", 2, sources=[hedged], checker=sure) == ("unsupported", [])
