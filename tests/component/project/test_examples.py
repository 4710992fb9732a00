"""Each script in examples/, run as a person would run it, on small files."""

import json
import runpy
import shutil
import subprocess
import sys
import time
from pathlib import Path

import pytest

from rag import Assistant
from rag.export import write_answer
from repository import ROOT

SCRIPTS = sorted((ROOT / "examples").glob("*.py"))
MOST_LINES = 40


@pytest.fixture
def run(monkeypatch, capsys):
    """Runs a script in this process, which has torch loaded already, and returns what it printed."""

    def run_script(name: str, *arguments: str | Path) -> str:
        monkeypatch.setattr(sys, "argv", [name, *map(str, arguments)])
        runpy.run_path(str(ROOT / "examples" / name), run_name="__main__")
        return capsys.readouterr().out

    return run_script


@pytest.fixture
def folder(tmp_path):
    folder = tmp_path / "documents"
    folder.mkdir()
    (folder / "bridge.md").write_text(
        "# The bridge\n\n## History\n\nThe Steyregger bridge was opened in 1979.\n"
    )
    (folder / "museum.md").write_text("# The museum\n\nThe museum of glass has 12,000 objects.\n")
    return folder


def test_there_are_eight_scripts_of_at_most_40_lines_that_say_how_they_are_called():
    assert len(SCRIPTS) == 8
    for script in SCRIPTS:
        text = script.read_text(encoding="utf-8")
        assert len(text.splitlines()) <= MOST_LINES, script.name
        assert f"\npython examples/{script.name} FOLDER" in text, script.name


def test_a_folder_is_asked_and_what_can_not_be_read_is_named(run, folder):
    (folder / "empty.txt").write_text("")
    shown = run("ask_a_folder.py", folder, "When was the Steyregger bridge opened?")
    assert f"could not be read: {folder / 'empty.txt'}" in shown
    assert "The Steyregger bridge was opened in 1979. [1]" in shown
    assert f'[1] {folder / "bridge.md"}, History: "The Steyregger bridge was opened in 1979."' in shown


def test_a_text_is_checked_against_the_quotes(run, folder):
    text = "The bridge was opened in 1979 [1]. It was opened in 1989 [1]."
    with pytest.raises(SystemExit, match="1"):
        run("verify_a_text.py", folder, "When was the Steyregger bridge opened?", text)
    with pytest.raises(SystemExit, match="0"):
        run(
            "verify_a_text.py",
            folder,
            "When was the Steyregger bridge opened?",
            "The bridge was opened in 1979 [1].",
        )


def test_an_exported_answer_is_checked_without_pincite(folder, tmp_path):
    (folder / "tower.txt").write_text("The tower of Steyregg has 300 steps – in 20 storeys.\n")
    assistant = Assistant.open(tmp_path / "index")
    assistant.add(folder)
    answer = tmp_path / "answer.json"

    def checked(question: str, *, with_texts: bool = False) -> tuple[int, str]:
        write_answer(assistant.export(assistant.ask(question), with_texts=with_texts), answer)
        # Nothing is on its path but the standard library.
        command = [sys.executable, "-I", "-S", ROOT / "examples" / "check_an_answer.py", folder, answer]
        shown = subprocess.run(command, capture_output=True, text=True, check=False)
        return shown.returncode, shown.stdout + shown.stderr

    code, said = checked("How many steps has the tower of Steyregg?")
    assert code == 0 and f"[1] exact: Tower ({folder / 'tower.txt'})" in said
    # The text of a Markdown file is not the file.
    code, said = checked("When was the Steyregger bridge opened?")
    assert code == 1 and "no text has the hash" in said
    assert checked("When was the Steyregger bridge opened?", with_texts=True)[0] == 0
    (folder / "tower.txt").write_text("The tower of Steyregg has 301 steps – in 20 storeys.\n")
    code, said = checked("How many steps has the tower of Steyregg?")
    assert code == 1 and "NOT THERE" in said


def wait_for_documents(assistant: Assistant, count: int) -> None:
    until = time.monotonic() + 60
    while len(assistant.documents()) < count and time.monotonic() < until:
        time.sleep(0.05)


def test_a_folder_is_followed_until_enter_is_pressed(run, folder, monkeypatch):
    def press_enter_when_the_new_file_is_indexed(prompt: str) -> str:
        index = Assistant.open(folder / ".pincite")
        wait_for_documents(index, 2)
        (folder / "tower.md").write_text("The tower has 300 steps.\n")
        wait_for_documents(index, 3)
        index.close()
        return ""

    monkeypatch.setattr("builtins.input", press_enter_when_the_new_file_is_indexed)
    first, *others = run("follow_a_folder.py", folder).splitlines()
    assert first == "2 added, 0 updated, 0 removed"
    assert "1 added, 0 updated, 0 removed" in others


def test_a_filter_leaves_only_the_documents_that_match(run, folder):
    newer = folder / "minutes"
    newer.mkdir()
    (newer / "june.md").write_text("The bridge was opened to bicycles in 1994.\n")
    shown = run("ask_with_a_filter.py", folder, "When was the bridge opened?", "*/minutes/*", "2020-01-01")
    assert str(newer / "june.md") in shown and "1994" in shown
    assert "bridge.md" not in shown and "1979" not in shown
    later = run("ask_with_a_filter.py", folder, "When was the bridge opened?", "*", "9999-01-01")
    assert "No document fits the filter" in later


def test_your_own_questions_are_measured_and_the_wrong_ones_listed(run, folder, tmp_path):
    evaluated = tmp_path / "my-set"
    shutil.copytree(folder, evaluated / "documents")
    quote = {"document": "bridge.md", "quote": "The Steyregger bridge was opened in 1979."}
    questions = [
        {
            "id": "1",
            "question": "When was the Steyregger bridge opened?",
            "answerable": True,
            "answers": ["1979"],
            "evidence": [quote],
        },
        {
            "id": "2",
            "question": "How many objects does the museum of glass have?",
            "answerable": True,
            "answers": ["15,000"],
        },
        {"id": "3", "question": "Who is the mayor of Ulaanbaatar?", "answerable": False},
    ]
    (evaluated / "questions.jsonl").write_text("\n".join(map(json.dumps, questions)))
    shown = run("measure_your_own_questions.py", evaluated)
    assert "Answers: A right answer in a quote: 0.50" in shown
    assert "Citations: Quotes that are their document's characters: 1.00" in shown
    assert "wrong: How many objects does the museum of glass have? (answered)" in shown
    assert "wrong: When was" not in shown


@pytest.mark.parametrize("script", SCRIPTS, ids=lambda script: script.name)
def test_without_arguments_it_says_how_to_call_it(run, script):
    with pytest.raises(SystemExit, match=f"python examples/{script.name} FOLDER"):
        run(script.name)
