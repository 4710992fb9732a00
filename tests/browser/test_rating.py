"""What a person does with an answer in a real browser: copies it, cites from it, and says whether it is right."""

import json
import re

import pytest

from command import run_command
from held import held
from rag.export import read_answer
from ui.chats import rated

playwright_api = pytest.importorskip("playwright.sync_api", reason="playwright is not installed")
expect = playwright_api.expect

QUESTION = "How many sappers will be sent?"
SENTENCE = "The latest deployment includes 1,000 sappers"


@pytest.fixture
def asked(visit):
    visit.page.context.grant_permissions(["clipboard-read", "clipboard-write"])
    visit.ask(QUESTION)
    yield visit
    assert visit.errors == [] and visit.foreign() == []


def clipboard(visit):
    return visit.page.evaluate("navigator.clipboard.readText()")


def test_an_answer_is_copied_by_keyboard_and_it_is_said(asked):
    copy = asked.last.get_by_role("button", name="Copy", exact=True)
    copy.press("Enter")
    expect(asked.last.locator('[data-key="copy"]')).to_have_text("Copied")
    expect(asked.page.locator(".pc-chat > [role=status]")).to_have_text("Copied")
    text = clipboard(asked)
    assert text.startswith("1,000 [1]") and "[1] North Korea Kursk deployment, paragraph 1" in text
    expect(copy).to_be_focused()
    asked.last.get_by_role("button", name="Other ways to copy").press("Enter")
    asked.page.get_by_role("menuitem", name="As Markdown, with citations").press("Enter")
    expect(asked.last.locator('[data-key="copy"]')).to_have_text("Copied")
    assert "[^1]: North Korea Kursk deployment, paragraph 1" in clipboard(asked)
    asked.last.get_by_role("button", name="Other ways to copy").press("Enter")
    with asked.page.expect_download() as saved:
        asked.page.get_by_role("menuitem", name="Save as JSON, to check it again later").press("Enter")
    exported = read_answer(saved.value.path())
    assert exported.question == QUESTION and exported.citations[0].text_sha256


def test_a_page_that_gets_no_clipboard_copies_all_the_same(asked):
    asked.page.evaluate("Object.defineProperty(navigator, 'clipboard', { value: undefined })")
    asked.last.get_by_role("button", name="Copy", exact=True).click()
    expect(asked.last.locator('[data-key="copy"]')).to_have_text("Copied")
    asked.page.fill("#pc-question", "")
    asked.page.focus("#pc-question")
    asked.page.keyboard.press("Control+V")
    assert asked.page.input_value("#pc-question").startswith("1,000 [1]")
    asked.page.fill("#pc-question", "")


def test_a_citation_is_copied_from_its_card_and_any_words_from_a_document(asked):
    asked.page.get_by_role("button", name=re.compile("^Copy the citation: ")).click()
    expect(asked.page.locator("#pc-evidence .pc-hear[role=status]")).to_have_text("Copied")
    assert re.fullmatch(f"“{SENTENCE}.*” – North Korea Kursk deployment, paragraph 1", clipboard(asked))
    for form, copied in (
        ("As BibTeX", r"@misc\{\w+,\n  title = \{North \{Korea\} \{Kursk\} deployment\}.*\}\n"),
        ("As author, year and page", r"North Korea Kursk deployment \(.*\), paragraph 1"),
    ):
        asked.page.get_by_role("button", name=re.compile("^Other ways to copy the citation: ")).press("Enter")
        asked.page.get_by_role("menuitem", name=form).press("Enter")
        for _ in range(100):
            if re.fullmatch(copied, clipboard(asked), re.DOTALL):
                break
            asked.page.wait_for_timeout(50)
        assert re.fullmatch(copied, clipboard(asked), re.DOTALL)
    asked.page.locator(".pc-open").first.click()
    select(asked, ".pc-page p:has(.pc-said)")
    asked.page.get_by_role("button", name="Copy with its place").click()
    expect(asked.page.locator("[data-act=copychosen]")).to_have_text("Copied")
    assert clipboard(asked).endswith(" – North Korea Kursk deployment, paragraph 1")


def select(visit, selector):
    visit.page.locator(selector).first.wait_for()
    # The quote gets the focus, and is scrolled to, in its own time.
    expect(visit.page.locator(".pc-page .pc-said, .pc-page .pc-words").first).to_be_focused()
    visit.page.evaluate(
        "selector => document.getSelection().selectAllChildren(document.querySelector(selector))", selector
    )


