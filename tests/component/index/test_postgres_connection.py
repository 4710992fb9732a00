"""What a process that was killed had asked the database for, ends."""

import os
import socket
import time

from index.store.postgres import connection as connecting
from index.store.postgres.connection import PostgresConnection


def test_a_server_stops_working_for_a_client_that_is_gone(shared_database, monkeypatch):
    monkeypatch.setattr(connecting, "_LOOK_FOR_CLIENT", "50ms")
    gone, watching = PostgresConnection.to(shared_database), PostgresConnection.to(shared_database)
    pid = gone.raw.info.backend_pid
    gone.raw.pgconn.send_query(b"SELECT pg_sleep(60)")
    gone.raw.pgconn.flush()
    still_works = ("SELECT count(*) FROM pg_stat_activity WHERE pid = ? AND state = 'active'", (pid,))
    while not watching.execute(*still_works).fetchone()[0]:
        time.sleep(0.01)
    # As the system does it for a process that is killed.
    with socket.socket(fileno=os.dup(gone.raw.pgconn.socket)) as line:
        line.shutdown(socket.SHUT_RDWR)
    end = time.monotonic() + 10
    while watching.execute(*still_works).fetchone()[0]:
        assert time.monotonic() < end
        time.sleep(0.02)
    gone.close()
    watching.close()
