"""The server ends under an open page: the page says so in its own words, waits for it, and goes on."""

import pytest

from served_process import ServerProcess

playwright_api = pytest.importorskip("playwright.sync_api", reason="playwright is not installed")
expect = playwright_api.expect

PATIENCE = 60_000  # milliseconds: a server starts while others take the processor
QUESTION = "How many arches has the bridge?"


@pytest.fixture(scope="module")
def process(tmp_path_factory):
    """One for all: what a test leaves running is what the next begins with, since each start takes seconds."""
    process = ServerProcess(tmp_path_factory.mktemp("process"))
    yield process
    process.kill()


@pytest.fixture
def tab(browser):
    context = browser.new_context(viewport={"width": 1280, "height": 800})
    yield context.new_page()
    context.close()


def open_page(tab, process):
    tab.goto(process.url)
    tab.locator(".pc-welcome").wait_for(timeout=PATIENCE)


def look_again(tab):
    """Not at the end of the pause: the network is said to have changed."""
    tab.evaluate("window.dispatchEvent(new Event('online'))")


def bar(tab):
    return tab.locator(".pc-server")


def questions(tab):
    return tab.locator(".pc-message > h2").all_inner_texts()


def visible_of_gradio(tab):
    """What Gradio itself shows beside our regions."""
    return tab.evaluate(
        """() => [...document.querySelectorAll("body *:not(script, style)")]
          .filter(n => !n.closest(".pc-region") && !n.querySelector(".pc-region") && n.checkVisibility())
          .filter(n => n.textContent.trim() && n.getBoundingClientRect().height > 0)
          .map(n => n.outerHTML.slice(0, 100))"""
    )


def test_a_page_whose_server_was_killed_says_so_keeps_what_was_typed_and_goes_on(tab, process):
    process.start()
    open_page(tab, process)
    tab.fill("#pc-question", QUESTION)
    tab.keyboard.press("Enter")
    tab.locator(".pc-message .pc-lead").wait_for(timeout=PATIENCE)
    tab.keyboard.type("And how wi")
    process.kill()
    # Not waited for: the network says at once that something has changed.
    tab.evaluate("window.dispatchEvent(new Event('offline'))")
    expect(bar(tab)).to_contain_text("Pincite has stopped.", timeout=PATIENCE)
    tab.keyboard.type("de is it?")
    tab.keyboard.press("Enter")
    assert tab.input_value("#pc-question") == "And how wide is it?", "what can't be sent stays"
    assert visible_of_gradio(tab) == []
    process.start()
    look_again(tab)
    expect(bar(tab)).to_be_hidden(timeout=PATIENCE)
    tab.locator(".pc-message .pc-lead").wait_for(timeout=PATIENCE)
    assert tab.input_value("#pc-question") == "And how wide is it?"
    assert tab.evaluate("document.activeElement.id") == "pc-question"
    tab.keyboard.press("Enter")
    tab.locator(".pc-message .pc-lead").nth(1).wait_for(timeout=PATIENCE)
    assert questions(tab) == [QUESTION, "And how wide is it?"]


def test_a_question_whose_server_was_killed_is_asked_again_by_the_next_one(tab, process):
    process.start(held=True)
    open_page(tab, process)
    tab.fill("#pc-question", QUESTION)
    tab.keyboard.press("Enter")
    tab.locator(".pc-thinking").get_by_text("Reading what was found").wait_for(timeout=PATIENCE)
    process.kill()
    tab.locator(".pc-thinking").get_by_text("asked again as soon as Pincite is back").wait_for(
        timeout=PATIENCE
    )
    assert bar(tab).is_visible()
    assert visible_of_gradio(tab) == []
    process.start()
    look_again(tab)
    tab.locator(".pc-message .pc-lead").wait_for(timeout=PATIENCE)
    assert questions(tab) == [QUESTION]
    # Once: a later reload asks nothing.
    tab.reload()
    tab.locator(".pc-message .pc-lead").wait_for(timeout=PATIENCE)
    assert questions(tab) == [QUESTION]


def test_a_login_that_has_expired_leads_to_the_login_and_back(tab, process):
    process.start(password="open sesame")
    tab.goto(process.url)
    log_in(tab)
    tab.locator(".pc-welcome").wait_for(timeout=PATIENCE)
    tab.fill("#pc-question", "Half a ques")
    process.kill()
    tab.evaluate("window.dispatchEvent(new Event('offline'))")
    expect(bar(tab)).to_contain_text("Pincite has stopped.", timeout=PATIENCE)
    process.start(password="open sesame")
    look_again(tab)
    expect(bar(tab)).to_contain_text("asks for the password again", timeout=PATIENCE)
    bar(tab).get_by_role("button", name="Log in").click()
    log_in(tab)
    tab.locator(".pc-welcome").wait_for(timeout=PATIENCE)
    assert tab.input_value("#pc-question") == "Half a ques"
    assert bar(tab).is_hidden()


def log_in(tab):
    tab.get_by_label("Password").fill("open sesame")
    tab.keyboard.press("Enter")


def test_nobody_is_torn_away_from_what_they_write_elsewhere(tab, process):
    process.start()
    open_page(tab, process)
    tab.get_by_role("button", name="More ways").click()
    tab.get_by_role("button", name="Paste a text").click()
    tab.get_by_label("Text", exact=True).fill("A long letter")
    process.kill()
    tab.evaluate("window.dispatchEvent(new Event('offline'))")
    expect(bar(tab)).to_contain_text("Pincite has stopped.", timeout=PATIENCE)
    process.start()
    look_again(tab)
    expect(bar(tab)).to_contain_text("Pincite is back.", timeout=PATIENCE)
    assert tab.get_by_label("Text", exact=True).input_value() == "A long letter"
