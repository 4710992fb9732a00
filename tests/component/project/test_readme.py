"""What the README shows, run as it is written."""

import re
import shlex
import shutil
import zipfile

from typer.testing import CliRunner

from pdf_files import made
from python_process import run_python
from rag import seed_files
from repository import ROOT
from ui.cli.command import app

README = (ROOT / "README.md").read_text(encoding="utf-8")


def test_the_python_example_runs_and_prints_a_cited_answer(tmp_path):
    (example,) = re.findall(r"```python\n(.*?)```", README, re.DOTALL)
    assert len([line for line in example.splitlines() if line]) <= 12
    shutil.copytree(seed_files()[0].parent, tmp_path / "seeds")
    # As a program of its own, from another folder: what is installed is what runs.
    shown = run_python(example, cwd=tmp_path)
    assert shown.returncode == 0, shown.stderr
    assert "answered 1,000" in shown.stdout and "1,000 sappers" in shown.stdout


def test_its_commands_run_as_they_are_shown(tmp_path, monkeypatch):
    shutil.copytree(seed_files()[0].parent, tmp_path / "seeds")
    (tmp_path / "notes.md").write_text("# Notes\n\nThe pump holds 12 litres.\n")
    (tmp_path / "report.pdf").write_bytes(
        made(lambda canvas: canvas.drawString(72, 700, "The dam was built in 1951."))
    )
    with zipfile.ZipFile(tmp_path / "mails.zip", "w") as archive:
        archive.writestr("plans.eml", "From: Kim <kim@x.org>\nSubject: Plans\n\nWe meet on Friday.\n")
    contracts = tmp_path / "home" / "Documents" / "work" / "contracts"
    contracts.mkdir(parents=True)
    (contracts / "mill.md").write_text("The notice period is six weeks. The rent is due in June.\n")
    monkeypatch.setenv("HOME", str(tmp_path / "home"))
    monkeypatch.setenv("PINCITE_DATA", str(tmp_path / "index"))
    monkeypatch.chdir(tmp_path)

    (block,) = (
        block for block in re.findall(r"```sh\n(.*?)```", README, re.DOTALL) if "pincite add" in block
    )
    shown = {}
    for line in block.splitlines():
        # What follows a folder goes on until Ctrl-C, and so would the test.
        words = [word for word in shlex.split(line, comments=True)[1:] if word != "--watch"]
        result = CliRunner().invoke(app, words)
        assert result.exit_code == 0, (line, result.output)
        shown[" ".join(words[:2])] = result.output
    assert list(shown) == [
        "add seeds",
        "ask How many sappers will be sent?",
        "sync ~/Documents/work",
        "ask How long is the notice period?",
    ]
    assert "1,000 sappers" in shown["ask How many sappers will be sent?"]
    assert "The notice period is six weeks." in shown["ask How long is the notice period?"]
