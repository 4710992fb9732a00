"""What a question wishes of the form of its answer is taken off what it asks, and what only sounds so stays."""

import time

import pytest

from rag.answer import Turn
from rag.questions.wishes.wish import NO_WISH, Wish
from rag.questions.wishes.wished import wished, without_wishes

ANNA = Wish(form="email", to="Anna")


@pytest.mark.parametrize(
    ("question", "asked", "wish"),
    [
        ("Write an e-mail to Anna about the notice period", "the notice period", ANNA),
        ("Write Anna an email about the notice period.", "the notice period.", ANNA),
        ("Could you please draft a short mail to Anna regarding the notice period?", "the notice period?", ANNA),
        ("How long is the notice period? Write it as an e-mail to Anna.", "How long is the notice period?", ANNA),
        ("Schreib eine E-Mail an Anna über die Kündigungsfrist", "die Kündigungsfrist", ANNA),
        ("Écris un e-mail à Anna sur le préavis", "le préavis", ANNA),
        ("Draft a letter to my landlord that says when the rent is due", "when the rent is due", Wish(form="letter", to="landlord")),
        ("Write a note to the team explaining how the printer is reset", "how the printer is reset", Wish(form="note", to="team")),
        ("List all drinks in a table with name and price", "List all drinks", Wish(form="table", columns=("name", "price"))),
        ("Which drinks are there? Put it in a table.", "Which drinks are there?", Wish(form="table")),
        ("Make a table of the drinks and their prices", "the drinks and their prices", Wish(form="table")),
        ("Summarise the handbook in bullet points", "Summarise the handbook", Wish(form="points")),
        ("Summarise everything in bullet points", "Summarise everything", Wish(form="points")),
        ("Summarise this briefly", "Summarise this", Wish(length="shorter")),
        ("Summarise the handbook in three sentences", "Summarise the handbook", Wish(sentences=3)),
        ("Explain in simple words how the deposit works", "how the deposit works", Wish(simple=True)),
        ("How does the deposit work, in simple terms?", "How does the deposit work?", Wish(simple=True)),
        ("Why is the sky blue? Explain like I'm five", "Why is the sky blue?", Wish(simple=True)),
        ("Briefly, who is Ann?", "who is Ann?", Wish(length="shorter")),
        ("In one sentence, what is the fee?", "what is the fee?", Wish(sentences=1)),
        ("What is the fee? Answer in German.", "What is the fee?", Wish(language="de")),
        ("Compare A and B briefly in a table", "Compare A and B", Wish(form="table", length="shorter")),
    ],
)  # fmt: skip
def test_a_wish_is_apart_from_what_is_asked(question, asked, wish):
    assert without_wishes(question) == (asked, wish)


@pytest.mark.parametrize(
    "question",
    [
        "How do you say hello in German?",
        "Which shapes are supported in a table?",
        "Give the number of representatives listed in the table.",
        "Can rows be given as a table?",
        "Who wrote the letter to Anna about the fee?",
        "What is in the e-mail to Anna about the budget?",
        "How do I write an e-mail to Anna about the fee?",
        "What is described in detail?",
        "What is the message about?",
        "Note the fee for members",
        "Show the list of drinks",
        "When was the letter to the king written?",
        "",
    ],
)
def test_what_only_sounds_like_a_wish_is_asked(question):
    assert without_wishes(question) == (question, NO_WISH)


@pytest.mark.parametrize(
    ("message", "wish"),
    [
        ("make that shorter", Wish(length="shorter")),
        ("Can you make it shorter?", Wish(length="shorter")),
        ("more detail please", Wish(length="longer")),
        ("as an e-mail to Anna please", ANNA),
        ("and as a table?", Wish(form="table")),
        ("in bullet points", Wish(form="points")),
        ("Explain that in simple words", Wish(simple=True)),
        ("now in German", Wish(language="de")),
        ("kürzer bitte", Wish(length="shorter")),
    ],
)
def test_a_wish_alone_is_one_for_the_question_before(message, wish):
    history = [Turn(role="user", text="How long is the notice period?"), Turn(role="assistant", text="Long.")]
    found = wished(message, history)
    assert (found.question, found.wish, found.history) == ("How long is the notice period?", wish, ())


def test_wishes_after_each_other_add_up_and_a_later_one_takes_the_place_of_its_kind():
    history = [
        Turn(role="user", text="Write an e-mail to Anna about the fee"),
        Turn(role="assistant", text="It is 5 euros."),
        Turn(role="user", text="in three sentences"),
        Turn(role="assistant", text="It is."),
    ]
    found = wished("shorter please", history)
    assert (found.question, found.wish) == ("the fee", Wish(form="email", to="Anna", length="shorter"))
    assert wished("as a letter", history).wish == Wish(form="letter", to="Anna", sentences=3)


def test_a_wish_alone_with_nothing_before_it_is_a_question_like_any_other():
    assert wished("shorter please", []).question == "shorter please"
    assert wished("shorter please", []).wish == NO_WISH


def test_who_an_earlier_message_was_to_is_not_what_a_later_question_points_to():
    history = [
        Turn(role="user", text="Write an e-mail to Anna about the fee"),
        Turn(role="assistant", text="x"),
    ]
    assert [turn.text for turn in wished("When is it due?", history).history] == ["the fee", "x"]


@pytest.mark.parametrize(
    "text", ["a " * 990 + "x in a table", ", " * 900 + "briefly x", "please, " * 240 + "x", "make it " * 240]
)
def test_a_long_line_costs_no_time(text):
    clock = time.process_time()
    without_wishes(text)
    assert time.process_time() - clock < 1
