"""The settings: one file, variables and flags."""

import os
import stat

import pytest

pytest.importorskip("openai", reason="the extra openai is not installed")

from index import SettingsError
from rag.models import chosen_writer, load_writer
from rag.models.settings import read_settings, settings_path
from rag.models.settings_file import set_setting, unset_setting

KEY = "sk-very-secret-0123456789"
WRITTEN = """# Mine.
writer = "ollama/llama3.2"   # the small one

[servers.office]
url = "https://llm.example.com/v1"
key_env = "OFFICE_KEY"
"""


def write(text: str) -> None:
    settings_path().write_text(text)


def test_without_a_file_nothing_is_set():
    assert chosen_writer() is None
    assert not read_settings().servers


def test_a_flag_comes_before_the_variable_and_that_before_the_file(monkeypatch):
    write(WRITTEN)
    assert chosen_writer() == "ollama/llama3.2"
    monkeypatch.setenv("PINCITE_WRITER", "smollm2")
    assert chosen_writer() == "smollm2"
    assert chosen_writer("openai/gpt-5") == "openai/gpt-5"
    assert chosen_writer("") is None


def test_a_change_keeps_comments_order_and_the_rest_and_is_for_its_owner_alone():
    write(WRITTEN)
    set_setting("writer", "smollm2")
    set_setting("servers.office.context", "16384")
    set_setting("servers.home.url", "http://127.0.0.1:8000/v1")
    text = settings_path().read_text()
    assert text.startswith('# Mine.\nwriter = "smollm2"   # the small one\n\n[servers.office]\nurl =')
    assert "context = 16384" in text
    assert set(read_settings().servers) == {"office", "home"}
    if os.name == "posix":
        assert stat.S_IMODE(settings_path().stat().st_mode) == 0o600


def test_what_is_taken_out_is_gone_with_the_table_that_it_leaves_empty():
    set_setting("servers.home.url", "http://127.0.0.1:8000/v1")
    set_setting("writer", "smollm2")
    unset_setting("servers.home.url")
    assert settings_path().read_text().strip() == 'writer = "smollm2"'
    with pytest.raises(SettingsError, match=r"servers\.home is not set"):
        unset_setting("servers.home")


@pytest.mark.parametrize(
    ("key", "value", "said"),
    [
        ("writr", "a", "writr is not known; there are writer"),
        ("servers.office.key", KEY, r"servers\.office\.key is not known"),
        ("servers.office.url", "llm.example.com", r"servers\.office\.url is wrong"),
        ("servers.office.url", f"https://user:{KEY}@llm.example.com/v1", r"servers\.office\.url is wrong"),
        ("servers.office.context", "much", r"servers\.office\.context is wrong"),
        ("servers.office.key_env", KEY, r"servers\.office\.key_env is wrong"),
        ("servers.new.context", "9000", r"servers\.new\.url is wrong: field required"),
        ("servers.a/b.url", "https://llm.example.com", r"servers\.a/b is wrong"),
        ("writer.name", "a", "writer is a value and no table"),
        ("servers", "a", "servers is wrong"),
    ],
)
def test_an_unknown_key_or_a_wrong_value_is_named_and_the_file_stays(key, value, said):
    write(WRITTEN)
    with pytest.raises(SettingsError, match=said) as refused:
        set_setting(key, value)
    assert settings_path().read_text() == WRITTEN
    assert KEY not in str(refused.value)


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ('# a\nwritr = "a"\n', "config.toml, line 2: writr is not known"),
        (f"{WRITTEN}contxt = 5\n", r"line 7: servers\.office\.contxt is not known"),
        ('[servers.a]\nurl = "x"\n', r"line 2: servers\.a\.url is wrong"),
        ('servers.a.url = "x"\n', r"line 1: servers\.a\.url is wrong"),
        ("\n[servers.a]\ncontext = 9000\n", r"line 2: servers\.a\.url is wrong: field required"),
        ("writer = 5\n", "line 1: writer is wrong"),
        ('writer = "a\n', r"is no TOML .*line 1"),
        ("\x00", "is no TOML"),
    ],
)
def test_a_fault_of_the_file_is_told_with_its_line(text, said):
    write(text)
    with pytest.raises(SettingsError, match=said):
        read_settings()
    with pytest.raises(SettingsError, match=said):
        set_setting("writer", "a")
    assert settings_path().read_text() == text


def test_bytes_that_are_no_text_are_no_settings():
    settings_path().write_bytes(b"\xff\xfe\x00")
    with pytest.raises(SettingsError, match="is no TOML"):
        read_settings()


def test_a_key_comes_from_the_variable_that_is_named(monkeypatch):
    write(WRITTEN)
    assert read_settings().servers["office"].key() is None
    monkeypatch.setenv("OFFICE_KEY", KEY)
    assert read_settings().servers["office"].key() == KEY
    assert KEY not in repr(load_writer("office/llama")) + repr(vars(load_writer("office/llama")))
    assert KEY not in repr(read_settings())


@pytest.mark.skipif(os.name != "posix", reason="Windows has no such modes")
def test_a_file_of_a_key_that_others_can_read_is_refused(tmp_path):
    file = tmp_path / "key"
    file.write_text(f"{KEY}\n")
    write(f'[servers.office]\nurl = "https://llm.example.com/v1"\nkey_file = "{file}"\n')
    file.chmod(0o600)
    assert read_settings().servers["office"].key() == KEY
    for mode in (0o644, 0o640, 0o604):
        file.chmod(mode)
        with pytest.raises(SettingsError, match="others can read this key; run: chmod 600") as refused:
            load_writer("office/llama")
        assert KEY not in str(refused.value)
    file.unlink()
    with pytest.raises(SettingsError, match="can't be read"):
        load_writer("office/llama")
