"""Tags of documents become collections where that is wanted."""

import pytest

from index import Index, ReadOptions

BY_TAGS = ReadOptions(tags_as_collections=True)


@pytest.fixture
def index(tmp_path, word_embedder):
    return Index(tmp_path / "index", embedder=word_embedder)


@pytest.fixture
def note(tmp_path):
    (tmp_path / "notes").mkdir()
    path = tmp_path / "notes" / "osei.md"
    path.write_text("---\ntags: [people, health]\n---\nWorks at the clinic. #bath\n")
    return path


def collections(index):
    (document,) = index.documents()
    return document.collections


@pytest.mark.parametrize("way", ["add", "sync"])
def test_a_document_is_in_a_collection_for_each_of_its_tags_where_that_is_wanted(index, note, way):
    change = (
        (lambda **given: index.add(note, **given))
        if way == "add"
        else (lambda **given: index.sync(note.parent, **given))
    )
    change()
    assert collections(index) == ("default",)
    # It is unchanged: nothing is read again.
    assert list(change(options=BY_TAGS).unchanged) == [str(note)]
    assert collections(index) == ("bath", "default", "health", "people")


def test_a_new_document_is_in_the_named_collection_and_in_those_of_its_tags(index, note):
    index.add(note, collection="vault", options=BY_TAGS)
    assert collections(index) == ("bath", "health", "people", "vault")


def test_a_document_leaves_the_collection_of_a_tag_that_is_taken_off_and_no_other(index, note):
    index.add(note, collection="vault", options=BY_TAGS)
    note.write_text("---\ntags: people\n---\nWorks at the clinic.\n")
    index.sync(note.parent, options=BY_TAGS)
    assert collections(index) == ("people", "vault")
