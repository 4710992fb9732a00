"""What importing costs, and what is public."""

import pkgutil

import pytest

import index
import index.formats
import rag
import rag.export
import rag.models
from python_process import run_python

HEAVY = {"torch", "transformers", "sentence_transformers", "faiss", "gradio", "pandas", "scipy", "sklearn"}
SHOW = f"import sys; print({HEAVY!r} & set(sys.modules))"


@pytest.mark.parametrize(
    "statement",
    [
        "import rag",
        "import ui",
        "import ui.api.mcp_server, ui.api.openai_protocol",
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


def test_the_help_loads_nothing_of_what_answers_or_stores():
    own = "{m for m in sys.modules if m.startswith(('rag.', 'index.'))} - {'index.late', 'index.errors'}"
    shown = run_python(
        f"import ui.cli.command, sys; print({own}, {{'pydantic', 'asyncio'}} & set(sys.modules))"
    )
    assert shown.stdout == "set() set()\n", shown.stderr


@pytest.mark.parametrize("package", [rag, index, rag.export, rag.models, index.formats])
def test_all_that_is_public_is_there_and_listed(package):
    assert all(hasattr(package, name) for name in package.__all__)
    assert dir(package) == sorted(package.__all__)
    # A module of that name would take its place as soon as anybody imports it.
    modules = {module.name for module in pkgutil.iter_modules(package.__path__)}
    assert not modules & set(package.__all__)
    with pytest.raises(AttributeError, match="no attribute 'nothing'"):
        _ = package.nothing


def test_a_question_is_answered_without_the_libraries_that_embed_documents(seeds_index):
    ask = f"from rag import Assistant; print(Assistant.open({str(seeds_index)!r}).ask('How many sappers will be sent?').short)"
    shown = run_python(f"{ask}; import sys; print(sorted({HEAVY!r} & set(sys.modules)))")
    assert shown.stdout == "1,000\n['faiss', 'torch']\n", shown.stderr
