"""What is searched for a question: the words and the documents."""

import pytest

from index import Filter
from rag import Turn
from rag.questions.searched import SearchedQuestion, as_asked, searched_questions

TITLES = [("Employee Handbook", "/docs/handbook.docx"), ("Report 2019", "/docs/report-2019.pdf")]


class Documents:
    """A library that knows every word, and counts how often its titles are read."""

    def __init__(self, titles=TITLES):
        self._titles, self.read = titles, 0

    def titles(self):
        self.read += 1
        return self._titles

    def passage_counts(self, words):
        return [1 for _ in words]

    def similar_words(self, word, k=5):
        return []


def searched(question, *history, where=None, library=None):
    turns = [
        Turn(role="assistant" if number % 2 else "user", text=text) for number, text in enumerate(history)
    ]
    return searched_questions(question, turns, where, library or Documents())


@pytest.mark.parametrize(
    "question", ["How many sappers are there?", "Why?", "x", "Was kostet das?", "它多重？"]
)
def test_a_question_that_stands_alone_is_searched_as_it_is(question):
    assert [way.text for way in searched(question)] == [question]
    assert [way.titles for way in searched(question)] == [()]


def test_a_document_that_the_question_names_is_the_only_one_searched():
    (way,) = searched("How many days of leave are in the handbook?")
    assert way.where == Filter(sources=("/docs/handbook.docx",))
    assert (way.text, way.titles) == ("How many days of leave are?", ("Employee Handbook",))


def test_a_filter_stays_beside_the_document_that_the_question_names():
    (way,) = searched("What was the income in the report of 2019?", where=Filter(collection="work"))
    assert way.where == Filter(collection="work", sources=("/docs/report-2019.pdf",))


@pytest.mark.parametrize("where", [Filter(source="*.pdf"), Filter(sources=("/docs/report-2019.pdf",))])
def test_who_has_chosen_the_documents_is_not_overruled_by_the_words_of_the_question(where):
    (way,) = searched("How many days of leave are in the handbook?", where=where)
    assert (way.where, way.titles) == (where, ())


def test_titles_are_only_read_where_the_question_can_name_a_document():
    library = Documents()
    searched("How many sappers?", library=library)
    assert library.read == 0
    searched("How many days are in the handbook?", library=library)
    assert library.read == 1


def test_an_empty_library_names_no_document():
    (way,) = searched("How many days are in the handbook?", library=Documents([]))
    assert (way.where, way.titles) == (None, ())


def test_other_names_are_searched_for_too():
    (way,) = searched("What did the British defence ministry say?")
    assert way.text == "What did the British defence ministry say?"
    assert {"United Kingdom", "UK"} & {*way.also}


def test_a_slip_of_the_tongue_is_left_out():
    (way,) = searched("How many boats no I mean sappers are there?")
    assert "boats" not in way.text and "sappers" in way.text


def test_a_question_that_leans_on_an_earlier_one_is_searched_with_its_subject():
    ways = searched("How much does it weigh?", "What is the Luna lamp?", "A lamp.")
    assert "Luna" in ways[0].text


def test_no_two_ways_are_the_same_and_there_are_at_most_two():
    history = ("Who signed the treaty?", "Kim", "When?", "In May") * 25
    ways = searched("And in 2019?", *history)
    assert 1 <= len({way.text for way in ways}) == len(ways) <= 2


def test_as_asked_only_the_words_of_the_question_count():
    where = Filter(source="*.md")
    assert as_asked("In the handbook?", where) == [
        SearchedQuestion(text="In the handbook?", whole="In the handbook?", where=where)
    ]


def test_a_question_that_leans_on_one_about_a_document_asks_only_that_document():
    history = ("How many days of leave are in the handbook?", "30 days")
    (way,) = searched("How is it approved?", *history)
    assert (way.where, way.titles) == (Filter(sources=("/docs/handbook.docx",)), ("Employee Handbook",))
    assert way.text == way.whole == "How is leave approved?"


def test_inside_the_document_that_a_pronoun_stands_for_the_question_is_asked_as_it_is():
    (way,) = searched("How is it signed?", "Who is the author of the handbook?", "Kim")
    assert (way.text, way.titles) == ("How is it signed?", ("Employee Handbook",))
    assert way.whole == "How is the handbook signed?"


def test_a_question_that_stands_alone_is_asked_of_all_documents_after_one_about_a_document():
    question = "How many sappers will the British ministry send to Kursk?"
    (way,) = searched(question, "How many days of leave are in the handbook?", "30 days")
    assert (way.text, way.where, way.titles) == (question, None, ())


def test_the_document_is_forgotten_when_the_talk_has_left_it():
    history = ("How many days of leave are in the handbook?", "30", "Who is Iwan Roberts?", "A footballer.")
    assert {way.titles for way in searched("When was he born?", *history)} == {()}
