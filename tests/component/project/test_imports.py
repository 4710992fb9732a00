"""What importing costs, and what is public."""

import pytest

import rag
from python_process import run_python

HEAVY = {"torch", "transformers", "sentence_transformers", "faiss", "gradio", "pandas", "scipy", "sklearn"}
SHOW = f"import sys; print({HEAVY!r} & set(sys.modules))"


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
    shown = run_python(f"{statement}; {SHOW}")
    assert shown.stdout == "set()\n", shown.stderr


def test_asyncio_comes_with_the_assistant_that_needs_it_only():
    show = "print('asyncio' in sys.modules)"
    shown = run_python(f"import rag, sys; {show}; rag.AsyncAssistant; {show}")
    assert shown.stdout == "False\nTrue\n", shown.stderr


def test_all_that_is_public_is_there():
    assert all(hasattr(rag, name) for name in rag.__all__)
    assert rag.__all__ == sorted(rag.__all__)


def test_a_question_is_answered_without_the_libraries_that_embed_documents(seeds_index):
    ask = f"from rag import Assistant; print(Assistant.open({str(seeds_index)!r}).ask('How many sappers will be sent?').short)"
    shown = run_python(f"{ask}; import sys; print(sorted({HEAVY!r} & set(sys.modules)))")
    assert shown.stdout == "1,000\n['faiss', 'torch']\n", shown.stderr
