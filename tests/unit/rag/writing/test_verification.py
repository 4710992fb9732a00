import string

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rag.answer import Citation, Statement
from rag.writing.names import unknown_names
from rag.writing.quantities import plain, quantities
from rag.writing.verification import check_written, cut_written, objection
from rag.writing.wording import is_negation_mismatch

SAPPERS = (
    "The latest deployment includes 1,000 sappers and 5,000 military construction workers, according to "
    "Russian Security Council Secretary Sergei Shoigu, who concluded his third visit to Pyongyang."
)
LOSSES = (
    "The U.K. Defense Ministry said on June 15 it estimated more than 6,000 North Korean soldiers had been "
    "killed or wounded."
)
PLANS = (
    'North Korea\'s official Korean Central News Agency confirmed Kim had "accepted the relevant plans" '
    "but did not disclose specifics about the troop deployment."
)


def same_meaning(one, other):
    return 1.0


def shared_words(one, other):
    """A small similarity that needs no model: the share of words that both have."""
    ours, theirs = set(one.lower().split()), set(other.lower().split())
    return len(ours & theirs) / max(1, len(ours | theirs))


def quoted(number, text):
    citation = Citation(
        number=number, document_id="d", passage_id="p", title="t", source="s", section=None,
        start=0, end=len(text), quote=text,
    )  # fmt: skip
    return Statement(text=text, citations=(citation,))


STATEMENTS = [quoted(1, SAPPERS), quoted(2, LOSSES), quoted(3, PLANS)]


def supported(written, evidence):
    return objection(written, evidence, same_meaning) is None


@pytest.mark.parametrize("text", [SAPPERS, LOSSES, PLANS, "Heavy fighting led to significant losses."])
def test_a_sentence_supports_itself(text):
    assert supported(text, text)


@pytest.mark.parametrize(
    ("written", "evidence"),
    [
        ("The deployment includes one thousand sappers.", SAPPERS),
        ("The deployment includes 1000 sappers and 5000 construction workers.", SAPPERS),
        ("Sergei Shoigu concluded his 3rd visit to Pyongyang.", SAPPERS),
        ("More than six thousand North Korean soldiers had been killed or wounded.", LOSSES),
        ("The UK Defense Ministry estimated more than 6,000 soldiers killed or wounded.", LOSSES),
        ("KCNA did not disclose specifics.", PLANS),
        ("It didn't disclose specifics.", PLANS),
        ("North Korea did not disclose specifics about the deployment.", PLANS),
        ("The United States sent 20 percent.", "The U.S. sent 20%."),
        ("Beyonce sang on 15 June 2024.", "Beyoncé sang on 2024-06-15."),
        ("The Ukrainian army fights.", "Ukraine's army fights."),
        ("Sales rose to 3.5 billion.", "Sales rose to 3,500,000,000."),
    ],
)
def test_another_way_to_say_it_is_supported(written, evidence):
    assert objection(written, evidence, same_meaning) is None


