"""How the page shows what a model wrote: what is supported, and for those who open it what was left out."""

import re
import time

import pytest

pytest.importorskip("playwright.sync_api", reason="playwright is not installed")
pytest.importorskip("openai", reason="the extra openai is not installed")

from playwright.sync_api import expect

from fake_model_server import serving

QUESTION = "How many military construction workers are part of the latest deployment?"


def writes(call) -> None:
    """Of a summary one sentence; else one that the seeds support, and one that they don't, with all the markup that a model may send."""
    call.start()
    if call.body["messages"][-1]["content"].endswith("Sum up in one or two short sentences."):
        call.piece("Sergei Shoigu visited Pyongyang [1].")
        # So long that the page is seen while it waits.
        time.sleep(1.5)
        call.finish()
        return
    call.piece("**The latest deployment** includes 5,000 military construction workers [1]. ")
    call.piece('![x](https://evil.example/p.png) <img src="https://evil.example/q.png"> ')
    call.piece("It [includes](https://evil.example/?q=1) 9,000 <b>sappers</b> [1].")
    call.finish()


@pytest.fixture(scope="module")
def model_server():
    """One for all tests, since the page keeps a writer that it has loaded."""
    with serving(writes) as server:
        yield server


@pytest.fixture
def found(model_server, monkeypatch):
    """The page finds the server as a running Ollama."""
    monkeypatch.setenv("OLLAMA_HOST", model_server.place)


@pytest.fixture
def asked(found, visit):
    """The page with an answer that the model wrote."""
    visit.page.get_by_label("Also answer in prose").check()
    visit.page.get_by_role("combobox", name="with").select_option("ollama/tiny")
    visit.ask(QUESTION)
    return visit


def test_a_supported_sentence_is_shown_with_its_place_and_its_ground(asked):
    written = asked.last.locator(".pc-written")
    expect(written).to_have_count(1)
    expect(written).to_contain_text("The latest deployment includes 5,000 military construction workers.")
    expect(written.locator(".pc-cite")).to_have_count(1)
    expect(asked.last).to_contain_text("each sentence is supported by what it cites")


def test_what_was_left_out_is_counted_and_shown_only_when_it_is_opened(asked):
    left = asked.last.locator(".pc-left-out")
    expect(left.locator("summary")).to_have_text(
        "1 sentence was left out, because the documents don't say so."
    )
    expect(left.locator("s")).to_be_hidden()
    left.locator("summary").click()
    expect(left.locator("s")).to_have_text("It includes 9,000 sappers.")
    expect(left).to_contain_text("(the number 9,000 is not in the source")


def test_nothing_that_a_model_writes_is_a_link_a_picture_or_a_request(asked):
    expect(asked.last.locator("a[href*=evil], img")).to_have_count(0)
    assert not asked.foreign() and not asked.errors


def test_a_summary_says_which_part_is_read_and_stopped_it_keeps_the_quotes_and_says_how_far_it_came(
    found, visit
):
    visit.page.get_by_label("Also answer in prose").check()
    visit.page.get_by_role("combobox", name="with").select_option("ollama/tiny")
    visit.page.fill("#pc-question", "Summarise the article")
    visit.page.keyboard.press("Enter")
    expect(visit.last.locator(".pc-thinking")).to_have_text(re.compile(r"^Reading part 1 of \d+ …$"))
    visit.page.get_by_role("button", name="Stop").click()
    expect(visit.last).to_contain_text("Stopped here.")
    expect(visit.last).to_contain_text("The model has summed up no part yet; all are quoted.")
    expect(visit.last.locator(".pc-cite").first).to_be_visible()


def test_a_message_has_its_greeting_and_closing_around_what_is_supported(asked):
    asked.ask("Write an e-mail to Anna about how many construction workers are part of the latest deployment")
    lines = asked.last.locator(".pc-letter")
    expect(lines.nth(1)).to_have_text("Dear Anna,")
    expect(lines.last).to_have_text("Best regards")
    expect(asked.last.locator(".pc-written")).to_contain_text("5,000 military construction workers")


def test_the_same_question_is_asked_again_in_quotes_and_by_the_model(asked):
    again = asked.last.get_by_role("button", name="Ask again")
    again.click()
    asked.page.get_by_role("menuitem", name="In quotes only").click()
    expect(asked.last.locator("blockquote").first).to_be_visible(timeout=60_000)
    expect(asked.last.locator(".pc-written")).to_have_count(0)
    again.click()
    asked.page.get_by_role("menuitem", name="In prose by ollama/tiny").click()
    expect(asked.last.locator(".pc-written").first).to_be_visible(timeout=60_000)
    expect(asked.last).to_contain_text("Written by ollama/tiny")
    asked.page.reload()
    expect(asked.last).to_contain_text("Written by ollama/tiny", timeout=60_000)
