"""The keys of programs in their file."""

import json
import stat

import pytest

from ui.api.key_file import FILE, KeyFile
from ui.api.keys import KeyFileError, KeyStore


@pytest.fixture
def keys(tmp_path):
    return KeyStore(KeyFile(tmp_path))


def test_neither_the_file_nor_the_list_has_the_key(keys, tmp_path):
    key = keys.add("reader")
    assert key not in (tmp_path / FILE).read_text() and key not in repr(keys.keys())
    assert stat.S_IMODE((tmp_path / FILE).stat().st_mode) == 0o600


@pytest.mark.parametrize("given", ["", "pincite_", "reader", "\udc80", "x" * 10_000])
def test_anything_else_is_no_key(keys, given):
    keys.add("reader")
    assert keys.caller(given) is None


@pytest.mark.parametrize("name", ["", " x", "a\nb", "x" * 65, "a/b"])
def test_a_name_that_could_not_be_shown_is_refused(keys, name):
    with pytest.raises(KeyFileError, match="can't name a key"):
        keys.add(name)


@pytest.mark.parametrize("text", ["", "[]", "{}", json.dumps({"version": 99, "keys": []})])
def test_a_damaged_file_never_counts_as_no_keys(keys, tmp_path, text):
    (tmp_path / FILE).write_text(text)
    with pytest.raises(KeyFileError):
        keys.keys()
