"""The list of documents: found, ticked, renamed, removed together and put back, by the keyboard too, in a real browser."""

import threading
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer

import pytest

from index import DocumentEntry
from index.ingest.document_list import DocumentList

playwright_api = pytest.importorskip("playwright.sync_api", reason="playwright is not installed")
expect = playwright_api.expect


def upload(page, files):
    """Drops files with their folders, and waits until they are read."""
    page.evaluate(
        """files => {
            const entries = Object.entries(files).map(([path, text]) => ({
                isFile: true, name: path.split("/").pop(), fullPath: `/${path}`,
                file: (done) => done(new File([text], path.split("/").pop())),
            }));
            const event = new Event("drop", { cancelable: true });
            event.dataTransfer = { types: ["Files"], items: entries.map((one) => ({ webkitGetAsEntry: () => one })), files: [] };
            document.dispatchEvent(event);
        }""",
        files,
    )
    expect(page.locator(".pc-news")).to_contain_text("Hide this", timeout=90_000)


@pytest.fixture
def mills(visit):
    """Three documents in two folders."""
    files = {
        "mills/red.txt": "The red mill of Ostrava was built by Ada Brenner.",
        "mills/blue.txt": "The blue mill of Ostrava was built by Jon Steen.",
        "ferries/boat.txt": "The ferry of Ostrava was built by Vilma Novak.",
    }
    upload(visit.page, files)
    yield visit
    page = visit.page
    page.fill("#pc-filter-documents", "")
    for folder in ("mills", "ferries"):
        more = page.get_by_role("button", name=f"More for {folder}", exact=True)
        if more.count():
            more.click()
            page.get_by_role("menuitem", name="Remove all").click()
            expect(more).to_be_hidden()


def test_only_what_is_ticked_is_asked_until_all_is_and_the_chat_keeps_it(mills):
    page = mills.page
    page.get_by_label("Ask mills").check()
    expect(page.locator(".pc-ticked-count")).to_contain_text("Asking 2 of")
    expect(page.get_by_label("Ask red")).to_be_checked()
    # What is unticked in a folder leaves the rest of it.
    page.get_by_label("Ask red").uncheck()
    expect(page.locator(".pc-chip")).to_have_text(["Blue×"])
    mills.ask("Who built the ferry of Ostrava?")
    assert "Vilma" not in mills.last.inner_text()
    expect(mills.last).to_contain_text("Asked in 1 of")
    mills.ask("Who built the mill of Ostrava?")
    expect(mills.last).to_contain_text("Jon Steen")
    mills.last.get_by_role("button", name="Ask all").click()
    page.locator(".pc-ask").wait_for(timeout=60_000)
    expect(mills.last).not_to_contain_text("Asked in")
    page.reload()
    expect(page.locator(".pc-chip")).to_have_text(["Blue×"], timeout=60_000)
    page.get_by_role("button", name="New chat").first.click()
    expect(page.locator(".pc-scope")).to_be_hidden()
    assert mills.errors == []


def test_the_list_is_moved_in_opened_ticked_and_renamed_by_the_keyboard(mills):
    page, keyboard = mills.page, mills.page.keyboard
    page.focus("#pc-filter-documents")
    keyboard.type("mill ostrava none")
    expect(page.locator(".pc-none")).to_contain_text("No document has these words")
    page.fill("#pc-filter-documents", "mills/")
    expect(page.locator(".pc-doc-name")).to_have_text(["Blue", "Red"])
    keyboard.press("ArrowDown")
    blue = page.locator(".pc-doc-open", has_text="Blue")
    expect(blue).to_be_focused()
    keyboard.press("Space")
    expect(page.get_by_label("Ask blue")).to_be_checked()
    keyboard.press("Space")
    keyboard.press("F2")
    box = page.get_by_label("Title", exact=True)
    expect(box).to_be_focused()
    box.fill("The azure mill")
    keyboard.press("Enter")
    expect(page.locator(".pc-doc-name")).to_have_text(["Red", "The azure mill"], timeout=30_000)
    mills.ask("Who built the azure mill?")
    expect(mills.last).to_contain_text("Jon Steen")
    page.fill("#pc-filter-documents", "")
    row = page.locator(".pc-doc-open[aria-expanded]", has_text="mills")
    row.focus()
    keyboard.press("ArrowLeft")
    expect(row).to_have_attribute("aria-expanded", "false")
    expect(page.locator(".pc-doc-name", has_text="azure")).to_be_hidden()
    keyboard.press("ArrowRight")
    keyboard.press("ArrowRight")
    expect(page.locator(".pc-doc-open", has_text="Red")).to_be_focused()
    assert mills.errors == []


