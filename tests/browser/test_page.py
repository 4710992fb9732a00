"""What a person does with the page, in a real browser."""

import pytest

from repository import ROOT

playwright_api = pytest.importorskip("playwright.sync_api", reason="playwright is not installed")

QUESTION = "How many sappers are in the latest deployment?"

HOSTILE = (
    "The harbour master of Quellstadt is <script>alert('script')</script> "
    "<img src=x onerror=\"alert('img')\"> ![pixel](http://pixel.example/leak.png) ${alert('dollar')} "
    "{{value}} `tick` \\u0041 <a href='javascript:alert(1)'>Ada Brenner</a>."
)


def in_view(visit, selector):
    """Whether the middle of an element is visible to the reader (not scrolled away or covered)."""
    return visit.page.evaluate(
        """selector => {
          const node = document.querySelector(selector);
          const box = node.getClientRects()[0];
          const hit = document.elementFromPoint(box.left + box.width / 2, box.top + box.height / 2);
          return Boolean(hit) && (node.contains(hit) || hit.contains(node));
        }""",
        selector,
    )


def test_an_answer_is_cited_and_a_click_on_the_number_opens_the_document_at_the_words(visit):
    visit.ask("How many sappers will be sent?")
    assert "1,000 sappers" in visit.last.inner_text()
    assert "Quoted from" in visit.last.inner_text()
    first = visit.page.locator(".pc-cite").first
    assert first.get_attribute("aria-label").startswith("Citation 1: ")
    first.click()
    visit.page.locator(".pc-page .pc-said").first.wait_for()
    quoted = "".join(visit.page.locator(".pc-page :is(.pc-said, .pc-words)").all_inner_texts())
    assert "1,000 sappers and 5,000 military construction workers" in quoted
    assert in_view(visit, ".pc-page .pc-said")
    assert visit.page.evaluate("document.activeElement.closest('.pc-page') !== null")
    visit.page.keyboard.press("Escape")
    assert visit.page.evaluate("document.activeElement.classList.contains('pc-cite')")


def test_pointing_at_a_number_lights_its_card(visit):
    visit.ask(QUESTION)
    visit.page.locator(".pc-cite").first.hover()
    lit = visit.page.locator(".pc-card.pc-lit")
    assert lit.count() == 1
    assert lit.get_attribute("data-number") == "1"


def test_two_figures_for_one_thing_are_both_shown(visit):
    visit.ask("How many North Korean soldiers were killed or wounded?")
    text = visit.last.inner_text()
    assert "Two places disagree." in text
    assert "more than 6,000" in text
    assert "around 3,800 to 4,000" in text


def test_a_question_that_nothing_answers_is_said_to_be_not_found(visit):
    visit.ask("What does zebra husbandry cost in Belgium?")
    assert visit.page.locator(".pc-near").count() > 0
    assert visit.page.locator(".pc-cite").count() == 0
    assert "What might help" in visit.last.inner_text()
    # The cards are the same as while they were read.
    visit.page.get_by_text("Nothing answers the question. These passages are the nearest.").wait_for()


@pytest.mark.parametrize("question", ["", "?!…", "a" * 10_001], ids=["empty", "punctuation", "long"])
def test_a_question_that_cannot_be_asked_gets_a_sentence(visit, question):
    visit.ask(question)
    problem = visit.page.locator(".pc-problem").inner_text()
    assert problem.endswith(".")
    assert "Traceback" not in problem


def test_hostile_text_is_shown_as_text_and_runs_nothing(visit):
    visit.upload("harbour ${alert('name')} {{x}}.txt", HOSTILE.encode())
    visit.ask("Who is the harbour master of Quellstadt? ${alert('question')} <img src=x onerror=alert(2)>")
    for shown in (visit.page.locator(".pc-quote").first, visit.page.locator(".pc-card").first):
        text = shown.inner_text()
        assert "${alert('dollar')}" in text
        assert "<script>alert('script')</script>" in text
    visit.page.locator(".pc-open").first.click()
    visit.page.locator(".pc-page .pc-said").first.wait_for()
    assert "![pixel](http://pixel.example/leak.png)" in visit.page.locator(".pc-page").inner_text()
    assert visit.page.locator(".pc-region img, .pc-region script, .pc-page a").count() == 0
    visit.page.keyboard.press("Escape")
    visit.remove(visit.page.locator(".pc-doc-name", has_text="harbour").inner_text())
    assert visit.dialogs == []
    assert visit.errors == []
    assert visit.foreign() == []


def test_the_page_asks_no_other_host_for_anything(visit):
    visit.ask(QUESTION)
    visit.page.locator(".pc-cite").first.click()
    visit.page.locator(".pc-page .pc-said").first.wait_for()
    assert len(visit.requests) > 5
    assert visit.foreign() == []


