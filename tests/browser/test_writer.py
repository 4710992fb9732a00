"""How the page offers models that write, tries them, and says what leaves the computer for them."""

import time

import pytest

pytest.importorskip("playwright.sync_api", reason="playwright is not installed")
pytest.importorskip("openai", reason="the extra openai is not installed")

from playwright.sync_api import expect

from fake_model_server import behaves, serving
from rag.models import overview


@pytest.fixture
def settings(tmp_path, monkeypatch):
    """A model server on this machine, and one elsewhere, which is chosen and can't be reached."""
    path = tmp_path / "config.toml"
    monkeypatch.setenv("PINCITE_CONFIG", str(path))
    path.write_text('writer = "office/llama"\n[servers.office]\nurl = "https://llm.example.com/v1"\n')
    with serving(behaves) as server:
        monkeypatch.setenv("OLLAMA_HOST", server.place)
        yield path


@pytest.fixture
def page(settings, visit):
    visit.page.get_by_label("Also answer in prose").check()
    return visit.page


def test_the_model_is_chosen_from_a_list_and_what_leaves_the_computer_is_said(page):
    models = page.get_by_role("combobox", name="with")
    expect(models).to_have_value("office/llama")
    expect(page.locator(".pc-stays")).to_have_text(
        "Your questions, and the sentences found for them, go to llm.example.com."
    )
    models.select_option("ollama/tiny")
    expect(page.locator(".pc-stays")).to_have_text("Your documents and questions stay on this computer.")
    models.select_option("office/llama")
    page.get_by_label("Also answer in prose").uncheck()
    expect(page.locator(".pc-stays")).to_have_text("Your documents and questions stay on this computer.")
    expect(models).to_be_hidden()


@pytest.fixture
def listed_elsewhere(settings, monkeypatch):
    """Another server elsewhere lists its models, and takes half a second for it."""
    settings.write_text(settings.read_text().replace("llm.example.com", "models.example.com"))

    def late(endpoint, seconds):
        time.sleep(0.5)
        return {"llama": None, "qwen": None, "nomic-embed-text": None}

    here = overview.listed_models
    monkeypatch.setattr(
        overview, "listed_models", lambda *asked: (here if asked[0].is_local else late)(*asked)
    )


def test_models_that_a_server_elsewhere_lists_come_without_anybody_waiting_for_them(listed_elsewhere, page):
    models = page.get_by_role("combobox", name="with")
    # Behind those of this machine, and without what does not write.
    expect(models.locator("option").last).to_have_text("office/qwen")
    models.select_option("office/qwen")
    expect(page.locator(".pc-stays")).to_contain_text("go to models.example.com")


def test_the_connection_is_tried_and_what_the_model_said_is_shown(page):
    page.get_by_role("combobox", name="with").select_option("ollama/tiny")
    page.get_by_role("button", name="Test the connection").click()
    expect(page.locator(".pc-tried")).to_contain_text("Oslo is the capital")


def test_a_model_that_is_not_offered_is_not_tried(page):
    # As a request of another program would name it.
    page.evaluate(
        """() => {
            const list = document.querySelector(".pc-prose select");
            list.append(new Option("http://127.0.0.1:1/v1#x"));
            list.value = "http://127.0.0.1:1/v1#x";
            document.querySelector("[data-act=try]").click();
        }"""
    )
    expect(page.locator(".pc-tried")).to_be_empty()


def test_that_documents_leave_for_an_embedding_model_is_said_with_and_without_prose(
    visit, settings, monkeypatch
):
    monkeypatch.setattr("ui.web.library.embedder_goes_to", lambda embedder: "embed.example.com")
    page = visit.page
    page.reload()
    leaves = "The texts of your documents, and your questions, go to embed.example.com."
    expect(page.locator(".pc-stays")).to_have_text(leaves)
    page.get_by_label("Also answer in prose").check()
    expect(page.locator(".pc-stays")).to_have_text(
        f"{leaves} Your questions, and the sentences found for them, go to llm.example.com."
    )
