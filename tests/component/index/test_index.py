"""The index as a whole, on disk, with a small real embedder."""

import os
import signal
import sqlite3
import subprocess
import threading
import time
from dataclasses import replace
from pathlib import Path

import pytest

from index import Index, IndexFolderError, TextSource, UnknownDocumentError
from index.store.peeking import FILE_NAME
from python_process import WITH_BENCH, python_command


@pytest.fixture
def folder(tmp_path):
    return tmp_path / "index"


@pytest.fixture
def open_index(folder, word_embedder):
    return lambda: Index(folder, embedder=word_embedder)


def write(path, text):
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, encoding="utf-8")
    return str(path)


def long_text(word, sentences=40):
    return " ".join(f"Sentence {n} is about the {word} and its many uses." for n in range(sentences))


def assert_offsets_hold(index):
    for document in index.documents():
        for hit in index.search(document.title, k=100):
            passage = hit.passage
            text = index.document(passage.document_id).text
            assert text[passage.start : passage.end] == passage.text
            assert all(text[start:end] == passage.quote((start, end)) for start, end in passage.sentences)
            assert len(hit.sentence_scores) == len(passage.sentences)


def test_what_was_added_is_there_when_the_index_is_opened_again(open_index, tmp_path):
    source = write(tmp_path / "docs/apples.txt", long_text("apple"))
    open_index().add(tmp_path / "docs")
    again = open_index()
    assert [document.source for document in again.documents()] == [source]
    assert again.search("apple", k=1)[0].rank == 1
    assert_offsets_hold(again)


def test_unchanged_files_are_skipped_changed_ones_replaced(open_index, tmp_path):
    index = open_index()
    apples = write(tmp_path / "docs/apples.txt", "Apples are red.")
    pears = write(tmp_path / "docs/pears.md", "# Pears\n\nPears are green.")
    assert list(index.add(tmp_path / "docs").added) == [apples, pears]
    write(tmp_path / "docs/apples.txt", "Apples are yellow.")
    report = index.add(tmp_path / "docs")
    assert (list(report.updated), list(report.unchanged), list(report.added)) == ([apples], [pears], [])
    texts = {document.source: document.text for document in index.documents()}
    assert texts[apples] == "Apples are yellow."
    found = [hit.passage for hit in index.search("apples", k=5)]
    assert [passage.text for passage in found if passage.source == apples] == ["Apples are yellow."]


def test_a_document_has_its_blocks_and_the_list_of_documents_has_none(folder, open_index, tmp_path):
    index = open_index()
    index.add(write(tmp_path / "pears.md", "# Pears\n\nPears are green.\n\nThey are sweet."))
    (listed,) = index.documents()
    document = index.document(listed.id)
    texts = [document.text[block.start : block.end] for block in document.blocks]
    assert texts == ["Pears", "Pears are green.", "They are sweet."]
    assert [block.introduces for block in document.blocks] == [True, False, False]
    assert listed == replace(document, blocks=())
    with sqlite3.connect(folder / FILE_NAME) as connection:
        connection.execute("UPDATE documents SET blocks = replace(blocks, 'heading', 'caption')")
    connection.close()
    assert "its text has changed" in index.check().problems[0]


def test_a_stretch_has_the_passages_that_a_span_touches_with_their_blocks(open_index, tmp_path):
    index = open_index()
    index.add(write(tmp_path / "fruit.md", f"# Fruit\n\n{long_text('apple')}\n\n{long_text('pear')}\n"))
    (listed,) = index.documents()
    passages, blocks = index.passages(listed.id), index.document(listed.id).blocks
    last = passages[-1]
    found = index.stretch(listed.id, (last.end - 5, last.end + 5))
    assert found.passages == (last,) and found.blocks == blocks[-1:]
    whole = index.stretch(listed.id, (0, last.end))
    assert whole.passages == tuple(passages) and whole.blocks == blocks
    assert index.stretch("unknown", (0, 5)).passages == ()


def test_a_removed_document_is_found_no_more(open_index, tmp_path):
    index = open_index()
    source = write(tmp_path / "apples.txt", "Apples are red.")
    index.add(source)
    document = index.remove(source)
    assert index.documents() == [] and index.search("apples") == []
    with pytest.raises(UnknownDocumentError, match=document.id):
        index.document(document.id)
    with pytest.raises(UnknownDocumentError):
        index.remove(document.id)


