"""The command with models that write: settings, what leaves the machine, and what is looked at."""

import os
import stat
from functools import partial

import pytest

pytest.importorskip("openai", reason="the extra openai is not installed")

from command import run_command
from fake_model_server import behaves, serving
from tiny_gguf import tiny_gguf

QUESTION = "How many sappers will be sent?"
KEY = "sk-very-secret-0123456789"


@pytest.fixture
def pincite(seeds_copy, tmp_path, monkeypatch):
    monkeypatch.setenv("PINCITE_CONFIG", str(tmp_path / "config.toml"))
    monkeypatch.setenv("XDG_DATA_HOME", str(tmp_path / "data"))
    return partial(run_command, seeds_copy)


@pytest.fixture
def server():
    with serving(behaves) as server:
        yield server


def test_the_configured_model_writes_unless_a_flag_says_otherwise(pincite, server):
    assert pincite("config", "set", "servers.mine.url", server.url).returncode == 0
    assert pincite("config", "set", "writer", "mine/tiny").returncode == 0
    asked = pincite("ask", QUESTION)
    assert asked.returncode == 0 and "1,000" in asked.stdout
    # It is on this machine, so there is nothing to tell.
    assert asked.stderr == ""
    calls = len(server.calls)
    assert calls >= 1
    for flags in (["--no-writer"], ["--writer", ""]):
        assert pincite("ask", *flags, QUESTION).returncode == 0
    assert len(server.calls) == calls


def test_that_texts_leave_the_machine_is_said_before_the_answer_and_they_go_by_the_proxy(
    pincite, server, monkeypatch
):
    for name in ("http_proxy", "HTTP_PROXY"):
        monkeypatch.setenv(name, f"http://{server.place}")
    for name in ("no_proxy", "NO_PROXY"):
        monkeypatch.delenv(name, raising=False)
    asked = pincite("ask", "--writer", "http://llm.example.com/v1#tiny", QUESTION)
    assert "the question, and the sentences found for it, go to llm.example.com\n" in asked.stderr
    assert asked.returncode == 0 and "1,000" in asked.stdout
    assert {headers["host"] for _, headers in server.calls} == {"llm.example.com"}


def test_settings_are_shown_changed_and_taken_out_and_a_fault_is_one_line(pincite, tmp_path):
    assert "nothing is set" in pincite("config", "show").stderr
    pincite("config", "set", "servers.office.url", "https://llm.example.com/v1")
    pincite("config", "set", "servers.office.key_env", "OFFICE_KEY")
    shown = pincite("config", "show").stdout
    assert "servers.office.url = https://llm.example.com/v1" in shown and "key_env = OFFICE_KEY" in shown
    assert pincite("config", "path").stdout.strip().endswith("config.toml")
    if os.name == "posix":
        assert stat.S_IMODE((tmp_path / "config.toml").stat().st_mode) == 0o600
    wrong = pincite("config", "set", "servers.office.kee", "a")
    assert wrong.returncode == 2 and "servers.office.kee is not known" in wrong.stderr
    pincite("config", "unset", "servers.office")
    assert "nothing is set" in pincite("config", "show").stderr


def test_the_doctor_says_what_leaves_and_what_has_to_be_done_and_shows_no_key(pincite, monkeypatch):
    healthy = pincite("doctor")
    assert healthy.returncode == 0, healthy.stdout
    assert "nothing leaves this machine" in healthy.stdout and "1 documents in" in healthy.stdout
    monkeypatch.setenv("OFFICE_KEY", KEY)
    pincite("config", "set", "servers.office.url", "https://llm.invalid/v1")
    pincite("config", "set", "servers.office.key_env", "OFFICE_KEY")
    monkeypatch.setenv("PINCITE_WRITER", "office/llama")
    said = pincite("doctor").stdout
    assert "questions, and the sentences found for them, go to llm.invalid" in said
    assert KEY not in said + pincite("config", "show").stdout + pincite("models").stdout
    monkeypatch.setenv("PINCITE_WRITER", "nowhere/llama")
    unwell = pincite("doctor")
    assert unwell.returncode == 1 and "to do: there is no writer called 'nowhere/llama'" in unwell.stdout


def test_a_file_is_added_listed_and_removed_and_servers_are_listed_with_their_models(
    pincite, server, tmp_path, monkeypatch
):
    monkeypatch.setenv("OLLAMA_HOST", server.place)
    added = pincite("models", "add", tiny_gguf(tmp_path / "Mine.gguf"))
    assert added.stdout.startswith("mine is ready")
    listed = pincite("models").stdout
    assert "mine  installed" in listed and f"ollama/MODEL  at {server.place}  tiny, small" in listed
    assert pincite("models", "list").stdout == listed
    assert pincite("models", "remove", "mine").returncode == 0
    assert "mine" not in pincite("models").stdout
