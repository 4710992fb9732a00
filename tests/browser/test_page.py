"""What a person does with the page, in a real browser."""

from io import BytesIO
from pathlib import Path

import pytest

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


def upload(visit, name, text):
    visit.page.set_input_files(".pc-file", [{"name": name, "mimeType": "text/plain", "buffer": text}])
    news = visit.page.locator(".pc-news")
    playwright_api.expect(news, "the report of an upload").to_contain_text("Hide this", timeout=90_000)
    report = news.inner_text()
    visit.page.click(".pc-news [data-act=seen]")
    return report


def pdf(text, **options):
    from reportlab.pdfgen.canvas import Canvas

    data = BytesIO()
    canvas = Canvas(data, pagesize=(400, 300), **options)
    canvas.drawString(40, 200, text)
    canvas.showPage()
    canvas.save()
    return data.getvalue()


def remove(visit, title):
    visit.page.get_by_role("button", name=f"Remove {title}").click()
    visit.page.locator(".pc-confirm .pc-danger").click()
    visit.page.locator(".pc-news").get_by_text("Removed “").wait_for()


def test_a_quote_from_a_pdf_is_shown_on_its_page(visit):
    assert "Read keeper.pdf" in upload(
        visit, "keeper.pdf", pdf("The lighthouse keeper of Ostrava is Vilma Novak.")
    )
    visit.ask("Who is the lighthouse keeper of Ostrava?")
    assert "Vilma Novak" in visit.last.inner_text()
    visit.page.locator(".pc-cite").first.click()
    visit.page.get_by_role("button", name="Show the page").click()
    picture = visit.page.get_by_role("img", name="Page 1 of the file, with the quote marked")
    playwright_api.expect(picture).to_be_visible(timeout=30_000)
    assert picture.evaluate("image => image.complete && image.naturalWidth") == 1200
    assert visit.foreign() == [] and visit.errors == []
    visit.page.keyboard.press("Escape")
    remove(visit, "keeper")


def test_a_page_is_enlarged_to_be_read_and_escape_closes_only_that(visit):
    data = pdf("The lighthouse keeper of Ostrava is Vilma Novak.")
    upload(visit, "keeper.pdf", data)
    visit.ask("Who is the lighthouse keeper of Ostrava?")
    visit.page.locator(".pc-cite").first.click()
    visit.page.get_by_role("button", name="Show the page").press("Enter")
    enlarge = visit.page.get_by_role("button", name="Enlarge the page")
    playwright_api.expect(enlarge).to_be_focused(timeout=30_000)
    enlarge.press("Enter")
    large = visit.page.get_by_role("dialog").get_by_role("img")
    playwright_api.expect(large).to_be_visible()
    assert large.bounding_box()["width"] >= 900
    visit.page.keyboard.press("Escape")
    playwright_api.expect(large).to_be_hidden()
    playwright_api.expect(enlarge).to_be_focused()
    visit.page.keyboard.press("Escape")
    assert visit.page.locator(".pc-document-view").is_hidden()
    remove(visit, "keeper")


SECRET = "correct-horse-4711"


@pytest.mark.parametrize("visit", [(320, 640)], indirect=True)
def test_an_encrypted_file_is_read_with_the_password_that_is_typed_which_is_kept_nowhere(visit, kept):
    page, expect = visit.page, playwright_api.expect
    files = [
        ("vault.pdf", pdf("The vault of Ostrava was built by Ada Brenner.", encrypt=SECRET)),
        ("noise.bin", b"\0"),
    ]
    page.set_input_files(
        ".pc-file", [{"name": name, "mimeType": "application/pdf", "buffer": data} for name, data in files]
    )
    box = page.get_by_label("Its password")
    expect(box).to_be_visible(timeout=60_000)
    assert "vault.pdf" in page.locator(".pc-locked").inner_text()
    assert "noise.bin" in page.locator(".pc-news").inner_text()
    assert "vault.pdf: encrypted" in page.locator(".pc-library [role=status]").inner_text()
    box.focus()
    page.keyboard.type("another")
    page.keyboard.press("Enter")
    expect(page.locator("#pc-password-wrong")).to_be_visible(timeout=60_000)
    expect(box).to_be_focused()
    assert (box.get_attribute("aria-invalid"), box.input_value()) == ("true", "")
    assert page.evaluate("document.documentElement.scrollWidth") <= 320
    page.keyboard.type(SECRET)
    page.keyboard.press("Enter")
    expect(page.locator(".pc-news")).to_contain_text("Read vault.pdf.", timeout=60_000)
    expect(page.get_by_role("button", name="Hide this")).to_be_focused()
    assert page.locator(".pc-locked").inner_text() == ""
    page.keyboard.press("Escape")

    visit.ask("Who built the vault of Ostrava?")
    page.locator(".pc-cite").first.click()
    page.get_by_role("button", name="Show the page").click()
    box = page.get_by_label("The file is encrypted. Its password")
    expect(box).to_be_focused(timeout=30_000)
    page.keyboard.type(SECRET)
    page.keyboard.press("Enter")
    expect(page.get_by_role("img", name="Page 1 of the file")).to_be_visible(timeout=30_000)

    assert SECRET not in page.evaluate("JSON.stringify([{...sessionStorage}, {...localStorage}])")
    assert SECRET not in page.content()
    files = [path for path in kept.rglob("*") if path.is_file()]
    assert any(
        b"Ada Brenner" in path.read_bytes() for path in files
    )  # the text is kept: we look where it would be
    assert [path for path in files if SECRET.encode() in path.read_bytes()] == []
    assert not any(path.name == "vault.pdf" for path in files)
    page.keyboard.press("Escape")
    page.click("[data-act=library]")
    remove(visit, "vault")
    assert visit.errors == []


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


