"""What must never happen to an index: kills, full disks, flipped bits, old copies, other processes."""

import os
import resource
import shutil
import sqlite3
import subprocess
import sys
import textwrap
from pathlib import Path

import pytest

from bench.crash_safety import kill, read_while_writing, small_thresholds, text_of
from bench.word_embedder import WordEmbedder
from filled_index import filled, source
from index import Index, IndexFolderError, IndexLockedError
from index.search.local.segment import segment_folders
from index.store.peeking import FILE_NAME
from index.store.sqlite import database as sqlite_database
from python_process import WITH_BENCH, python_command, run_python

QUESTION = "sentence of source3 in version 7"


@pytest.fixture(autouse=True)
def small():
    with small_thresholds():
        yield


def answers(folder):
    index = Index(folder, embedder=WordEmbedder())
    found = [(hit.passage.text, round(hit.score, 4)) for hit in index.search(QUESTION, k=8)]
    index.close()
    return found


def in_child(code, folder, **options):
    """Runs code in a process of its own, with the index's `folder` and small thresholds."""
    script = f"""{WITH_BENCH}
from pathlib import Path
from bench.crash_safety import small_thresholds, text_of
from bench.word_embedder import WordEmbedder
from index import Index, PinciteError, TextSource
folder = Path(sys.argv[1])
with small_thresholds():
{textwrap.indent(textwrap.dedent(code), "    ")}
"""
    return run_python(script, folder, cwd="/", **options)


@pytest.mark.skipif(sys.platform == "win32", reason="SIGKILL is of POSIX")
def test_a_kill_at_any_moment_leaves_every_change_whole_or_absent(tmp_path):
    seen = kill(tmp_path / "index", 25)
    assert seen.problems == []
    assert seen.changes > 100 and sum(seen.hit.values()) == 25


def test_eight_threads_that_read_while_one_writes_each_see_one_state(tmp_path):
    seen = read_while_writing(tmp_path / "index", 5, questions=51, changes=6)
    assert seen.problems == []
    assert seen.questions > 50 and seen.changes > 5


def derived_files(folder):
    (base,) = segment_folders(folder)
    return sorted(path for path in base.rglob("*") if path.is_file() and path.stat().st_size)


