"""The keys of programs."""

import json
import stat

import pytest

from ui.api.keys import FILE, KeyFileError, KeyStore


@pytest.fixture
def keys(tmp_path):
    return KeyStore(tmp_path)


def test_a_key_tells_who_has_it_and_what_it_opens(keys):
    key = keys.add("reader", ["ask"], per_minute=10)
    caller = keys.caller(key)
    assert (caller.name, caller.per_minute) == ("reader", 10)
    assert caller.may("ask") and not caller.may("add") and not caller.may("all")


def test_a_key_for_all_opens_everything(keys):
    caller = keys.caller(keys.add("mine", ["all"]))
    assert all(caller.may(right) for right in ("ask", "add", "all"))


def test_neither_the_file_nor_the_list_has_the_key(keys, tmp_path):
    key = keys.add("reader")
    assert key not in (tmp_path / FILE).read_text() and key not in repr(keys.keys())
    assert stat.S_IMODE((tmp_path / FILE).stat().st_mode) == 0o600


def test_two_keys_have_different_chats(keys):
    assert keys.caller(keys.add("one")).owner != keys.caller(keys.add("two")).owner


@pytest.mark.parametrize("given", ["", "pincite_", "reader", "\udc80", "x" * 10_000])
def test_anything_else_is_no_key(keys, given):
    keys.add("reader")
    assert keys.caller(given) is None


def test_a_removed_key_is_refused_by_a_store_that_is_open(keys, tmp_path):
    key = keys.add("reader")
    assert keys.caller(key)
    KeyStore(tmp_path).remove("reader")
    assert keys.caller(key) is None and keys.keys() == []


@pytest.mark.parametrize("name", ["", " x", "a\nb", "x" * 65, "a/b"])
def test_a_name_that_could_not_be_shown_is_refused(keys, name):
    with pytest.raises(KeyFileError, match="can't name a key"):
        keys.add(name)


def test_a_name_that_is_taken_an_unknown_right_and_an_unknown_name_say_so(keys):
    keys.add("reader")
    for wrong in (lambda: keys.add("reader"), lambda: keys.add("x", ["read"]), lambda: keys.remove("y")):
        with pytest.raises(KeyFileError):
            wrong()


@pytest.mark.parametrize("text", ["", "[]", "{}", json.dumps({"version": 99, "keys": []})])
def test_a_damaged_file_never_counts_as_no_keys(keys, tmp_path, text):
    (tmp_path / FILE).write_text(text)
    with pytest.raises(KeyFileError):
        keys.keys()
