"""What only PostgreSQL gives a database beside an index: policies for rows, and servers that come back."""

import time

import pytest

from app_schemas import new_name, schema_at
from index.errors import AppDatabaseError

STEPS = {
    1: "CREATE TABLE notes (owner TEXT NOT NULL, text TEXT NOT NULL) STRICT;"
    "ALTER TABLE notes ENABLE ROW LEVEL SECURITY; ALTER TABLE notes FORCE ROW LEVEL SECURITY;"
    "CREATE POLICY own ON notes USING (coalesce(current_setting('pincite.owner', true), '') IN ('', owner));"
}


@pytest.fixture
def notes(shared_database):
    database = schema_at(shared_database, new_name(), STEPS)
    yield database
    database.close()


def test_a_query_that_forgets_the_owner_sees_and_changes_the_rows_of_one_owner_only(notes):
    for owner in ("anna", "bert"):
        with notes.writing(owner) as connection:
            connection.execute("INSERT INTO notes VALUES (?, 'x')", (owner,))
    with notes.reading("anna") as connection:
        assert connection.execute("SELECT owner FROM notes").fetchall() == [("anna",)]
    with pytest.raises(AppDatabaseError, match="row-level security"), notes.writing("anna") as connection:
        connection.execute("INSERT INTO notes VALUES ('bert', 'forged')")
    with notes.writing("anna") as connection:
        assert connection.execute("DELETE FROM notes").rowcount == 1
    with notes.reading() as connection:
        assert connection.execute("SELECT owner FROM notes").fetchall() == [("bert",)]


def test_an_error_says_what_is_wrong_but_not_what_was_to_be_kept(notes):
    with pytest.raises(AppDatabaseError) as shown, notes.writing() as connection:
        connection.execute("INSERT INTO notes VALUES ('secret of anna', NULL)")
    assert "null value" in str(shown.value) and "secret" not in str(shown.value)


def test_connections_that_broke_while_they_were_idle_are_made_anew(notes, postgres):
    with notes.writing() as connection:
        connection.execute("INSERT INTO notes VALUES ('anna', 'x')")
    postgres.execute("SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE usename = 'pincite'")
    with notes.reading() as connection:
        assert connection.execute("SELECT count(*) FROM notes").fetchone() == (1,)


def test_a_server_that_is_not_there_is_said_after_a_while(monkeypatch, tmp_path):
    monkeypatch.setattr("index.store.postgres.app_schema._PATIENCE", 0.2)
    begun = time.monotonic()
    with pytest.raises(AppDatabaseError, match="server runs"):
        schema_at(f"postgresql:///x?host={tmp_path}", "notes", STEPS)
    assert time.monotonic() - begun < 5
