"""A look into an index in PostgreSQL that is not opened; see `store.peeking`."""

from collections.abc import Sequence
from contextlib import closing
from typing import Any

import psycopg

from index.store.postgres.connection import PostgresConnection


def rows_of(address: str, query: str, values: Sequence[str]) -> list[tuple[Any]]:
    """The rows of a query on the tables of the index; none if it can't be read now."""
    try:
        with closing(PostgresConnection.to(address, seconds=2.0)) as connection:
            connection.execute("SELECT set_config('pincite.reads', '*', false)")
            return connection.execute(query, values).fetchall()
    except psycopg.Error:
        return []
