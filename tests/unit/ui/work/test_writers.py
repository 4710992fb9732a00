"""The writers that the page offers, and when one is loaded again."""

import pytest

pytest.importorskip("openai", reason="the extra openai is not installed")

from fake_model_server import behaves, serving
from index import PinciteError
from rag.models import choices
from rag.models.endpoint import Endpoint
from rag.models.settings_file import set_setting
from tiny_gguf import tiny_gguf
from ui.work import writers as writers_module
from ui.work.writers import Writers


@pytest.fixture(autouse=True)
def own_settings(tmp_path, monkeypatch):
    monkeypatch.setenv("PINCITE_CONFIG", str(tmp_path / "config.toml"))
    monkeypatch.setenv("OFFICE_KEY", "one")


@pytest.fixture
def office():
    """A server of the settings."""
    with serving(behaves) as server:
        set_setting("servers.office.url", server.url)
        set_setting("servers.office.key_env", "OFFICE_KEY")
        yield server


def loaded(writers, name="office/tiny"):
    writers.listed()
    return writers.loaded(name)


def test_a_writer_is_loaded_once_while_nothing_changes(office):
    writers = Writers()
    assert loaded(writers) is loaded(writers)


def test_another_key_or_context_makes_another_writer_at_once(office, monkeypatch):
    writers = Writers()
    first = loaded(writers)
    monkeypatch.setenv("OFFICE_KEY", "two")
    second = loaded(writers)
    assert second is not first
    "".join(second.write([], at_most=9))
    assert office.calls[-1][1]["authorization"] == "Bearer two"
    set_setting("servers.office.context", "8000")
    assert loaded(writers).context == 8000


def test_another_file_under_the_same_name_is_loaded_anew(tmp_path):
    path = tiny_gguf(tmp_path / "mine.gguf")
    set_setting("files.mine", str(path))
    writers = Writers()
    first = loaded(writers, "mine")
    assert loaded(writers, "mine") is first
    tiny_gguf(path, context=40_000)
    assert loaded(writers, "mine") is not first


@pytest.fixture
def elsewhere(office, monkeypatch):
    """The same server, as if on another machine: what it lists is no part of the first list."""
    monkeypatch.setattr(Endpoint, "is_local", property(lambda endpoint: False))
    monkeypatch.setattr(choices, "leaves_for", lambda writer: writer.destination)
    return office


def test_models_of_servers_elsewhere_come_after_the_first_list_and_stay_in_it(elsewhere, monkeypatch):
    writers = Writers()
    assert "office/tiny" not in [view["name"] for view in writers.listed()]
    with pytest.raises(PinciteError, match="not there"):
        writers.loaded("office/tiny")
    assert {"name": "office/tiny", "goes": elsewhere.place} in writers.all_listed()
    assert "office/small" in [view["name"] for view in writers.listed()]
    assert writers.loaded("office/tiny").destination == elsewhere.place


def test_servers_elsewhere_are_asked_once_a_minute_however_many_pages_are_opened(elsewhere, monkeypatch):
    asked = []
    monkeypatch.setattr(writers_module, "remote_choices", lambda: asked.append(1) or [])
    writers = Writers()
    for _ in range(3):
        writers.all_listed()
    assert len(asked) == 1
    monkeypatch.setenv("OFFICE_KEY", "another")
    writers.all_listed()
    assert len(asked) == 2, "with another key they may list other models"


def test_models_that_do_not_write_are_not_offered():
    for name in ["nomic-embed-text", "text-embedding-3-small", "whisper-1", "bge-m3", "tts-1", "gpt-image-1"]:
        assert choices._NO_WRITER.search(name), name
    for name in ["gpt-5-mini", "llama3.2:1b", "qwen2.5-coder", "meta/llama-3.3-70b", "o3", "mistral-small"]:
        assert not choices._NO_WRITER.search(name), name
