"""Databases beside an index, in files: steps of the tables, several processes, damage, and what can't be written."""

import os
import sqlite3
import subprocess
import sys

import pytest

from index.errors import AppDatabaseError
from index.store.sqlite.app_file import AppFile

STEPS = {
    1: "CREATE TABLE notes (id INTEGER PRIMARY KEY AUTOINCREMENT, text TEXT NOT NULL) STRICT;",
    2: "ALTER TABLE notes ADD COLUMN words INTEGER; CREATE INDEX notes_by_words ON notes (words);",
    3: lambda connection: connection.execute("UPDATE notes SET words = length(text)"),
}


@pytest.fixture
def opened(tmp_path):
    files = []

    def open_(steps=STEPS, **options):
        files.append(AppFile(tmp_path / "notes.sqlite", steps, **options))
        return files[-1]

    yield open_
    for file in files:
        file.close()


def add(file, text):
    with file.writing() as connection:
        connection.execute("INSERT INTO notes (text) VALUES (?)", (text,))


def texts(file):
    with file.reading() as connection:
        return [text for (text,) in connection.execute("SELECT text FROM notes ORDER BY id")]


def damage(tmp_path):
    path = tmp_path / "notes.sqlite"
    path.write_bytes(path.read_bytes()[:100] + b"\x07" * 8000)


def test_each_step_is_made_once_in_order_and_later_ones_find_what_was_kept(opened):
    old = opened({1: STEPS[1]})
    add(old, "four")
    old.close()
    for _ in range(2):
        with opened().reading() as connection:
            assert connection.execute("SELECT text, words FROM notes").fetchall() == [("four", 4)]


def test_a_step_that_fails_leaves_the_file_as_it_was(opened):
    add(opened({1: STEPS[1]}), "kept")
    with pytest.raises(AppDatabaseError, match="no such table"):
        opened({**STEPS, 3: "DELETE FROM notes; DELETE FROM elsewhere;"})
    assert texts(opened()) == ["kept"]


def test_several_processes_that_open_it_at_once_make_the_steps_once(tmp_path, opened):
    program = (
        "import sys, pathlib; from index.store.sqlite.app_file import AppFile\n"
        "sys.stdin.read(1)\n"
        "file = AppFile(pathlib.Path(sys.argv[1]), {1: 'CREATE TABLE notes (id INTEGER PRIMARY KEY, text TEXT) STRICT;',"
        " 2: \"INSERT INTO notes (text) VALUES ('of step 2');\"})\n"
        "with file.writing() as c: c.execute('INSERT INTO notes (text) VALUES (?)', ('of a process',))\n"
    )
    command = [sys.executable, "-c", program, str(tmp_path / "notes.sqlite")]
    started = [subprocess.Popen(command, stdin=subprocess.PIPE) for _ in range(3)]
    for process in started:
        process.stdin.write(b"x")
        process.stdin.close()
    assert [process.wait(30) for process in started] == [0, 0, 0]
    assert texts(opened({1: "", 2: ""})) == ["of step 2", *["of a process"] * 3]


def test_a_damaged_file_is_refused_where_work_cannot_go_on_without_it(opened, tmp_path):
    file = opened()
    add(file, "kept")
    file.close()
    damage(tmp_path)
    with pytest.raises(AppDatabaseError, match=r"notes\.sqlite: is damaged .* backup"):
        opened()
    assert [file.name for file in tmp_path.glob("*.sqlite")] == ["notes.sqlite"]


def test_a_damaged_file_is_set_aside_where_it_may_be_replaced(opened, tmp_path):
    opened().close()
    damage(tmp_path)
    file = opened(replaceable=True)
    assert file.notice.kind == "set_aside" and (tmp_path / file.notice.detail).exists()
    add(file, "new")
    assert texts(file) == ["new"]


def test_damage_that_is_found_later_is_an_error_once_and_then_a_new_file_is_used(opened, tmp_path):
    file = opened(replaceable=True)
    add(file, "x" * 5_000_000)  # more than SQLite keeps in memory
    file.forget_deleted()
    path = tmp_path / "notes.sqlite"
    path.write_bytes(path.read_bytes()[:16384] + b"\x07" * 60_000)
    with pytest.raises(AppDatabaseError, match="set aside"):
        texts(file)
    assert texts(file) == [] and file.notice.kind == "set_aside"


def test_the_file_of_a_newer_version_is_left_as_it_is(opened, tmp_path):
    opened().close()
    with pytest.raises(AppDatabaseError, match="newer Pincite"):
        opened({1: STEPS[1]})
    file = opened({1: STEPS[1]}, replaceable=True)
    add(file, "in memory")
    assert file.notice.kind == "newer" and texts(opened()) == []


@pytest.mark.skipif(not hasattr(os, "geteuid") or os.geteuid() == 0, reason="root may write everywhere")
def test_a_folder_that_cannot_be_written_is_an_error_or_keeps_in_memory(opened, tmp_path):
    tmp_path.chmod(0o500)
    with pytest.raises(AppDatabaseError, match="can't be written"):
        opened()
    assert opened(replaceable=True).notice.kind == "unwritable"
    tmp_path.chmod(0o700)


def test_what_was_deleted_is_gone_from_the_files(opened, tmp_path):
    file = opened()
    add(file, "zeppelin")
    with file.writing() as connection:
        connection.execute("DELETE FROM notes")
    file.forget_deleted()
    assert not any(b"zeppelin" in path.read_bytes() for path in tmp_path.iterdir())


def test_the_file_is_for_this_user_alone_and_marked_as_ours(opened, tmp_path):
    opened()
    path = tmp_path / "notes.sqlite"
    assert os.name == "nt" or path.stat().st_mode & 0o077 == 0
    (mark,) = sqlite3.connect(path).execute("PRAGMA application_id").fetchone()
    assert mark.to_bytes(4) == b"PINO"