def test_one_bad_file_is_named_and_the_others_are_added(open_index, tmp_path):
    good = write(tmp_path / "docs/good.txt", "Good words.")
    (tmp_path / "docs/empty.txt").touch()
    (tmp_path / "docs/image.bin").write_bytes(bytes(range(256)) * 9)
    (tmp_path / "docs/broken.txt").write_bytes(b"\xef\xbb\xbfabc\xff")
    write(tmp_path / "docs/.hidden/secret.txt", "Hidden words.")
    missing = str(tmp_path / "missing.txt")
    report = open_index().add(tmp_path / "docs", missing)
    assert list(report.added) == [good]
    reasons = {Path(source).name: reason for source, reason in report.failed}
    assert reasons == {
        "broken.txt": "it says that it is UTF-8, but byte 6 is not; save it as UTF-8",
        "empty.txt": "it is empty",
        "image.bin": "it is a binary file, not text",
        "missing.txt": "there is no such file or folder",
    }


def test_a_file_that_turns_bad_keeps_its_last_good_version(open_index, tmp_path):
    index = open_index()
    source = write(tmp_path / "apples.txt", "Apples are red.")
    index.add(source)
    Path(source).write_bytes(b"\0\0")
    assert index.add(source).failed
    assert index.document(source).text == "Apples are red."


def test_an_upload_is_recorded_under_the_name_it_is_given(open_index, tmp_path):
    index = open_index()
    write(tmp_path / "tmp123", "Apples are red.")
    index.add(tmp_path / "tmp123", source="apples.txt")
    assert index.documents()[0].source == "apples.txt"


def test_progress_counts_files_and_passages(open_index, tmp_path):
    for n in range(5):
        write(tmp_path / f"docs/{n}.txt", long_text(f"thing{n}", sentences=60))
    seen = []
    open_index().add(tmp_path / "docs", progress=seen.append)
    assert seen[0].files_done == 0 and seen[-1].files_done == seen[-1].files_total == 5
    assert seen[-1].passages_done > 5
    files_done = [progress.files_done for progress in seen]
    assert files_done == sorted(files_done)


def test_what_ctrl_c_interrupts_is_torn_nowhere_and_goes_on_from_what_was_kept(open_index, tmp_path):
    for n in range(120):
        write(tmp_path / f"docs/{n:03}.txt", long_text(f"thing{n}", sentences=60))
    kept = []

    def interrupt(progress):
        kept[:] = [progress.files_kept]
        if progress.files_kept and progress.step == "embedding" and progress.done:
            raise KeyboardInterrupt

    index = open_index()
    with pytest.raises(KeyboardInterrupt):
        index.add(tmp_path / "docs", progress=interrupt)
    assert 0 < kept[0] < 120 and len(index.documents()) == kept[0]
    assert index.check().problems == ()
    report = index.add(tmp_path / "docs")
    assert (len(report.unchanged), len(report.added)) == (kept[0], 120 - kept[0])


def test_equal_questions_get_equal_hits_in_a_new_process_too(open_index, tmp_path):
    for n in range(8):
        write(tmp_path / f"docs/{n}.txt", "The same words in every file.")
    index = open_index()
    index.add(tmp_path / "docs")
    assert index.search("same words") == index.search("same words") == open_index().search("same words")


def test_a_folder_with_other_files_is_refused_and_left_alone(tmp_path, word_embedder):
    write(tmp_path / "thesis.txt", "Mine.")
    with pytest.raises(IndexFolderError, match="holds other files"):
        Index(tmp_path, embedder=word_embedder)
    assert [path.name for path in tmp_path.iterdir()] == ["thesis.txt"]


def test_another_program_s_database_is_refused_and_left_alone(folder, open_index):
    folder.mkdir()
    with sqlite3.connect(folder / FILE_NAME) as connection:
        connection.execute("CREATE TABLE theirs (x)")
    connection.close()
    before = (folder / FILE_NAME).read_bytes()
    with pytest.raises(IndexFolderError, match="is not a Pincite index"):
        open_index()
    assert (folder / FILE_NAME).read_bytes() == before


