"""Runs Python in a process of its own."""

import subprocess
import sys

from repository import ROOT

# The benches and the training are not installed. Last on the path, so that all else is what is installed.
WITH_BENCH = f"import sys; sys.path.append({str(ROOT)!r})\n"


def python_command(script: str, *arguments: object) -> list[str]:
    """Runs a script. -P: what lies in the current folder is not imported in place of what is installed."""
    return [sys.executable, "-P", "-c", script, *map(str, arguments)]


def run_python(script: str, *arguments: object, **options: object) -> "subprocess.CompletedProcess[str]":
    return subprocess.run(
        python_command(script, *arguments),
        capture_output=True,
        text=True,
        check=False,
        timeout=180,
        **options,
    )
