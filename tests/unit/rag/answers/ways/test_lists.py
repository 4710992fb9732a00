"""A list is answered with all of its items, and a list of something else is no answer."""

import pytest

from rag.answers.citations.citing import cite_items
from rag.answers.ways.lists.lists import list_answer
from shelf import Shelf, shown

FORMATS = """# Falcon

Falcon keeps copies.

## Pictures

The following formats are supported:

- PNG and JPEG
- TIFF
- WebP, since version 3

More will come.

- one more thing

## Text formats

| Format | Since |
|---|---|
| TXT | 1 |
| ODT | 2 |
"""


def items(text, question, best, name="a.md", **more):
    answer = list_answer(Shelf(text, name).asked(question, best, **more))
    return answer and shown(answer)


def test_all_items_of_the_list_that_is_introduced_are_shown():
    found = items(FORMATS, "Which formats are supported?", "The following formats")
    assert found == [("item", "PNG and JPEG"), ("item", "TIFF"), ("item", "WebP, since version 3")]


def test_each_item_is_cited_with_its_exact_place():
    shelf = Shelf(FORMATS)
    answer = list_answer(shelf.asked("Which formats are supported?", "TIFF"))
    for item in answer.items:
        (reading,) = item.readings
        start, end = reading.sentence
        assert shelf.held.text[start:end] == reading.text
        assert reading.hit.passage.start <= start and end <= reading.hit.passage.end


@pytest.mark.parametrize(
    "question",
    ["Which printers are supported?", "Which formats are not supported?", "Which countries are at war?"],
)
def test_a_list_of_something_else_is_no_answer(question):
    assert items(FORMATS, question, "The following formats") is None


def test_of_five_hundred_items_twenty_are_shown_and_the_rest_counted():
    text = (
        "# Stock\n\nThese codes are valid:\n\n"
        + "\n".join(f"- code {n:03d}" for n in range(500))
        + "\n\nThat is all.\n"
    )
    answer = list_answer(Shelf(text).asked("Which codes are valid?", "These codes"))
    assert [text for _, text in shown(answer)] == [f"code {n:03d}" for n in range(20)]
    assert answer.notes == ("And 480 more.",)


def test_items_inside_of_an_item_stay_with_it():
    text = "Parts of the kettle:\n* lid\n* body\n  - handle\n  - spout\n* base\n\nThe end.\n"
    found = items(text, "What are the parts of the kettle?", "Parts of", name="a.txt")
    assert [text for _, text in found] == ["* lid", "* body\n  - handle\n  - spout", "* base"]


def test_a_document_without_a_list_has_no_list():
    assert items("# Codes\n\nCodes are valid for a year.\n", "Which codes are valid?", "Codes are") is None


def test_what_was_refused_is_shown_only_if_all_that_is_asked_for_stands_above_the_list():
    low = {"confidence": 0.3}
    assert items(FORMATS, "Which picture formats are supported?", "TIFF", **low)
    assert items(FORMATS, "Which formats are supported on Windows?", "TIFF", **low) is None


CLUB = """# Rules of the rowing club

These duties include, but are not limited to, the following:

- clean the boats
- lock the doors
    - the front door
    - the gate
- pay in time
"""


def test_what_stands_inside_of_an_item_stays_with_it():
    answer = list_answer(Shelf(CLUB).asked("Which duties are there in the rowing club?", "These duties"))
    assert [statement.text for statement in cite_items(answer.items)] == [
        "clean the boats",
        "lock the doors\nthe front door\nthe gate",
        "pay in time",
    ]


@pytest.mark.parametrize(
    "introduction",
    ["Although this is not complete, the duties are:", "The duties include, but are not limited to:"],
)
def test_an_introduction_that_says_not_of_something_else_denies_nothing(introduction):
    text = f"# Club\n\n{introduction}\n\n- row\n- sweep\n"
    assert items(text, "What are the duties in the club?", introduction) == [
        ("item", "row"),
        ("item", "sweep"),
    ]


STAFF = "# Staff\n\n| Name | Department | City |\n|---|---|---|\n| Ann | Sales | Oslo |\n| Bo | Finance | Bergen |\n| Cy | Sales | Oslo |\n| Di | Legal | Oslo |\n"


@pytest.mark.parametrize(
    ("question", "cells"),
    [
        ("Which departments are there?", ["Sales", "Finance", "Legal"]),
        ("List all departments of the staff", ["Sales", "Finance", "Legal"]),
        ("Which departments are in Oslo?", ["Sales", "Legal"]),
        ("Which departments are in Rome?", None),
        ("Which buildings are there?", None),
    ],
)
def test_the_different_cells_of_a_column_are_a_list(question, cells):
    shelf = Shelf(STAFF)
    answer = list_answer(shelf.asked(question, "Name: Ann"))
    assert (answer and [text for _, text in shown(answer)]) == cells
    for item in answer.items if answer else ():
        start, end = item.readings[0].sentence
        assert shelf.held.text[start:end] == item.readings[0].text
