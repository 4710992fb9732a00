"""The command as a script or a person runs it: a process, its output, its exit code."""

import json
import os
import subprocess
import sys
from functools import partial

import pytest
from typer.testing import CliRunner

from rag import seed_files
from ui.cli.command import app


@pytest.fixture(scope="module")
def data(tmp_path_factory):
    return tmp_path_factory.mktemp("command") / "index"


@pytest.fixture(scope="module")
def pincite(data):
    return partial(run, data)


@pytest.fixture(scope="module")
def here(data):
    """The command without a process of its own, which would load the model once more."""
    return lambda *arguments: CliRunner().invoke(app, arguments, env={"PINCITE_DATA": str(data)})


def run(data, *arguments):
    command = [sys.executable, "-c", "from ui.cli.command import main; main()", *map(str, arguments)]
    environment = {**os.environ, "PINCITE_DATA": str(data), "COLUMNS": "100"}
    return subprocess.run(command, capture_output=True, text=True, check=False, timeout=120, env=environment)


def test_asking_an_empty_index_says_that_there_are_no_documents(pincite):
    result = pincite("ask", "Anything?")
    assert result.returncode == 1
    assert "There are no documents yet" in result.stdout


def test_adding_asking_listing_and_removing(pincite, here, tmp_path):
    (tmp_path / "bad.txt").write_bytes(b"\0\1")
    added = pincite("add", *seed_files(), tmp_path / "bad.txt")
    assert added.returncode == 2
    assert added.stdout.startswith("added ") and "bad.txt: it is a binary file" in added.stderr

    answered = pincite("ask", "How many sappers will be sent?")
    assert answered.returncode == 0, answered.stderr
    assert "1,000 sappers" in answered.stdout and "[1]" in answered.stdout
    assert answered.stderr == ""

    answer = json.loads(here("ask", "--json", "How many sappers will be sent?").stdout)
    assert answer["status"] == "answered" and answer["short"] == "1,000"
    assert answer["citations"][0]["quote"].startswith("The latest deployment")

    missing = here("ask", "What is the capital of Australia?")
    assert missing.exit_code == 1 and "don't say" in missing.stdout

    (document,) = json.loads(pincite("list", "--json").stdout)
    assert document["id"] in pincite("list").stdout
    assert pincite("remove", document["id"]).returncode == 0
    assert pincite("remove", document["id"]).returncode == 2


def test_a_folder_is_followed_checked_and_asked_in_part(tmp_path):
    docs = tmp_path / "docs"
    docs.mkdir()
    (docs / "bridge.md").write_text("The bridge was opened in 1979.")
    (docs / "tower.txt").write_text("The tower was built in 1880.")
    pincite = partial(run, tmp_path / "index")
    first = pincite("sync", docs, "--collection", "towns")
    assert first.returncode == 0, first.stderr
    assert first.stdout.splitlines()[-1] == "2 added"
    (docs / "tower.txt").write_bytes(b"\0\1")
    (docs / "bridge.md").unlink()
    second = pincite("sync", docs)
    assert second.returncode == 2 and "1 removed, 1 failed" in second.stdout
    assert "stale: it is a binary file" in pincite("list").stdout
    asked = pincite("ask", "When was the tower built?", "--collection", "towns", "--source", "*.txt")
    assert asked.returncode == 0 and "1880" in asked.stdout
    missing = pincite("ask", "When was the tower built?", "--before", "1990-01-01")
    assert missing.returncode == 1 and "No document fits the filter" in missing.stdout
    assert pincite("ask", "When?", "--after", "soon").returncode == 2
    assert "there are: towns" in pincite("ask", "When?", "--collection", "none").stderr
    assert "all is well" in pincite("check").stdout
    assert pincite("rebuild").returncode == 0
    assert "removed" in pincite("remove", docs).stdout


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (("ask", ""), "The question is empty"),
        (("ask", "..."), "The question holds no words"),
        (("remove", "nothing"), "no document has the id or source 'nothing'"),
        (("ask", "Who?", "--writer", "gpt-17"), "gpt-17"),
        (("list", "--data", "/proc/nowhere"), "no index can be made there"),
    ],
)
def test_an_error_is_one_line_and_exit_code_2(pincite, arguments, said):
    result = pincite(*arguments)
    assert result.returncode == 2
    assert said in result.stderr
    assert "Traceback" not in result.stderr and len(result.stderr.splitlines()) == 1


def test_a_wrong_option_is_explained(pincite):
    result = pincite("ask", "--nonsense")
    assert result.returncode == 2 and "No such option" in result.stderr
