"""A value of a question inside or outside of a range of the text: months, days, weekdays, times of day, ages, amounts."""

from dataclasses import replace

import pytest

from rag.answers.ways.yes_no.polarity import verdict
from rag.answers.ways.yes_no.yes_no import yes_no_answer
from shelf import Shelf, shown

FIRE = "It is forbidden to light an open fire between April and September."
DOGS = "Dogs may run free between November and February."
CAFE = "The café is open from Tuesday to Saturday, 10:00 to 18:00."


@pytest.mark.parametrize(
    ("sentence", "question", "says"),
    [
        (FIRE, "May I light an open fire in May?", False),
        (FIRE, "Is it forbidden to light an open fire on 3 June?", True),
        (DOGS, "May dogs run free in December?", True),
        (DOGS, "May dogs run free on 15 January?", True),
        (DOGS, "May dogs run free in June?", False),
        (CAFE, "Is the café open on Wednesday?", True),
        (CAFE, "Is the café open on Mondays?", False),
        ("Barbecues are allowed from 10 am to 8 pm.", "Are barbecues allowed at 15:00?", True),
        ("Barbecues are allowed from 10 am to 8 pm.", "Are barbecues allowed at 9 p.m.?", False),
        ("Mowing is forbidden after 22:00.", "Is mowing allowed at 23:00?", False),
        ("Children aged 3 to 12 may use the slide.", "May a child of 7 use the slide?", True),
        ("Children aged 3 to 12 may use the slide.", "May a child of 14 use the slide?", False),
        ("Parcels of 5 to 10 kg can be sent.", "Can parcels of 7 kg be sent?", True),
        ("Parcels up to 20 kg can be sent.", "Can parcels of 30 kg be sent?", False),
        ("Zwischen April und September ist Grillen verboten.", "Ist Grillen im Mai verboten?", True),
        ("Hoses are allowed on Tuesdays and Fridays.", "Can I use a hose on Friday?", True),
        ("Hoses are allowed on Tuesdays and Fridays.", "Can I use a hose on Wednesday?", False),
        ("Boats may be hired only on Saturdays and Sundays.", "Can we hire a boat on Sunday?", True),
        ("Boats may be hired only on Saturdays and Sundays.", "Can we hire a boat on Monday?", False),
        ("The shop is open on Mondays, Wednesdays and Saturdays.", "Is the shop open on Tuesday?", False),
        ("Mowing is forbidden on Sundays.", "May I mow on Sunday?", False),
        ("Barbecues are allowed between Tuesday and Friday.", "Are barbecues allowed on Wednesday?", True),
    ],
)
def test_a_value_inside_of_a_range_is_said_and_one_outside_of_what_is_allowed_is_not(
    sentence, question, says
):
    assert verdict(question, sentence) is says


@pytest.mark.parametrize(
    ("sentence", "question"),
    [
        # What is forbidden then may be forbidden at another time by another rule.
        (FIRE, "May I light an open fire in November?"),
        ("Parcels up to 20 kg can be sent.", "Can parcels of 30 cm be sent?"),
        ("Snow fell from Tuesday to Saturday.", "Did snow fall on Monday?"),
        ("Snow fell on Tuesday.", "Did snow fall on Monday?"),
        ("Mowing is forbidden on Sundays.", "May I mow on Monday?"),
        ("Hoses are also allowed on Tuesdays and Fridays.", "Are hoses allowed on Wednesday?"),
        ("The shop is closed on Mondays.", "Is the shop closed on Tuesday?"),
        ("Dogs may run free from 15 January to 3 March.", "May dogs run free in January?"),
        ("Dogs may run free between November and February if it snows.", "May dogs run free in December?"),
        ("Cats may run free between November and February.", "May dogs run free in December?"),
    ],
)
def test_what_a_range_does_not_plainly_say_is_neither(sentence, question):
    assert verdict(question, sentence) is None


def test_the_place_that_all_rules_are_for_limits_none_of_them():
    rule = "It is forbidden to light a fire in the park between April and September."
    assert verdict("May I light a fire in May?", rule, "Rules of the park") is False
    assert verdict("May I light a fire in May?", rule, "Rules of the house") is None


def test_the_rule_answers_also_where_the_reader_is_not_sure():
    asked = Shelf(f"# Park\n\n{FIRE} {DOGS}\n").asked("May dogs run free in June?", "Dogs may")
    unsure = replace(asked.plain.decision, status="not_found", readings=(), confidence=0.3)
    answer = yes_no_answer(replace(asked, plain=replace(asked.plain, decision=unsure)))
    assert (answer.short, shown(answer)) == ("No", [("sentence", DOGS)])
    assert answer.confidence > 0.5


def test_a_rule_for_other_values_is_shown_without_yes_or_no():
    asked = Shelf(f"# Park\n\n{FIRE} {DOGS}\n").asked(
        "May I light an open fire in October?", "It is forbidden"
    )
    unsure = replace(asked.plain.decision, status="not_found", readings=(), confidence=0.1)
    answer = yes_no_answer(replace(asked, plain=replace(asked.plain, decision=unsure)))
    assert (answer.short, answer.kind, shown(answer)) == (None, "sentences", [("sentence", FIRE)])
