"""Who wrote a document is read from its first lines: names below a title, "By ...", "From: ..."."""

import pytest

from rag.answers.ways.author_lines import authors_of, is_paper
from shelf import Shelf

PAPER = """# Slow roasting of beans

Maria Olsen*, Peter de Vries† and Jean-Luc Petit*

*Institute of Food, University of Oslo
{maria,peter}@food.example

## Abstract

We roast beans.

## References

[1] Smith, Beans, 2001.
"""


def names(text, name="a.md"):
    found = authors_of(Shelf(text, name).held)
    return found and found.names


def test_the_names_below_the_title_of_a_paper_are_its_authors_without_their_marks():
    shelf = Shelf(PAPER)
    found = authors_of(shelf.held)
    assert found.names == ("Maria Olsen", "Peter de Vries", "Jean-Luc Petit")
    assert shelf.held.text[slice(*found.span)].startswith("Maria Olsen*")


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("# The dam\n\nBy Ann Lee\n\nThe dam broke.\n", ("Ann Lee",)),
        ("# The dam\n\nAuthors: Ann Lee, Bo Berg\n\nThe dam broke.\n", ("Ann Lee", "Bo Berg")),
        ("# Memo\n\nFrom: Ann Lee\n\nThe canteen is closed.\n", ("Ann Lee",)),
        ("# Der Damm\n\nVerfasser: Änne Groß\n\nDer Damm brach.\n", ("Änne Groß",)),
    ],
)
def test_a_label_says_who_wrote_it(text, said):
    assert names(text) == said


@pytest.mark.parametrize(
    "text",
    [
        "# The dam\n\nBy the river stood a mill.\n",
        "# The dam\n\nFrom Oslo, Bergen and Alta they came.\n",
        "# Jury\n\nAnn Lee, Bo Berg\n\nThey meet on Mondays.\n",
        "# The dam\n\nUniversity of Oslo, Institute of Food\n\n## Abstract\n\nWe count.\n",
    ],
)
def test_other_names_and_places_are_no_authors(text):
    assert names(text) is None


def test_a_paper_has_authors_an_abstract_and_references():
    assert is_paper(Shelf(PAPER).held) == 3
    assert is_paper(Shelf("# Rules\n\nNo dogs.\n").held) == 0


def test_long_lines_take_no_time():
    assert names("# T\n\n" + "Ann Lee, " * 3_000 + "\n\n## Abstract\n") is not None
    assert names("# T\n\nBy " + "a " * 10_000) is None
