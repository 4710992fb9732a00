"""Renaming documents, removing several, and putting them back, in a real index with a small real embedder."""

import zipfile
from contextlib import contextmanager

import pytest

from index import Filter, TextSource, UnknownDocumentError, opened_index
from index.errors import ConnectionLostError
from places import also_over_shards


@pytest.fixture
def index(place, word_embedder):
    index = opened_index(place, embedder=word_embedder)
    index.add_texts(
        [
            TextSource(source="work/mill.txt", title="Mill", text="The wheel of Ostrava turns at noon."),
            TextSource(source="work/ferry.txt", title="Ferry", text="The boat of Ostrava sails at six."),
            TextSource(source="work[1]/note.txt", title="Note", text="The cook of Ostrava sings at nine."),
        ]
    )
    yield index
    assert index.check().problems == ()
    index.close()


def found(index, question, where=None):
    return [hit.passage.source for hit in index.search(question, 3, where=where)]


def state(index):
    """All that people see of the documents, and where each is found."""
    documents = [
        (d.id, d.title, d.source, d.text, d.collections, d.metadata, d.sections) for d in index.documents()
    ]
    return documents, [found(index, document[3]) for document in documents]


def test_an_entry_has_what_a_document_has_without_its_text(index):
    for entry, document in zip(index.document_list.entries(), index.documents(), strict=True):
        assert entry.characters == len(document.text)
        assert (entry.id, entry.title, entry.source) == (document.id, document.title, document.source)
        assert (entry.collections, entry.report) == (document.collections, document.report)


def test_a_new_title_is_found_and_the_old_one_is_not_and_the_text_stays(index):
    mill = index.document("work/mill.txt")
    renamed = index.document_list.rename(mill.id, "  Zeppelin\n hangar ")
    assert (renamed.title, renamed.text, renamed.id) == ("Zeppelin hangar", mill.text, mill.id)
    assert [hit.passage.title for hit in index.search("zeppelin", 1)] == ["Zeppelin hangar"]
    assert index.search("zeppelin", 1)[0].word_score is not None
    assert all(hit.word_score is None for hit in index.search("mill", 3))
    assert [entry.title for entry in index.document_list.entries()] == ["Zeppelin hangar", "Ferry", "Note"]


def test_a_given_title_outlives_newer_versions_until_it_is_given_back(index):
    mill = index.document("work/mill.txt")
    index.document_list.rename(mill.id, "My mill")
    index.add_texts([TextSource(source="work/mill.txt", title="Mill II", text="The wheel turns no more.")])
    newer = index.document("work/mill.txt")
    assert (newer.title, newer.text) == ("My mill", "The wheel turns no more.")
    assert index.document_list.rename(newer.id, "").title == "Mill II"
    assert "own_title" not in index.document("work/mill.txt").metadata


def test_a_file_that_moves_keeps_the_title_that_was_given(index, tmp_path):
    folder = tmp_path / "docs"
    folder.mkdir()
    (folder / "a.txt").write_text("The smith of Ostrava works at ten.")
    (folder / "z.txt").write_text("The baker of Ostrava works at two.")
    index.sync(folder)
    index.document_list.rename(index.document(str(folder / "a.txt")).id, "Smithy")
    (folder / "a.txt").rename(folder / "b.txt")
    index.sync(folder)
    assert index.document(str(folder / "b.txt")).title == "Smithy"


@also_over_shards
def test_several_are_removed_at_once_and_put_back_as_they_were(index):
    index.document_list.rename(index.document("work/ferry.txt").id, "Old ferry")
    before = state(index)
    # By their names: what one call adds to several databases has the order of these.
    ids = [index.document(source).id for source in ("work/mill.txt", "work/ferry.txt")]
    removed = index.document_list.remove(ids)
    assert removed.titles == ("Mill", "Old ferry")
    assert found(index, "The wheel of Ostrava turns at noon.") == ["work[1]/note.txt"]
    assert index.document_list.put_back(removed) == ["work/mill.txt", "work/ferry.txt"]
    assert state(index) == before
    assert index.document_list.put_back(removed) == []


def test_nothing_is_removed_if_one_is_not_there(index):
    with pytest.raises(UnknownDocumentError):
        index.document_list.remove([index.documents()[0].id, "none"])
    assert index.count() == 3


