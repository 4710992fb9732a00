"""Keeping in step with a folder, collections and filters: on disk, with a small real embedder."""

import os
import threading
import time
import zipfile
from pathlib import Path

import pytest

from index import Filter, Index, IngestReport, SourceError, TextSource, UnknownDocumentError, opened_index
from index.formats.builder import MAX_NAME
from index.ingest import sources
from places import also_over_shards

# What takes long, and has nothing to do with the database.
in_a_folder = pytest.mark.parametrize("place", ["folder"], indirect=True)


@pytest.fixture
def index(place, word_embedder):
    return opened_index(place, embedder=word_embedder)


@pytest.fixture
def docs(tmp_path):
    folder = tmp_path / "docs"
    folder.mkdir()
    return folder


def write(path, text):
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, encoding="utf-8")
    return str(path)


def texts(index):
    return {Path(document.source).name: document.text for document in index.documents()}


@also_over_shards
def test_what_is_new_is_added_what_changed_replaced_and_what_is_gone_dropped(index, docs):
    apple, pear = write(docs / "apple.txt", "Apples are red."), write(docs / "pear.txt", "Pears are green.")
    assert list(index.sync(docs).added) == [apple, pear]
    write(docs / "apple.txt", "Apples are yellow.")
    plum = write(docs / "plum.txt", "Plums are blue.")
    Path(pear).unlink()
    report = index.sync(docs)
    assert (list(report.added), list(report.updated), list(report.removed)) == ([plum], [apple], [pear])
    assert texts(index) == {"apple.txt": "Apples are yellow.", "plum.txt": "Plums are blue."}
    again = index.sync(docs)
    assert (again.added, again.updated, again.removed) == ((), (), [])
    assert sorted(again.unchanged) == [apple, plum]


def test_a_file_that_could_not_be_opened_is_tried_again_by_the_next_sync(index, docs, monkeypatch):
    source = write(docs / "apple.txt", "Apples are red.")
    # As a file that is too large, and then is allowed: nothing of the file itself has changed.
    monkeypatch.setattr(sources, "MAX_BYTES", 3)
    assert [failed for failed, _ in index.sync(docs).failed] == [source]
    monkeypatch.undo()
    assert list(index.sync(docs).added) == [source]


def test_a_file_that_was_only_touched_is_not_embedded_again(index, docs):
    source = write(docs / "apple.txt", "Apples are red.")
    index.sync(docs)
    before = index.document(source).id, index.generation
    os.utime(source, (1, 1))
    assert list(index.sync(docs).unchanged) == [source]
    assert (index.document(source).id, index.generation) == before


def test_a_file_that_turns_bad_keeps_its_last_good_version_and_is_marked_stale(index, docs):
    source = write(docs / "apple.txt", "Apples are red.")
    index.sync(docs)
    Path(source).write_bytes(b"\0\1\2" * 50)
    assert index.sync(docs).failed
    assert index.document(source).text == "Apples are red."
    assert index.document(source).stale == "it is a binary file, not text"
    assert index.sync(docs).failed, "it is said again, without being read again"
    write(docs / "apple.txt", "Apples are green.")
    index.sync(docs)
    assert index.document(source).stale is None and index.document(source).text == "Apples are green."


def test_a_file_that_could_never_be_read_is_named_each_time(index, docs):
    (docs / "image.bin").write_bytes(bytes(range(256)))
    first, second = index.sync(docs), index.sync(docs)
    assert first.failed == second.failed == [(str(docs / "image.bin"), "it is a binary file, not text")]
    (docs / "image.bin").unlink()
    write(docs / "apple.txt", "Apples are red.")
    assert index.sync(docs).failed == []


def test_a_folder_that_is_suddenly_empty_drops_nothing(index, docs):
    write(docs / "apple.txt", "Apples are red.")
    index.sync(docs)
    (docs / "apple.txt").unlink()
    with pytest.raises(SourceError, match="is its disk missing"):
        index.sync(docs)
    docs.rmdir()
    with pytest.raises(SourceError, match="there is no such folder"):
        index.sync(docs)
    assert texts(index) == {"apple.txt": "Apples are red."}
    assert index.remove_folder(docs) == [str(docs / "apple.txt")]
    assert texts(index) == {}
    with pytest.raises(UnknownDocumentError):
        index.remove_folder(docs)


def test_other_folders_uploads_and_the_index_itself_are_left_alone(tmp_path, docs, word_embedder):
    index = Index(docs / "index", embedder=word_embedder)
    other = write(tmp_path / "docs2" / "pear.txt", "Pears are green.")
    index.add(other)
    index.add_texts([TextSource(source="note", title="Note", text="Plums are blue.")])
    apple = write(docs / "apple.txt", "Apples are red.")
    assert list(index.sync(docs).added) == [apple]
    assert index.sync(docs).removed == []
    assert {document.source for document in index.documents()} == {other, "note", apple}


