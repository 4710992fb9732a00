import pytest

from small_database import SmallDatabase, quick_passwords
from ui.accounts import Accounts


@pytest.fixture
def database():
    database = SmallDatabase()
    yield database
    database.close()


@pytest.fixture
def accounts(database):
    return Accounts(database, quick_passwords())


@pytest.fixture
def add(accounts):
    """Makes an account; the first is "ada", an admin."""

    def added(name, role="editor", password="correct horse"):
        if not accounts.store.any() and name != "ada":
            added("ada", "admin")
        return accounts.store.add(name, role, accounts.passwords.hashed(password))

    return added
