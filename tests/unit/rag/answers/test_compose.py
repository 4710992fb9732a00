"""Statements, citations and the text of an answer."""

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rag.answers.citations.citing import cite, items
from rag.answers.compose import NO_DOCUMENTS, NONE_FITS, NOT_FOUND, compose, rewritten
from rag.questions.searched import SearchedQuestion
from readings import decided, passage_of, reading, reading_of


@pytest.mark.parametrize(
    ("span", "found"),
    [
        ("bread, fish and red wine", ["bread", "fish", "red wine"]),
        ("bread, fish, and wine", ["bread", "fish", "wine"]),
        ("bread and wine", ["bread and wine"]),
        ("4 May, 2024", ["4 May, 2024"]),
        ("1,000", ["1,000"]),
        ("bread, which was old", ["bread, which was old"]),
    ],
)
def test_the_items_of_a_list_are_marked_one_by_one(span, found):
    text = f"They had {span} there."
    start = text.index(span)
    held = passage_of(text, start=7)
    marks = items(held, (7 + start, 7 + start + len(span)))
    assert [held.quote(mark) for mark in marks] == found


def test_one_text_in_two_places_is_one_statement_numbered_in_order():
    readings = [
        reading("Same words.", 0.9, id_="d-1"),
        reading("Other words.", 0.8, id_="d-2"),
        reading("Same  words.", 0.7, id_="d-3"),
    ]
    statements = cite(readings)
    assert [[citation.number for citation in statement.citations] for statement in statements] == [
        [1, 2],
        [3],
    ]


text = st.text(alphabet="ab 12.é日\n", min_size=1, max_size=60).filter(str.strip)


@given(text, st.integers(0, 50), st.data())
def test_a_citation_has_the_characters_at_its_offsets(words, start, data):
    first = data.draw(st.integers(0, len(words) - 1))
    last = data.draw(st.integers(first + 1, len(words)))
    held = replace(passage_of(words, start=start), sentences=((start + first, start + last),))
    found = reading_of(held)
    (statement,) = cite([found])
    (citation,) = statement.citations
    document = " " * start + words
    assert document[citation.start : citation.end] == citation.quote


def composed(decision, *, filtered=False, hits=None, titles=()):
    way = SearchedQuestion(text="Searched?", whole="Searched?", titles=titles)
    hits = [reading.hit for reading in decision.readings] if hits is None else hits
    return compose("Asked?", way, hits, decision, cite(decision.readings), {"read": 1.0}, filtered=filtered)


def test_an_answer_has_what_was_asked_and_what_was_searched_and_leads_with_what_is_short():
    answer = composed(decided("What is the fee?", [reading("Fee: 40 euros")]), titles=("Handbook",))
    assert (answer.question, answer.standalone_question) == ("Asked?", "Searched?")
    assert (answer.kind, answer.short, answer.text) == ("fact", "40 euros", "Fee: 40 euros [1]")
    assert (answer.searched_in, answer.notes) == (("Handbook",), ("Note.",))


def test_what_the_documents_do_not_say_of_a_question_is_told_in_the_text_and_the_notes():
    decision = replace(decided("What is the fee?", [reading("Fee: 40 euros")]), unanswered=("who pays it",))
    answer = composed(decision)
    told = "The documents don't say “who pays it”."
    assert answer.text == f"Fee: 40 euros [1]\n{told}"
    assert (answer.unanswered, answer.notes) == (("who pays it",), (told, "Note."))
    assert rewritten(answer, answer.statements, (), 1.0).text == answer.text


def test_without_a_short_answer_sentences_are_the_answer():
    answer = composed(decided("Why did it fall?", [reading("It was old.")]))
    assert (answer.kind, answer.short, answer.text) == ("sentences", None, "It was old. [1]")


def test_other_places_with_the_same_words_are_counted_and_not_repeated():
    same = [reading("It was old.", id_=f"{document}-1") for document in "abc"]
    answer = composed(decided("Why did it fall?", same))
    assert answer.text == "It was old. [1] (also in 2 other places)" and len(answer.citations) == 3


def test_two_sides_of_a_conflict_are_announced():
    sides = [
        reading("The fee is 40 euros.", span="40 euros"),
        reading("The fee is 55 euros.", span="55 euros"),
    ]
    text = "Two places disagree. The fee is 40 euros. [1] The fee is 55 euros. [2]"
    assert composed(decided("What is the fee?", sides)).text == text


def test_without_an_answer_the_text_says_why():
    refused = decided("Why?", [reading("It was old.")], confidence=0.1)
    hit = reading("It was old.").hit
    assert composed(refused, hits=[hit]).text == NOT_FOUND
    assert composed(refused, hits=[]).text == NO_DOCUMENTS
    assert composed(refused, hits=[], filtered=True).text == NONE_FITS


def test_a_written_sentence_that_is_not_supported_is_not_in_the_text():
    answer = composed(decided("Why?", [reading("It rose."), reading("It fell.")]))
    first, second = answer.statements
    written = [
        replace(first, text="It went up.", verdict="supported"),
        replace(second, verdict="unsupported"),
    ]
    assert rewritten(answer, written, (), 2.0).text == "It went up. [1]"
    assert rewritten(answer, written, (), 2.0).timings == {"read": 1.0, "write": 2.0}


ROWS = [
    "Country: Austria | Capital: Vienna | Language: German",
    "Country: Belgium | Capital: Brussels | Language: Dutch, French, German",
    "Country: Finland | Language: Finnish, Swedish",
]


def test_rows_of_a_table_are_below_one_another_in_the_text_of_an_answer():
    found = decided("Which country has German as a language?", [reading(row) for row in ROWS])

    assert composed(found).text == f"{ROWS[0]} [1]\n{ROWS[1]} [2]"