@pytest.mark.parametrize("damage", [b"", b"garbage" * 1000])
def test_a_damaged_index_is_refused_and_left_alone(folder, open_index, damage):
    open_index()
    for file in folder.iterdir():
        file.unlink()
    (folder / FILE_NAME).write_bytes(damage)
    with pytest.raises(IndexFolderError, match="not a Pincite index"):
        open_index()
    assert (folder / FILE_NAME).read_bytes() == damage


def test_a_truncated_index_is_an_error_that_says_what_to_do(folder, open_index, tmp_path):
    index = open_index()
    index.add(write(tmp_path / "apples.txt", long_text("apple", sentences=3000)))
    path = folder / FILE_NAME
    with sqlite3.connect(path) as connection:
        connection.execute("PRAGMA wal_checkpoint(TRUNCATE)")
    connection.close()
    os.truncate(path, path.stat().st_size // 2)
    with pytest.raises(IndexFolderError, match="add the documents again"):
        open_index().search("apple")


def test_an_index_of_a_newer_version_is_refused(folder, open_index):
    open_index()
    with sqlite3.connect(folder / FILE_NAME) as connection:
        connection.execute("PRAGMA user_version = 99")
    connection.close()
    with pytest.raises(IndexFolderError, match="newer Pincite"):
        open_index()


def test_an_index_of_another_embedding_model_is_refused(folder, open_index, mini_lm):
    open_index()
    with pytest.raises(IndexFolderError, match="made with the embedding model 'words'"):
        Index(folder, embedder=mini_lm)


def test_two_processes_that_make_one_index_at_once_both_get_it(folder, open_index):
    errors = []

    def make():
        try:
            open_index()
        except IndexFolderError as error:
            errors.append(error)

    threads = [threading.Thread(target=make) for _ in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert not errors
    assert not [path.name for path in folder.iterdir() if path.name.startswith(".")]


def test_a_question_during_changes_sees_the_state_before_or_after(open_index):
    index = open_index()
    versions = [
        TextSource(
            source="page", title="", text=" ".join(f"Version {n} sentence {m} says so." for m in range(80))
        )
        for n in (1, 2)
    ]
    index.add_texts([versions[0]])
    done = threading.Event()
    seen, errors = set(), []

    def ask():
        while not done.is_set():
            texts = {" ".join(hit.passage.text.split()[:2]) for hit in index.search("version sentence", k=50)}
            if len(texts) != 1:
                errors.append(texts)
            seen.update(texts)

    readers = [threading.Thread(target=ask) for _ in range(3)]
    for reader in readers:
        reader.start()
    for turn in range(20):
        index.add_texts([versions[(turn + 1) % 2]])
    done.set()
    for reader in readers:
        reader.join()
    assert not errors
    assert seen <= {"Version 1", "Version 2"} and seen


CHILD = f"""{WITH_BENCH}
import itertools
from pathlib import Path
from bench.word_embedder import WordEmbedder
from index import Index
index, source = Index(sys.argv[1], embedder=WordEmbedder()), Path(sys.argv[2])
for n in itertools.count(1):
    source.write_text(" ".join(f"Version {{n}} sentence {{m}} says so." for m in range(200)))
    index.add(source)
    print(n, flush=True)
"""


def test_a_kill_at_any_moment_leaves_the_state_before_or_after(folder, open_index, tmp_path):
    command = python_command(CHILD, folder, tmp_path / "page.txt")
    for attempt in range(6):
        with subprocess.Popen(command, stdout=subprocess.PIPE, text=True) as child:
            acknowledged = int(child.stdout.readline())
            time.sleep(0.013 * attempt)
            child.send_signal(signal.SIGKILL)
            acknowledged = max([acknowledged, *map(int, child.stdout.read().split())])
        index = open_index()
        hits = index.search("version sentence", k=100)
        versions = {int(hit.passage.text.split()[1]) for hit in hits}
        assert len(versions) == 1 and versions.pop() in (acknowledged, acknowledged + 1)
        assert_offsets_hold(index)
        index.remove(str(tmp_path / "page.txt"))
