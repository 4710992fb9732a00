"""Tags of documents become collections where that is wanted."""

import pytest

from index import ReadOptions, opened_index

BY_TAGS = ReadOptions(tags_as_collections=True)


@pytest.fixture
def index(place, word_embedder):
    return opened_index(place, embedder=word_embedder)


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


def test_a_document_with_a_tag_inside_another_is_in_the_collections_of_both(index, note):
    note.write_text("Works at the clinic. #work/clinic/night\n")
    index.add(note, options=BY_TAGS)
    assert collections(index) == ("work", "work/clinic", "work/clinic/night")


def test_a_note_of_a_vault_is_filed_by_its_tags_unless_that_is_not_wanted(index, note):
    (note.parent / ".obsidian").mkdir()
    index.sync(note.parent, options=ReadOptions(tags_as_collections=False))
    assert collections(index) == ("default",)
    index.sync(note.parent)
    assert collections(index) == ("bath", "default", "health", "people")


def test_a_note_is_found_by_another_name_that_it_states_and_named_by_it(index, note):
    (note.parent / "other.md").write_text("The harbour has two cranes. They are green.\n")
    filler = "\n\n".join(
        f"He has seen {number} of them, and wrote it down in the long report." for number in range(200)
    )
    note.write_text(f"---\naliases: Nightowl, The porter\n---\n{filler}\n\nHe likes rain.\n")
    index.sync(note.parent)
    assert ("Nightowl", str(note)) in index.titles() and ("The porter", str(note)) in index.titles()
    # Its last passage does not have the name in its text.
    (last,) = [hit for hit in index.search("nightowl", 50) if "likes rain" in hit.passage.text]
    assert "Nightowl" not in last.passage.text and last.word_score is not None
