import pytest

from rag.questions.wording.disfluency import without_slips


@pytest.mark.parametrize(
    ("said", "meant"),
    [
        ("What is the capital, er, no, the population of Peru?", "What is the population of Peru?"),
        ("When was the, no I mean where was the treaty signed?", "Where was the treaty signed?"),
        ("Who led or rather when did the strike end?", "When did the strike end?"),
        ("How many oak trees scratch that how many elms are there?", "How many elms are there?"),
        ("In 1990, who ran, sorry, what ran the line?", "In 1990, what ran the line?"),
        (
            "What did he say in 2008 about trade, no sorry I meant in 2009?",
            "What did he say in 2009 about trade?",
        ),
        ("Where do nurses I mean midwives train?", "Where do midwives train?"),
        ("What does Anna Bell no Tom Reed teach?", "What does Tom Reed teach?"),
        ("Who lived in Lyon for two years, sorry, Paris?", "Who lived in Paris for two years?"),
        ("What eats sponges, no wait, jellies not sponges?", "What eats jellies?"),
        ("Um, what is the rent?", "What is the rent?"),
        ("What is, er, the capital of Peru?", "What is the capital of Peru?"),
        ("What houses no what barns did it build instead?", "What barns did it build?"),
        ("What are or on which corner is the shop?", "On which corner is the shop?"),
        ("Who, uh, where, no sorry, when did it end?", "When did it end?"),
    ],
)
def test_what_was_said_wrongly_gives_way_to_what_is_meant(said, meant):
    assert without_slips(said) == meant


@pytest.mark.parametrize(
    "question",
    [
        "Which school charges no fee?",
        "Who said no one was hurt?",
        "What is no longer sold?",
        "Who sings Sorry?",
        "Is it too late to say sorry to Anna?",
        "What do I mean by trust?",
        "Can they make that cake?",
        "What rather than who decides?",
        "Did he actually wait for the train, or not?",
        "Who is Umm Kalthum?",
        'Who wrote "Ah!"?',
        "Which ER nurse called?",
        "How do I reset the device? Sorry. I lost the manual.",
        "no",
        "",
    ],
)
def test_a_question_without_a_slip_is_left_as_it_is(question):
    assert without_slips(question) == question


def test_no_word_is_invented():
    said = "What no sorry er the or rather who um no I mean it, no, them not it, actually did it?"

    assert set(without_slips(said).lower().strip("?").split()) <= set(said.lower().strip("?").split())
