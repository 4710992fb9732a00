"""From a name to a writer."""

import pytest

pytest.importorskip("openai", reason="the extra openai is not installed")

from fake_model_server import behaves, serving
from index import ModelError
from ports import free_port
from rag.models import (
    add_file,
    installed_writers,
    leaves_for,
    load_writer,
    remove_model,
    try_writer,
    writer_choices,
)
from rag.models.overview import server_states
from rag.models.settings import read_settings, settings_path
from rag.models.settings_file import set_setting
from tiny_gguf import tiny_gguf


def where(name):
    return load_writer(name).destination


def test_ollama_is_where_its_variable_says_in_any_form_of_it(monkeypatch):
    assert where("ollama/llama3.2:1b") == "127.0.0.1:11434"
    for host, place in [
        ("192.0.2.7", "192.0.2.7:11434"),
        ("0.0.0.0:8080", "127.0.0.1:8080"),
        (":9999", "127.0.0.1:9999"),
        ("https://llm.example.com", "llm.example.com"),
        ("http://[::1]:8080/", "[::1]:8080"),
    ]:
        monkeypatch.setenv("OLLAMA_HOST", host)
        assert where("ollama/llama3.2") == place
    monkeypatch.setenv("OLLAMA_HOST", "here:port")
    with pytest.raises(ModelError, match="OLLAMA_HOST"):
        load_writer("ollama/llama3.2")


def test_openai_is_where_its_variable_says(monkeypatch):
    assert where("openai/gpt-5-mini") == "api.openai.com"
    monkeypatch.setenv("OPENAI_BASE_URL", "http://127.0.0.1:4000/v1")
    assert where("openai/gpt-5-mini") == "127.0.0.1:4000"


def test_a_server_of_the_settings_is_known_by_its_name():
    settings_path().write_text('[servers.office]\nurl = "https://llm.example.com/v1"\ncontext = 16384\n')
    writer = load_writer("office/meta/llama-3.3")
    assert (writer.destination, writer.context, writer.name) == (
        "llm.example.com",
        16384,
        "office/meta/llama-3.3",
    )


def test_an_address_needs_no_model_where_one_is_there_and_tells_those_there_are():
    assert where("http://127.0.0.1:8000/v1#llama") == "127.0.0.1:8000"
    with serving(behaves) as server:
        with pytest.raises(ModelError, match=r"v1#tiny, .*v1#small"):
            load_writer(server.url)
        text = "".join(load_writer(f"http://{server.place}#tiny").write([], at_most=9))
    assert text == "Oslo is the capital [1]."


@pytest.mark.parametrize(
    ("destination", "host"),
    [
        (None, None),
        ("127.0.0.1:11434", None),
        ("localhost:8000", None),
        ("localhost", None),
        ("[::1]:8000", None),
        ("127.0.0.1", None),
        ("api.openai.com", "api.openai.com"),
        ("localhost.example.com:80", "localhost.example.com:80"),
        ("192.168.1.5:11434", "192.168.1.5:11434"),
        ("ollama.com (through 127.0.0.1:11434)", "ollama.com (through 127.0.0.1:11434)"),
    ],
)
def test_texts_leave_for_every_host_but_this_machine(destination, host):
    class Somewhere:
        pass

    writer = Somewhere()
    writer.destination = destination
    assert leaves_for(writer) == host


def test_an_unknown_writer_is_answered_with_those_there_are():
    with pytest.raises(ModelError, match=r"'gpt-9'; there are: smollm2, qwen2.*ollama/MODEL, openai/MODEL"):
        load_writer("gpt-9")
    with pytest.raises(ModelError, match="'nowhere/llama'"):
        load_writer("nowhere/llama")


def test_a_file_becomes_a_writer_by_its_path_and_is_left_alone_when_it_is_removed(tmp_path):
    path = tiny_gguf(tmp_path / "My Model.Q4.gguf")
    assert add_file(path) == "my-model-q4"
    assert add_file(path) == "my-model-q4"
    assert load_writer("my-model-q4").context == 2048
    assert installed_writers()[-1] == "my-model-q4"
    remove_model("my-model-q4")
    assert path.exists() and "my-model-q4" not in read_settings().files


def test_a_copy_of_a_file_is_kept_and_goes_when_it_is_removed(tmp_path):
    path = tiny_gguf(tmp_path / "mine.gguf")
    add_file(path, copy=True)
    path.unlink()
    copied = read_settings().files["mine"]
    assert load_writer("mine").name == "mine"
    remove_model("mine")
    assert not copied.exists()


def test_files_that_are_no_model_or_have_a_name_that_is_taken_are_refused(tmp_path):
    (tmp_path / "a.gguf").write_text("no model")
    with pytest.raises(ModelError, match="is no GGUF file"):
        add_file(tmp_path / "a.gguf")
    with pytest.raises(ModelError, match="no chat template"):
        add_file(tiny_gguf(tmp_path / "b.gguf", chats=False))
    with pytest.raises(ModelError, match="there is a model smollm2 already"):
        add_file(tiny_gguf(tmp_path / "SmolLM2.gguf"))
    add_file(tiny_gguf(tmp_path / "c.gguf"))
    (tmp_path / "other").mkdir()
    with pytest.raises(ModelError, match="there is a model c already"):
        add_file(tiny_gguf(tmp_path / "other" / "c.gguf"))


def test_the_choices_are_the_configured_one_then_installed_ones_then_those_of_servers_here(
    tmp_path, monkeypatch
):
    add_file(tiny_gguf(tmp_path / "c.gguf"))
    monkeypatch.setenv("PINCITE_WRITER", "office/llama")
    set_setting("servers.office.url", "https://llm.example.com/v1")
    with serving(behaves) as server:
        monkeypatch.setenv("OLLAMA_HOST", server.place)
        choices = writer_choices()
    assert choices[0] == ("office/llama", "llm.example.com")
    assert choices[-3:] == [("c", None), ("ollama/tiny", None), ("ollama/small", None)]


def test_servers_are_listed_with_what_they_have_or_what_is_wrong_with_them(monkeypatch):
    with serving(behaves) as server:
        text = f'[servers.a]\nurl = "{server.url}"\n[servers.b]\nurl = "http://127.0.0.1:{free_port()}/v1"\n'
        settings_path().write_text(text)
        monkeypatch.setenv("OLLAMA_HOST", "no address:")
        states = {state.name: state for state in server_states()}
    assert states["a"].models == ("tiny", "small") and not states["a"].problem
    assert "nobody answers" in states["b"].problem
    assert states["ollama"].problem


def test_a_trial_says_what_the_model_said(monkeypatch):
    with serving(behaves) as server:
        monkeypatch.setenv("OLLAMA_HOST", server.place)
        said = try_writer(load_writer("ollama/tiny"))
    assert said.startswith(f"ollama/tiny at {server.place} answered in ") and said.endswith(
        ": Oslo is the capital [1]."
    )
