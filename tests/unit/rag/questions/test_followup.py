"""A question that leans on an earlier one is made to stand alone, and one that stands alone is left as it is."""


import pytest

from rag.answer import Turn
from rag.questions.followup import rewritings


def turns(*texts):
    """Turns of a conversation: the user and the assistant by turns."""
    return [Turn(role="user" if n % 2 == 0 else "assistant", text=text) for n, text in enumerate(texts)]


def asked(*texts):
    """Turns of a conversation of which only the questions are known."""
    return [Turn(role="user", text=text) for text in texts]


LEANING = {
    # people
    "When was he born?": (
        asked("How many league appearances did Iwan Roberts make?", "Which club did he play for longest?"),
        "When was Iwan Roberts born?",
    ),
    "When was she born?": (
        turns("Who found the comet?", "Ann Lee found the comet. [1]"),
        "When was Ann Lee born?",
    ),
    "What is her job?": (
        turns("Who is Bob Ray's sister?", "Mary Ray is the sister of Bob Ray. [1]"),
        "What is Mary Ray's job?",
    ),
    "Where did he study?": (
        asked("What is Dr. Tom Hale's field?"),
        "Where did Dr. Tom Hale study?",
    ),
    "Does she have children?": (asked("What is Clara Voss's religion?"), "Does Clara Voss have children?"),
    "What did she do before she was married?": (
        asked("What is Clara Voss's religion?"),
        "What did Clara Voss do before she was married?",
    ),
    # receipts
    "And what is the tax on it?": (
        asked("What is the total on the Kessler receipt?"),
        "And what is the tax on the Kessler receipt?",
    ),
    "And in 2019?": (asked("How many cars did they sell in 2018?"), "How many cars did they sell in 2019?"),
    "What about 2020?": (
        turns(
            "What was the rent in 2018?", "The rent was $900. [1]", "And in 2019?", "The rent was $950. [1]"
        ),
        "What was the rent in 2020?",
    ),
    "And the tip?": (asked("What is the tax on the receipt?"), "What is the tip on the receipt?"),
    # chemistry
    "Are they poisonous?": (asked("What do yew berries look like?"), "Are yew berries poisonous?"),
    "Is it poisonous?": (asked("What is potassium nitrate used for?"), "Is potassium nitrate poisonous?"),
    "What is its melting point?": (
        asked("What is potassium nitrate used for?"),
        "What is potassium nitrate's melting point?",
    ),
    "Does that dissolve in water?": (
        asked("What is silver iodide?"),
        "Does silver iodide dissolve in water?",
    ),
    "How are they made?": (
        asked("Tell me more about biodegradable plastics."),
        "How are biodegradable plastics made?",
    ),
    # code
    "What does it return?": (
        asked("What does the function parse_header do?"),
        "What does the function parse_header return?",
    ),
    "How do I install it?": (
        asked("What is the pandas package for?"),
        "How do I install the pandas package?",
    ),
    "How do I use them?": (asked("Tell me more about the new commands."), "How do I use the new commands?"),
    "Which one is faster?": (asked("What do the two parsers do?"), None),
    # law
    "Is it binding?": (asked("Who signed the defense treaty?"), "Is the defense treaty binding?"),
    "When was it signed?": (turns("Who signed the treaty?", "Kim"), "When was the treaty signed?"),
    "Why?": (turns("Who signed the defense treaty?", "Kim"), "signed the defense treaty: Why?"),
    "When does it end?": (
        asked("Who is the tenant of the Arkwright lease?"),
        "When does the Arkwright lease end?",
    ),
    "Can he terminate it?": (
        asked("What must the tenant pay under the lease?"),
        "Can the tenant terminate the lease?",
    ),
    "What are the penalties under that act?": (
        asked("What does the Clean Rivers Act forbid?"),
        "What are the penalties under the Clean Rivers Act?",
    ),
    # recipes
    "How long do I bake it?": (
        asked("How much flour does the apple cake need?"),
        "How long do I bake the apple cake?",
    ),
    "How many eggs?": (asked("How much flour does the apple cake need?"), "the apple cake: How many eggs?"),
    "Can I freeze them?": (asked("How are dumplings cooked?"), "Can I freeze dumplings?"),
    "What about almond flour?": (
        asked("How much sugar goes with wheat flour?"),
        "How much sugar goes with almond flour?",
    ),
    # machines
    "How do I reset it?": (asked("What does the red light on the boiler mean?"), None),
    "How much does it cost to fix it?": (
        asked("How do you know when the garage door opener is broken?"),
        "How much does it cost to fix the garage door opener?",
    ),
    "How heavy is it?": (asked("What is the top speed of the X200 mower?"), "How heavy is the X200 mower?"),
    "What does a smart one do?": (
        asked("How do I choose a garage door opener?"),
        "What does a smart garage door opener do?",
    ),
    # places
    "How many people live there?": (
        turns("Where was Ann Lee born?", "She was born in Bremen. [1]"),
        "How many people live in Bremen?",
    ),
    "What is the weather like there?": (
        asked("Which museums are in Lisbon?"),
        "What is the weather like in Lisbon?",
    ),
    "How big is it?": (
        turns("What is the capital of Norland?", "Port Ash [1]"),
        "How big is Port Ash?",
    ),
    # what is left out
    "Which team the least?": (
        asked("Which team scored the most goals?"),
        "Which team scored the least goals?",
    ),
    "And Jared?": (asked("Do we pay Ivanka?"), "Do we pay Jared?"),
    "When?": (asked("Why did the company close the plant?"), "When did the company close the plant?"),
    "What about the winter term?": (
        asked("When does the summer term begin?"),
        "When does the winter term begin?",
    ),
    "in Spain?": (asked("How many bees are kept in France?"), "How many bees are kept in Spain?"),
    "And how many were wounded?": (asked("How many soldiers were killed?"), None),
    "Who was the leader?": (
        asked("Why did the Dead allow live recordings?"),
        "the Dead: Who was the leader?",
    ),
}


@pytest.mark.parametrize(("question", "history", "expected"), [(q, *rest) for q, rest in LEANING.items()])
def test_a_question_that_leans_on_an_earlier_one_gets_what_it_leaves_out(question, history, expected):
    print(question, rewritings(question, history))
    assert expected is None or rewritings(question, history)[0] == expected
