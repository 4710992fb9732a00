"""What people see while they wait: what was found, their place in line, and a way to cancel; nobody waits for ever."""

import time
from contextlib import contextmanager
from unittest.mock import patch

import pytest

from held import held
from index import MiniLmEmbedder
from rag.reading.span_reader import SpanReader
from ui.work.line import Line, LineFullError

pytest.importorskip("playwright.sync_api", reason="playwright is not installed")

# Each test asks what no other asks, in other files neither: the answer to what was asked before is there at once.
QUESTION = "How many sappers are to be sent?"


def send(visit, question):
    """Asks without waiting for the answer."""
    visit.page.fill("#pc-question", question)
    visit.page.keyboard.press("Enter")
    visit.last.locator(".pc-thinking").wait_for()


@contextmanager
def others(visit, questions):
    """Other people in tabs of their own, each of whom asks a question."""
    context = visit.page.context.browser.new_context()
    for question in questions:
        page = context.new_page()
        page.goto(visit.url)
        page.locator(".pc-welcome").wait_for()
        page.fill("#pc-question", question)
        page.keyboard.press("Enter")
        page.locator(".pc-thinking").get_by_text("Reading what was found").wait_for()
    try:
        yield
    finally:
        context.close()


def test_what_was_found_and_the_place_in_line_are_shown_until_the_answer_comes(visit):
    with (
        held(SpanReader, "score") as go,
        others(visit, ["Who has approved this deployment?", "Where are these sappers going?"]),
    ):
        send(visit, QUESTION)
        visit.last.get_by_text("In line: 2 questions before you").wait_for()
        assert "being read now" in visit.page.locator(".pc-about").inner_text()
        assert "sappers" in visit.page.locator(".pc-card").first.inner_text()
        go.set()
        visit.page.locator(".pc-ask").wait_for(timeout=60_000)
    assert visit.last.locator(".pc-words").first.inner_text() == "1,000"
    assert "support the answer" in visit.page.locator(".pc-about").inner_text()
    assert visit.errors == []


def test_a_question_whose_asker_closes_the_page_is_stopped(visit):
    lines = []
    join = Line._join

    def remembered(line):
        lines.append(line)
        return join(line)

    with held(SpanReader, "score"), patch.object(Line, "_join", remembered):
        send(visit, "Who signed this defense treaty with Kim?")
        visit.last.get_by_text("Reading what was found").wait_for()
        assert lines[-1]._working == 1
        visit.page.close()
        end = time.monotonic() + 10
        while lines[-1]._working:
            assert time.monotonic() < end
            time.sleep(0.05)


def test_a_line_that_is_full_is_come_to_again_by_the_page_itself(visit):
    check, calls = Line.raise_if_full, []

    def full_at_first(line):
        calls.append(line)
        if len(calls) == 1:
            raise LineFullError
        check(line)

    with patch.object(Line, "raise_if_full", full_at_first):
        send(visit, "When was this defense treaty signed?")
        visit.last.get_by_text("asked again in a few seconds").wait_for()
        visit.page.locator(".pc-ask").wait_for(timeout=60_000)
    assert visit.last.locator(".pc-words").first.inner_text() == "2024"


def test_a_question_that_the_server_refused_is_sent_again(visit):
    refused = []

    def refuse(route):
        if "sappers" in (route.request.post_data or "") and not refused:
            refused.append(route)
            route.fulfill(status=503, json={"detail": "Queue is full."})
        else:
            route.continue_()

    visit.page.route("**/queue/join*", refuse)
    send(visit, "How many sappers are going to be sent?")
    visit.page.locator(".pc-ask").wait_for(timeout=60_000)
    assert refused and visit.last.locator(".pc-words").first.inner_text() == "1,000"


def test_an_upload_can_be_cancelled_while_it_is_read(visit):
    with held(MiniLmEmbedder, "embed_passages"):
        data = b"The lamp of the Zandvoort lighthouse is lit at nine.\n" * 50
        visit.page.set_input_files(
            ".pc-file", [{"name": "long.txt", "mimeType": "text/plain", "buffer": data}]
        )
        visit.page.get_by_role("button", name="Cancel").click()
        news = visit.page.locator(".pc-news")
        news.get_by_text("it was cancelled before it was read").wait_for()
    visit.page.click(".pc-news [data-act=seen]")
    assert "long" not in visit.page.locator(".pc-documents").inner_text()
    assert visit.errors == []
