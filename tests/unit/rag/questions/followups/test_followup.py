"""A question that leans on an earlier one is made to stand alone, and one that stands alone is left as it is."""

import re
import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rag.answer import Turn
from rag.questions.followups.followup import rewritings


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
    "Which one is faster?": (asked("What do the two parsers do?"), "Which parsers is faster?"),
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
    "How often should I do that?": (
        asked("How do I descale the coffee machine?"),
        "How often should I descale the coffee machine?",
    ),
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
    "How much does the latter cost?": (
        asked("What is the difference between the Basic plan and the Pro plan?"),
        "How much does the Pro plan cost?",
    ),
    "Where do they work?": (
        turns("Who wrote the paper?", "John Smith and Eva Braun wrote it. [1]"),
        "Where do John Smith and Eva Braun work?",
    ),
    "What about its density?": (
        turns("What is the boiling point of ethanol?", "78 °C [1]"),
        "What is ethanol's density?",
    ),
    "Thank you!": (asked("What is the rent?"), "Thank you!"),
    "¿Y en 2019?": (asked("¿Cuántos soldados murieron en 2018?"), "¿Cuántos soldados murieron en 2019?"),
    "Who was the leader?": (
        asked("Why did the Dead allow live recordings?"),
        "the Dead: Who was the leader?",
    ),
}


@pytest.mark.parametrize(("question", "history", "expected"), [(q, *rest) for q, rest in LEANING.items()])
def test_a_question_that_leans_on_an_earlier_one_gets_what_it_leaves_out(question, history, expected):
    assert rewritings(question, history)[0] == expected


BEFORE = turns(
    "How many North Korean soldiers were killed or wounded?",
    "The U.K. Defense Ministry estimated more than 6,000. [1]",
    "What does the Arkwright lease say about pets?",
    "Pets are forbidden. [1]",
)


@pytest.mark.parametrize(
    "question",
    [
        "How many sappers will be sent?",
        "How long does it take to cook rice?",
        "Is it possible to cancel the order?",
        "What does it cost to rent a bicycle in Lisbon?",
        "Is it true that bees sleep?",
        "What time is it in Tokyo?",
        "How many museums are there in Lisbon?",
        "Was there a flood in 1953?",
        "Which law says that dogs must be kept on a leash?",
        "Which laws that were passed in 2019 concern dogs?",
        "How does a bee find its hive?",
        "What must a tenant do before he leaves?",
        "When did BSkyB end their analogue service?",
        "How many seats did the party say they won?",
        "Besides its beaches, what is Spain known for?",
        "Where did Ann Lee spend her youth?",
        "What happens to a company if it fails?",
        "What does this report say about bees?",
        "Can one visit the old mill?",
        "So what is the capital of Norland?",
        "And who wrote the Norland anthem?",
        "Then what does the installer of Windows check?",
        "Wie viele Zimmer hat das Hotel Adler in Berlin?",
        "use IBM Cloudant Query",
        "How to hire a lawyer",
        "what are the symptoms of measles in adults",
    ],
)
def test_a_question_that_stands_alone_is_left_as_it_is(question):
    assert rewritings(question, BEFORE) == (question,)


@pytest.mark.parametrize(
    ("question", "history", "expected"),
    [
        (
            "How long does it last?",
            asked("Does the warranty cover the battery?"),
            {"How long does the warranty last?", "How long does the battery last?"},
        ),
        (
            "Who was the leader?",
            asked("Why did the Dead break up?"),
            {"the Dead: Who was the leader?", "Who was the leader?"},
        ),
        (
            "The screen?",
            asked("Does the warranty cover the battery?"),
            {"Does the warranty cover the screen?", "The screen?"},
        ),
        (
            "Spousal support",
            asked("How do I get child support?"),
            {"child support: Spousal support", "Spousal support"},
        ),
    ],
)
def test_where_it_is_in_doubt_there_are_two_texts(question, history, expected):
    assert set(rewritings(question, history)) == expected


def test_without_earlier_questions_every_question_is_left_as_it_is():
    answer = Turn(role="assistant", text="Ask me anything.")
    assert rewritings("When was he born?", []) == ("When was he born?",)
    assert rewritings("When was he born?", [answer]) == ("When was he born?",)


def test_what_was_replaced_once_is_pointed_to_again():
    history = asked("Who is Clara Voss?", "When was she born?", "Where does she live?")
    assert rewritings("What is her job?", history) == ("What is Clara Voss's job?",)


def test_he_is_not_who_was_called_she():
    history = asked("Who is Tom Hale?", "Who is Clara Voss?", "When was she born?")
    assert rewritings("Where does he live?", history) == ("Where does Tom Hale live?",)
    assert rewritings("Where does she live?", history) == ("Where does Clara Voss live?",)


def test_a_history_of_a_hundred_long_turns_costs_no_more_than_one_of_twenty():
    long = "The pump of the old mill was repaired by the owner and its wheel was not. " * 140

    def seconds(count):
        history = turns(*[long] * count, "What does the boiler cost?", long)
        started = time.process_time()
        assert rewritings("Who made it?", history) == ("Who made the boiler?",)
        return time.process_time() - started

    # The best of some tries: on a busy machine the same work takes up to twice as long.
    assert min(seconds(98) for _ in range(5)) < 2 * min(seconds(22) for _ in range(5))


@pytest.mark.parametrize(
    "question", ["is it possible " * 130, "it " * 600, "a, " * 600, "who's " * 300, "?" * 1999 + "a"]
)
def test_a_strange_question_takes_no_longer(question):
    started = time.process_time()
    assert rewritings(question, BEFORE)
    assert time.process_time() - started < 2


def said(text):
    """The words of a text, without the "s" of an owner."""
    return set(re.findall(r"\w+", text.lower())) - {"s"}


PIECES = st.sampled_from(
    "What is the of Ann Lee Kim treaty in 2019 ? ? And it its they their he she there that one . , who did do was the a "
    "how many rivers sold born signed Paris large why about ! 's 12 étage 北京 which this those former".split(
        " "
    )
)
SENTENCES = st.lists(PIECES, min_size=1, max_size=12).map(" ".join)


@given(SENTENCES, st.lists(SENTENCES, max_size=5))
def test_there_is_always_a_text_and_never_a_word_that_was_not_said(question, history):
    texts = rewritings(question, turns(*history))
    assert 1 <= len(texts) <= 2
    assert len(set(texts)) == len(texts)
    assert all(text.strip() and said(text) <= said(" ".join([question, *history])) for text in texts)


def test_a_summary_of_everything_is_of_no_topic_and_one_of_it_is_of_what_was_asked_before():
    history = turns("How long is the lease?", "The lease is long. [1]")
    assert rewritings("Summarise everything", history) == ("Summarise everything",)
    assert rewritings("Summarise all documents", history) == ("Summarise all documents",)
    assert "lease" in rewritings("Summarise it", history)[0]
