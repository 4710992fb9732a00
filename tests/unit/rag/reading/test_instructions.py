"""Answers that are told by their form: commands, instructions, tasks."""

import pytest

from index import Hit
from rag.questions.analysis import analyse
from rag.reading.evidence import Evidence
from rag.reading.instructions import by_form
from rag.reading.reader import weighed
from rag.reading.rules import ruled
from rag.reading.span_reader import SentenceScores
from readings import heading, passage_of, reading


def scored(*sentences: str, **more):
    hit = Hit(passage=passage_of(*sentences, **more), score=0.5, rank=1)
    scores = SentenceScores(logit=0.0, span_logit=0.0, span=None)
    return [
        (-float(number), Evidence(hit=hit, number=number, scores=scores, features={}))
        for number in range(len(sentences))
    ]


def found(question: str, *sentences: str, **more) -> list[str]:
    return [evidence.text for _, evidence in by_form(analyse(question), scored(*sentences, **more))]


@pytest.mark.parametrize(
    ("question", "line"),
    [
        ("How do I install parcel?", "pip install parcel-client"),
        ("How can I install it?", "Install with `pip install parcel-client`."),
        ("What is the command to install parcel?", "$ npm install -g parcel"),
        ("How to install parcel on Debian?", "sudo apt-get -y install parcel  # Debian"),
        ("Wie installiere ich parcel?", "cargo add parcel"),
        ("How is parcel installed?", "curl -sSf https://parcel.example/get | sh"),
    ],
)
def test_how_something_is_installed_is_answered_by_the_command(question: str, line: str) -> None:
    assert found(question, "Parcel is fast.", "Then install the update.", line, title="parcel") == [line]


def test_the_command_below_the_heading_that_the_question_names_is_the_one() -> None:
    sentences = ("pip install parcel", "conda install parcel")
    under_conda = heading("Install > With conda", 100 + len(sentences[0]))
    assert found(
        "How do I install parcel with conda?", *sentences, title="parcel", sections=[under_conda]
    ) == ["conda install parcel"]


@pytest.mark.parametrize(
    "question", ["How do I install the printer driver?", "How do I start parcel?", "Who installs parcel?"]
)
def test_a_command_answers_no_other_question(question: str) -> None:
    assert found(question, "pip install parcel", title="parcel") == []


@pytest.mark.parametrize(
    ("question", "title", "sentence"),
    [
        ("When should levothyroxine be taken?", "Levothyroxine", "Take it 30 minutes before breakfast."),
        ("How often must the filter be cleaned?", "The filter", "- Clean every two weeks with warm water."),
        ("When should I water the cactus?", "Cactus", "Timing: Water it once a month."),
        ("Where should the vaccine be kept?", "Vaccine", "Always keep in a cold place."),
        ("How should I wash the jersey?", "Jersey", "3. Wash by hand."),
    ],
)
def test_an_instruction_below_the_name_of_its_thing_answers(question: str, title: str, sentence: str) -> None:
    assert found(question, "It is blue.", sentence, title=title) == [sentence]


@pytest.mark.parametrize(
    ("question", "sentence"),
    [
        ("When should aspirin be taken?", "Take it 30 minutes before breakfast."),
        ("When should levothyroxine be taken?", "Take it with water."),
        ("When should levothyroxine be taken?", "Patients take 75 mcg every day."),
        ("When was levothyroxine taken?", "Take it 30 minutes before breakfast."),
    ],
)
def test_an_instruction_for_something_else_does_not(question: str, sentence: str) -> None:
    assert found(question, sentence, title="Levothyroxine") == []


TASKS = ("[x] Paint the fence", "[ ] Mend the gate", "The garden is large.", "[ ] Prune the trees")


@pytest.mark.parametrize(
    ("question", "expected"),
    [
        ("Which tasks are still open?", [TASKS[1], TASKS[3]]),
        ("What is left to do?", [TASKS[1], TASKS[3]]),
        ("List the open to-dos", [TASKS[1], TASKS[3]]),
        ("Which tasks are not done yet?", [TASKS[1], TASKS[3]]),
        ("Which tasks are done?", [TASKS[0]]),
        ("Welche Aufgaben sind noch offen?", [TASKS[1], TASKS[3]]),
        ("Which tasks in the garden are open?", [TASKS[1], TASKS[3]]),
        ("Which tasks in the kitchen are open?", []),
        ("Which shops are open?", []),
    ],
)
def test_tasks_are_told_by_their_marks(question: str, expected: list[str]) -> None:
    assert found(question, *TASKS, title="Garden") == expected


def test_what_answers_by_its_form_leads_with_confidence() -> None:
    query, pairs = analyse("Which tasks are still open?"), scored(*TASKS, title="Garden")
    result = ruled(query, [pairs[0][1].hit], pairs, 0.1)
    assert [evidence.text for _, evidence in result.scored[:2]] == [TASKS[1], TASKS[3]]
    assert (result.certain, len(result.scored)) == (2, 4)
    assert result.confidence > 0.5


def test_beside_what_is_the_whole_answer_by_its_form_other_sentences_count_half():
    one = reading("[ ] Mend the gate", 0.3)
    assert [weighed(one, number, 1).probability for number in (0, 1)] == [1.0, 0.15]
    assert weighed(one, 0, 0) is one
