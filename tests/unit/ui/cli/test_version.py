"""`pincite --version` prints the version of the distribution, and loads no model for it."""

import subprocess
import sys
from importlib.metadata import version

from typer.testing import CliRunner

from ui.cli.command import app

LOADED = """
import sys
from ui.cli.command import main
try:
    main()
except SystemExit as end:
    assert end.code == 0
print([name for name in ("torch", "faiss", "gradio") if name in sys.modules])
"""


def test_the_version_is_that_of_the_distribution():
    result = CliRunner().invoke(app, ["--version"])
    assert (result.exit_code, result.stdout) == (0, f"pincite {version('pincite')}\n")


def test_the_version_comes_before_the_subcommand_and_its_errors():
    result = CliRunner().invoke(app, ["--version", "ask"])
    assert (result.exit_code, result.stdout) == (0, f"pincite {version('pincite')}\n")


def test_printing_the_version_loads_none_of_torch_faiss_and_gradio():
    command = [sys.executable, "-c", LOADED, "--version"]
    result = subprocess.run(command, capture_output=True, text=True, check=False, timeout=60)
    assert result.stdout.splitlines() == [f"pincite {version('pincite')}", "[]"], result.stderr
