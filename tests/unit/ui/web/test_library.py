"""What the page can do with documents, with a small real embedder."""

import pytest

from bench.word_embedder import WordEmbedder
from index import Index, TextSource
from rag import Assistant, Readings
from ui.web.library import LibraryController


class CountingReader:
    """Answers nothing, and counts how often it was asked."""

    def __init__(self):
        self.count = 0

    def warm_up(self):
        pass

    def read(self, question, hits, search):
        self.count += 1
        return Readings(hits=tuple(hits), sentences=(), confidence=0.0)


@pytest.fixture
def reader():
    return CountingReader()


@pytest.fixture
def assistant(tmp_path, reader):
    assistant = Assistant(Index(tmp_path / "index", embedder=WordEmbedder()), reader=reader)
    yield assistant
    assistant.close()


@pytest.fixture
def library(assistant, tmp_path):
    return LibraryController(assistant, tmp_path)


def add(assistant, name):
    text = f"The {name} bridge has 14 arches and 20 lamps. Anna Berg, who built it, was born in Ulm."
    assistant.add_texts([TextSource(source=name, title=name, text=text)])


def test_showing_the_list_asks_no_question(assistant, library, reader):
    add(assistant, "old")
    assert [row["title"] for row in library.show()["documents"]] == ["old"]
    assert reader.count == 0


def test_questions_are_suggested_once_for_each_state_of_the_index(assistant, library, reader):
    add(assistant, "old")
    library.suggest()
    asked = reader.count
    assert asked > 0
    library.suggest()
    assert reader.count == asked, "nothing has changed"
    add(assistant, "new")
    library.suggest()
    assert reader.count > asked


def test_a_list_keeps_the_questions_that_the_page_has_unless_no_document_is_left(assistant, library):
    add(assistant, "old")
    assert "questions" not in library.show()
    assistant.remove("old")
    assert library.show()["questions"] == []
