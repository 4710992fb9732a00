"""A summary has the parts of a document in order, each with a sentence of the text that carries it."""

import pytest

from bench.word_embedder import WordEmbedder
from index import Filter, Hit, Index, TextSource
from rag.answers.citations.citing import cite_items
from rag.answers.decide import Decision
from rag.answers.ways.summaries.central import leading_score, says_something
from rag.answers.ways.summaries.summary import summary
from rag.answers.ways.way import Asked, PlainAnswer
from rag.protocols import Readings
from rag.questions.analysis import analyse

MANUAL = """# Kettle manual

This manual describes how the kettle is used and cleaned. Copyright 2020 Acme, all rights reserved.

## 1. Boiling

The kettle boils a litre of water in two minutes. What is a litre? It stops by itself.

## 2. Cleaning

### 2.1 Every week

Wipe the kettle with a damp cloth every week of the year.

### 2.2 Every month

Vinegar removes the lime that hard water leaves in the kettle.

## 3. Licence

The text of the licence is given to everyone who has the kettle at home.

## 4. Codes

E1
"""
LEASE = "The landlord lets the flat in Mill Lane to the tenant from May. The rent is due on the first."
NOTE = "Milk, eggs"


@pytest.fixture(scope="module")
def documents(tmp_path_factory):
    folder = tmp_path_factory.mktemp("summary")
    index = Index(folder / "index", embedder=WordEmbedder())
    (folder / "manual.md").write_text(MANUAL)
    index.add(folder / "manual.md")
    index.add_texts(
        [
            TextSource(source="lease.txt", title="Lease", text=LEASE),
            TextSource(source="note.txt", title="Shopping", text=NOTE),
        ]
    )
    return index


def answer(documents, question, where=None):
    passages = documents.openings(9, where=where)
    hits = tuple(Hit(passage=passage, score=1.0, rank=1) for passage in passages)
    readings = Readings(hits=hits, sentences=(), confidence=0.1)
    plain = PlainAnswer(readings=readings, decision=Decision(status="not_found", readings=(), confidence=0.1))
    asked = Asked(
        question=question,
        terms=analyse(question),
        plain=plain,
        where=where,
        documents=documents,
        search=lambda text, k: hits,
        ask=lambda question: plain,
        apart=lambda question: plain,
    )
    return summary(asked)


def shown(found):
    return [(item.part, item.form, " ".join(item.readings[0].text.split())) for item in found.items]


def test_a_named_document_is_told_part_by_part_and_formulas_are_left_out(documents):
    found = answer(documents, "Summarise the kettle manual")
    assert shown(found) == [
        ("", "sentence", "This manual describes how the kettle is used and cleaned."),
        ("1. Boiling", "sentence", "The kettle boils a litre of water in two minutes."),
        ("2. Cleaning", "sentence", "Wipe the kettle with a damp cloth every week of the year."),
        ("2. Cleaning", "sentence", "Vinegar removes the lime that hard water leaves in the kettle."),
        ("", "heading", "4. Codes"),
    ]
    assert found.short == "Kettle manual (text, 4 parts)"
    for statement in cite_items(found.items):
        for citation in statement.citations:
            text = documents.document(citation.document_id).text
            assert text[citation.start : citation.end] == citation.quote


def test_contents_thanks_licences_and_what_comes_twice_are_no_part_of_a_summary(tmp_path):
    lid = "## Lid\n\nThe lid keeps the steam of the kettle inside until it boils.\n\n"
    copying = "## Appendix B Copying\n\nWho has the kettle may paint a picture of it at home.\n\n"
    contents = "## Contents\n\nLid .......... 1\n\nSpout .......... 2\n\nCord .......... 3\n\n"
    thanks = "## Spout\n\nWe would like to sincerely thank everyone who has the kettle at home.\n\n"
    cord = "## Cord\n\nA cord of two metres joins the kettle with the wall.\n"
    (tmp_path / "kettle.md").write_text(f"# Kettle\n\n{contents}{lid}{lid}{copying}{thanks}{cord}")
    index = Index(tmp_path / "index", embedder=WordEmbedder())
    index.add(tmp_path / "kettle.md")
    found = shown(answer(index, "Summarise the kettle"))
    assert [(part, form) for part, form, _ in found] == [
        ("Lid", "sentence"),
        ("", "heading"),
        ("Cord", "sentence"),
    ]


def test_where_headings_divide_an_appendix_only_the_numbered_parts_of_a_form_are_the_parts(tmp_path):
    items = {
        "Item 1. Business": "The company bakes bread and sells it in forty towns of the north. ",
        "Item 1A. Risk factors": "A dry summer may lift the price of flour above what customers pay. ",
        "Item 2. Property": "All ovens stand in three halls that belong to the family. ",
    }
    body = "\n\n".join(f"{name}\n\n{3 * told}" for name, told in items.items())
    (tmp_path / "report.txt").write_text(f"Annual report\n\n{body}\n")
    index = Index(tmp_path / "index", embedder=WordEmbedder())
    index.add(tmp_path / "report.txt")
    parts = dict.fromkeys(part for part, _, _ in shown(answer(index, "Summarise the annual report")))
    assert list(parts) == list(items)
    of_item = shown(answer(index, "Summarise item 1A"))
    assert of_item == [("", "sentence", items["Item 1A. Risk factors"].strip())]


def test_a_part_is_found_by_its_number_and_by_its_heading(documents):
    every_week = ("2.1 Every week", "sentence", "Wipe the kettle with a damp cloth every week of the year.")
    for question in ("Summarise chapter 2", "Give me an overview of the section on cleaning"):
        found = answer(documents, question)
        assert found.short == "2. Cleaning (Kettle manual)"
        assert every_week in shown(found)
        assert len(found.items) == 2


def test_of_several_documents_each_gets_a_line(documents):
    found = answer(documents, "What are these documents about?")
    assert shown(found) == [
        ("Kettle manual", "sentence", "This manual describes how the kettle is used and cleaned."),
        ("Lease", "sentence", "The landlord lets the flat in Mill Lane to the tenant from May."),
        ("Shopping", "sentence", "Milk, eggs"),
    ]


def test_the_one_document_that_a_filter_lets_through_is_meant(documents):
    found = answer(documents, "What is this about?", Filter(source="*note.txt"))
    assert shown(found) == [("", "sentence", "Milk, eggs")]


def test_what_no_document_is_called_has_no_summary(documents):
    assert answer(documents, "What is the fuss about?") is None


@pytest.mark.parametrize(
    "line",
    [
        "What is a litre of water worth to you?",
        "Permission is granted to copy and change this text freely.",
        "Anna Lee, Bob Roy, Carl Ott, Dora Fix and Eve Gray.",
        "and the rest of a sentence that began elsewhere.",
        "The table below lists all of them:",
    ],
)
def test_questions_formulas_names_and_fragments_say_nothing_by_themselves(line):
    assert not says_something(line)


def test_what_leans_on_another_sentence_or_points_to_a_place_leads_less_than_what_says_what_a_text_is():
    plain = leading_score("The kettle boils a litre of water in two minutes.")
    for text in (
        "That is the purpose of this section.",
        "Because no other kettle does so.",
        "Figure 7 shows the kettle from above.",
        "In Section 4 we describe the lid of the kettle.",
    ):
        assert leading_score(text) < plain
    assert leading_score("This section describes how the kettle is cleaned.") > plain
