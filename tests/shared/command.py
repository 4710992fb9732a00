"""Runs the command `pincite`: here, where the libraries are loaded already, or as a process of its own."""

import io
import os
import subprocess
import sys
from contextlib import redirect_stderr, redirect_stdout
from pathlib import Path
from unittest.mock import patch

import pytest

from python_process import run_python
from ui.cli.command import main

RUN_MAIN = "from ui.cli.command import main; main()"


def command_environment(data: Path) -> dict[str, str]:
    return {**os.environ, "PINCITE_DATA": str(data), "COLUMNS": "80"}


def run_command(data: Path, *arguments: object) -> "subprocess.CompletedProcess[str]":
    """Runs it in this process, from its arguments to its exit code."""
    out, err = io.StringIO(), io.StringIO()
    with (
        patch.object(sys, "argv", ["pincite", *map(str, arguments)]),
        patch.dict(os.environ, command_environment(data)),
        redirect_stdout(out),
        redirect_stderr(err),
        pytest.raises(SystemExit) as ended,
    ):
        main()
    return subprocess.CompletedProcess(arguments, ended.value.code or 0, out.getvalue(), err.getvalue())


def run_command_process(data: Path, *arguments: object) -> "subprocess.CompletedProcess[str]":
    """Runs it as the person at a terminal does, and loads all the libraries again: that takes seconds."""
    return run_python(RUN_MAIN, *arguments, env=command_environment(data))
