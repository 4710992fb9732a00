"""Chats that are kept, as a person lives with them: over reloads, restarts, two windows and two machines."""

import json
import shutil
import time
from dataclasses import replace

import pytest

from chat_files import chats_in
from page_visit import Visit
from ports import free_port
from rag import Assistant
from served_home import chat_menu, exported, opened, questions, served
from ui.chats.asking import end, put
from ui.chats.chat import Message

playwright_api = pytest.importorskip("playwright.sync_api", reason="playwright is not installed")
expect = playwright_api.expect

# Each test starts servers of its own, on a machine that does other things, too.
pytestmark = pytest.mark.timeout(900)
PATIENCE = 30_000  # milliseconds

SAPPERS = "How many sappers will be sent?"
APPROVED = "Who approved the deployment?"


@pytest.fixture(autouse=True)
def patient():
    expect.set_options(timeout=PATIENCE)
    yield
    expect.set_options(timeout=5_000)


@pytest.fixture
def home(tmp_path, seeds_index):
    shutil.copytree(seeds_index, tmp_path / "home")
    return tmp_path / "home"


def test_a_chat_outlasts_reloads_and_restarts_and_goes_on_elsewhere(browser, home, tmp_path, mini_lm):
    port = free_port()
    with served(home, mini_lm, port) as url, opened(browser, url) as visit:
        visit.ask(SAPPERS)
        expect(visit.last.locator(".pc-followups button").first).to_be_visible(timeout=60_000)
        address = visit.page.url
        assert "?chat=" in address
        visit.page.reload()
        expect(visit.last).to_contain_text("1,000 sappers")
        expect(visit.last.locator(".pc-followups button").first).to_be_visible()
        with_quotes = exported(visit, "Export as Markdown").read_text()
        assert "1,000 sappers" in with_quotes and "SHA-256" in with_quotes
    with served(home, mini_lm, port) as url, opened(browser, url) as visit:
        # A new browser of the same person, after a restart.
        visit.page.goto(address)
        expect(visit.last).to_contain_text("1,000 sappers")
        visit.ask(APPROVED)
        assert questions(visit) == [SAPPERS, APPROVED]
        visit.page.goto(f"{address}#answer-1")
        expect(visit.page.locator(".pc-message > h2").first).to_be_focused()
        file = shutil.copy(exported(visit, "Export as JSON"), tmp_path / "chat.json")
    elsewhere = tmp_path / "elsewhere"
    with served(elsewhere, mini_lm, free_port()) as url, opened(browser, url) as visit:
        visit.page.set_input_files(".pc-chat-file", file)
        expect(visit.page.locator(".pc-message")).to_have_count(2)
        expect(visit.last).to_contain_text("Kim Jong Un has approved")
        expect(visit.last).to_contain_text("is not among your documents any more")
        assert questions(visit) == [SAPPERS, APPROVED]


def test_a_question_is_edited_and_undone_and_two_windows_lose_nothing(browser, home, mini_lm):
    with served(home, mini_lm, free_port()) as url, opened(browser, url) as visit:
        visit.ask(SAPPERS)
        visit.ask(APPROVED)
        first = visit.page.locator(".pc-message").first
        first.get_by_role("button", name="Edit").click()
        visit.page.get_by_label("The question", exact=True).fill("Who is Soo Kim?")
        visit.page.keyboard.press("Enter")
        expect(visit.page.locator(".pc-told")).to_contain_text("1 later answer")
        visit.page.locator(".pc-ask").wait_for(timeout=60_000)
        assert questions(visit) == ["Who is Soo Kim?"]
        visit.page.locator(".pc-told").get_by_role("button", name="Undo").click()
        expect(visit.page.locator(".pc-message")).to_have_count(2)
        assert questions(visit) == [SAPPERS, APPROVED]
        other = Visit(visit.page.context.new_page(), url)
        other.page.goto(visit.page.url)
        expect(other.page.locator(".pc-message")).to_have_count(2)
        other.ask("Where will they go?")
        visit.ask("When was the defense treaty signed?")
        expect(visit.page.locator(".pc-message")).to_have_count(4)
        expect(other.page.locator(".pc-message")).to_have_count(4)
        # Back to what was there before the chat: an empty one.
        visit.page.get_by_role("button", name="New chat").first.click()
        expect(visit.page.locator(".pc-welcome")).to_be_visible()
        visit.page.go_back()
        expect(visit.page.locator(".pc-message")).to_have_count(4)


