"""What a person does with documents on the page, in a real browser."""

from functools import partialmethod
from io import BytesIO

import pytest

from rag import Limits, ReadOptions

playwright_api = pytest.importorskip("playwright.sync_api", reason="playwright is not installed")


def pdf(text, pages=1, **options):
    from reportlab.pdfgen.canvas import Canvas

    data = BytesIO()
    canvas = Canvas(data, pagesize=(400, 300), **options)
    for _ in range(pages):
        canvas.drawString(40, 200, text)
        canvas.showPage()
    canvas.save()
    return data.getvalue()


def test_an_uploaded_file_is_read_and_can_be_asked_about_and_removed(visit):
    text = b"The council of Ostrava chose blue paint for the Sunday bridge."
    report = visit.upload("bridge minutes.txt", text)
    assert "Read bridge minutes.txt." in report
    visit.ask("Which paint did the council of Ostrava choose for the Sunday bridge?")
    assert "blue paint" in visit.last.inner_text()
    visit.remove("bridge minutes")
    assert "bridge" not in visit.page.locator(".pc-documents").inner_text()


def test_a_file_that_cannot_be_read_is_named_with_its_reason(visit):
    report = visit.upload("noise.bin", b"\x00\x01\x02\xff" * 100)
    assert "Could not read 1 file" in report
    assert "noise.bin" in report


@pytest.mark.parametrize("visit", [(390, 844)], indirect=True)
def test_another_file_of_the_same_name_is_asked_about_and_can_be_kept_beside_or_in_place(visit):
    page, expect = visit.page, playwright_api.expect

    def send(*texts):
        files = [{"name": "ferry.txt", "mimeType": "text/plain", "buffer": text.encode()} for text in texts]
        page.set_input_files(".pc-file", files)

    question, rows = page.locator(".pc-question"), page.locator(".pc-doc-name")
    send("The ferry of Ostrava sails at six.")
    expect(page.locator(".pc-news")).to_contain_text("Read ferry.txt.", timeout=60_000)
    send("The ferry of Ostrava sails at nine.")
    expect(question).to_contain_text("Another document has this name", timeout=60_000)
    expect(question).to_contain_text("Here: 34 characters")
    expect(page.locator(".pc-library [role=status]")).to_contain_text("Replace it, or keep both?")
    assert page.evaluate("document.documentElement.scrollWidth") <= page.viewport_size["width"]
    question.get_by_role("button", name="Keep both").press("Enter")
    expect(page.locator("[data-act=add]")).to_be_focused()
    expect(page.locator(".pc-news")).to_contain_text("Read ferry (2).txt.", timeout=60_000)
    expect(rows.filter(has_text="ferry")).to_have_text(["Ferry", "Ferry (2)"])

    send("The ferry of Ostrava sails at noon.")
    question.get_by_role("button", name="Replace").click(timeout=60_000)
    expect(page.locator(".pc-news")).to_contain_text("Read ferry.txt.", timeout=60_000)
    page.locator(".pc-doc-open", has_text="Ferry").first.click()
    page.get_by_role("button", name="Read it").click()
    expect(page.locator(".pc-document-view")).to_contain_text("sails at noon")
    page.keyboard.press("Escape")
    if page.viewport_size["width"] < 1100:
        page.click("[data-act=library]")
    for title in ("ferry (2)", "ferry"):
        visit.remove(title)
    assert visit.errors == []


def drop(page, files):
    """Drops files on the page, each with its path below what is dropped, as a file manager does."""
    page.evaluate(
        """files => {
            const entry = (path, text) => ({
                isFile: true, name: path.split("/").pop(), fullPath: `/${path}`,
                file: (done) => done(new File([text], path.split("/").pop())),
            });
            const entries = Object.entries(files).map(([path, text]) => entry(path, text));
            const event = new Event("drop", { cancelable: true });
            const items = entries.map((one) => ({ webkitGetAsEntry: () => one }));
            event.dataTransfer = { types: ["Files"], items, files: [] };
            document.dispatchEvent(event);
        }""",
        files,
    )


