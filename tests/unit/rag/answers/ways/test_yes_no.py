"""Yes or no leads where one sentence plainly says so; elsewhere the quote stays alone."""

from dataclasses import replace

import pytest

from rag.answers.ways.yes_no.polarity import verdict
from rag.answers.ways.yes_no.yes_no import answered, yes_no_answer
from shelf import Shelf, shown
from word_checker import FixedChecker

RULES = """# House rules

Guests may use the kitchen until ten. Pets are not allowed in the rooms. Candles are prohibited. However, tea lights may be lit.

## Questions

Can I pay by card? Yes, at the desk.
"""


@pytest.mark.parametrize(
    ("sentence", "question", "says"),
    [
        ("Pets are not allowed in the rooms.", "Are pets allowed in the rooms?", False),
        ("Smoking is prohibited in the lab.", "Is smoking allowed in the lab?", False),
        ("Smoking is prohibited in the lab.", "Is smoking prohibited in the lab?", True),
        ("A badge is optional.", "Is a badge required?", False),
        ("You do not need to register.", "Do I need to register?", False),
        ("Version 2 is no longer supported.", "Is version 2 supported?", False),
        ("Leave may be carried over.", "May I carry over leave?", True),
        ("Open fires are forbidden.", "May I light an open fire?", False),
        ("Chickens are not allowed.", "Can I keep chickens?", False),
        ("Alcohol is prohibited on board.", "May I bring alcohol on board?", False),
        ("Hoses are allowed.", "Can I use a hose?", True),
        ("Der Aufzug darf nicht benutzt werden.", "Darf der Aufzug benutzt werden?", False),
    ],
)
def test_what_a_sentence_plainly_says_is_yes_or_no(sentence, question, says):
    assert verdict(question, sentence) is says


@pytest.mark.parametrize(
    ("sentence", "question"),
    [
        ("Pets are not allowed in the kitchen.", "Are pets allowed?"),
        ("Pets are not allowed, except guide dogs.", "Are pets allowed?"),
        ("Pets are allowed if the owner agrees.", "Are pets allowed?"),
        ("Cats are allowed.", "Are dogs allowed?"),
        ("Dogs are allowed on a lead.", "May I bring a dog?"),
        ("Dogs are allowed.", "May I bring a dog to the beach?"),
        ("Horses are allowed.", "May I ride a horse?"),
        ("Dogs may sleep in the kennel.", "May I bring dogs?"),
        ("Large hoses are not allowed.", "May I use a hose?"),
        ("Ann is taller than Ben.", "Is Ben taller than Ann?"),
        ("The shop was open on Sundays.", "Is the shop open on Sundays?"),
        ("Not all rooms have a bath.", "Do rooms have a bath?"),
        ("Rooms have a bath.", "Do all rooms have a bath?"),
        ("The form is deprecated.", "Is the form supported?"),
        ("Drivers should not eat.", "May drivers eat?"),
        ("Is the room heated?", "Is the room heated?"),
    ],
)
def test_what_is_limited_or_about_something_else_is_neither(sentence, question):
    assert verdict(question, sentence) is None


def test_it_is_what_the_heading_names():
    assert verdict("Is nesting supported?", "It is not supported.", "Manual > Nesting") is False
    assert verdict("Is nesting supported?", "It is not supported.", "Manual > Quotes") is None


def test_the_word_leads_and_the_sentence_that_says_so_is_quoted():
    answer = yes_no_answer(Shelf(RULES).asked("Are pets allowed in the rooms?", "Pets are"))
    assert answer.short == "No" and shown(answer)[0] == ("sentence", "Pets are not allowed in the rooms.")


def test_what_the_next_sentence_takes_back_is_not_plain():
    assert yes_no_answer(Shelf(RULES).asked("Are candles prohibited?", "Candles are")) is None


def test_below_the_same_question_the_text_says_it_itself():
    assert answered("Can I pay by card?", "Can I pay by card?", "Yes, at the desk.") is True
    assert answered("Can I pay by card?", "Can I pay in cash?", "No.") is None


