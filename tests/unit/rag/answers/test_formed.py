"""An answer has the form that the question wishes for, with a model and without one."""

from dataclasses import replace

import pytest

from rag.answer import Answer
from rag.answers.citations.citing import cite
from rag.answers.formed import NEEDS_A_MODEL, formed
from rag.questions.wishes.wish import Wish
from readings import passage_of, reading_of

HOUSE = passage_of("The house has six rooms.", "The roof is of slate.", id_="h-1")
STATEMENTS = cite([reading_of(HOUSE, 0), reading_of(HOUSE, 1)])
ANSWER = Answer(
    question="the rooms", status="answered", text="x", short=None, statements=tuple(STATEMENTS),
    citations=tuple(one for s in STATEMENTS for one in s.citations), hits=(), confidence=0.9, standalone_question="the rooms",
)  # fmt: skip


def last(wish, answer=ANSWER, *, asked="the rooms", written=False):
    answers = (one for one in [answer])
    *_, shown = formed(answers, "As asked", asked, wish, written=written)
    return shown


def test_a_message_has_lines_around_its_statements_that_claim_nothing():
    answer = last(Wish(form="email", to="Anna"))
    assert answer.question == "As asked" and answer.statements == ANSWER.statements
    assert (answer.letter.subject, answer.letter.greeting, answer.letter.closing) == (
        "Rooms",
        "Dear Anna,",
        "Best regards",
    )
    assert answer.text == (
        "Subject: Rooms\n\nDear Anna,\n\nThe house has six rooms. [1] The roof is of slate. [2]\n\nBest regards"
    )


@pytest.mark.parametrize(
    ("wish", "asked", "greeting", "subject"),
    [
        (Wish(form="letter"), "the rooms", "Hello,", ""),
        (Wish(form="note", to="team"), "the rooms", "Dear team,", ""),
        (Wish(form="email", to="Anna"), "wie viele Zimmer hat das Haus?", "Guten Tag Anna,", "Wie viele Zimmer hat das Haus"),
        (Wish(form="email", language="fr"), "the rooms", "Bonjour,", "Rooms"),
    ],
)  # fmt: skip
def test_the_lines_are_in_the_language_of_the_question_and_name_whom_it_names(wish, asked, greeting, subject):
    letter = last(wish, asked=asked).letter
    assert (letter.greeting, letter.subject) == (greeting, subject)


def test_points_are_items():
    answer = last(Wish(form="points"))
    assert [one.form for one in answer.statements] == ["item", "item"] and answer.text.startswith(
        "- The house"
    )


def test_a_shorter_quoted_answer_has_the_sentence_that_answers():
    assert [one.text for one in last(Wish(length="shorter")).statements] == ["The house has six rooms."]
    assert len(last(Wish(sentences=2)).statements) == 2
    assert len(last(Wish(length="shorter"), written=True).statements) == 2, "a model was asked for less"
    listed = replace(ANSWER, kind="list")
    assert len(last(Wish(length="shorter"), listed).statements) == 2, "a list stays whole"


@pytest.mark.parametrize(
    "wish", [Wish(simple=True), Wish(length="longer"), Wish(language="de"), Wish(form="table")]
)
def test_without_a_model_what_only_a_model_can_do_is_said(wish):
    assert NEEDS_A_MODEL in last(wish).notes and NEEDS_A_MODEL not in last(wish, written=True).notes


@pytest.mark.parametrize("status", ["not_found", "conflicting", "reading"])
def test_what_is_refused_or_disagrees_is_no_message(status):
    answer = replace(ANSWER, status=status)
    assert last(Wish(form="email", to="Anna"), answer) == replace(answer, question="As asked")


def test_closing_it_closes_the_answers_it_forms():
    closed = []

    def answers():
        try:
            while True:
                yield ANSWER
        finally:
            closed.append(True)

    stream = formed(answers(), "q", "q", Wish(form="points"), written=True)
    next(stream)
    stream.close()
    assert closed
