"""An index is copied between folders and databases of PostgreSQL, goes on after an interruption, and is the same."""

import shutil
import sqlite3

import pytest

from bench.word_embedder import WordEmbedder
from index import CopyError, Index, TextSource
from index.ingest import copying
from index.store.peeking import FILE_NAME
from pdf_files import made
from zip_files import zipped

NOTES = {1: "CREATE TABLE notes (id INTEGER PRIMARY KEY AUTOINCREMENT, text TEXT NOT NULL) STRICT;"}
KINDS = ["folder to folder", "folder to database", "database to folder"]


class Silent:
    """Has the name of another embedder, and embeds nothing."""

    def __init__(self, other):
        self.name, self.dimensions, self.count_tokens = other.name, other.dimensions, other.count_tokens

    def __getattr__(self, name):
        raise AssertionError(f"{name} was called")


@pytest.fixture(scope="module")
def filled(tmp_path_factory):
    """A folder with an index, and the folder of its files. No test changes them."""
    home, embedder = tmp_path_factory.mktemp("copying"), WordEmbedder()
    index = Index(home / "index", embedder=embedder)
    fill(index, home / "files")
    index.close()
    return home


@pytest.fixture(params=KINDS)
def opened(request, filled, tmp_path, word_embedder):
    """Opens the origin and the target: an index with some documents, and an empty one."""
    places = [
        request.getfixturevalue("postgres").new_database() if kind == "database" else tmp_path / str(n)
        for n, kind in enumerate(request.param.split(" to "))
    ]
    indexes = []
    shutil.copytree(filled / "index", tmp_path / "0")
    shutil.copytree(filled / "files", tmp_path / "files")
    if places[0] != tmp_path / "0":
        copy_index(tmp_path / "0", places[0], word_embedder)

    def open_(which, embedder=word_embedder):
        indexes.append(Index(places[which], embedder=embedder))
        return indexes[-1]

    yield open_
    for index in indexes:
        index.close()


@pytest.fixture
def two(opened, word_embedder):
    return opened(0), opened(1, Silent(word_embedder))


def copy_index(origin, target, embedder):
    mine, copy = Index(origin, embedder=embedder), Index(target, embedder=embedder)
    mine.copy_to(copy)
    mine.close()
    copy.close()


def fill(index, files):
    files.mkdir()
    (files / "bridge.md").write_text(
        "# Bridge\n\nThe bridge has 14 arches.\n\n## Lamps\n\nIt has 20 lamps.\n"
    )
    (files / "cities.csv").write_text("city,people\nBern,134000\nBasel,174000\n")
    (files / "page.pdf").write_bytes(made(lambda canvas: canvas.drawString(72, 700, "A ferry runs at noon.")))
    (files / "notes.zip").write_bytes(zipped(("inside.txt", b"The tower is 90 m high.")))
    (files / "broken.pdf").write_text("%PDF-1.7 no more of it")
    index.add(files, collection="work")
    index.add_texts([TextSource(source="river", title="Ströme", text="A river is 200 km long.")])


def state(index):
    """All that can be seen of an index."""
    return [
        (index.document(one.id), index.passages(one.id), index.tables(one.id), index.boxes(one.id, (0, 99)),
         [vectors.tolist() for vectors in index.sentence_vectors(one.id)])
        for one in index.documents()
    ]  # fmt: skip


def found(index):
    return [(hit.passage, hit.rank) for hit in index.search("How many arches has the bridge?")]


def test_a_copy_has_the_same_documents_passages_and_vectors_and_finds_the_same(opened, word_embedder):
    origin = opened(0)
    report = origin.copy_to(opened(1, Silent(word_embedder)))
    copy = opened(1)
    assert state(copy) == state(origin) and found(copy) == found(origin) != []
    assert copy.check().problems == () and copy.collections() == origin.collections()
    assert (report.documents, report.copied) == (5, 5)


def test_a_sync_of_the_copy_finds_all_unchanged_and_the_problem_of_a_file_is_known(two, filled):
    origin, target = two
    origin.copy_to(target)
    # Embeds nothing, or it fails.
    report = target.sync(filled / "files", collection="work")
    assert (len(report.added), len(report.updated), len(report.removed)) == (0, 0, 0)
    assert len(report.unchanged) + len(report.failed) == 5