def test_the_word_is_one_of_the_language_of_the_question():
    shelf = Shelf("# Ordnung\n\nGrillen auf dem Balkon ist verboten.\n")
    assert yes_no_answer(shelf.asked("Ist Grillen auf dem Balkon erlaubt?", "Grillen")).short == "Nein"


CLUB = """# Rules of the club

The following are not allowed in the boathouse:

- smoking
- dogs
    - except guide dogs
- bicycles

Members have to wear:

- a life jacket
- a whistle
"""


@pytest.mark.parametrize(
    ("question", "short", "item"),
    [
        ("May I smoke in the boathouse?", "No", "smoking"),
        ("Are bicycles allowed in the boathouse?", "No", "bicycles"),
        ("Do members have to wear a whistle?", "Yes", "a whistle"),
        # What is limited, in the item or in what introduces it, is shown without the word.
        ("Are dogs allowed in the boathouse?", None, "dogs\n\n  except guide dogs"),
        ("Is smoking allowed?", None, "smoking"),
    ],
)
def test_an_item_and_what_introduces_it_say_yes_or_no(question, short, item):
    answer = yes_no_answer(Shelf(CLUB).asked(question, "The following"))
    assert answer.short == short
    lead, shown_item = shown(answer)
    assert lead[1] in ("The following are not allowed in the boathouse:", "Members have to wear:")
    assert shown_item == ("item", item)


@pytest.mark.parametrize("question", ["Are cats allowed in the boathouse?", "Do members have to wear a hat?"])
def test_what_no_item_has_is_neither_allowed_nor_forbidden_by_the_list(question):
    assert yes_no_answer(Shelf(CLUB).asked(question, "The following")) is None


@pytest.mark.parametrize(
    ("question", "sentence", "says"),
    [
        ("May I lend a tool to a friend?", "You must not lend a tool to anybody else.", False),
        ("May I lend a tool to a friend?", "You may lend a tool to anybody else.", None),
        ("May I lend a tool to a friend?", "You must not lend a saw to anybody else.", None),
    ],
)
def test_what_is_forbidden_with_anybody_is_forbidden_with_a_friend(question, sentence, says):
    assert verdict(question, sentence) is says


def test_a_sentence_about_the_very_thing_leads_where_the_best_one_is_about_another():
    text = (
        "# Staff rules\n\nA manager may hire a lawyer. A manager shall not employ a relative of the owner.\n"
    )
    shelf = Shelf(text)
    first = shelf.asked("May a manager hire relatives?", "A manager may")
    second = shelf.asked("May a manager hire relatives?", "A manager shall")
    both = (*first.plain.decision.readings, *second.plain.decision.readings)
    decision = replace(first.plain.decision, readings=both)
    asked = replace(first, plain=replace(first.plain, decision=decision))
    answer = yes_no_answer(asked)
    assert [words for _, words in shown(answer)] == [
        "A manager shall not employ a relative of the owner.",
        "A manager may hire a lawyer.",
    ]
    assert answer.short is None


@pytest.mark.parametrize(
    ("checker", "short"),
    [
        (FixedChecker(supported=0.99), "Yes"),
        (FixedChecker(contradicted=0.99), None),
        (FixedChecker(supported=0.9), None),
        (FixedChecker(), None),
        (None, None),
    ],
)
def test_where_no_rule_says_it_a_yes_needs_a_checker_that_is_nearly_certain(checker, short):
    shelf = Shelf("# Trees\n\nThe old lime by the gate was felled by the storm.\n")
    asked = replace(shelf.asked("Did the storm bring down the old lime?", "The old lime"), checker=checker)
    answer = yes_no_answer(asked)
    assert (answer.short if answer else None) == short


def test_what_is_allowed_and_a_number_that_is_not_there_are_not_left_to_the_checker():
    shelf = Shelf("# Trees\n\nThe old lime by the gate was felled by the storm.\n")
    for question in ("May I climb the old lime?", "Was the old lime felled in 1990?"):
        asked = replace(shelf.asked(question, "The old lime"), checker=FixedChecker(supported=0.99))
        answer = yes_no_answer(asked)
        assert answer is None or answer.short is None