def test_an_uploaded_file_is_read_and_can_be_asked_about_and_removed(visit):
    text = b"The council of Ostrava chose blue paint for the Sunday bridge."
    report = upload(visit, "bridge minutes.txt", text)
    assert "Read bridge minutes.txt." in report
    visit.ask("Which paint did the council of Ostrava choose for the Sunday bridge?")
    assert "blue paint" in visit.last.inner_text()
    remove(
        visit, visit.page.locator(".pc-documents .pc-row span:first-child", has_text="bridge").inner_text()
    )
    assert "bridge" not in visit.page.locator(".pc-documents").inner_text()


def test_a_file_that_cannot_be_read_is_named_with_its_reason(visit):
    report = upload(visit, "noise.bin", b"\x00\x01\x02\xff" * 100)
    assert "Could not read 1 file" in report
    assert "noise.bin" in report


def test_a_question_that_nothing_answers_is_said_to_be_not_found(visit):
    visit.ask("What does zebra husbandry cost in Belgium?")
    assert visit.page.locator(".pc-near").count() > 0
    assert visit.page.locator(".pc-cite").count() == 0
    assert "What might help" in visit.last.inner_text()


@pytest.mark.parametrize("question", ["", "?!…", "a" * 10_001], ids=["empty", "punctuation", "long"])
def test_a_question_that_cannot_be_asked_gets_a_sentence(visit, question):
    visit.ask(question)
    problem = visit.page.locator(".pc-problem").inner_text()
    assert problem.endswith(".")
    assert "Traceback" not in problem


def test_hostile_text_is_shown_as_text_and_runs_nothing(visit):
    upload(visit, "harbour ${alert('name')} {{x}}.txt", HOSTILE.encode())
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
    remove(
        visit, visit.page.locator(".pc-documents .pc-row span:first-child", has_text="harbour").inner_text()
    )
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
    assert statuses == [403, 403, 403]
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
        """() => [...document.querySelectorAll("#pc-library *, #pc-conversation *, #pc-evidence *")]
          .filter(n => n.matches("button, input, textarea, a, progress"))
          .filter(n => !(n.getAttribute("aria-label") || n.textContent.trim() || n.labels?.length))
          .map(n => n.outerHTML)"""
    )
    assert nameless == []


def test_chats_outlast_a_reload_of_the_tab(visit):
    visit.ask(QUESTION)
    visit.page.reload()
    visit.page.locator(".pc-message .pc-cite").first.wait_for()
    assert QUESTION in visit.page.locator(".pc-chats").inner_text()


def test_the_scripts_make_no_markup_from_text():
    assets = Path(__file__).parents[2] / "ui" / "assets"
    for script in assets.glob("*.js"):
        code = script.read_text(encoding="utf-8").replace("no innerHTML", "")
        for maker in ("innerHTML", "outerHTML", "insertAdjacentHTML", "document.write", "DOMParser", "eval("):
            assert maker not in code, f"{script.name} uses {maker}"
    for template in assets.glob("*.html"):
        text = template.read_text(encoding="utf-8")
        assert "{{" not in text and "${" not in text and "`" not in text, f"{template.name} is not constant"
