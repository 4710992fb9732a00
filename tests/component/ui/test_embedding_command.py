"""The command with an embedding model on a server elsewhere: what leaves the machine is said, and sent only there."""

from functools import partial

import pytest

pytest.importorskip("openai", reason="the extra openai is not installed")

from command import run_command
from embedding_server import embeds
from fake_model_server import serving

OFFICE = ["--embedder", "http://llm.example.com/v1#nomic-embed-text"]


@pytest.fixture
def pincite(tmp_path, monkeypatch):
    monkeypatch.setenv("PINCITE_CONFIG", str(tmp_path / "config.toml"))
    (tmp_path / "bridge.txt").write_text(
        "The north bridge has 14 arches. Anna Berg, who built it, was born in Ulm."
    )
    return partial(run_command, tmp_path / "index")


@pytest.fixture
def server(monkeypatch):
    """What the proxy of the environment passes on to llm.example.com."""
    with serving(embeds) as server:
        for name in ("http_proxy", "HTTP_PROXY"):
            monkeypatch.setenv(name, f"http://{server.place}")
        for name in ("no_proxy", "NO_PROXY"):
            monkeypatch.delenv(name, raising=False)
        yield server


def test_before_documents_and_questions_leave_for_an_embedding_model_it_is_said_where_to(
    pincite, server, tmp_path
):
    added = pincite("add", *OFFICE, tmp_path / "bridge.txt")
    assert added.returncode == 0, added.stderr
    assert "all texts of the documents, and questions about them, go to llm.example.com\n" in added.stderr
    assert {headers["host"] for _, headers in server.calls} == {"llm.example.com"}
    assert "search_document: The north bridge has 14 arches." in server.calls[-1][0]["input"]
    asked = pincite("ask", "How many arches has the north bridge?")
    assert "the question goes to llm.example.com, for the index's embedding model\n" in asked.stderr
    assert "14" in asked.stdout
    looked = pincite("doctor").stdout
    assert "the index has vectors of http://llm.example.com/v1#nomic-embed-text, and its server" in looked
    assert "all texts of the documents, and questions, go to llm.example.com" in looked


def test_embedding_all_again_says_it_too_and_nothing_is_said_where_nothing_leaves(pincite, server, tmp_path):
    added = pincite("add", tmp_path / "bridge.txt")
    assert "go to" not in added.stderr and not server.calls
    assert "nothing leaves this machine" in pincite("doctor").stdout
    rebuilt = pincite("rebuild", "--embeddings", *OFFICE)
    assert "all texts of the documents, and questions about them, go to llm.example.com" in rebuilt.stderr
    assert "embedding model http://llm.example.com/v1#nomic-embed-text" in pincite("check").stdout


def test_no_index_is_made_where_the_server_fails_and_the_reason_is_one_line(pincite, tmp_path):
    added = pincite("add", "--embedder", "http://127.0.0.1:9/v1#nomic", tmp_path / "bridge.txt")
    assert added.returncode == 2 and added.stderr.count("\n") == 1
    assert "nobody answers at 127.0.0.1:9; start the model server" in added.stderr
    assert not (tmp_path / "index").exists()
