"""What is said to the assistant is taken off a question; what may carry meaning stays."""

import pytest

from rag.questions.kinds import question_kinds
from rag.questions.wording.chatter import without_chatter


@pytest.mark.parametrize(
    ("message", "question"),
    [
        ("oi stupid bot where the hell is the ladder", "where is the ladder"),
        ("hey yo pls tell me where the ladder is thx", "where the ladder is"),
        ("What the fuck does the ladder cost?", "What does the ladder cost?"),
        ("wtf is a trace tree", "what is a trace tree"),
        ("I want to know who the chair is, you dumb machine", "who the chair is"),
        ("who the hell can see my files, you nosy box?", "who can see my files?"),
        ("when do they open, you overpaid old toaster", "when do they open"),
        ("quick question: when is it open?", "when is it open?"),
        ("You useless piece of junk, how many rooms are there?", "how many rooms are there?"),
        ("omg just tell me who fixed the damn roof!!!", "who fixed the roof!!!"),
        ("Hi there, good morning, I was wondering who the chair is. Thanks a lot in advance!", "who the chair is"),
        ("Sorry to bother you, but when was it built? Cheers", "when was it built?"),
        ("for god's sake, can I park here", "can I park here"),
        ("Hello! May we bring a dog? Thank you very much!", "May we bring a dog?"),
        ("WHERE THE HELL IS THE LADDER", "WHERE IS THE LADDER"),
        ("what exactly is the fee", "what is the fee"),
        ("hallo, weißt du, wann das Haus gebaut wurde? Danke!", "wann das Haus gebaut wurde?"),
    ],
)  # fmt: skip
def test_what_is_said_around_a_question_is_taken_off(message, question):
    assert without_chatter(message) == question


@pytest.mark.parametrize(
    "question",
    [
        "What is Hell's Kitchen?",
        "What the Hell's Angels do",
        "Where is the Damn river?",
        "How does the machine work?",
        "Is the stupid machine broken?",
        "Stupid machine is broken, who repairs it?",
        "What is the meaning of lol?",
        "What does please mean",
        "What is a stupid question?",
        "Who may apply, you or your spouse?",
        "When I arrive late, you have to wait how long?",
        "Whom does it concern, you and me?",
        "Hey Jude: who wrote it?",
        "Idiot: who wrote it?",
        "Yo La Tengo was founded when?",
        "Good Morning Vietnam: when was it made?",
        "Who is the first mate?",
        "What is the Isle of Man?",
        "Well water: who tests it?",
        "Tell me about bees",
        "can you tell me if dogs are allowed",
        "and the shed?",
        "thanks",
        "what the hell",
    ],
)
def test_words_that_carry_meaning_stay(question):
    assert without_chatter(question) == question


def test_a_swear_word_that_the_documents_have_is_theirs():
    assert without_chatter("Who mixed the bloody drink?") == "Who mixed the drink?"
    assert (
        without_chatter("Who mixed the bloody drink?", lambda word: word == "bloody")
        == "Who mixed the bloody drink?"
    )


def test_the_kind_of_a_question_is_told_without_it():
    assert question_kinds("yo bot, can I bring a dog pls")[0] == "yes_no"
    assert question_kinds("hey stupid ai how do I reset the alarm, thx")[0] == "steps"
