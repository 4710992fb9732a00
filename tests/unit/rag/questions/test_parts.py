"""A question that asks for several things is parted; one that asks for one thing is not."""

import pytest

from rag.questions.parts import question_parts


def asked(question):
    return [part.question for part in question_parts(question)]


@pytest.mark.parametrize(
    ("question", "parts"),
    [
        ("Who founded Acme, and when was it sold?", ["Who founded Acme?", "when was Acme sold?"]),
        (
            "What does the handbook say about leave, and what does the contract say?",
            ["What does the handbook say about leave?", "leave: what does the contract say?"],
        ),
        ("When was Acme founded, and who founded it?", ["When was Acme founded?", "who founded Acme?"]),
        (
            "Wer hat Acme gegründet und wann wurde Acme verkauft?",
            ["Wer hat Acme gegründet?", "wann wurde Acme verkauft?"],
        ),
        ("How long is the path? Who built it?", ["How long is the path?", "Who built the path?"]),
        ("When was Acme founded and who paid for it?", ["When was Acme founded?", "who paid for Acme?"]),
        ("What does the shed cost and is it green?", ["What does the shed cost?", "is the shed green?"]),
        ("What is a widget and how does it work?", ["What is a widget?", "how does a widget work?"]),
    ],
)
def test_each_clause_stands_alone(question, parts):
    assert asked(question) == parts


@pytest.mark.parametrize(
    ("question", "names"),
    [
        ("Are both Oslo and Bergen in Norway?", ["Oslo", "Bergen"]),
        ("Which of Ann Lee and Bo Ek was born first?", ["Ann Lee", "Bo Ek"]),
        ('Which film is older, "The Guest" or "High Sea"?', ["The Guest", "High Sea"]),
        ("What do Ann Lee and Bo van Ek have in common?", ["Ann Lee", "Bo van Ek"]),
    ],
)
def test_each_named_thing_is_asked_for_alone(question, names):
    parts = question_parts(question)
    assert [part.about for part in parts] == names
    for part, other in zip(parts, reversed(names), strict=True):
        assert part.about in part.question and other not in part.question


@pytest.mark.parametrize(
    ("question", "sources", "topics"),
    [
        (
            "Between the report by The Globe on wind farms and the article by Harbour News on solar roofs, did both mention costs?",
            ["Globe", "Harbour News"],
            ["wind farms", "solar roofs"],
        ),
        (
            "Does the Harbour News article say that rents fall, while the Globe article says that wages rise?",
            ["Harbour News", "Globe"],
            ["rents fall", "wages rise"],
        ),
        (
            "Which company, covered by The Globe for its new ferry and reported by Harbour News for a fire, is led by Bo Ek?",
            ["The Globe", "Harbour News"],
            ["company for its new ferry", "company for a fire"],
        ),
        (
            "Who is the person accused of fraud, according to The Globe and Harbour News?",
            ["The Globe", "Harbour News"],
            ["accused of fraud", "accused of fraud"],
        ),
    ],
)
def test_each_source_is_asked_for_what_it_says(question, sources, topics):
    parts = question_parts(question)
    assert [part.source for part in parts] == sources
    assert all(topic in part.question for part, topic in zip(parts, topics, strict=True))


def test_what_is_asked_of_both_sources_is_asked_of_each():
    first, second = question_parts(
        "Between the report by The Globe on wind and the article by Harbour News on sun, did both mention costs?"
    )
    assert "mention costs" in first.question and "mention costs" in second.question


@pytest.mark.parametrize(
    "question",
    [
        "What is the difference between bread and wine?",
        "What are the terms and conditions?",
        "When does the office open and close?",
        "May I bring cats and dogs?",
        "Tell me who can come and when.",
        "Who was Ann Lee?",
        'Who drew "Bread and Wine" in 1990?',
        "Where did the band form that played in Oslo and whose singer was Ann Lee?",
        "What firm was started by a group and was for many years run by Ann Lee?",
        "Which film is about a man that sings and who was born in Tarn?",
        "",
    ],
)
def test_one_thing_stays_one_question(question):
    assert question_parts(question) == ()