def test_several_are_removed_at_once_and_undo_puts_them_back(mills):
    page = mills.page
    page.get_by_label("Ask mills").check()
    page.get_by_role("button", name="Remove these 2").click()
    expect(page.locator(".pc-news")).to_contain_text("Removed 2 documents.", timeout=30_000)
    expect(page.locator(".pc-doc-name", has_text="Red")).to_be_hidden()
    expect(page.locator(".pc-ticked")).to_be_hidden()
    page.get_by_role("button", name="Undo").click()
    expect(page.locator(".pc-news")).to_contain_text("Put back 2 documents.", timeout=30_000)
    expect(page.locator(".pc-doc-name", has_text="Red")).to_be_visible()
    page.get_by_role("button", name="Hide this").click()
    page.get_by_role("button", name="Last report").click()
    expect(page.locator(".pc-news")).to_contain_text("Put back 2 documents.")
    assert mills.errors == []


@pytest.mark.parametrize("visit", [(390, 844)], indirect=True)
def test_a_text_and_a_web_page_are_added_from_their_dialogs_on_a_phone(visit, tmp_path):
    page = visit.page
    (tmp_path / "mill.html").write_text(
        "<!doctype html><title>The mill</title><p>The mill of Brno is old.<script>1"
    )

    class Site(SimpleHTTPRequestHandler):
        def __init__(self, *args):
            super().__init__(*args, directory=str(tmp_path))

        def log_message(self, *_):
            pass

    site = ThreadingHTTPServer(("127.0.0.1", 0), Site)
    threading.Thread(target=site.serve_forever, daemon=True).start()
    page.click("[data-act=library]")
    page.click("#pc-tab-documents")
    page.get_by_role("button", name="More ways").press("Enter")
    page.get_by_role("button", name="Paste a text").press("Enter")
    expect(page.get_by_label("Title", exact=True)).to_be_focused()
    page.keyboard.type("A <b>note</b> ${1}")
    page.get_by_label("Text", exact=True).fill("The cook of Brno sings at nine.")
    page.get_by_role("button", name="Add", exact=True).click()
    expect(page.locator(".pc-news")).to_contain_text("Read Pasted texts/", timeout=60_000)
    expect(page.locator(".pc-doc-name", has_text="A <b>note</b> ${1}")).to_be_visible()
    page.get_by_role("button", name="More ways").click()
    page.get_by_role("button", name="A web page").click()
    page.get_by_label("Address").fill(f"127.0.0.1:{site.server_port}/none")
    page.keyboard.press("Escape")
    expect(page.locator("#pc-library .pc-dialog")).to_be_hidden()
    for path, told in (("gone.html", "there is no such page"), ("mill.html", "Read http")):
        page.get_by_role("button", name="More ways").click()
        page.get_by_role("button", name="A web page").click()
        page.get_by_label("Address").fill(f"http://127.0.0.1:{site.server_port}/{path}")
        page.keyboard.press("Enter")
        expect(page.locator(".pc-news")).to_contain_text(told, timeout=60_000)
    assert page.evaluate("document.documentElement.scrollWidth") <= 390
    for title in ("A <b>note</b> ${1}", "The mill"):
        visit.remove(title)
    site.shutdown()
    assert visit.errors == [] and visit.foreign() == []


def test_of_ten_thousand_documents_some_dozens_of_rows_are_drawn_wherever_the_list_stands(visit, monkeypatch):
    entries = [
        DocumentEntry(
            id=f"{n:016x}", title=f"Note {n}", source=f"notes/{n % 7}/{n}.txt", number=n, characters=9
        )
        for n in range(10_000)
    ]
    monkeypatch.setattr(DocumentList, "entries", lambda _: entries)
    page, drawn = visit.page, visit.page.locator(".pc-doc")
    page.reload()
    expect(page.get_by_role("button", name="notes 10,000")).to_be_visible(timeout=60_000)
    page.select_option("#pc-order", "name")
    expect(page.locator(".pc-doc-name").first).to_have_text("Note 0")
    grid = page.locator(".pc-documents")
    assert grid.get_attribute("aria-rowcount") == "10000"
    for share in (0.5, 1):
        grid.evaluate("(grid, share) => { grid.scrollTop = share * grid.scrollHeight; }", share)
        expect(
            page.locator(".pc-doc-name", has_text="Note 9999" if share == 1 else "Note 50")
        ).not_to_have_count(0)
        assert drawn.count() < 60
    page.fill("#pc-filter-documents", "note 4711")
    expect(page.locator(".pc-doc-name")).to_have_text(["Note 4711"])
    page.get_by_label("Ask Note 4711").check()
    expect(page.locator(".pc-ticked-count")).to_have_text("Asking 1 of 10,000 documents")
    assert visit.errors == []
