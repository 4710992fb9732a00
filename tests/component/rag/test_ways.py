"""Questions that no sentence of a document answers alone, over a real index."""

import pytest

from index import Filter, Index
from rag import Assistant, TextSource

TEXTS = {
    "Garden": "# Garden\n\nThe wall was built in 1990. Roses grow at the wall.",
    "Ships": "The Órion sails to Bergen. IBM made its computer. The walls are of steel.",
    "Bread": "Flour and water make bread.",
}


@pytest.fixture
def assistant(tmp_path, word_embedder):
    assistant = Assistant(Index(tmp_path / "index", embedder=word_embedder))
    yield assistant
    assistant.close()


@pytest.fixture
def filled(assistant):
    for title, text in TEXTS.items():
        assistant.add_texts([TextSource(source=f"{title.lower()}.md", text=text, title=title)])
    return assistant


def shown(answer):
    return [(statement.citations[0].title, statement.text) for statement in answer.statements]


def test_how_many_documents_there_are_is_told_with_the_first_sentence_of_each(filled):
    answer = filled.ask("How many documents do I have?")
    assert (answer.kind, answer.status, answer.short) == ("library", "answered", "3 documents")
    assert answer.text.startswith("3 documents\n")
    assert shown(answer) == [
        ("Garden", "The wall was built in 1990."),
        ("Ships", "The Órion sails to Bergen."),
        ("Bread", "Flour and water make bread."),
    ]
    for citation in answer.citations:
        document = filled.document(citation)
        assert document.text[citation.start : citation.end] == citation.quote


def test_the_documents_that_mention_words_are_shown_with_the_sentence_that_has_them(filled):
    answer = filled.ask("Which documents mention walls?")
    assert answer.short == "2 documents"
    assert shown(answer) == [("Garden", "The wall was built in 1990."), ("Ships", "The walls are of steel.")]
    marked = [filled.document(c).text[slice(*mark)] for c in answer.citations for mark in c.marks]
    assert marked == ["wall", "walls"]


@pytest.mark.parametrize(("words", "title"), [("ibm", "Ships"), ("órion", "Ships"), ("ROSES", "Garden")])
def test_large_and_small_letters_are_the_same_in_a_mention(filled, words, title):
    assert [title for title, _ in shown(filled.ask(f"Which documents mention {words}?"))] == [title]


def test_words_inside_of_other_words_are_no_mention(filled):
    assert filled.index.mentions("read") == []
    assert filled.index.mentions("wall was") != []
    assert filled.index.mentions("was wall") == []
    assert filled.index.mentions("?!") == []


def test_the_newest_document_is_the_one_that_was_added_last(filled):
    answer = filled.ask("Which document was added last?")
    assert (answer.short, shown(answer)) == ("Bread", [("Bread", "Flour and water make bread.")])


def test_a_filter_counts_only_its_documents(filled):
    where = Filter(source="[gs]*")
    assert filled.ask("How many documents do I have?", where=where).short == "2 documents"
    assert filled.ask("Which documents mention walls?", where=Filter(source="g*")).short == "1 document"
    assert filled.index.count(Filter(collection="none")) == 0


def test_of_many_documents_twenty_are_shown_and_the_others_counted(assistant):
    sources = [
        TextSource(source=f"{n}.txt", title=f"Note {n}", text=f"Note {n} is about rain.") for n in range(23)
    ]
    assistant.add_texts(sources)
    answer = assistant.ask("List my documents")
    assert (answer.short, len(answer.statements)) == ("23 documents", 20)
    assert answer.notes == ("And 3 more; the list of documents shows all.",)


def test_without_documents_the_question_is_answered_as_any_other(assistant):
    answer = assistant.ask("How many documents do I have?")
    assert (answer.status, answer.text) == (
        "not_found",
        "There are no documents yet. Add some, then ask again.",
    )


def test_a_greeting_gets_one_friendly_line(assistant):
    answer = assistant.ask("hello")
    assert (answer.kind, answer.status, answer.statements) == ("talk", "answered", ())
    assert (
        answer.text == "Hello! Ask me about your documents. There are no documents yet: add some, then ask."
    )


def test_thanks_are_answered_without_a_search(filled):
    answer = filled.ask("thank you!")
    assert (answer.text, answer.hits, answer.suggestions) == ("You are welcome.", (), ())
