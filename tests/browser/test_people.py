"""Several people on one page, in a real browser: signing in and out, whose documents are listed, and what a reader may do."""

import pytest

from bench.word_embedder import WordEmbedder
from index import Index, TextSource
from ports import free_port
from rag import Assistant
from served_page import WaitingReader
from small_database import quick_passwords
from ui.accounts import Accounts, only
from ui.web.server import launch
from ui.work.jobs import wait_for_work


@pytest.fixture
def url(tmp_path):
    assistant = Assistant(Index(tmp_path / "index", embedder=WordEmbedder()), reader=WaitingReader())
    assistant.add_texts([TextSource(source="bridge", title="Bridge", text="The bridge has 14 arches.")])
    accounts = Accounts.of(assistant.index)
    hashed = quick_passwords().hashed("correct horse")
    for name, role in (("ada", "admin"), ("anna", "editor"), ("cleo", "reader")):
        account = accounts.store.add(name, role, hashed)
        text = TextSource(source=name, title=f"Diary of {name}", text=f"The word of {name} is blue.")
        assistant.seen_by(only(account.space)).add_texts([text])
    page, address = launch(assistant, port=free_port())
    yield address
    page.close(verbose=False)
    wait_for_work(20.0)
    assistant.close()


def sign_in(page, url, name, password="correct horse"):
    page.goto(url)
    page.get_by_label("Name").fill(name)
    page.get_by_label("Password").fill(password)
    page.get_by_role("button", name="Sign in").click()


def change_password(page, current):
    page.get_by_role("button", name="Account: anna").click()
    page.get_by_role("menuitem", name="Change password").click()
    fill_password(page, current)


def fill_password(page, current):
    page.get_by_label("Current password").fill(current)
    page.get_by_label("New password", exact=True).fill("another horse")
    page.get_by_label("The new password once more").fill("another horse")
    page.get_by_role("button", name="Change it").click()


def titles(page):
    page.locator(".pc-doc").first.wait_for(state="attached", timeout=30_000)
    return page.locator(".pc-doc-name").all_inner_texts()


def test_each_signs_in_sees_their_own_and_signs_out_again(browser, url):
    context = browser.new_context()
    page = context.new_page()
    sign_in(page, url, "anna", "wrong horse")
    assert "wrong" in page.get_by_role("alert").inner_text()
    sign_in(page, url, "anna")
    assert titles(page) == ["Bridge", "Diary of anna"]
    assert "for everybody" in page.locator(".pc-doc").first.inner_text()
    # One place to add to, so there is nothing to choose.
    assert page.locator("[data-act=add]").is_visible() and not page.locator("#pc-to").is_visible()
    change_password(page, "wrong horse")
    assert page.get_by_role("dialog").get_by_role("alert").inner_text() == "The current password is wrong."
    fill_password(page, "correct horse")
    page.get_by_role("heading", name="Your password is changed").wait_for()
    page.get_by_role("button", name="Go on").click()
    page.get_by_role("button", name="Account: anna").click()
    page.get_by_role("menuitem", name="Sign out").click()
    page.get_by_label("Name").wait_for()
    # Who comes next in the same browser finds nothing of who was here before.
    sign_in(page, url, "cleo")
    assert titles(page) == ["Bridge", "Diary of cleo"]
    assert not page.locator("[data-act=add]").is_visible()
    page.locator(".pc-doc").first.hover()
    page.locator(".pc-doc-button").first.click()
    assert page.get_by_role("menuitem").all_inner_texts() == ["Open", "Ask only this"]
    context.close()
