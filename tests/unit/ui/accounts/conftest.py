import pytest

from app_schemas import schema_at
from index.store.app_file import AppFile
from small_database import quick_passwords
from ui.accounts import NAME, STEPS, Accounts

TABLES = ("accounts", "sessions", "teams", "members", "audit", "quotas", "choices")


@pytest.fixture(scope="session")
def schema(postgres):
    """One for all tests, which is emptied: a database for each would take longer than the tests."""
    schema = schema_at(postgres.new_database(), NAME, STEPS)
    yield schema
    schema.close()


@pytest.fixture(params=["file", "schema"])
def database(request, tmp_path):
    """Both kinds of a database beside an index."""
    if request.param == "schema":
        database = request.getfixturevalue("schema")
        yield database
        with database.writing() as connection:
            for table in TABLES:
                connection.execute(f"DELETE FROM {table}")
    else:
        database = AppFile(tmp_path / f"{NAME}.sqlite", STEPS)
        yield database
        database.close()


@pytest.fixture
def accounts(database):
    return Accounts(database, quick_passwords())


@pytest.fixture
def dump(database):
    """All that is in the tables, as text."""

    def dumped():
        with database.reading() as connection:
            return repr([connection.execute(f"SELECT * FROM {table}").fetchall() for table in TABLES])

    return dumped


@pytest.fixture
def add(accounts):
    """Makes an account; the first is "ada", an admin."""

    def added(name, role="editor", password="correct horse"):
        if not accounts.store.any() and name != "ada":
            added("ada", "admin")
        return accounts.store.add(name, role, accounts.passwords.hashed(password))

    return added