def test_a_copy_that_was_interrupted_goes_on_where_it_was(two, monkeypatch):
    origin, target = two
    monkeypatch.setattr(copying, "_BATCH_PASSAGES", 1)

    def interrupt(stage, done, total):
        if done >= 3:
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        origin.copy_to(target, show=interrupt)
    kept = target.count()
    assert 0 < kept < 5
    assert origin.copy_to(target).copied == 5 - kept
    assert state(target) == state(origin)
    assert origin.copy_to(target).copied == 0


def test_what_changes_in_the_origin_before_the_copy_ends_is_followed(two):
    origin, target = two
    changed = []

    def change(stage, done, total):
        if done and not changed:
            changed.append(True)
            origin.add_texts([TextSource(source="river", title="Ströme", text="A river is 300 km long.")])
            origin.add_texts([TextSource(source="lake", title="Lake", text="A lake is deep.")])
            origin.remove(next(one.id for one in origin.documents() if "bridge" in one.source))

    origin.copy_to(target, show=change)
    assert {one[0].source: one for one in state(target)} == {one[0].source: one for one in state(origin)}
    assert "300 km" in str(state(target)) and "14 arches" not in str(state(target))


def test_a_target_with_documents_of_its_own_is_refused_and_stays_as_it_is(opened, word_embedder):
    target = opened(1)
    target.add_texts([TextSource(source="lake", title="Lake", text="A lake is deep.")])
    before = state(target)
    with pytest.raises(CopyError, match="documents of its own"):
        opened(0).copy_to(target)
    assert state(target) == before


def test_new_documents_come_after_those_of_the_copy(two, opened):
    origin, target = two
    origin.copy_to(target)
    opened(1).add_texts([TextSource(source="lake", title="Lake", text="A lake is deep.")])
    assert [one.source for one in opened(1).documents()][-2:] == ["river", "lake"]


def test_what_is_kept_beside_the_documents_is_copied_and_counts_on(two):
    origin, target = two
    notes = origin.app_database("notes", NOTES)
    with notes.writing() as connection:
        connection.executemany("INSERT INTO notes (text) VALUES (?)", [("one",), ("two",)])
    notes.close()
    report = origin.copy_to(target, {"notes": NOTES, "nothing": NOTES})
    assert report.beside == {"notes": 2}
    kept = target.app_database("notes", NOTES)
    with kept.writing() as connection:
        connection.execute("INSERT INTO notes (text) VALUES ('three')")
        rows = connection.execute("SELECT id, text FROM notes ORDER BY id").fetchall()
    kept.close()
    assert rows == [(1, "one"), (2, "two"), (3, "three")]
    with pytest.raises(CopyError, match="rows of its own"):
        origin.copy_to(target, {"notes": NOTES})


def test_another_model_the_index_itself_and_half_a_copy_of_another_index_are_refused(tmp_path, word_embedder):
    origin, other = (Index(tmp_path / name, embedder=word_embedder) for name in ("origin", "other"))
    origin.add_texts([TextSource(source="lake", title="Lake", text="A lake is deep.")])
    with pytest.raises(CopyError, match="the index itself"):
        origin.copy_to(origin)
    half = Index(tmp_path / "half", embedder=word_embedder)
    with pytest.raises(ZeroDivisionError):
        origin.copy_to(half, show=lambda stage, done, total: 1 // 0)
    with pytest.raises(CopyError, match="another index"):
        other.copy_to(half)
    renamed = Silent(word_embedder)
    renamed.name = "another"
    foreign = Index(tmp_path / "foreign", embedder=renamed)
    with pytest.raises(CopyError, match="vectors of 'another'"):
        origin.copy_to(foreign)
    for index in (origin, other, half, foreign):
        index.close()


def test_a_vector_that_is_damaged_on_the_way_is_not_called_a_copy(tmp_path, word_embedder):
    origin, target = (Index(tmp_path / name, embedder=word_embedder) for name in ("origin", "target"))
    origin.add_texts([TextSource(source="lake", title="Lake", text="A lake is deep.")])

    def damage(stage, done, total):
        if stage == "comparing":
            with sqlite3.connect(tmp_path / "target" / FILE_NAME) as connection:
                connection.execute("UPDATE embeddings SET passage = zeroblob(length(passage))")
            connection.close()

    with pytest.raises(CopyError, match="not the same after it was copied"):
        origin.copy_to(target, show=damage)
    for index in (origin, target):
        index.close()