def test_what_was_added_again_meanwhile_is_not_put_back(index):
    removed = index.document_list.remove([index.document("work/mill.txt").id])
    index.add_texts([TextSource(source="work/mill.txt", title="Mill", text="The wheel is gone.")])
    assert index.document_list.put_back(removed) == []
    assert index.document("work/mill.txt").text == "The wheel is gone."


def test_a_file_of_a_followed_folder_stays_removed_and_is_known_again_when_it_is_put_back(index, tmp_path):
    folder = tmp_path / "docs"
    folder.mkdir()
    for name in ("a", "b"):
        (folder / f"{name}.txt").write_text(f"The {name} of Ostrava works at ten.")
    index.sync(folder)
    removed = index.document_list.remove([index.document(str(folder / "a.txt")).id])
    assert not index.sync(folder).added and index.count() == 4
    index.document_list.put_back(removed)
    again = index.sync(folder)
    assert list(again.unchanged) == [str(folder / "a.txt"), str(folder / "b.txt")] and not again.skipped


def test_an_archive_whose_documents_were_all_removed_is_read_when_it_is_added_again(index, tmp_path):
    archive = tmp_path / "notes.zip"
    with zipfile.ZipFile(archive, "w") as packed:
        packed.writestr("one.txt", "The first note of Ostrava.")
        packed.writestr("two.txt", "The second note of Ostrava.")
    index.add(archive)
    ids = [e.id for e in index.document_list.entries() if e.container]
    removed = index.document_list.remove(ids)
    assert len(index.add(archive).added) == 2
    assert index.document_list.put_back(removed) == []
    assert not index.add(archive).added


def test_what_could_not_be_read_is_listed_with_its_reason_until_it_is_forgotten(index, tmp_path):
    noise = tmp_path / "noise.bin"
    noise.write_bytes(b"\0\1\2\xff" * 100)
    index.add(noise)
    assert list(index.document_list.unread()) == [str(noise)]
    index.document_list.forget([str(noise), "work/mill.txt"])
    assert index.document_list.unread() == {}
    assert index.count() == 3


@pytest.mark.parametrize(
    ("where", "sources"),
    [
        (Filter(folder="work"), ["work/mill.txt", "work/ferry.txt"]),
        (Filter(folder="work[1]/"), ["work[1]/note.txt"]),
        (Filter(folder="wor"), []),
        (
            Filter(any_of=(Filter(folder="work[1]"), Filter(sources=("work/mill.txt",)))),
            ["work/mill.txt", "work[1]/note.txt"],
        ),
        (Filter(any_of=(Filter(folder="work"),), sources=("work/ferry.txt",)), ["work/ferry.txt"]),
        (Filter(any_of=(Filter(collection="none"),)), []),
        (Filter(any_of=(Filter(),)), ["work/mill.txt", "work/ferry.txt", "work[1]/note.txt"]),
    ],
)
def test_folders_and_choices_of_filters_limit_what_is_found(index, where, sources):
    assert sorted(found(index, "Ostrava", where)) == sorted(sources)
    assert index.count(where) == len(sources)


@pytest.fixture
def lost_once(index, monkeypatch):
    """The next change is committed, or not, and then the connection is lost, so that nobody is told which."""
    database = index._store.database
    writing, left = database.writing, []

    @contextmanager
    def losing(*arguments, **options):
        is_committed = left.pop() if left else None
        with writing(*arguments, **options) as connection:
            yield connection
            if is_committed is False:
                raise ConnectionLostError("the server is gone")
        if is_committed:
            raise ConnectionLostError("the server is gone")

    monkeypatch.setattr(database, "writing", losing)
    return left


def test_what_was_removed_when_the_connection_was_lost_is_told_as_removed(index, lost_once):
    whole, (mill, ferry, note) = state(index), [document.id for document in index.documents()]
    for is_committed in (True, False):
        lost_once.append(is_committed)
        removed = index.document_list.remove([mill, ferry])
        assert removed.titles == ("Mill", "Ferry") and index.count() == 1
        lost_once.append(is_committed)
        assert index.document_list.put_back(removed) == ["work/mill.txt", "work/ferry.txt"]
        assert state(index) == whole
    for is_committed, id_ in ((True, note), (False, mill)):
        lost_once.append(is_committed)
        assert index.remove(id_).id == id_
    assert index.count() == 1
    with pytest.raises(UnknownDocumentError):
        index.document_list.remove([note])
    with pytest.raises(UnknownDocumentError):
        index.remove(note)
