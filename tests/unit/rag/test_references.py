"""References: who made a work, in a sentence and as an entry of BibTeX."""

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from index import Document
from rag.references import Person, Reference, reference_of
from rag.references.bibtex import entry, escaped, key
from rag.references.people import people_in

OWLS = Reference(
    kind="journalArticle",
    title="On the flight of barn owls at 20 °C & 50% in Utrecht: a DNA study",
    authors=(Person("Doe", "Jane"), Person("World Owl Organization"), Person("Müller", "Émile")),
    date="2017-06",
    publication="Journal of Birds & Bees",
    volume="12",
    issue="3",
    pages="41–55",
    doi="10.1000/xyz_1",
    url="https://example.org/owls_1?a={b}",
)


@pytest.mark.parametrize(
    ("line", "people"),
    [
        ("Jane Doe", [("Doe", "Jane")]),
        ("Doe, Jane", [("Doe", "Jane")]),
        ("Doe, Jane; Roe, John", [("Doe", "Jane"), ("Roe", "John")]),
        (
            "Jane Doe, John Roe and Ludwig van Beethoven",
            [("Doe", "Jane"), ("Roe", "John"), ("van Beethoven", "Ludwig")],
        ),
        ("Jane Doe & John Roe", [("Doe", "Jane"), ("Roe", "John")]),
        ("Doe, Jane, Roe, John", [("Doe", "Jane"), ("Roe", "John")]),
        ("Jane Doe, Ph.D.", [("Doe", "Jane")]),
        ("Doe, Jane; {World Owl Organization}", [("Doe", "Jane"), ("World Owl Organization", "")]),
        ("World Health Organization", [("World Health Organization", "")]),
        (
            "Department of Health, Education and Welfare",
            [("Department of Health, Education and Welfare", "")],
        ),
        ("Plato", [("Plato", "")]),
        ("Microsoft Office User", []),
        ("", []),
    ],
)
def test_the_people_of_a_line_are_told_apart(line, people):
    assert [(person.family, person.given) for person in people_in(line)] == people


def test_an_article_is_an_entry_with_every_field_escaped_as_its_kind_needs():
    assert entry(OWLS).split("\n") == [
        "@article{doe2017flight,",
        r"  title = {On the flight of barn owls at 20 °{C} \& 50\% in {Utrecht}: a {DNA} study},",
        "  author = {Doe, Jane and {World Owl Organization} and Müller, Émile},",
        r"  journal = {Journal of Birds \& Bees},",
        "  year = {2017},",
        "  month = jun,",
        "  volume = {12},",
        "  number = {3},",
        "  pages = {41--55},",
        "  doi = {10.1000/xyz_1},",
        "  url = {https://example.org/owls_1?a=%7Bb%7D}",
        "}",
        "",
    ]


def test_in_a_title_whose_words_all_have_capitals_only_those_inside_a_word_are_kept():
    title = "The Flight of McDonald's Owls and Their mRNA"
    shown = entry(Reference(title=title)).split("\n")[1]
    assert shown == "  title = {The Flight of {McDonald's} Owls and Their {mRNA}}"


def test_a_thesis_a_report_and_a_chapter_name_what_they_are_in_as_their_kind_does():
    made = {
        kind: entry(Reference(kind=kind, title="T", publisher="P", publication="B"))
        for kind in ("thesis", "report", "bookSection", "webpage")
    }
    assert made["thesis"].startswith("@phdthesis{") and "school = {P}" in made["thesis"]
    assert made["report"].startswith("@techreport{") and "institution = {P}" in made["report"]
    assert made["bookSection"].startswith("@incollection{") and "booktitle = {B}" in made["bookSection"]
    assert made["webpage"].startswith("@misc{") and "howpublished = {B}" in made["webpage"]


@pytest.mark.parametrize(
    ("reference", "expected"),
    [
        (OWLS, "doe2017flight"),
        (
            Reference(title="The Barn Owl", authors=(Person("van der Berg", "A"),), date="1994"),
            "vanderberg1994barn",
        ),
        (Reference(title="Über Eulen", authors=(Person("Größe", "A"),)), "grosseuber"),
        (Reference(title="The Barn Owl", citation_key="Doe:2017, {x}"), "Doe:2017x"),
        (Reference(title="The Barn Owl", date="1994"), "barn1994"),
        (Reference(title="夜"), "untitled"),
    ],
)
def test_the_key_is_that_of_the_library_or_made_of_author_year_and_title(reference, expected):
    assert key(reference) == expected


@pytest.mark.parametrize(
    ("people", "section", "expected"),
    [
        ([Person("Doe", "Jane")], "p. 47", "Doe (2017), p. 47"),
        (
            [Person("Doe", "Jane"), Person("Roe", "Jo")],
            "p. iv (page 6 of the file), Results",
            "Doe and Roe (2017), p. iv",
        ),
        (
            [Person("Doe"), Person("Roe"), Person("Poe")],
            "Results > Table",
            "Doe et al. (2017), Results › Table",
        ),
        ([], None, "Flight (2017)"),
    ],
)
def test_in_a_sentence_it_has_author_year_and_page(people, section, expected):
    assert Reference(title="Flight", authors=people, date="2017-06").short(section) == expected


def test_of_a_file_only_what_it_states_counts_and_not_when_it_was_saved():
    document = Document(
        id="a", title="Owls", source="/a.pdf", text="", date="2026-01-01", metadata={"author": "Jane Doe"}
    )
    assert reference_of(document).short("p. 3") == "Doe (n.d.), p. 3"
    assert entry(reference_of(document)) == "@misc{doeowls,\n  title = {Owls},\n  author = {Doe, Jane}\n}\n"


@given(st.text(min_size=1, max_size=40), st.text(max_size=30), st.text(max_size=30))
def test_whatever_stands_in_the_fields_the_braces_of_an_entry_fit(title, family, given_name):
    reference = Reference(
        title=title, authors=(Person(family, given_name),), publication=family, doi=title, pages=title
    )
    made = entry(reference)
    depth = 0
    for sign in made:
        depth += (sign == "{") - (sign == "}")
        assert depth >= 0
    assert depth == 0
    # No line ends inside a field, and no sign that LaTeX would take for a command, but in addresses.
    assert re.fullmatch(r"@misc\{[^\s,{}]*,\n(?:  \w+ = \{.*\}(?:,\n|\n))+\}\n", made), made
    shown = escaped(title)
    assert not re.search(r"(?<!\\)[&%$#_]", shown)
