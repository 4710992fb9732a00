"""What importing costs, and what is public."""

import subprocess
import sys

import pytest

import rag

HEAVY = ("torch", "transformers", "sentence_transformers", "faiss", "gradio", "pandas", "scipy", "sklearn")
SHOW = f"import sys; print([it for it in {HEAVY!r} if it in sys.modules])"


@pytest.mark.parametrize(
    "statement",
    [
        "import rag",
        "import ui",
        "from ui.cli.command import app",
        "from rag import Assistant; import tempfile; Assistant.open(tempfile.mkdtemp()).documents()",
        "from rag import Assistant; import tempfile; Assistant.open(tempfile.mkdtemp()).ask('Who is there?')",
    ],
)
def test_nothing_heavy_is_loaded_before_it_is_needed(statement):
    shown = subprocess.run(
        [sys.executable, "-c", f"{statement}; {SHOW}"], capture_output=True, text=True, check=True
    )
    assert shown.stdout.strip() == "[]"


def test_all_that_is_public_is_there():
    assert all(hasattr(rag, name) for name in rag.__all__)
    assert rag.__all__ == sorted(rag.__all__)