def test_chats_are_found_renamed_pinned_deleted_and_brought_back_each_by_its_owner_only(
    browser, home, mini_lm
):
    with served(home, mini_lm, free_port(), shared_chats=False) as url, opened(browser, url) as visit:
        page = visit.page
        visit.ask(SAPPERS)
        page.get_by_role("button", name="New chat").first.click()
        visit.ask(APPROVED)
        page.get_by_role("tab", name="Chats").click()
        titles = page.locator(".pc-chat-item .pc-row > span:first-child")
        expect(titles).to_have_text([APPROVED, SAPPERS])
        chat_menu(visit, "Rename", 1)
        page.get_by_label("Name of the chat").fill("<b>Sappers</b> ${1+1}")
        page.keyboard.press("Enter")
        expect(titles).to_have_text([APPROVED, "<b>Sappers</b> ${1+1}"])
        chat_menu(visit, "Pin", 1)
        expect(titles.first).to_have_text("<b>Sappers</b> ${1+1}")
        page.get_by_label("Find a chat").fill("construction WORKERS")
        expect(titles).to_have_text(["<b>Sappers</b> ${1+1}"])
        expect(page.locator(".pc-chat-item .pc-row-about")).to_contain_text("military construction workers")
        page.locator(".pc-chat-item .pc-row").click()
        expect(visit.last).to_contain_text("1,000 sappers")
        chat_menu(visit, "Delete")
        expect(page.locator(".pc-no-chats")).to_have_text("No chat has these words.")
        expect(page.locator(".pc-welcome")).to_be_visible()
        page.locator(".pc-chat-news").get_by_role("button", name="Undo").click()
        expect(titles).to_have_count(1)
        with opened(browser, url) as stranger:
            stranger.page.get_by_role("tab", name="Chats").click()
            expect(stranger.page.locator(".pc-no-chats")).to_be_visible()
            page.locator(".pc-chat-item .pc-row").click()
            expect(visit.last).to_contain_text("1,000 sappers")
            stranger.page.goto(page.url)
            expect(stranger.page.locator(".pc-thread")).to_contain_text("This chat is not there.")


def test_a_chat_of_200_answers_opens_fast_and_its_answers_come_into_view(browser, home, mini_lm):
    assistant = Assistant.open(home, embedder=mini_lm)
    answer = assistant.ask(SAPPERS)
    assistant.close()
    store = chats_in(home)
    for number in range(200):
        question = f"Question {number}?"
        put(
            store,
            "local",
            "a-long-chat",
            Message(id=f"message-{number}", question=question, asked=1.7e9 + number),
        )
        end(
            store,
            "local",
            "a-long-chat",
            f"message-{number}",
            state="done",
            answer=replace(answer, question=question),
        )
    store.close()
    with served(home, mini_lm, free_port()) as url, opened(browser, url) as visit:
        visit.page.get_by_role("tab", name="Chats").click()
        visit.page.locator(".pc-chat-item .pc-row").wait_for()
        start = time.monotonic()
        visit.page.locator(".pc-chat-item .pc-row").click()
        visit.last.locator(".pc-cite").first.wait_for()
        taken = time.monotonic() - start
        assert len(questions(visit)) == 200
        assert visit.page.locator(".pc-message:has(.pc-cite)").count() < 30
        visit.page.locator(".pc-message").nth(100).scroll_into_view_if_needed()
        expect(visit.page.locator(".pc-message").nth(100).locator(".pc-cite").first).to_be_visible()
        # Much more than it takes, since others use this machine, too.
        assert taken < 5


def test_a_hostile_chat_is_refused_or_shown_as_text(browser, home, tmp_path, mini_lm):
    hostile = "<img src=x onerror=alert(1)> ${alert(2)} <script>alert(3)</script>"
    message = {"question": hostile, "asked": "2026-01-01T00:00:00Z", "state": "error", "problem": hostile}
    chat = {
        "format": "pincite-chat",
        "version": 1,
        "title": hostile,
        "created": message["asked"],
        "messages": [message],
    }
    (tmp_path / "hostile.json").write_text(json.dumps(chat))
    (tmp_path / "broken.json").write_text(
        json.dumps({**chat, "messages": [{**message, "answer": {"text": 1}}]})
    )
    with served(home, mini_lm, free_port()) as url, opened(browser, url) as visit:
        dialogs = []
        visit.page.on("dialog", lambda dialog: (dialogs.append(dialog.message), dialog.dismiss()))
        visit.page.get_by_role("tab", name="Chats").click()
        visit.page.set_input_files(".pc-chat-file", tmp_path / "broken.json")
        expect(visit.page.locator(".pc-chat-news")).to_contain_text("not a chat that Pincite exported")
        visit.page.set_input_files(".pc-chat-file", tmp_path / "hostile.json")
        expect(visit.last).to_contain_text("<script>alert(3)</script>")
        expect(visit.page.locator(".pc-chats")).to_contain_text("onerror=alert(1)")
        assert visit.page.locator(".pc-region img, .pc-region script").count() == 0
        assert dialogs == []