@in_a_folder
def test_thousands_of_unchanged_files_are_skipped_at_once(index, docs):
    for number in range(2_000):
        write(docs / str(number % 20) / f"{number}.txt", f"Number {number} is here.")
    index.sync(docs)
    times = []
    for _ in range(3):  # the best, as the machine has other work too
        started = time.perf_counter()
        assert len(index.sync(docs).unchanged) == 2_000
        times.append(time.perf_counter() - started)
    assert min(times) < 1.0  # 5 s for 10,000


@in_a_folder
def test_a_watched_folder_is_followed_until_it_is_stopped(index, docs):
    write(docs / "apple.txt", "Apples are red.")
    stop, seen = threading.Event(), []

    def follow():
        for report in index.watch(docs, stop=stop):
            assert isinstance(report, IngestReport), report
            seen.extend(Path(source).name for source in [*report.added, *report.updated, *report.removed])

    watcher = threading.Thread(target=follow)
    watcher.start()
    try:
        for change, name in ((None, "apple.txt"), ("Pears.", "pear.txt"), ("Apples!", "apple.txt")):
            if change:
                write(docs / name, change)
            deadline = time.monotonic() + 20
            expected = len(seen) + (0 if name in seen and change is None else 1)
            while len(seen) < expected and time.monotonic() < deadline:
                time.sleep(0.02)
        assert seen == ["apple.txt", "pear.txt", "apple.txt"]
    finally:
        stop.set()
        watcher.join(20)
    assert not watcher.is_alive()


def test_a_document_can_be_in_several_collections(index, docs):
    source = write(docs / "apple.txt", "Apples are red.")
    index.add(source)
    assert index.document(source).collections == ("default",)
    index.add(source, collection="fruit")
    assert index.document(source).collections == ("default", "fruit")
    write(docs / "apple.txt", "Apples are green.")
    index.sync(docs, collection="new")
    assert index.document(source).collections == ("default", "fruit", "new")
    index.add(write(docs / "pear.txt", "Pears."), collection="fruit")
    assert index.collections() == {"default": 1, "fruit": 2, "new": 1}


def numbered(count, collection, date=None):
    return [
        TextSource(
            source=f"{collection}/{number}.txt",
            title=f"{collection} {number}",
            text=f"The apple of {collection} has number {number}.",
            date=date,
        )
        for number in range(count)
    ]


def test_a_filter_applies_before_ranking(index):
    index.add_texts(numbered(400, "many", "2024-03-01T00:00:00+00:00"), collection="many")
    index.add_texts(numbered(5, "few", "2025-03-01T00:00:00+00:00"), collection="few")

    def sources(**conditions):
        hits = index.search("apple of many number 7", k=8, where=Filter(**conditions))
        return {hit.passage.source.partition("/")[0] for hit in hits}, len(hits)

    assert sources(collection="few") == ({"few"}, 5)
    assert sources(collection="many") == ({"many"}, 8)
    assert sources(source="few/*") == ({"few"}, 5)
    assert sources(source="many/[12]?.txt") == ({"many"}, 8)
    assert sources(after="2025-01-01") == ({"few"}, 5)
    assert sources(before="2025-01-01") == ({"many"}, 8)
    assert sources(after="2024-01-01", before="2025-06-01", collection="few") == ({"few"}, 5)
    assert sources(collection="none") == (set(), 0)


def test_a_filter_of_sources_takes_each_as_it_is_written(index):
    names = ["a.txt", "[a]*.txt", 'b\'s "notes".txt', "é.txt"]
    index.add_texts(TextSource(source=name, title=name, text=f"Apples of {name}.") for name in names)

    def found(*sources, **conditions):
        hits = index.search("apples", k=9, where=Filter(sources=sources, **conditions))
        return {hit.passage.source for hit in hits}

    assert found() == set(names), "without sources, all documents are searched"
    for name in names:
        assert found(name) == {name}
    assert found("a.txt", "é.txt", "missing.txt") == {"a.txt", "é.txt"}
    assert found("A.txt") == found("missing.txt") == set()
    assert found("a.txt", "é.txt", source="a*") == {"a.txt"}


def test_a_filter_of_more_sources_than_sql_has_parameters_works(index):
    index.add_texts(numbered(3, "few"))
    sources = ("few/1.txt", *(f"{number}.txt" for number in range(300_000)))
    assert [hit.passage.source for hit in index.search("apple", where=Filter(sources=sources))] == [
        "few/1.txt"
    ]


def test_dates_are_those_of_the_files(index, docs):
    source = write(docs / "apple.txt", "Apples are red.")
    os.utime(source, (86_400 * 365, 86_400 * 365))
    index.add(source)
    assert index.document(source).date == "1971-01-01T00:00:00+00:00"
    assert index.search("apples", where=Filter(before="1972-01-01"))
    assert not index.search("apples", where=Filter(after="1972-01-01"))


NANOSECONDS = 10**9


