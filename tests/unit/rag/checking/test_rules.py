import pytest
from hypothesis import given
from hypothesis import strategies as st

from rag.checking.rules import is_quotation, objection
from rag.questions.wording.likeness import is_negation_mismatch
from rag.writing.names import unknown_names
from rag.writing.quantities import plain, quantities

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


def supported(written, evidence):
    return objection(written, evidence) is None


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
        ("Willow costs 12 euros more.", "How much more does Willow cost? 12 €"),
        ("Revenue changed by -6,216.", "How much did revenue change? −$6,216"),
        ("The first name of Benny's son is Jack.", "Jack is the son of Benny."),
        ("At first a third party closed it.", "Somebody else closed it."),
        ("It didn't disclose specifics.", PLANS),
        ("North Korea did not disclose specifics about the deployment.", PLANS),
        ("The United States sent 20 percent.", "The U.S. sent 20%."),
        ("Beyonce sang on 15 June 2024.", "Beyoncé sang on 2024-06-15."),
        ("The Ukrainian army fights.", "Ukraine's army fights."),
        ("Sales rose to 3.5 billion.", "Sales rose to 3,500,000,000."),
        ("Pak said it was closed.", "Mr. Pak Kyong Su said it was closed."),
        ("Mr. Pak Kyong Su closed it.", "Pak Kyong Su closed it."),
        ("The UK closed the plant.", "The United Kingdom closed the plant."),
        ("Britain closed the plant.", "The United Kingdom closed the plant."),
        ("The United Kingdom closed the plant.", "The British closed the plant."),
        ("America closed the plant.", "The United States closed the plant."),
        ("J. R. R. Tolkien wrote it.", "John Ronald Reuel Tolkien wrote it."),
        ("John F. Kennedy signed it.", "John Fitzgerald Kennedy signed it."),
        ("President Kennedy signed it.", "John F. Kennedy, the president, signed it."),
        ("Dr. Smith signed it.", "Doctor Smith signed it."),
        ("The V&A holds it.", "The Victoria and Albert Museum holds it."),
        ("The Dutch army left.", "The army of the Netherlands left."),
        ("The French army left.", "France's army left."),
        ("Acme Limited closed it.", "Acme Ltd. closed it."),
        ("It is on the North Island.", "It is at the southern tip of the North Island."),
    ],
)
def test_another_way_to_say_it_is_supported(written, evidence):
    assert objection(written, evidence) is None


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
        pytest.param("Jane F. Kennedy signed it.", "John Fitzgerald Kennedy signed it.", id="another first name"),
        pytest.param("John B. Kennedy signed it.", "John Fitzgerald Kennedy signed it.", id="another initial"),
        pytest.param("Dr. Smith signed it.", "Smith signed it.", id="a title that nobody gave"),
        pytest.param("The German army left.", "The army of the Netherlands left.", id="another nation"),
        pytest.param("It is on the south island.", "It is at the south tip of the North Island.", id="the other island"),
        pytest.param("The troops left.", "The troops may have left.", id="a guess made certain"),
        pytest.param("It is.", SAPPERS, id="nothing said"),
    ],
)  # fmt: skip
def test_what_the_source_does_not_say_is_not_supported(written, evidence):
    assert objection(written, evidence) is not None


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


def test_an_objection_says_what_is_wrong():
    number, name = (
        objection("It includes 2,000 sappers.", SAPPERS),
        objection("Soldiers from Ukraine.", LOSSES),
    )
    assert number and "2,000" in number.reason and number.support == "neither"
    assert name and "ukraine" in name.reason and name.support == "neither"
    swapped = objection("Russia attacked Ukraine.", "Ukraine attacked Russia.")
    assert swapped and swapped.support == "contradicted"


def test_a_name_may_stand_in_the_title():
    assert objection("Kim accepted the plans.", "He accepted the plans.") is not None
    assert objection("Kim accepted the plans.", "He accepted the plans.", "Kim Jong Un") is None


def test_a_part_of_a_sentence_word_for_word_is_a_quotation():
    assert is_quotation("more than 6,000  North Korean soldiers", LOSSES)
    assert not is_quotation("North Korean soldiers had been more than 6,000", LOSSES)


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
        ("no one, one of them, one example, one man, hundreds", ["1", "hundreds"]),
        ("Sept. 3, 2024-06-15", ["3", "15", "2024"]),
    ],
)
def test_quantities_are_read_as_people_read_them(text, values):
    assert [quantity.value for quantity in quantities(plain(text))] == values


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
