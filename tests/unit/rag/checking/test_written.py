"""Written sentences: cut, checked against what they cite, and given a verdict."""

import string

from hypothesis import given
from hypothesis import strategies as st

from rag.answer import Citation, Statement
from rag.checking.written import check_written, cut_written, verify
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


def test_citations_are_the_very_objects_of_the_quoted_statements():
    (written,) = check_written("The deployment includes 1,000 sappers [1].", STATEMENTS, CHECKER)
    assert written.verdict == "supported"
    assert written.citations[0] is STATEMENTS[0].citations[0]


def test_a_sentence_may_rest_on_two_statements_together():
    text = "The deployment includes 1,000 sappers, and more than 6,000 soldiers had been killed [1][2]."
    (written,) = check_written(text, STATEMENTS, CHECKER)
    assert (written.verdict, [citation.number for citation in written.citations]) == ("supported", [1, 2])


def test_a_sentence_is_checked_against_what_it_cites_and_not_against_the_rest():
    (written,) = check_written("The deployment includes 1,000 sappers [2].", STATEMENTS, CHECKER)
    assert (written.verdict, [citation.number for citation in written.citations]) == ("unsupported", [2])


def test_a_marker_that_cites_nothing_is_dropped():
    (written,) = check_written("The deployment includes 1,000 sappers [9][1].", STATEMENTS, CHECKER)
    assert (written.text, [citation.number for citation in written.citations]) == (
        "The deployment includes 1,000 sappers.",
        [1],
    )


def test_a_sentence_without_a_marker_gets_the_nearest_statement_if_that_supports_it():
    text = "More than 6,000 North Korean soldiers had been killed or wounded. Kim likes 6,000 apples."
    near, far = check_written(text, STATEMENTS, CHECKER)
    assert (near.verdict, [citation.number for citation in near.citations]) == ("supported", [2])
    assert (far.verdict, far.citations) == ("unsupported", ())


def test_nothing_is_supported_where_nothing_was_quoted():
    assert [statement.verdict for statement in check_written("He came [1].", [], CHECKER)] == ["unsupported"]


def test_a_repetition_is_shown_once():
    text = "The deployment includes 1,000 sappers [1]. " * 3
    assert len(check_written(text, STATEMENTS, CHECKER)) == 1


@given(st.text(alphabet=string.printable + "«»…’“”é日本[]123", max_size=300))
def test_any_text_gives_plain_sentences_with_known_citations_only(text):
    known = {id(citation) for statement in STATEMENTS for citation in statement.citations}
    for written in check_written(text, STATEMENTS, CHECKER):
        assert written.verdict in ("supported", "unsupported")
        assert "\n" not in written.text and written.text.strip() == written.text
        assert {id(citation) for citation in written.citations} <= known


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