@pytest.mark.parametrize(
    ("written", "evidence"),
    [
        pytest.param("The deployment includes 2,000 sappers.", SAPPERS, id="a number that is not there"),
        pytest.param("The deployment includes 5,000 sappers.", SAPPERS, id="a number of something else"),
        pytest.param("The deployment includes 1,000 soldiers.", SAPPERS, id="something that is not counted"),
        pytest.param("6,000 soldiers had been killed.", LOSSES, id="a bound left out"),
        pytest.param("Fewer than 6,000 soldiers had been killed.", LOSSES, id="a bound turned round"),
        pytest.param("6,000% of soldiers had been killed.", LOSSES, id="a percentage of nothing"),
        pytest.param("The ministry said on June 16.", LOSSES, id="another day"),
        pytest.param("The ministry said on July 15.", LOSSES, id="another month"),
        pytest.param("It happened in the 1990s.", "It happened in 1990.", id="a decade for a year"),
        pytest.param("Japan's Defense Ministry estimated it.", LOSSES, id="a name that is not there"),
        pytest.param("Ukrainian soldiers had been killed.", LOSSES, id="a name at the start of a sentence"),
        pytest.param("Kim did not accept the relevant plans.", PLANS, id="a denial added"),
        pytest.param("Kim never accepted the relevant plans.", PLANS, id="never added"),
        pytest.param("It disclosed specifics about the deployment.", PLANS, id="a denial left out"),
        pytest.param("The share fell.", "The share rose.", id="the opposite word"),
        pytest.param("It is lawful.", "It is unlawful.", id="the opposite prefix"),
        pytest.param("He is safe if he recants.", "He is safe unless he recants.", id="if for unless"),
        pytest.param("Russia attacked Ukraine.", "Ukraine attacked Russia.", id="roles exchanged"),
        pytest.param("It won 3 of 5 and 2 of 4.", "It won 2 of 4 and 3 of 5.", id="numbers exchanged"),
        pytest.param("South Korea spoke.", "North Korea and South Africa spoke.", id="a name put together"),
        pytest.param("The troops left.", "The troops may have left.", id="a guess made certain"),
        pytest.param("Workers celebrated the deployment with songs.", SAPPERS, id="more than it says"),
        pytest.param("Sergei Shoigu is the third Secretary to visit the military deployment.", SAPPERS, id="shuffled"),
        pytest.param("It is.", SAPPERS, id="nothing said"),
    ],
)  # fmt: skip
def test_what_the_source_does_not_say_is_not_supported(written, evidence):
    assert objection(written, evidence, same_meaning) is not None


def test_a_name_is_known_only_if_its_words_stand_together_in_the_source():
    assert unknown_names("South Korea spoke.", "North Korea and South Africa spoke.") == ["south korea"]
    assert unknown_names("President Putin spoke.", "President Vladimir Putin spoke.") == []
    assert unknown_names("The UN and the EU spoke.", "The United Nations and the European Union spoke.") == []


def test_opposites_are_seen_where_every_other_word_agrees():
    assert is_negation_mismatch("It rained before the war.", "It rained after the war.")
    assert is_negation_mismatch("It is lawful.", "It is unlawful.")
    assert not is_negation_mismatch("It rained before the war.", "It rained before the war and after it.")


def test_a_passive_may_swap_the_names():
    assert supported("Russia was attacked by Ukraine.", "Ukraine attacked Russia.")


def test_a_question_word_at_the_start_is_no_name():
    assert supported(
        "When the U.K. estimated losses, it said more.", "The U.K. estimated losses and said more."
    )


def test_the_meaning_must_be_near():
    assert objection("The deployment includes sappers.", SAPPERS, lambda one, other: 0.3) is not None


def test_an_objection_says_what_is_wrong():
    assert "2,000" in (objection("It includes 2,000 sappers.", SAPPERS, same_meaning) or "")
    assert "ukraine" in (objection("Soldiers from Ukraine.", LOSSES, same_meaning) or "")


@given(st.integers(min_value=0, max_value=10**15))
def test_every_spelling_of_a_number_is_the_same_quantity(number):
    values = {quantities(plain(f"about {text} of it"))[0].value for text in (f"{number}", f"{number:,}")}
    assert values == {str(number)}


