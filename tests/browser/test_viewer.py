"""What a person does who reads a document, in a real browser."""

from io import BytesIO

import pytest

from rag import Assistant

playwright_api = pytest.importorskip("playwright.sync_api", reason="playwright is not installed")
expect = playwright_api.expect

ORDERS = (
    "Station,Litres\n"
    + "\n".join(f"Weir {number},{number * 7}" for number in range(1, 900))
    + "\nMill of Ostrava,1250\n"
)

WORDS = "river dam sediment insurer plain inquiry autumn evidence survey losses field canal harbour keeper".split()


def pdf(pages):
    """Pages with their number, of which the first two are printed i and ii."""
    from reportlab.pdfbase.pdfdoc import PDFPageLabel, PDFPageLabels
    from reportlab.pdfgen.canvas import Canvas

    data = BytesIO()
    canvas = Canvas(data, pagesize=(400, 500))
    for number in range(1, pages + 1):
        # Lines that repeat at one height would be read as headers.
        height = 150 + 37 * number % 250
        canvas.drawString(40, height, f"The warden of gate {number} is Vilma Novak the {number}th.")
        canvas.drawString(
            40, height - 14, " ".join(WORDS[(number * step) % len(WORDS)] for step in range(3, 9))
        )
        canvas.showPage()
    labels = PDFPageLabels()
    labels.addPageLabel(0, PDFPageLabel("ROMAN_LOWER"))
    labels.addPageLabel(2, PDFPageLabel("ARABIC", 1))
    canvas._doc.Catalog.PageLabels = labels
    canvas.save()
    return data.getvalue()


def open_from_list(visit, title):
    visit.find(title).locator(".pc-doc-open").click()
    expect(visit.page.locator(".pc-page > h2")).to_be_focused(timeout=30_000)


def test_an_address_opens_a_document_at_its_words_also_after_a_reload(visit, kept, mini_lm):
    page = visit.page
    documents = Assistant.open(kept / "index", embedder=mini_lm)
    document = documents.documents()[0]
    documents.close()
    start = document.text.index("1,000 sappers")
    page.goto(f"{visit.url}?document={document.id}&start={start}&end={start + 13}")
    said = page.locator(".pc-page .pc-said")
    expect(said).to_have_text("1,000 sappers", timeout=30_000)
    expect(said).to_be_focused()
    expect(said).to_be_in_viewport()
    page.reload()
    expect(said).to_have_text("1,000 sappers", timeout=30_000)
    page.goto(f"{visit.url}?document=0123456789abcdef&start=0&end=9")
    expect(page.locator(".pc-page .pc-bad")).to_be_visible(timeout=30_000)


def test_a_quote_is_shown_on_its_page_and_pages_are_turned_found_and_asked_about(visit):
    page = visit.page
    visit.upload("gates.pdf", pdf(60))
    visit.ask("Who is the warden of gate 47?")
    page.locator(".pc-cite").first.click()
    quote = page.locator(".pc-leaf .pc-spot.pc-said").first
    expect(quote).to_be_focused(timeout=30_000)
    expect(quote).to_be_in_viewport()
    assert page.locator(".pc-leaf:has(.pc-said) canvas").evaluate("paper => paper.width") >= 500
    # The words that can be selected lie where they are printed.
    line = page.locator(".pc-leaf:has(.pc-said) .pc-layer span").first
    assert "gate 47" in line.inner_text()
    ink, said = line.bounding_box(), quote.bounding_box()
    assert abs(ink["x"] - said["x"]) < 3 and abs(ink["width"] - said["width"]) < 0.05 * said["width"]

    # The printed number leads; only pages near the view are drawn.
    box = page.get_by_label("Go to page")
    expect(box).to_have_value("45")
    expect(page.locator("#pc-page-of")).to_have_text("(47 of 60)")
    page.keyboard.press("ArrowRight")
    expect(box).to_have_value("46")
    box.fill("ii")
    box.press("Enter")
    expect(page.locator("#pc-page-of")).to_have_text("(2 of 60)")
    expect(page.get_by_role("region", name="Document: ")).to_be_focused()
    expect(page.locator(".pc-leaf").nth(1).locator("canvas")).to_be_visible()
    assert 1 <= page.locator(".pc-leaf canvas").count() <= 12

    width = page.locator(".pc-leaf").nth(1).bounding_box()["width"]
    page.keyboard.press("+")
    assert page.locator(".pc-leaf").nth(1).bounding_box()["width"] > 1.2 * width
    page.keyboard.press("0")

    page.get_by_role("button", name="Find", exact=True).press("Enter")
    page.keyboard.type("NOVAK  the 5")
    expect(page.locator(".pc-find-count")).to_have_text("1 of 11", timeout=10_000)
    page.keyboard.press("Shift+Enter")
    expect(page.locator(".pc-find-count")).to_have_text("11 of 11")
    expect(page.locator(".pc-leaf .pc-spot.pc-hit-now")).to_be_in_viewport()
    page.keyboard.press("Escape")
    expect(page.get_by_role("button", name="Find", exact=True)).to_be_focused()
    expect(page.locator(".pc-hit")).to_have_count(0)

    # The text is the same, at the same place.
    page.get_by_role("button", name="Text", exact=True).click()
    expect(page.locator(".pc-stretch").first).to_contain_text("gate")
    page.locator(".pc-stretch p", has_text="gate 57").select_text()
    page.get_by_role("button", name="Ask about this").press("Enter")
    expect(page.locator("#pc-question")).to_be_focused()
    assert page.locator("#pc-question").input_value().startswith("“The warden of gate 57")
    visit.remove("gates")
    assert visit.errors == [] and visit.foreign() == []


