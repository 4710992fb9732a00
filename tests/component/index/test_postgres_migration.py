"""The tables of a database are made once, however many programs open it first."""

import threading
import time

import pytest

from index import Filter, Index, TextSource
from index.store.postgres import migrating
from index.store.postgres.connection import PostgresConnection
from index.store.postgres.schema import STEPS


def test_a_program_that_waited_for_another_finds_the_tables_made(postgres):
    address = postgres.new_database()
    first, second = PostgresConnection.to(address), PostgresConnection.to(address)
    # Each has seen that there are none, and the second one has begun when the first one makes them.
    for connection in (first, second):
        assert migrating.version_of(connection, "here") == 0
    first.raw.execute("SELECT pg_advisory_lock(%s)", (migrating._MIGRATING,))
    waiting = threading.Thread(target=migrating.migrate, args=(second, "here", "words"))
    waiting.start()
    waits = "SELECT count(*) FROM pg_locks WHERE locktype = 'advisory' AND NOT granted"
    while not first.execute(waits).fetchone()[0]:
        time.sleep(0.01)
    migrating.migrate(first, "here", "words")
    first.raw.execute("SELECT pg_advisory_unlock(%s)", (migrating._MIGRATING,))
    waiting.join()
    assert second.execute("SELECT count(*) FROM pincite.changes").fetchone() == (1,)
    first.close()
    second.close()


@pytest.mark.parametrize("version", range(1, len(STEPS)))
def test_the_tables_of_each_earlier_version_are_brought_up_to_date(
    postgres, word_embedder, monkeypatch, version
):
    address = postgres.new_database()
    monkeypatch.setattr(migrating, "VERSION", version)
    connection = PostgresConnection.to(address)
    migrating.migrate(connection, "here", word_embedder.name)
    connection.close()
    monkeypatch.undo()
    index = Index(address, embedder=word_embedder)
    index.add_texts([TextSource(source="a[1].txt", title="A", text="The harbour is old.")])
    for pattern, matches in (
        ("a[[]?].txt", True),
        ("[!b]*", False),
        ("[^b]*.txt", True),
        ("a.1..txt", False),
    ):
        assert bool(index.search("harbour", where=Filter(source=pattern))) == matches
    assert index.check().problems == ()
    index.close()