def test_what_is_wrong_and_the_right_place_are_kept_changed_and_taken_back(asked):
    page = asked.page
    wrong = asked.last.get_by_role("button", name="Something is wrong with this answer")
    wrong.press("Enter")
    expect(page.get_by_role("radio", name="Wrong answer")).to_be_focused()
    expect(asked.last).to_contain_text("Nobody is sent them")
    page.get_by_role("radio", name="From the wrong place").check()
    page.get_by_label("In your own words").fill("<b>see</b> ${1+1}")
    page.get_by_role("button", name="Show the right place").click()
    page.get_by_role("button", name=re.compile("^This is the right place: ")).press("Enter")
    expect(asked.last.locator(".pc-right-place")).to_contain_text(SENTENCE)
    asked.last.get_by_role("button", name="Remove").press("Enter")
    page.get_by_role("button", name="Show the right place").press("Enter")
    page.locator(".pc-open").first.click()
    select(asked, ".pc-page p:has(.pc-said)")
    page.get_by_role("button", name="This is the right place", exact=True).click()
    expect(asked.last.locator(".pc-right-place")).to_contain_text(SENTENCE)
    page.get_by_role("button", name="Done").click()
    line = asked.last.locator(".pc-rating")
    said = "You said: From the wrong place · “<b>see</b> ${1+1}” · right place: North Korea Kursk deployment, paragraph 1 · Change"
    expect(line).to_have_text(said)
    page.reload()
    expect(asked.last.locator(".pc-rating")).to_have_text(said)
    expect(wrong).to_have_attribute("aria-pressed", "true")
    right = asked.last.get_by_role("button", name="This answer is right")
    right.click()
    expect(line).to_have_text("")
    expect(right).to_have_attribute("aria-pressed", "true")
    right.click()
    expect(right).to_have_attribute("aria-pressed", "false")
    page.reload()
    expect(right).to_have_attribute("aria-pressed", "false")


def test_whoever_has_gone_on_while_a_rating_is_kept_stays_where_they_are(asked):
    page = asked.page
    asked.last.get_by_role("button", name="Something is wrong with this answer").press("Enter")
    expect(page.get_by_role("radio", name="Wrong answer")).to_be_focused()
    with held(rated, "_keep"):
        page.get_by_label("In your own words").fill("late")
        page.focus("#pc-question")
    page.wait_for_timeout(400)  # the page has heard that it is kept
    expect(page.locator("#pc-question")).to_be_focused()
    wrong = asked.last.get_by_role("button", name="Something is wrong with this answer")
    wrong.click()
    expect(wrong).to_have_attribute("aria-pressed", "false")


def test_rated_answers_become_questions_that_pincite_eval_measures(asked, kept, tmp_path):
    page = asked.page
    asked.last.get_by_role("button", name="This answer is right").click()
    asked.ask("Who was the first emperor of Rome?")
    asked.last.get_by_role(
        "button", name="This answer is right" if refused(asked) else "Something is wrong"
    ).click()
    if not refused(asked):
        page.get_by_role("radio", name="The documents don’t say this").check()
    asked.ask("Who approved the deployment?")
    asked.last.get_by_role("button", name="Something is wrong with this answer").click()
    page.get_by_role("radio", name="Incomplete").check()
    page.get_by_role("tab", name="Chats").click()
    make = page.get_by_role("button", name="Make an evaluation set of 3 rated answers")
    with page.expect_download() as download:
        make.click()
    expect(page.locator(".pc-chat-news")).to_contain_text("2 questions to measure")
    expect(page.locator(".pc-chat-news")).to_contain_text("1 question lacks the right place")
    file = tmp_path / "rated.jsonl"
    file.write_bytes(download.value.path().read_bytes())
    assert [json.loads(line)["answerable"] for line in file.read_text().splitlines()] == [True, False, True]
    done = run_command(kept / "index", "eval", file, "--cache", tmp_path / "cache")
    assert done.returncode == 0, done.stderr
    assert "rated: 2 questions" in done.stdout and "nDCG@10" in done.stdout
    assert "rated.jsonl, line 3: answerable, but no answer or evidence; question skipped" in done.stderr
    page.get_by_role("tab", name="Documents").click()


def refused(visit):
    return "The documents don't say" in visit.last.inner_text()
