"""`pincite ask` prints the same whether a running server answers or the command itself."""

import io
import json
import os
from importlib import metadata

import pytest

from command import run_command
from ports import free_port
from rag import Assistant
from ui.api.running import RunningServer, announced
from ui.cli.running import NoServerError, answering
from ui.web.server import launch

TOKEN = "the token of the commands"


@pytest.fixture(scope="module")
def served(tmp_path_factory, seeds_index, mini_lm):
    """The folder of an index that is served."""
    assistant = Assistant.open(seeds_index, embedder=mini_lm)
    server, url = launch(assistant, port=free_port(), with_page=False, own_token=TOKEN)
    running = RunningServer(
        address=url.rstrip("/"), token=TOKEN, pid=os.getpid(), version=metadata.version("pincite")
    )
    with announced(seeds_index, running):
        yield seeds_index
    server.close()


@pytest.mark.parametrize(
    ("arguments", "code"),
    [
        (["How many sappers will be sent?"], 0),
        (["How many soldiers were killed or wounded?"], 0),
        (["How many sappers will be sent?", "--as-asked", "--source", "*kursk*", "--look-further"], 0),
        (["What is the capital of Peru?", "--max-wrong", "0.05"], 1),
        ([" "], 2),
        (["How many sappers will be sent?", "--collection", "unknown"], 2),
    ],
)
def test_the_output_is_the_same_word_for_word(served, monkeypatch, arguments, code):
    warm = run_command(served, "ask", *arguments)
    cold = run_command(served, "ask", *arguments, "--cold")
    assert (warm.returncode, warm.stdout, warm.stderr) == (cold.returncode, cold.stdout, cold.stderr)
    assert warm.returncode == code and warm.stdout + warm.stderr


def test_the_server_answers_and_no_model_is_loaded_here(served, monkeypatch):
    def fail(*_, **__):
        raise AssertionError("the command answered itself")

    monkeypatch.setattr(answering, "by_itself", fail)
    monkeypatch.setattr("ui.cli.ask.by_itself", fail)
    shown = run_command(served, "ask", "How many sappers will be sent?", "--json")
    answer = json.loads(shown.stdout)
    assert answer["short"] == "1,000" and answer["citations"][0]["text_sha256"]
    cold = json.loads(_cold(served, monkeypatch))
    # All but when it was asked and how long it took.
    for changing in ("created", "timings"):
        answer.pop(changing), cold.pop(changing)
    assert answer == cold


def _cold(served, monkeypatch):
    monkeypatch.undo()
    return run_command(served, "ask", "How many sappers will be sent?", "--json", "--cold").stdout


def test_a_server_that_has_gone_is_passed_over_in_silence(seeds_copy):
    gone = RunningServer(
        address=f"http://127.0.0.1:{free_port()}",
        token="t",
        pid=os.getpid(),
        version=metadata.version("pincite"),
    )
    with announced(seeds_copy, gone):
        shown = run_command(seeds_copy, "ask", "How many sappers will be sent?")
    assert shown.returncode == 0 and shown.stdout.startswith("1,000") and not shown.stderr


def test_a_chat_says_the_same_by_the_server_and_without_it(served, monkeypatch):
    lines = (
        "How many sappers will be sent?\n1\nWhat will they do?\n/9\n/in collection none\n/quit\nnever asked\n"
    )
    shown = []
    for more in ((), ("--cold",)):
        monkeypatch.setattr("sys.stdin", io.StringIO(lines))
        shown.append(run_command(served, "chat", *more))
    warm, cold = shown
    assert (warm.returncode, warm.stdout, warm.stderr) == (cold.returncode, cold.stdout, cold.stderr)
    assert warm.returncode == 0 and ">>The latest deployment includes 1,000 sappers" in warm.stdout
    assert "Searched as: What will sappers do?" in warm.stdout and "never asked" not in warm.stdout
    assert "has no citation 9" in warm.stderr and "no collection 'none'" in warm.stderr


def test_a_chat_goes_on_when_its_server_ends(served, monkeypatch):
    asked = []

    def gone(server, question):
        asked.append(question["question"])
        raise NoServerError("the server does not answer")
        yield

    monkeypatch.setattr("ui.cli.running.asking.answer_events", gone)
    monkeypatch.setattr(
        "sys.stdin", io.StringIO("How many sappers will be sent?\nWhat will the sappers do?\n")
    )
    shown = run_command(served, "chat")
    assert len(asked) == 1 and shown.stdout.count("North Korea Kursk deployment (") == 2
    assert shown.stderr == "the server does not answer; answering without it\n"
