"""How the page shows an answer, in a real browser: what leads, where it stands, what was searched."""

import pytest

pytest.importorskip("playwright.sync_api", reason="playwright is not installed")

QUESTION = "How many sappers will be sent?"
SAME = "The lamp of the Zandvoort lighthouse is lit at nine.\n"


def has_focus(visit, selector):
    return visit.page.evaluate("selector => document.activeElement.matches(selector)", selector)


def test_what_is_asked_for_leads_marked_and_cited_above_its_sentence(visit):
    visit.ask(QUESTION)
    lead = visit.last.locator(".pc-short")
    assert lead.locator(".pc-words").inner_text() == "1,000"
    assert lead.locator(".pc-cite").get_attribute("aria-label").startswith("Citation 1: ")
    shown = visit.last.inner_text()
    assert shown.index("1,000") < shown.index("Quoted from") < shown.index("The latest deployment")


def test_sentences_of_one_place_have_one_line_that_says_where(visit):
    visit.ask("How many North Korean soldiers were killed or wounded?")
    assert visit.last.locator(".pc-quote blockquote").count() == 2
    assert visit.last.locator("figcaption").all_inner_texts() == [
        "North Korea Kursk deployment, paragraph 3 says"
    ]


def test_what_was_searched_is_told_and_only_the_own_words_can_be_searched(visit):
    visit.ask(QUESTION)
    assert visit.last.locator(".pc-searched").count() == 0
    visit.ask("What will they do?")
    line = visit.last.locator(".pc-searched")
    assert line.inner_text().startswith("Searched as: ")
    visit.page.get_by_role("button", name="Search only my words").press("Enter")
    visit.last.get_by_text("Only your own words were searched").wait_for()
    assert visit.page.locator(".pc-message").count() == 2, "the answer is replaced"
    assert has_focus(visit, ".pc-message:last-child > h2")
    visit.page.locator(".pc-ask").wait_for()
    visit.page.get_by_role("button", name="Search as before").click()
    visit.last.get_by_text("Searched as: ").wait_for()
    assert visit.errors == []


def test_a_greeting_gets_a_line_and_questions_that_are_asked_with_a_click(visit):
    visit.ask("hello")
    assert visit.last.locator(".pc-lead").inner_text() == "Hello! Ask me about your documents."
    visit.last.locator(".pc-example").first.click()
    visit.page.locator(".pc-message").nth(1).locator("blockquote").first.wait_for()
    assert visit.errors == []


def test_the_other_places_of_a_sentence_are_reached_with_the_keyboard_and_left_again(visit):
    titles = ["lamp one", "lamp two"]
    for title in titles:
        visit.upload(f"{title}.txt", SAME.encode())
    visit.ask("When is the lamp of the Zandvoort lighthouse lit?")
    assert visit.last.locator("blockquote").count() == 1
    # On a phone the cards are on a sheet.
    for width in (1280, 320):
        visit.page.set_viewport_size({"width": width, "height": 700})
        visit.page.get_by_role("button", name="also in 1 other place").press("Enter")
        assert has_focus(visit, ".pc-same .pc-open")
        visit.page.keyboard.press("Escape")
        assert has_focus(visit, ".pc-also")
    visit.page.set_viewport_size({"width": 1280, "height": 800})
    for title in titles:
        visit.remove(title)


@pytest.mark.parametrize("visit", [(320, 640)], indirect=True)
def test_the_sheet_of_evidence_gets_the_focus_when_it_comes_up(visit):
    visit.ask(QUESTION)
    visit.page.locator(".pc-show-evidence").click()
    assert has_focus(visit, ".pc-close")