@pytest.mark.parametrize(
    ("text", "values"),
    [
        ("six thousand", ["6000"]),
        ("two hundred and five", ["205"]),
        ("three thousand million", ["3000000000"]),
        ("twenty-one and 21st", ["21", "21"]),
        ("two and three", ["2", "3"]),
        ("3,800 to 4,000, or 3,800–4,000", ["3800", "4000", "3800", "4000"]),
        ("50%, 50 per cent, fifty percent", ["50%", "50%", "50%"]),
        ("10\u202f000 and 10\u00a0000", ["10000", "10000"]),
        ("-5 degrees, F-16, B52, 9:30, 1990s", ["-5", "16", "b52", "9:30", "1990s"]),
        ("5k, 3.50, $2bn, 6.0 km", ["5000", "3.5", "2000000000", "6"]),
        ("no one, one of them, one man, hundreds", ["1", "hundreds"]),
        ("Sept. 3, 2024-06-15", ["3", "15", "2024"]),
    ],
)
def test_quantities_are_read_as_people_read_them(text, values):
    assert [quantity.value for quantity in quantities(plain(text))] == values


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
    (written,) = check_written("The deployment includes 1,000 sappers [1].", STATEMENTS, same_meaning)
    assert written.verdict == "supported"
    assert written.citations[0] is STATEMENTS[0].citations[0]


def test_a_sentence_may_rest_on_two_statements_together():
    text = "The deployment includes 1,000 sappers, and more than 6,000 soldiers had been killed [1][2]."
    (written,) = check_written(text, STATEMENTS, same_meaning)
    assert (written.verdict, [citation.number for citation in written.citations]) == ("supported", [1, 2])


def test_a_sentence_is_checked_against_what_it_cites_and_not_against_the_rest():
    (written,) = check_written("The deployment includes 1,000 sappers [2].", STATEMENTS, same_meaning)
    assert (written.verdict, [citation.number for citation in written.citations]) == ("unsupported", [2])


def test_a_marker_that_cites_nothing_is_dropped():
    (written,) = check_written("The deployment includes 1,000 sappers [9][1].", STATEMENTS, same_meaning)
    assert (written.text, [citation.number for citation in written.citations]) == (
        "The deployment includes 1,000 sappers.",
        [1],
    )


def test_a_sentence_without_a_marker_gets_the_nearest_statement_if_that_supports_it():
    text = "More than 6,000 North Korean soldiers had been killed or wounded. Kim likes 6,000 apples."
    near, far = check_written(text, STATEMENTS, lambda a, b: 1.0 if a == b else shared_words(a, b) + 0.4)
    assert (near.verdict, [citation.number for citation in near.citations]) == ("supported", [2])
    assert (far.verdict, far.citations) == ("unsupported", ())


def test_nothing_is_supported_where_nothing_was_quoted():
    assert [statement.verdict for statement in check_written("He came [1].", [], same_meaning)] == [
        "unsupported"
    ]


def test_a_repetition_is_shown_once():
    text = "The deployment includes 1,000 sappers [1]. " * 3
    assert len(check_written(text, STATEMENTS, same_meaning)) == 1


@given(st.text(alphabet=string.printable + "«»…’“”é日本[]123", max_size=300))
def test_any_text_gives_plain_sentences_with_known_citations_only(text):
    known = {id(citation) for statement in STATEMENTS for citation in statement.citations}
    for written in check_written(text, STATEMENTS, shared_words):
        assert written.verdict in ("supported", "unsupported")
        assert "\n" not in written.text and written.text.strip() == written.text
        assert {id(citation) for citation in written.citations} <= known


@given(st.integers(min_value=0, max_value=10**7), st.integers(min_value=0, max_value=10**7))
def test_no_other_number_passes(number, other):
    verdict = supported(f"It cost {other:,} euros.", f"It cost {number} euros.")
    assert verdict == (number == other)


@pytest.mark.parametrize(
    ("text", "bound"),
    [
        ("more than 5 boats", "over"),
        ("no more than 5 boats", "under"),
        ("not longer than 5 metres", "under"),
        ("fewer than 5 boats", "under"),
        ("no fewer than 5 boats", "over"),
        ("not less than 5 boats", "over"),
        ("at most 5 boats", "under"),
        ("5 boats", ""),
    ],
)
def test_a_bound_is_that_of_the_whole_phrase(text, bound):
    (quantity,) = quantities(text)
    assert quantity.bound == bound