def test_files_of_one_name_in_two_folders_are_both_read_and_can_be_told_apart(visit):
    # The second pair has one content: on the server each is a file of its own.
    same = "The permit of Ostrava is number 4711."
    drop(
        visit.page,
        {
            "a/note.txt": "The mill is red.",
            "b/note.txt": "The mill is blue.",
            "a/permit.txt": same,
            "b/permit.txt": same,
        },
    )
    news = visit.page.locator(".pc-news")
    playwright_api.expect(news).to_contain_text("Read 4 files.", timeout=60_000)
    # In a folder each, and beside one another with their places.
    names = visit.page.locator(".pc-doc-name")
    playwright_api.expect(names.filter(has_text="Note")).to_have_count(2)
    visit.page.fill("#pc-filter-documents", "txt note")
    playwright_api.expect(visit.page.locator(".pc-row-about")).to_contain_text(["a/note.txt", "b/note.txt"])
    for title in ("note", "note", "permit", "permit"):
        visit.remove(title)


def test_a_row_that_stays_is_never_drawn_anew_while_others_come_and_go(visit):
    page = visit.page
    row = page.locator(".pc-doc-document").first
    row.evaluate("node => { node.dataset.kept = 'yes'; }")
    row.locator(".pc-box").focus()
    page.set_input_files(
        ".pc-file", [{"name": "aa.txt", "mimeType": "text/plain", "buffer": b"The first of all."}]
    )
    playwright_api.expect(page.locator(".pc-news")).to_contain_text("Read aa.txt.", timeout=60_000)
    playwright_api.expect(page.locator("[data-kept] .pc-box")).to_be_focused()
    assert page.locator("[data-kept]").count() == 1
    visit.remove("aa")


def test_a_document_that_was_cut_short_is_read_on_from_the_menu_of_its_row(visit, monkeypatch):
    data = pdf("The lighthouse keeper of Ostrava is Vilma Novak.", pages=3)
    with monkeypatch.context() as patched:
        patched.setattr(
            ReadOptions, "__init__", partialmethod(ReadOptions.__init__, limits=Limits(all_pages=0))
        )
        assert "Pages 2 to 3 were not read" in visit.upload("keeper.pdf", data)
    more = visit.find("keeper").get_by_role("button", name="More for keeper")
    more.click()
    visit.page.get_by_role("menuitem", name="Read on").click()
    playwright_api.expect(visit.page.locator(".pc-news")).to_contain_text("Read keeper.pdf.", timeout=60_000)
    more.click()
    playwright_api.expect(visit.page.get_by_role("menuitem", name="Read on")).to_be_hidden()
    visit.page.keyboard.press("Escape")
    assert visit.errors == []
    visit.remove("keeper")


def test_a_file_that_is_too_large_is_named_with_the_limit_and_not_sent(visit):
    page = visit.page
    page.evaluate(
        """() => {
            const large = new File(["x"], "dump.txt");
            Object.defineProperty(large, "size", { value: 200e6 + 1 });
            const event = new Event("drop", { cancelable: true });
            event.dataTransfer = { types: ["Files"], items: [], files: [large] };
            document.dispatchEvent(event);
        }"""
    )
    playwright_api.expect(page.locator(".pc-news")).to_contain_text("larger than 200 MB", timeout=30_000)
    assert not any("/upload" in url for url in visit.requests)


def test_a_visitor_who_has_sent_too_much_is_told_why_and_nothing_more_is_sent(visit):
    page, tries = visit.page, []

    def refuse(route):
        tries.append(route.request.url)
        route.fulfill(status=429, content_type="text/plain", body="too much waits to be read already")

    page.route("**/gradio_api/upload*", refuse)
    drop(page, {"one.txt": "The mill is red.", "two.txt": "The mill is blue."})
    news = page.locator(".pc-news")
    playwright_api.expect(news).to_contain_text("Could not read 2 files", timeout=30_000)
    assert "one.txt, two.txt: too much waits to be read already" in news.inner_text()
    assert len(tries) == 1


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
    box = page.get_by_label("The file is encrypted. Its password")
    expect(box).to_be_focused(timeout=30_000)
    page.keyboard.type("another")
    page.keyboard.press("Enter")
    expect(page.locator(".pc-page .pc-bad")).to_have_text("The password does not open it.", timeout=30_000)
    expect(box).to_be_focused()
    page.keyboard.type(SECRET)
    page.keyboard.press("Enter")
    expect(page.locator(".pc-leaf .pc-spot.pc-said")).to_be_visible(timeout=30_000)
    assert page.locator(".pc-leaf img").evaluate("image => image.naturalWidth") > 0

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
    visit.remove("vault")
    assert visit.errors == []