@pytest.mark.parametrize("seconds", [-(2**33), -11_676_096_000, 9_300_000_000, 15_000_000_000, -1])
def test_a_file_of_any_date_is_read_and_stops_no_other(index, docs, seconds):
    source, other = write(docs / "a.txt", "Apples are red."), write(docs / "b.txt", "Pears are green.")
    try:
        os.utime(source, ns=(seconds * NANOSECONDS, seconds * NANOSECONDS))
    except (OSError, OverflowError):
        pytest.skip("this file system has no such dates")
    assert list(index.sync(docs).added) == [source, other]
    assert sorted(index.sync(docs).unchanged) == [source, other], "it is recognised the next time"
    assert index.search("apples")[0].passage.source == source


@in_a_folder
def test_a_title_of_a_megabyte_is_cut_and_does_not_stand_with_each_passage(index, docs):
    words = "apple " * 200_000
    source = write(
        docs / "a.md", f"---\ntitle: {words}\nauthor: {words}\n---\n# {words}\n\n## Part\n\nPears are green."
    )
    assert list(index.add(source).added) == [source]
    document = index.document(source)
    assert len(document.title) <= MAX_NAME and len(document.metadata["author"]) <= MAX_NAME
    assert max(len(section.name) for section in document.sections) <= MAX_NAME


def test_half_a_character_in_a_name_stops_nothing(index, docs):
    texts = [
        TextSource(source="\ud800", title="\ud800", text="Apples \ud800 are red.", date="\ud800"),
        TextSource(source="b", title="b", text="Pears are green."),
    ]
    assert index.add_texts(texts).added == ("\\ud800", "b")
    source = write(docs / "a.txt", "Plums are blue.")
    assert index.add(source, source="upload/\udcff.txt").added == ("upload/\\xff.txt",)


def test_what_is_removed_by_hand_stays_removed_until_it_changes_or_is_added(index, docs):
    apple, pear = write(docs / "apple.txt", "Apples are red."), write(docs / "pear.txt", "Pears are green.")
    index.sync(docs)
    index.remove(apple)
    again = index.sync(docs)
    assert (list(again.added), list(again.unchanged), list(again.removed)) == ([], [pear], [])
    assert again.skipped == [(apple, "you removed it; to bring it back, add it by its name")]
    index.add(apple)
    assert sorted(texts(index)) == ["apple.txt", "pear.txt"] and not index.sync(docs).skipped
    index.remove(apple)
    write(docs / "apple.txt", "Apples are yellow.")
    assert list(index.sync(docs).added) == [apple]
    index.remove(apple)
    Path(apple).unlink()
    gone = index.sync(docs)
    assert not gone.removed and not gone.skipped


@also_over_shards
def test_a_folder_and_an_archive_that_are_removed_by_hand_stay_removed(index, docs):
    apple = write(docs / "old" / "apple.txt", "Apples are red.")
    archive = docs / "fruit.zip"
    with zipfile.ZipFile(archive, "w") as file:
        file.writestr("pear.txt", "Pears are green.")
        file.writestr("plum.txt", "Plums are blue.")
    index.sync(docs)
    index.remove_folder(docs / "old")
    index.remove(f"{archive}/plum.txt")
    assert not index.sync(docs).added
    assert index.remove_folder(archive) == [f"{archive}/pear.txt"]
    again = index.sync(docs)
    assert not again.added and sorted(source for source, _ in again.skipped) == sorted([apple, str(archive)])
    assert len(index.add(docs).added) == 3


@also_over_shards
def test_a_renamed_file_keeps_its_collections_and_is_not_embedded_again(index, docs, monkeypatch):
    words = "Apples are red. Pears are green.\n\n" * 40
    old = write(docs / "fruit.txt", words)
    other = write(docs / "plum.txt", "Plums are blue.")
    index.sync(docs, collection="garden")
    before = index.search("apples")[0]
    new = str(Path(old).rename(docs / "old fruit.txt"))
    embedded = []
    real = index.embedder.embed_passages
    monkeypatch.setattr(
        type(index.embedder),
        "embed_passages",
        lambda self, texts, *more: embedded.extend(texts) or real(texts, *more),
    )
    report = index.sync(docs)
    assert (list(report.added), list(report.removed), embedded) == ([new], [old], [])
    assert {document.source: document.collections for document in index.documents()} == {
        other: ("garden",),
        new: ("garden",),
    }
    after = index.search("apples")[0]
    assert (after.passage.source, after.passage.text) == (new, before.passage.text)
    assert after.score == pytest.approx(before.score, abs=1e-3)
    assert not index.check().problems


def test_a_renamed_file_that_another_reader_reads_is_embedded_as_it_is_read_now(index, docs):
    old = write(docs / "fruit.txt", "# Fruit\n\nApples are *red*.")
    index.sync(docs)
    new = str(Path(old).rename(docs / "fruit.md"))
    assert list(index.sync(docs).added) == [new]
    assert index.document(new).text == "Fruit\n\nApples are red." and not index.check().problems
