"""The keys of programs, in a file and in the database of an index, which several servers use at once."""

import json
import threading
from types import SimpleNamespace

import pytest

from app_schemas import new_name, schema_at
from ui.api.key_file import KeyFile
from ui.api.key_table import STEPS, KeyTable
from ui.api.keys import KeyFileError, KeyStore


@pytest.fixture(params=["file", "table"])
def opened(request, tmp_path):
    """Opens the same keys again and again, as several servers do."""
    address, own = request.getfixturevalue("shared_database") if request.param == "table" else "", new_name()
    databases = {}

    def index():
        """What a table needs of an index."""

        def app_database(_name, steps):
            databases[len(databases)] = schema_at(address, own, steps)
            return databases[len(databases) - 1]

        return SimpleNamespace(
            place="here", app_database=app_database, has_app_database=lambda _: bool(databases)
        )

    yield lambda: KeyStore(KeyTable(index()) if address else KeyFile(tmp_path))
    for database in databases.values():
        database.close()


@pytest.fixture
def keys(opened):
    return opened()


def test_there_are_none_at_first(keys):
    assert keys.keys() == [] and keys.caller("pincite_x") is None


def test_a_key_tells_who_has_it_and_what_it_opens(keys):
    key = keys.add("reader", ["ask"], per_minute=10)
    caller = keys.caller(key)
    assert (caller.name, caller.per_minute) == ("reader", 10)
    assert caller.may("ask") and not caller.may("add") and not caller.may("all")


def test_a_key_for_all_opens_everything(keys):
    caller = keys.caller(keys.add("mine", ["all"]))
    assert all(caller.may(right) for right in ("ask", "add", "all"))


def test_two_keys_have_different_chats(keys):
    assert keys.caller(keys.add("one")).owner != keys.caller(keys.add("two")).owner


def test_a_name_that_is_taken_an_unknown_right_and_an_unknown_name_say_so(keys):
    keys.add("reader")
    for wrong in (lambda: keys.add("reader"), lambda: keys.add("x", ["read"]), lambda: keys.remove("y")):
        with pytest.raises(KeyFileError):
            wrong()


def test_what_one_server_makes_and_removes_counts_for_another_at_once(opened):
    one, other = opened(), opened()
    key = one.add("reader", account="anna")
    one.add("writer")
    assert other.caller(key).name == "reader"
    kept = other.keys()
    assert [known.name for known in kept] == ["reader", "writer"]
    other.remove("writer")
    assert other.remove_of("anna") == 1 and other.remove_of("anna") == 0
    assert one.caller(key) is None and one.keys() == []


def test_keys_that_are_made_at_the_same_time_are_all_kept(opened):
    threads = [threading.Thread(target=opened().add, args=(f"key {n}",)) for n in range(6)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    kept = opened().keys()
    assert sorted(key.name for key in kept) == [f"key {n}" for n in range(6)]


def test_keys_are_taken_over_from_another_place_and_go_on_working(keys, tmp_path):
    other = KeyStore(KeyFile(tmp_path / "other"))
    (tmp_path / "other").mkdir()
    key = other.add("reader", ["add"], per_minute=3)
    keys.take_over(other.keys())
    assert keys.caller(key) == other.caller(key) and keys.keys() == other.keys()
    keys.add("mine")
    with pytest.raises(KeyFileError, match="that the original does not have"):
        keys.take_over(other.keys())


def test_a_damaged_row_never_counts_as_no_key(shared_database):
    database = schema_at(shared_database, new_name(), STEPS)
    with database.writing() as connection:
        connection.execute("INSERT INTO keys (hash, key) VALUES ('x', ?)", (json.dumps({"name": "x"}),))
    index = SimpleNamespace(place="here", app_database=lambda *_: database, has_app_database=lambda _: True)
    with pytest.raises(KeyFileError, match="damaged"):
        KeyStore(KeyTable(index)).keys()
    database.close()
