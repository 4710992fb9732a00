"""Real shells complete the command."""

import os
import shutil
import stat
import subprocess
import sys

import pytest

from command import RUN_MAIN

# Each prints what it would offer for the line in LINE, whose last word is not finished.
ASK = {
    "bash": """source <(pincite completion bash)
        read -ra COMP_WORDS <<< "$LINE"; [[ $LINE == *" " ]] && COMP_WORDS+=("")
        COMP_CWORD=$((${#COMP_WORDS[@]} - 1)); _pincite_completion pincite; printf '%s\\n' "${COMPREPLY[@]}" """,
    "fish": """pincite completion fish | source; complete -C "$LINE" """,
}


@pytest.fixture
def offered(tmp_path, seeds_index):
    """What a shell offers for a line."""
    command = tmp_path / "pincite"
    command.write_text(f"#!{sys.executable} -P\nimport sys\nsys.argv[0] = 'pincite'\n{RUN_MAIN}\n")
    command.chmod(stat.S_IRWXU)

    def offer(shell, line):
        if not shutil.which(shell):
            pytest.skip(f"there is no {shell}")
        environment = {
            **os.environ, "PATH": f"{tmp_path}:{os.environ['PATH']}", "LINE": line, "PINCITE_DATA": str(seeds_index),
            "HOME": str(tmp_path),
        }  # fmt: skip
        shown = subprocess.run(
            [shell, "-c", ASK[shell]],
            env=environment,
            capture_output=True,
            text=True,
            check=False,
            timeout=60,
        )
        return [row.partition("\t")[0] for row in shown.stdout.splitlines()]

    return offer


@pytest.mark.parametrize("shell", ASK)
def test_the_names_of_collections_are_completed(offered, shell):
    assert offered(shell, "pincite ask --collection ") == ["default"]


def test_a_command_is_completed(offered):
    assert offered("bash", "pincite li") == ["list"]