def test_the_server_will_not_fetch_for_a_visitor_or_be_scripted_from_outside(visit):
    statuses = visit.page.evaluate(
        """() => Promise.all(["file=http://127.0.0.1:9/x", "file=/etc/passwd", "proxy=http://127.0.0.1:9/x"]
          .map(async door => (await fetch("/gradio_api/" + door)).status))"""
    )
    assert statuses == [404, 404, 404]
    policy = visit.page.evaluate("async () => (await fetch('/')).headers.get('content-security-policy')")
    assert "default-src 'self'" in policy
    assert "'unsafe-inline'" not in policy.split("script-src ")[1].split(";")[0]


def test_the_keyboard_alone_is_enough(visit):
    page = visit.page
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.textContent") == "Skip to the question box"
    page.keyboard.press("Enter")
    assert page.evaluate("document.activeElement.id") == "pc-question"
    page.keyboard.type(QUESTION)
    page.keyboard.press("Enter")
    page.locator(".pc-message .pc-cite").first.wait_for()
    page.locator(".pc-ask").wait_for()
    for _ in range(40):
        page.keyboard.press("Shift+Tab")
        if page.evaluate("document.activeElement.getAttribute('aria-label') ?? ''").startswith("Citation 1"):
            break
    page.keyboard.press("Enter")
    page.locator(".pc-page .pc-said").first.wait_for()
    page.keyboard.press("Escape")
    assert page.evaluate("document.activeElement.getAttribute('aria-label')").startswith("Citation 1")


@pytest.mark.parametrize("visit", [(320, 640)], indirect=True)
def test_nothing_scrolls_sideways_on_the_narrowest_phone(visit):
    def widest():
        width = "Math.max(document.documentElement.scrollWidth, document.body.scrollWidth)"
        return visit.page.evaluate(width)

    assert widest() <= 320
    visit.ask(QUESTION)
    assert widest() <= 320
    visit.page.locator(".pc-show-evidence").last.click()
    visit.page.locator(".pc-card").first.wait_for()
    assert widest() <= 320
    visit.page.keyboard.press("Escape")
    visit.page.locator(".pc-cite").first.click()
    visit.page.locator(".pc-page .pc-said").first.wait_for()
    visit.page.wait_for_timeout(400)  # the sheet has come up
    assert widest() <= 320
    assert in_view(visit, ".pc-page .pc-said")


def test_every_control_has_a_name(visit):
    visit.ask(QUESTION)
    nameless = visit.page.evaluate(
        """() => [...document.querySelectorAll("#pc-library *, #pc-chat *, #pc-evidence *")]
          .filter(n => n.matches("button, input, textarea, a, progress"))
          .filter(n => !(n.getAttribute("aria-label") || n.textContent.trim() || n.labels?.length))
          .map(n => n.outerHTML)"""
    )
    assert nameless == []


def test_chats_outlast_a_reload_of_the_tab(visit):
    visit.ask(QUESTION)
    visit.page.reload()
    visit.page.locator(".pc-message .pc-cite").first.wait_for()
    visit.page.get_by_role("tab", name="Chats").click()
    assert QUESTION in visit.page.locator(".pc-chats").inner_text()


def test_the_sidebar_has_two_tabs_that_the_arrow_keys_change_and_a_reload_keeps(visit):
    page = visit.page
    chats, documents = (
        page.get_by_role("tabpanel", name="Chats"),
        page.get_by_role("tabpanel", name="Documents"),
    )
    assert documents.is_visible() and not chats.is_visible()
    page.get_by_role("tab", name="Documents").focus()
    page.keyboard.press("ArrowRight")
    assert chats.is_visible() and not documents.is_visible()
    assert page.get_by_role("tab", name="Chats").get_attribute("aria-selected") == "true"
    page.reload()
    chats.wait_for()
    page.get_by_role("tab", name="Documents").click()
    page.get_by_label("Find a document").fill("no such name")
    page.get_by_text("No document has these words in its name.").wait_for()
    assert page.get_by_role("button", name="New chat").first.is_visible()


def test_the_scripts_make_no_markup_from_text():
    assets = ROOT / "ui" / "assets"
    for script in assets.rglob("*.js"):
        code = script.read_text(encoding="utf-8").replace("no innerHTML", "")
        for maker in ("innerHTML", "outerHTML", "insertAdjacentHTML", "document.write", "DOMParser", "eval("):
            assert maker not in code, f"{script.name} uses {maker}"
    for template in assets.rglob("*.html"):
        text = template.read_text(encoding="utf-8")
        assert "{{" not in text and "${" not in text and "`" not in text, f"{template.name} is not constant"