@pytest.mark.parametrize("damage", ["truncated", "flipped", "missing"])
def test_a_damaged_search_file_is_noticed_and_made_anew(tmp_path, damage):
    filled(tmp_path / "index")
    before = answers(tmp_path / "index")
    kinds = {path.suffix or path.name for path in derived_files(tmp_path / "index")}
    assert {".json", ".bin", ".term", ".idx", ".fast"} <= kinds
    assert (segment_folders(tmp_path / "index")[0] / "codes.bin").exists()
    for number in range(len(derived_files(tmp_path / "index"))):
        path = derived_files(tmp_path / "index")[number]
        data = bytearray(path.read_bytes())
        if damage == "missing":
            path.unlink()
        else:
            data[len(data) // 2] ^= 4
            path.write_bytes(data if damage == "flipped" else data[: len(data) // 2])
        problems = Index(tmp_path / "index", embedder=WordEmbedder()).check().problems
        assert problems and str(path.parent) in problems[0] and "pincite rebuild" in problems[0]
        assert answers(tmp_path / "index") == before, path
        assert not Index(tmp_path / "index", embedder=WordEmbedder()).check().problems, path


def test_a_bit_that_flips_in_the_store_is_found_by_check(tmp_path):
    filled(tmp_path / "index")
    path = tmp_path / "index" / FILE_NAME
    for column, table in (("text", "documents"), ("text", "passages"), ("passage", "embeddings")):
        copy = tmp_path / table / FILE_NAME
        shutil.copytree(path.parent, copy.parent)
        with sqlite3.connect(copy) as connection:
            (value,) = connection.execute(f"SELECT {column} FROM {table} LIMIT 1").fetchone()
            flipped = value[:-1] + (b"\1" if isinstance(value, bytes) else "!")
            connection.execute(f"UPDATE {table} SET {column} = ? WHERE rowid = 1", (flipped,))
        connection.close()
        report = Index(copy.parent, embedder=WordEmbedder()).check()
        assert any(problem.startswith("source0: ") for problem in report.problems), table


def test_a_store_that_lost_its_tail_is_an_error_or_a_problem_in_words(tmp_path):
    filled(tmp_path / "index")
    path = tmp_path / "index" / FILE_NAME
    with sqlite3.connect(path) as connection:
        connection.execute("PRAGMA wal_checkpoint(TRUNCATE)")
    connection.close()
    os.truncate(path, path.stat().st_size * 2 // 3)
    try:
        problems = Index(path.parent, embedder=WordEmbedder()).check().problems
    except IndexFolderError as error:
        problems = (str(error),)
    assert problems and "add" in problems[0]


def test_an_older_copy_of_the_store_does_not_believe_newer_search_files(tmp_path):
    folder = tmp_path / "index"
    index = filled(folder)
    shutil.copytree(folder, tmp_path / "copy")
    index.add_texts([source(number, version=8) for number in range(24)])
    index.rebuild()
    index.close()
    for path in folder.glob(f"{FILE_NAME}*"):
        path.unlink()
    shutil.copy(tmp_path / "copy" / FILE_NAME, folder / FILE_NAME)
    again = Index(folder, embedder=WordEmbedder())
    assert {hit.passage.text.split()[6] for hit in again.search("version", k=50)} == {"7"}
    # The same generation, another history.
    again.add_texts([source(number, version=9) for number in range(24)])
    again.close()
    assert {
        hit.passage.text.split()[6] for hit in Index(folder, embedder=WordEmbedder()).search("v", k=50)
    } == {"9"}
    assert not Index(folder, embedder=WordEmbedder()).check().problems


def test_a_full_disk_is_one_line_and_everything_saved_before_stays(tmp_path):
    filled(tmp_path / "index", 4)
    limit = 4_000_000

    def full():
        resource.setrlimit(resource.RLIMIT_FSIZE, (limit, limit))
        import signal

        signal.signal(signal.SIGXFSZ, signal.SIG_IGN)

    result = in_child(
        """
        index = Index(folder, embedder=WordEmbedder())
        saved = 4
        try:
            for number in range(4, 500):
                index.add_texts([TextSource(source=f"source{number}", title="t", text=text_of(f"source{number}", 7))])
                saved = number + 1
        except PinciteError as error:
            print(len(str(error).splitlines()), error)
        print("saved", saved, "found", bool(index.search("common words", k=5)))
        """,
        tmp_path / "index",
        preexec_fn=full,
    )
    assert result.returncode == 0, result.stderr
    lines = result.stdout.splitlines()
    assert lines[0].startswith("1 ") and "check the disk" in lines[0]
    saved = int(lines[1].split()[1])
    assert lines[1].endswith("found True") and saved > 10
    index = Index(tmp_path / "index", embedder=WordEmbedder())
    assert len(index.documents()) == saved
    assert not index.check().problems
    index.add_texts([source(1000)])
    assert index.search(text_of("source1000", 7)[:60], k=1)[0].passage.source == "source1000"


def test_a_disk_that_is_full_for_search_files_does_not_stop_answers(tmp_path, monkeypatch):
    index = filled(tmp_path / "index")
    before = answers(tmp_path / "index")
    shutil.rmtree(tmp_path / "index" / "search")
    (tmp_path / "index" / "search").write_text("in the way", encoding="utf-8")  # no folder can be made there
    assert answers(tmp_path / "index") == before
    index.add_texts([source(50)])
    assert index.search("source50", k=1)[0].passage.source == "source50"


@pytest.mark.skipif(sys.platform == "win32" or os.getuid() != 0, reason="only root can become another user")
@pytest.mark.parametrize("base", ["whole", "missing", "behind"])
def test_a_read_only_folder_can_be_asked_but_not_changed(base):
    # pytest's own folders are closed to other users.
    place = Path(subprocess.run(["mktemp", "-d"], capture_output=True, text=True, check=True).stdout.strip())
    try:
        index = filled(place / "index")
        if base == "behind":
            index.add_texts([source(60)])
            index.close()
        if base == "missing":
            shutil.rmtree(place / "index" / "search")
        subprocess.run(["chmod", "-R", "a+rX,a-w", place], check=True)
        result = in_child(
            """
            import os, tempfile
            # Once as root: what Python reads late may be closed to the other user.
            with tempfile.TemporaryDirectory() as warm:
                index = Index(Path(warm) / "index", embedder=WordEmbedder())
                for name in ("a", "b"):
                    index.add_texts([TextSource(source=f"{name}{it}", title=name, text=text_of(name, it)) for it in range(24)])
                    index.search("common words of every page", k=5)
                    index.rebuild()
                index.remove("a1")
                index.search("common words of every page", k=5)
                index.close()
                del index
            os.setgid(65534), os.setuid(65534)
            index = Index(folder, embedder=WordEmbedder())
            print(len(index.search("common words of every page", k=5)), len(index.documents()))
            try:
                index.add_texts([TextSource(source="new", title="new", text="New words.")])
            except PinciteError as error:
                print(error)
            """,
            place / "index",
        )
        assert result.returncode == 0, result.stderr
        assert result.stdout.splitlines()[0] == f"5 {25 if base == 'behind' else 24}", result.stderr
        assert "is read-only; the index can be asked, but not changed" in result.stdout
    finally:
        shutil.rmtree(place)


def test_an_index_that_was_opened_read_only_can_be_changed_when_that_has_passed(tmp_path, monkeypatch):
    filled(tmp_path / "index")
    with monkeypatch.context() as patched:
        # As SQLite opens the file when it gets no descriptor for writing.
        patched.setattr(sqlite_database.SqliteDatabase, "_writable", False)
        index = Index(tmp_path / "index", embedder=WordEmbedder())
        assert index.documents()
    assert index.remove("source3").source == "source3"


HOLD = """
import sys, time
from pathlib import Path
from index.store.sqlite.database import SqliteDatabase
with SqliteDatabase(Path(sys.argv[1]), embedder="words").locked():
    print("holding", flush=True)
    time.sleep(100)
"""


def test_a_second_process_reads_and_is_told_plainly_when_it_tries_to_write(tmp_path, monkeypatch):
    monkeypatch.setattr(sqlite_database, "LOCK_SECONDS", 0.2)
    index = filled(tmp_path / "index")
    with subprocess.Popen(
        python_command(HOLD, tmp_path / "index"), stdout=subprocess.PIPE, text=True
    ) as other:
        try:
            assert other.stdout.readline() == "holding\n"
            assert index.search(QUESTION)
            with pytest.raises(IndexLockedError, match="another process is changing this index"):
                index.add_texts([source(70)])
        finally:
            other.kill()
    assert index.add_texts([source(70)]).added == ("source70",), "a dead process keeps no lock"
