"""Databases beside an index in PostgreSQL, without an index beside them."""

from itertools import count

from index.store.app_database import SchemaSteps
from index.store.postgres.app_schema import AppSchema
from index.store.postgres.connection import PostgresConnection
from index.store.postgres.pool import Pool

_NUMBERS = count()


class _WithPool(AppSchema):
    def close(self) -> None:
        super().close()
        self._pool.close()


def new_name() -> str:
    """A name that no other test has."""
    return f"test{next(_NUMBERS)}"


def schema_at(address: str, name: str, steps: SchemaSteps) -> AppSchema:
    """The schema of a name in the database at an address, with connections of its own."""
    pool = Pool(lambda: PostgresConnection.to(address, seconds=2))
    try:
        return _WithPool(pool, name, steps)
    except BaseException:
        pool.close()
        raise
