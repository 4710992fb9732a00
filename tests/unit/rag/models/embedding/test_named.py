"""From a name to an embedding model, and the index that is made with it."""

import pytest

pytest.importorskip("openai", reason="the extra openai is not installed")

from embedding_server import embeds, gives
from fake_model_server import serving
from index import EmbedderChangedError, Index, MiniLmEmbedder, ModelError, MultilingualE5Embedder, TextSource
from ports import free_port
from rag import Assistant, reembed
from rag.models.embedding.named import embedder_goes_to, load_embedder
from rag.models.settings_file import set_setting, unset_setting

TEXT = TextSource(source="bridge", title="bridge", text="The bridge has 14 arches. Anna Berg built it.")


def test_models_of_this_process_have_their_names_and_others_those_of_their_servers(monkeypatch):
    monkeypatch.setenv("OPENAI_API_KEY", "sk-none")
    set_setting("servers.office.url", "https://llm.example.com/v1")
    assert load_embedder("all-MiniLM-L6-v2").name == MiniLmEmbedder.name
    for name, place in [
        ("ollama/nomic-embed-text:v1.5", "127.0.0.1:11434"),
        ("openai/text-embedding-3-small", "api.openai.com"),
        ("office/intfloat/e5-large-v2", "llm.example.com"),
        ("http://127.0.0.1:8000/v1#bge-m3", "127.0.0.1:8000"),
    ]:
        embedder = load_embedder(name)
        assert (embedder.name, embedder.destination) == (name, place)


def test_an_unknown_model_is_answered_with_the_names_there_are():
    with pytest.raises(ModelError, match=r"'e6'; there are: all-MiniLM-L6-v2, .*ollama/MODEL, openai/MODEL"):
        load_embedder("e6")
    with pytest.raises(ModelError, match="'nowhere/e6'"):
        load_embedder("nowhere/e6")


def test_texts_leave_for_a_server_elsewhere_and_for_nothing_else():
    assert embedder_goes_to(MiniLmEmbedder()) is None
    assert embedder_goes_to(MultilingualE5Embedder()) is None
    assert embedder_goes_to(load_embedder("ollama/nomic-embed-text")) is None
    assert embedder_goes_to(load_embedder("openai/text-embedding-3-small")) == "api.openai.com"
    assert "ollama.com" in embedder_goes_to(load_embedder("ollama/qwen3-embedding:cloud"))


def test_an_address_without_a_model_is_answered_with_those_that_are_there():
    with serving(embeds) as server, pytest.raises(ModelError, match="name one of its models"):
        load_embedder(server.url)


@pytest.fixture
def office():
    """A server of the settings that embeds."""
    with serving(embeds) as server:
        set_setting("servers.office.url", server.url)
        yield server


@pytest.fixture
def folder(tmp_path, office):
    """An index that was made with its model."""
    assistant = Assistant.open(tmp_path / "index", embedder="office/tiny")
    assistant.add_texts([TEXT])
    assistant.close()
    return tmp_path / "index"


def gone():
    """The server of the settings does not answer any more."""
    set_setting("servers.office.url", f"http://127.0.0.1:{free_port()}/v1")


def test_an_index_opens_with_the_model_on_a_server_that_it_was_made_with(folder, office):
    before = len(office.calls)
    assistant = Assistant.open(folder)
    assert assistant.index.embedder.name == "office/tiny"
    assert len(office.calls) == before, "opening asks nothing"
    assert assistant.search("How many arches?")[0].passage.text == TEXT.text


def test_no_index_is_made_with_a_server_that_does_not_answer(tmp_path, office):
    gone()
    with pytest.raises(ModelError, match="nobody answers"):
        Assistant.open(tmp_path / "index", embedder="office/tiny")
    assert not (tmp_path / "index").exists()


def test_without_its_server_an_index_is_listed_and_checked_and_a_question_says_what_is_missing(folder):
    gone()
    assistant = Assistant.open(folder)
    assert len(assistant.documents()) == 1 and not assistant.check().problems
    with pytest.raises(ModelError, match="office/tiny failed: nobody answers"):
        assistant.ask("How many arches has the bridge?")


def test_an_index_whose_server_has_left_the_settings_says_so(folder):
    unset_setting("servers.office")
    with pytest.raises(EmbedderChangedError, match=r"'office/tiny'.*no embedding model called.*--embeddings"):
        Assistant.open(folder)


def test_a_model_whose_vectors_have_another_length_now_is_refused_until_all_is_embedded_again(folder):
    with serving(gives([1.0, 2.0, 3.0])) as server:
        set_setting("servers.office.url", server.url)
        with pytest.raises(ModelError, match="vectors of 3 numbers, and the index has 32"):
            Assistant.open(folder).search("How many arches?")
    with serving(embeds) as server:
        set_setting("servers.office.url", server.url)
        assert reembed(folder, embedder="office/tiny") == 1
        assert Assistant.open(folder).search("How many arches?")


def test_an_index_gets_the_vectors_of_a_model_on_a_server_and_back(tmp_path, office):
    folder = tmp_path / "index"
    index = Index(folder)
    index.add_texts([TEXT])
    index.close()
    assert reembed(folder, embedder="office/tiny") == 1
    assert Assistant.open(folder).index.embedder.name == "office/tiny"
    with pytest.raises(EmbedderChangedError, match="'office/tiny', not 'all-MiniLM-L6-v2'"):
        Assistant.open(folder, embedder="all-MiniLM-L6-v2")
    assert reembed(folder) == 1
    assert Assistant.open(folder).index.embedder.name == MiniLmEmbedder.name
