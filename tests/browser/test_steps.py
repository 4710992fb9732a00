"""The searches that are made for one question: a quiet list that can be opened."""

import pytest

pytest.importorskip("playwright.sync_api", reason="playwright is not installed")

from playwright.sync_api import expect

QUESTION = "Who sends sappers, and who is the president of Ukraine?"


def test_looking_further_lists_each_search_for_those_who_open_it(visit):
    visit.ask(QUESTION)
    expect(visit.last.locator(".pc-steps")).to_have_count(0)
    visit.page.get_by_label("Look further").check()
    visit.ask(QUESTION)
    steps = visit.last.locator(".pc-steps")
    expect(steps.locator("summary")).to_contain_text("times")
    expect(steps.locator("li").first).to_be_hidden()
    steps.locator("summary").click()
    expect(steps.locator("li").first).to_contain_text(QUESTION)
    expect(steps.locator("li").nth(1)).to_be_visible()
    # What is said to screen readers alone is nowhere to be seen.
    expect(visit.page.locator(".pc-tried")).to_be_empty()
    assert not visit.errors and not visit.foreign()
