"""A way is taken where it is as sure as the plain answer, and a wrong guess of the kind costs nothing."""

from dataclasses import replace

import pytest

from rag.answers.citations.citing import cite_items
from rag.answers.compose import compose
from rag.answers.decide import Decision
from rag.answers.ways import choose
from rag.answers.ways.way import Asked, Item, PlainAnswer, WayAnswer
from rag.protocols import Readings
from rag.questions.analysis import analyse
from rag.questions.searched import SearchedQuestion
from readings import reading

ITEMS = (
    Item(readings=(reading("Bread.", 0.9, id_="d-1"),), form="item", part="Food"),
    Item(readings=(reading("Wine.", 0.9, id_="d-2"),), form="item", part="Drink"),
    Item(readings=(reading("Beer.", 0.9, id_="d-3"),), form="item", part="Drink"),
)


def asked(confidence, status="answered"):
    decision = Decision(status=status, readings=(), confidence=confidence)
    readings = Readings(hits=(), sentences=(), confidence=confidence)
    return Asked(
        question="What did they have?",
        terms=analyse("What did they have?"),
        plain=PlainAnswer(readings=readings, decision=decision),
        where=None,
        documents=None,
        search=lambda text, k: [],
        ask=lambda question: None,
        apart=lambda question: None,
    )


def way(confidence):
    return lambda asked: WayAnswer(kind="list", items=ITEMS, confidence=confidence)


@pytest.mark.parametrize(
    ("plain", "status", "confidence", "taken"),
    [
        (0.7, "answered", 0.7, True),
        (0.9, "answered", 0.7, False),
        (0.2, "not_found", 0.7, True),
        (0.2, "not_found", 0.3, False),
    ],
)
def test_a_way_is_taken_unless_the_plain_answer_is_surer(monkeypatch, plain, status, confidence, taken):
    monkeypatch.setattr(choose, "WAYS", {"list": way(confidence)})
    answer = choose.way_answer(asked(plain, status), ("why", "list"), threshold=0.5)
    assert (answer is not None) is taken


@pytest.mark.parametrize(("first", "second", "taken"), [(0.8, 0.95, 0.95), (0.8, 0.8, 0.8), (0.9, 0.92, 0.9)])
def test_the_surest_way_is_taken_and_of_two_nearly_as_sure_the_likelier_kind(
    monkeypatch, first, second, taken
):
    monkeypatch.setattr(choose, "WAYS", {"steps": lambda _: None, "list": way(first), "table": way(second)})
    assert choose.way_answer(asked(0.5), ("steps", "list", "table"), threshold=0.5).confidence == taken


def test_a_wrong_guess_of_the_kind_costs_nothing(monkeypatch):
    monkeypatch.setattr(choose, "WAYS", {"steps": way(0.6), "list": way(0.9)})
    assert choose.way_answer(asked(0.5), ("steps", "list"), threshold=0.5).confidence == 0.9


def test_no_other_way_is_tried_where_a_question_as_a_whole_compares(monkeypatch):
    tried = []
    ways = {"comparison": way(0.85), "table": lambda _: tried.append("table")}
    monkeypatch.setattr(choose, "WAYS", ways)
    assert choose.way_answer(asked(0.5), ("comparison", "table"), threshold=0.5) and not tried


@pytest.mark.parametrize(("kind", "taken"), [("list", False), ("yes_no", False), ("comparison", True)])
def test_two_places_that_disagree_are_not_hidden_by_a_way_that_shows_one(monkeypatch, kind, taken):
    monkeypatch.setattr(choose, "WAYS", {"list": lambda _: WayAnswer(kind=kind, items=ITEMS, confidence=0.9)})
    assert (choose.way_answer(asked(0.8, "conflicting"), ("list",), threshold=0.5) is not None) is taken


@pytest.mark.parametrize(
    ("sides", "taken"),
    [
        (("Team: Oslo | Cups: 3", "Team: Alta | Cups: 5"), True),
        (("Team: Oslo | Cups: 3", "Oslo has won five cups."), False),
    ],
)
def test_rows_of_one_table_do_not_disagree_when_the_table_answers(monkeypatch, sides, taken):
    answer = WayAnswer(kind="table", items=ITEMS, confidence=0.9)
    monkeypatch.setattr(choose, "WAYS", {"table": lambda _: answer})
    question = asked(0.8, "conflicting")
    decision = replace(question.plain.decision, readings=tuple(reading(side, id_="d-9") for side in sides))
    question = replace(question, plain=replace(question.plain, decision=decision))
    assert (choose.way_answer(question, ("table",), threshold=0.5) is not None) is taken


def test_items_stand_below_one_another_under_the_names_of_their_parts():
    statements = cite_items(ITEMS)
    readings = [reading for item in ITEMS for reading in item.readings]
    searched = SearchedQuestion(text="What did they have?", whole="What did they have?")
    decision = Decision(status="answered", readings=tuple(readings), confidence=0.9)
    answer = compose("?", searched, [r.hit for r in readings], decision, statements, {}, kind="list")
    assert answer.text == "Food:\n- Bread. [1]\n\nDrink:\n- Wine. [2]\n- Beer. [3]"
    first, *_ = answer.statements
    assert (first.form, first.part, first.verdict) == ("item", "Food", "quoted")


def test_lines_of_code_stay_lines_and_what_is_computed_says_so():
    code = Item(readings=(reading("pip install\npincite add", 0.9),), form="code")
    computed = Item(readings=(reading("1", 0.9), reading("2", 0.9)), text="3", derivation="1 + 2")
    first, second = cite_items([code, computed])
    assert first.text == "pip install\npincite add"
    assert (second.text, second.verdict, second.derivation) == ("3", "computed", "1 + 2")
    assert [c.number for c in second.citations] == [2, 3]


ROW = "Tree: Willow | Yearly cost: 105.00"


def asked_of_a_row(question):
    decision = Decision(status="answered", readings=(reading(ROW),), confidence=0.95, short="105.00")
    base = asked(0.95)
    return replace(base, question=question, plain=replace(base.plain, decision=decision))


@pytest.mark.parametrize(
    ("question", "taken"),
    [
        ("How much more does Willow cost a year than Birch?", True),
        ("How much dearer is Willow than Birch?", True),
        ("What do Willow and Birch cost together?", True),
        ("What does Willow cost a year?", False),
    ],
)
def test_a_figure_of_one_row_is_no_rival_of_what_is_computed_however_sure_it_is(monkeypatch, question, taken):
    computed = WayAnswer(kind="table", items=ITEMS, confidence=0.6, short="42.5")
    monkeypatch.setattr(choose, "WAYS", {"table": lambda _: computed})
    answer = choose.way_answer(asked_of_a_row(question), ("table",), threshold=0.5)
    assert (answer is computed) is taken
