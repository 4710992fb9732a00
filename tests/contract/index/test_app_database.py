"""What holds of a database beside an index, whether it is a file or a schema of PostgreSQL."""

import threading

import pytest

from app_schemas import new_name, schema_at
from index import Index
from index.errors import AppDatabaseError
from index.store.app_file import AppFile

STEPS = {
    1: "CREATE TABLE notes (id INTEGER PRIMARY KEY AUTOINCREMENT, owner TEXT NOT NULL, text TEXT NOT NULL, "
    "at REAL, data BLOB) STRICT;",
    2: "ALTER TABLE notes ADD COLUMN words INTEGER; CREATE INDEX notes_by_words ON notes (words);"
    "CREATE TABLE tags (note INTEGER NOT NULL REFERENCES notes (id) ON DELETE CASCADE, tag TEXT NOT NULL DEFAULT 'REAL', "
    "PRIMARY KEY (note, tag)) STRICT, WITHOUT ROWID;",
    3: lambda connection: connection.execute("UPDATE notes SET words = length(text)"),
    4: "ALTER TABLE notes ENABLE ROW LEVEL SECURITY; ALTER TABLE notes FORCE ROW LEVEL SECURITY;"
    "CREATE POLICY own ON notes USING (coalesce(current_setting('pincite.owner', true), '') IN ('', owner));",
}


@pytest.fixture(params=["file", "schema"])
def opened(request, tmp_path):
    """Opens the same database again and again."""
    dsn, name = request.getfixturevalue("shared_database") if request.param == "schema" else "", new_name()
    databases = []

    def open_(steps=STEPS):
        one = schema_at(dsn, name, steps) if dsn else AppFile(tmp_path / "notes.sqlite", steps)
        databases.append(one)
        return one

    yield open_
    for database in databases:
        database.close()


def add(database, text, owner="anna"):
    with database.writing(owner) as connection:
        connection.execute(
            "INSERT INTO notes (owner, text, at, data) VALUES (:owner, :text, :at, :data)",
            {"owner": owner, "text": text, "at": 1796046000.123456, "data": b"\0\xff"},
        )


def texts(database, owner="anna"):
    with database.reading(owner) as connection:
        rows = connection.execute("SELECT text FROM notes WHERE owner = ? ORDER BY id", (owner,))
        return [text for (text,) in rows]


def test_what_was_kept_is_there_when_it_is_opened_again_and_numbers_and_bytes_are_the_same(opened):
    add(opened(), "100 % kept?")
    with opened().reading() as connection:
        rows = connection.execute("SELECT id, text, at, data FROM notes").fetchall()
    assert rows == [(1, "100 % kept?", 1796046000.123456, b"\0\xff")]


def test_later_steps_are_made_once_and_find_what_is_there(opened):
    add(opened({1: STEPS[1]}), "four")
    for _ in range(2):
        with opened().reading() as connection:
            assert connection.execute("SELECT text, words FROM notes").fetchall() == [("four", 4)]


def test_a_step_that_fails_leaves_all_as_it_was(opened):
    add(opened({1: STEPS[1]}), "kept")
    with pytest.raises(AppDatabaseError, match="elsewhere"):
        opened({**STEPS, 3: "DELETE FROM notes; DELETE FROM elsewhere;"})
    assert texts(opened()) == ["kept"]


def test_a_newer_version_is_refused(opened):
    opened()
    with pytest.raises(AppDatabaseError, match="newer Pincite"):
        opened({1: STEPS[1]})


def test_several_threads_that_open_it_at_once_make_the_steps_once(opened):
    steps = {**STEPS, 5: "INSERT INTO notes (owner, text) VALUES ('anna', 'of step 5');"}
    threads = [threading.Thread(target=lambda: add(opened(steps), "of a thread")) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert sorted(texts(opened(steps))) == ["of a thread"] * 4 + ["of step 5"]


def test_a_block_that_fails_changes_nothing_and_the_next_one_works(opened):
    database = opened()
    with pytest.raises(ZeroDivisionError), database.writing() as connection:
        connection.execute("INSERT INTO notes (owner, text) VALUES ('anna', 'half')")
        _ = 1 / 0
    with pytest.raises(AppDatabaseError), database.writing() as connection:
        connection.execute("INSERT INTO notes (owner, text) VALUES ('anna', NULL)")
    add(database, "whole")
    assert texts(database) == ["whole"]


def test_a_reader_sees_one_state_while_others_write(opened):
    one, other = opened(), opened()
    with one.reading() as connection:
        before = connection.execute("SELECT count(*) FROM notes").fetchone()
        writing = threading.Thread(target=add, args=(other, "meanwhile"))
        writing.start()
        writing.join()
        assert connection.execute("SELECT count(*) FROM notes").fetchone() == before
    assert texts(one) == ["meanwhile"]


def test_what_a_writer_has_read_is_still_so_when_it_writes(opened):
    databases = [opened(), opened()]

    def count_up(database):
        for _ in range(15):
            with database.writing("anna") as connection:
                (n,) = connection.execute("SELECT count(*) FROM notes").fetchone()
                connection.execute("INSERT INTO notes (owner, text) VALUES ('anna', ?)", (f"note {n}",))

    threads = [threading.Thread(target=count_up, args=(one,)) for one in databases for _ in range(2)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert texts(databases[0]) == [f"note {n}" for n in range(60)]


def test_rows_that_belong_to_a_row_go_with_it_and_a_conflict_can_be_passed_over(opened):
    database = opened()
    add(database, "tagged")
    with database.writing() as connection:
        for _ in range(2):
            inserted = connection.execute(
                "INSERT INTO tags (note) VALUES (1) ON CONFLICT (note, tag) DO NOTHING"
            )
        assert inserted.rowcount == 0
        assert connection.execute("SELECT tag FROM tags").fetchall() == [("REAL",)]
        assert connection.execute("DELETE FROM notes WHERE id = 1").rowcount == 1
        assert connection.execute("SELECT * FROM tags").fetchall() == []


@pytest.mark.parametrize("kind", ["folder", "database"])
def test_an_index_says_which_it_has_also_after_it_was_opened_again(kind, request, tmp_path, word_embedder):
    # By this it is known whether there are accounts and keys: where there are none, nobody has to sign in.
    where = request.getfixturevalue("postgres").new_database() if kind == "database" else tmp_path
    for expected in (False, True):
        index = Index(where, embedder=word_embedder)
        assert index.has_app_database("notes") is expected
        index.app_database("notes", STEPS).close()
        assert index.has_app_database("notes")
        assert not index.has_app_database("others")
        index.close()


def test_it_cannot_be_used_once_it_is_closed(opened):
    database = opened()
    database.close()
    with pytest.raises(AppDatabaseError), database.reading():
        pass
