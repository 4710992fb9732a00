"""What the README shows, run as it is written."""

import re
import shutil

from python_process import run_python
from rag import seed_files
from repository import ROOT

README = (ROOT / "README.md").read_text(encoding="utf-8")


def test_the_python_example_runs_and_prints_a_cited_answer(tmp_path):
    (example,) = re.findall(r"```python\n(.*?)```", README, re.DOTALL)
    assert len([line for line in example.splitlines() if line]) <= 12
    shutil.copytree(seed_files()[0].parent, tmp_path / "seeds")
    # As a program of its own, from another folder: what is installed is what runs.
    shown = run_python(example, cwd=tmp_path)
    assert shown.returncode == 0, shown.stderr
    assert "answered 1,000" in shown.stdout and "1,000 sappers" in shown.stdout


def test_every_module_is_in_the_tree():
    root = ROOT
    modules = [
        path
        for part in ("index", "rag", "ui")
        for path in root.glob(f"{part}/*.py")
        if path.name != "__init__.py"
    ]
    assert [module.name for module in modules if module.name not in README] == []
