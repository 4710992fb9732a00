"""How the page offers models that write, tries them, and says what leaves the computer for them."""

import pytest

pytest.importorskip("playwright.sync_api", reason="playwright is not installed")
pytest.importorskip("openai", reason="the extra openai is not installed")

from playwright.sync_api import expect

from fake_model_server import behaves, serving


@pytest.fixture
def settings(tmp_path, monkeypatch):
    """A model server on this machine, and one elsewhere, which is chosen but never asked."""
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


def test_the_connection_is_tried_and_what_the_model_said_is_shown(page):
    page.get_by_role("combobox", name="with").select_option("ollama/tiny")
    page.get_by_role("button", name="Test the connection").click()
    expect(page.locator(".pc-tried")).to_contain_text("Oslo is the capital")


def test_a_model_that_is_not_offered_is_not_tried(page):
    # As a request of another program would name it.
    page.evaluate(
        """document.querySelector(".pc-prose select").append(new Option("http://127.0.0.1:1/v1#x"))"""
    )
    page.get_by_role("combobox", name="with").select_option("http://127.0.0.1:1/v1#x")
    page.get_by_role("button", name="Test the connection").click()
    expect(page.locator(".pc-tried")).to_be_empty()