def test_all_quotes_of_an_answer_are_marked_and_gone_through_by_key(visit):
    page = visit.page
    visit.ask("How many North Korean soldiers were killed or wounded?")
    page.locator(".pc-cite").first.click()
    expect(page.locator(".pc-page .pc-said").first).to_be_focused(timeout=30_000)
    count = page.locator(".pc-mark-steps .pc-count")
    expect(count).to_have_text("1 of 2")
    first = page.locator(".pc-page .pc-said").first.inner_text()
    page.keyboard.press("j")
    expect(count).to_have_text("2 of 2")
    assert page.locator(".pc-page .pc-said").first.inner_text() != first
    expect(page.locator(".pc-page .pc-said").first).to_be_in_viewport()
    page.keyboard.press("Escape")
    assert page.evaluate("document.activeElement.classList.contains('pc-cite')")


def test_a_table_is_read_as_a_table_of_which_only_what_is_near_is_there(visit):
    page = visit.page
    visit.upload("ostrava water.csv", ORDERS.encode())
    visit.ask("How many litres does the Mill of Ostrava have?")
    page.locator(".pc-cite").first.click()
    cell = page.locator(".pc-cells td:has(:is(.pc-said, .pc-words))").last
    expect(cell).to_be_in_viewport(timeout=30_000)
    assert "1250" in "".join(page.locator(".pc-cells tr:has(.pc-said, .pc-words) td").all_inner_texts())
    assert page.locator(".pc-cells thead th").all_inner_texts()[:2] == ["Station", "Litres"]
    assert page.locator(".pc-cells tbody tr").count() < 600
    visit.remove("ostrava water")
    assert visit.errors == []


@pytest.mark.parametrize("visit", [(390, 844)], indirect=True)
def test_on_a_phone_a_document_is_a_full_sheet_that_begins_with_what_it_is(visit):
    page = visit.page
    visit.upload(
        "guide.md",
        b"# The pump\n\nIt has two valves.\n\n## Start it\n\n- Open both.\n\n## Stop it\n\nClose both.\n",
    )
    open_from_list(visit, "pump")
    facts = page.locator(".pc-facts").inner_text()
    assert "Markdown" in facts and "guide.md" in facts
    sheet = page.locator("#pc-evidence")
    expect(sheet).to_have_css("height", "844px")
    page.locator(".pc-outline-entry", has_text="Stop it").click()
    expect(page.locator(".pc-stretch h3", has_text="Stop it")).to_be_in_viewport(timeout=30_000)
    assert page.locator(".pc-items li").inner_text() == "Open both."
    assert page.evaluate("document.documentElement.scrollWidth") <= 390
    page.get_by_role("button", name="Back").click()
    page.click("[data-act=library]")
    visit.remove("The pump")
    assert visit.errors == []
