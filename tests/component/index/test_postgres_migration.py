"""The tables of a database are made once, however many programs open it first."""

import threading
import time

from index.store.postgres import migrating
from index.store.postgres.connection import PostgresConnection


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
