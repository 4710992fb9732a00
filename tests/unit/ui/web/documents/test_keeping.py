"""Titles, removing several and undoing it, as the page asks for them."""

import pytest

from ui.web.documents.keeping import DocumentKeeping


@pytest.fixture
def keeping(assistant):
    return DocumentKeeping(assistant)


def sources(assistant):
    return [document.source for document in assistant.documents()]


def test_only_who_removed_documents_can_put_them_back_and_only_once(assistant, keeping, add):
    ids = [add("a.txt"), add("b.txt"), add("c.txt")]
    told = keeping.remove(ids[:2], visitor="anna")["removed"]
    assert (told["count"], told["titles"], sources(assistant)) == (2, ["a", "b"], ["c.txt"])
    assert "problem" in keeping.put_back(told["undo"], visitor="ben")
    assert keeping.put_back(told["undo"], visitor="anna")["putBack"]["count"] == 2
    assert sorted(sources(assistant)) == ["a.txt", "b.txt", "c.txt"]
    assert "problem" in keeping.put_back(told["undo"], visitor="anna")


@pytest.mark.parametrize("sent", [None, "x", [], 5])
def test_what_is_no_list_of_documents_removes_nothing(assistant, keeping, add, sent):
    add("a.txt")
    assert keeping.remove(sent) == {}
    assert sources(assistant) == ["a.txt"]


def test_a_document_that_is_gone_is_a_sentence_and_the_others_stay(assistant, keeping, add):
    assert "problem" in keeping.remove([add("a.txt"), "0123456789abcdef"])
    assert sources(assistant) == ["a.txt"]
    assert "problem" in keeping.rename("0123456789abcdef", "New")


def test_a_new_title_is_told_as_it_is_kept(keeping, add):
    assert keeping.rename(add("a.txt"), " The  mill ")["renamed"]["title"] == "The mill"
