"""Cases become scored questions, by the real index and the real span model."""

import json

import pytest

from rag.reading.span_reader import WEIGHTS
from training.cases import case_scorers, read_cases

PRICES = "item,price,colour\nLamp,4.99,red\nChair,4.99,blue\nDesk,120.00,oak\n"
POLICY = """# Leave

Every employee has **25 days** of leave a year.

A note from a doctor is needed from the
third day of an illness.

# Travel

Trains are booked by the office. Flights need the consent of the head of department.
"""


def case(folder, kind, files, questions):
    (folder / "in").mkdir(parents=True)
    for name, text in files.items():
        (folder / "in" / name).write_text(text)
    (folder / "questions.json").write_text(json.dumps({"kind": kind, "questions": questions}))


@pytest.fixture(scope="module")
def cases(tmp_path_factory):
    folder = tmp_path_factory.mktemp("cases")
    case(folder / "prices", "table", {"prices.csv": PRICES}, [
        {"question": "What does the chair cost?", "answers": ["4.99"], "quote": "Chair,4.99,blue", "document": "prices.csv"},
        {"question": "What does the sofa cost?", "answerable": False},
    ])  # fmt: skip
    case(folder / "leave", "policy", {"policy.md": POLICY, "other.md": "# Canteen\n\nLunch is at noon."}, [
        {"question": "When must I bring a note from a doctor?", "answers": ["third day"],
         "quote": "A note from a doctor is needed from the third day of an illness.", "document": "policy.md"},
        {"question": "How many days of leave are there?", "answers": ["25 days"], "quote": "has **25 days** of leave", "document": "policy.md"},
        {"question": "When is lunch?", "answers": ["noon"], "quote": "Dinner is at noon.", "document": "policy.md"},
    ])  # fmt: skip
    return read_cases(folder)


@pytest.fixture(scope="module")
def out(tmp_path_factory):
    return tmp_path_factory.mktemp("out")


@pytest.fixture(scope="module")
def scorers(cases, out):
    return case_scorers(cases, out, WEIGHTS)


@pytest.fixture(scope="module")
def scored(scorers):
    return {question.question.question + scorer.name: question for scorer in scorers for question in scorer.score_all()}  # fmt: skip


def gold(question):
    return [sentence.text for sentence, gold in zip(question.evidence, question.gold, strict=True) if gold]


def test_each_case_is_asked_alone_and_each_kind_in_one_index_of_all(scorers, scored):
    assert [scorer.name for scorer in scorers] == ["cases/policy", "cases/table", "cases-together/policy", "cases-together/table"]  # fmt: skip
    alone, together = (
        {hit.passage.title for hit in scored[f"What does the sofa cost?{name}"].hits}
        for name in ("cases/table", "cases-together/table")
    )
    assert alone < together


@pytest.mark.parametrize("where", ["cases/policy", "cases-together/policy"])
def test_the_sentence_that_holds_the_quote_is_gold_whatever_its_white_space(scored, where):
    question = scored[f"When must I bring a note from a doctor?{where}"]
    assert [text.split() for text in gold(question)] == [
        "A note from a doctor is needed from the third day of an illness.".split()
    ]
    assert question.quotes == 1


def test_a_quote_with_markup_is_found_without_it(scored):
    assert gold(scored["How many days of leave are there?cases/policy"]) == [
        "Every employee has 25 days of leave a year."
    ]


def test_of_rows_with_the_same_answer_only_that_of_the_quote_is_gold(scored):
    (row,) = gold(scored["What does the chair cost?cases/table"])
    assert "Chair" in row and "Lamp" not in row


def test_an_unanswerable_question_has_no_gold(scored):
    question = scored["What does the sofa cost?cases-together/table"]
    assert not question.question.answerable and not gold(question) and question.quotes == 0


def test_questions_whose_quote_is_nowhere_are_named(scorers):
    assert [question.question for question in scorers[0].unplaced()] == ["When is lunch?"]


def test_without_the_passages_that_answer_a_question_is_unanswerable(scorers):
    together = scorers[2]
    removed = together.without_answer(together.score_all())
    assert [question.question.id for question in removed] == ["leave/1", "leave/3"]
    assert {question.set_name for question in removed} == {"cases-together/policy, answer removed"}
    assert not any("third day" in hit.passage.text for hit in removed[0].hits)


def test_a_second_run_reads_nothing_again(cases, out, scorers, scored):
    (scores,) = out.glob("span-scores-cases-*.jsonl")
    size = scores.stat().st_size
    again = [question for scorer in case_scorers(cases, out, WEIGHTS) for question in scorer.score_all()]
    assert len(again) == 10 and scores.stat().st_size == size
