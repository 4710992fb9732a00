"""The page for those who can't see well, or not at all, have no mouse, or enlarge it: every state, at three widths, light and dark."""

import shutil
from contextlib import contextmanager
from unittest.mock import patch

import pytest

from accessibility import faults, wait_for_rest
from held import held
from index import TextSource
from page_visit import Visit
from pdf_files import LOREM, lines, made
from ports import free_port
from rag import Assistant
from rag.reading.span_reader import SpanReader
from served_page import served
from ui.web.server import launch
from ui.work.jobs import wait_for_work

playwright_api = pytest.importorskip("playwright.sync_api", reason="playwright is not installed")
pytest.importorskip("axe_playwright_python", reason="axe-core is not installed")
expect = playwright_api.expect

# Servers of its own, on a machine that does other things, too.
pytestmark = pytest.mark.timeout(900)
PATIENCE = 30_000  # milliseconds

CONFLICT = "How many North Korean soldiers were killed or wounded?"
# Whether the page has taken over the colours that the system asks for.
GROUND_IS = """scheme => getComputedStyle(document.querySelector(".pc-chat")).backgroundColor.match(/\\d+/g)
  .every(part => (Number(part) > 127) === (scheme === "light"))"""
LONG = "Donaudampfschifffahrtselektrizitätenhauptbetriebswerk" * 6

FILES = {
    "pages.pdf": made(lambda canvas: lines(canvas, LOREM.split(". "))),
    "orders.csv": b"Station,Litres\nWeir 7,1250\nMill of Ostrava,49\n",
    "notes.md": b"# Notes\n\n## Sluices\n\n- one\n- two\n\n```\nrun()\n```\n\n| a | b |\n|---|---|\n| 1 | 2 |\n",
    "letter.eml": b"From: Ada <ada@example.org>\nTo: Ben <ben@example.org>\nSubject: The weir\n\nIt is open.\n\n> Is it?\n",
    "pieces.py": b"def weir(litres: int) -> int:\n    return litres * 7\n",
    "hebrew.txt": "המים בנהר עלו בלילה. השומר סגר את השער.\n".encode(),
}


@pytest.fixture(scope="module")
def many_kinds(tmp_path_factory, seeds_index, mini_lm):
    """The page over documents of many kinds, some with names of 300 characters."""
    folder = tmp_path_factory.mktemp("kinds")
    shutil.copytree(seeds_index, folder / "index")
    (folder / "files").mkdir()
    for name, data in FILES.items():
        (folder / "files" / name).write_bytes(data)
    with patch.dict("os.environ"):
        assistant = Assistant.open(folder / "index", embedder=mini_lm)
        assistant.add(folder / "files")
        long = TextSource(
            source=f"/{LONG}/{LONG}.txt", title=LONG, text="The bridge of Quellstadt has 14 arches."
        )
        assistant.add_texts([long])
        assistant.warm_up()
        page, url = launch(assistant, port=free_port())
        yield url
        page.close(verbose=False)
        wait_for_work(20.0)


@contextmanager
def opened(browser, url, size, scheme):
    context = browser.new_context(viewport={"width": size[0], "height": size[1]}, color_scheme=scheme)
    visit = Visit(context.new_page(), url)
    visit.page.goto(url)
    visit.page.locator(".pc-doc").first.wait_for(state="attached", timeout=60_000)
    visit.page.locator(".pc-welcome").wait_for()
    yield visit
    context.close()


def show_library(page, tab):
    if page.locator("[data-act=library]").is_visible():
        page.locator("[data-act=library]").click()
    page.get_by_role("tab", name=tab).click()


def open_document(page, name):
    """Opens a document at its first words."""
    page.evaluate(
        """name => {
          const { id, title } = window.pincite.last.library.documents.find(({ source }) => source.includes(name));
          window.pincite.emit("open", { document: id, title, start: 0, end: 20, marks: [] });
        }""",
        name,
    )
    page.locator(".pc-leaf canvas, .pc-stretch > *").first.wait_for(timeout=PATIENCE)


def states(visit):
    """Goes from one state of the page to the next, and names each."""
    page = visit.page
    yield "empty"
    # Another one at each width: the answer to what was asked before is there at once.
    with held(SpanReader, "score"):
        page.fill("#pc-question", f"Who approved the deployment of {page.viewport_size['width']} sappers?")
        page.keyboard.press("Enter")
        visit.last.get_by_text("Reading what was found").wait_for(timeout=PATIENCE)
        yield "while it reads"
    page.locator(".pc-ask").wait_for(timeout=60_000)
    visit.ask(CONFLICT)
    yield "two places disagree"
    visit.ask("What does zebra husbandry cost in Belgium?")
    yield "not found"
    visit.ask(LONG)
    yield "a question of 300 letters"
    if page.locator(".pc-show-evidence").first.is_visible():
        page.locator(".pc-show-evidence").first.click()
        yield "evidence as a sheet"
        page.keyboard.press("Escape")
    show_library(page, "Documents")
    yield "documents"
    visit.find("pieces").locator(".pc-box").check()
    yield "a ticked document in a filtered list"
    visit.find("pieces").get_by_role("button", name="More for pieces").click()
    yield "the menu of a document"
    page.keyboard.press("Escape")
    page.get_by_role("button", name="More ways").click()
    page.get_by_role("button", name="Paste a text").click()
    yield "a dialog"
    page.keyboard.press("Escape")
    page.get_by_role("tab", name="Chats").click()
    yield "chats"
    page.get_by_role("button", name="More for").first.click()
    yield "the menu of a chat"
    page.keyboard.press("Escape")
    page.get_by_role("button", name="Settings", exact=True).click()
    yield "the settings"
    page.keyboard.press("Escape")
    if page.get_by_role("button", name="Close").first.is_visible():
        page.get_by_role("button", name="Close").first.click()
    # The text of all kinds is laid out alike on a phone.
    for name in FILES if page.viewport_size["width"] > 1000 else ("pages.pdf", "orders.csv"):
        open_document(page, name)
        yield f"the viewer with {name}"
    page.locator(".pc-find-button").click()
    yield "find in a document"
    page.get_by_role("button", name="About").click()
    page.locator(".pc-page > h2").wait_for()
    yield "the start page of a document"
    page.route("**/alive", lambda route: route.abort())
    page.evaluate("window.dispatchEvent(new Event('offline'))")
    page.locator(".pc-server").wait_for()
    yield "the server has stopped"


@pytest.mark.parametrize(
    ("size", "scheme"),
    [((1440, 900), "light"), ((390, 844), "dark"), ((320, 640), "light")],
    ids=["wide", "phone", "narrow"],
)
def test_no_state_of_the_page_hinders_anybody(browser, many_kinds, size, scheme):
    other = "dark" if scheme == "light" else "light"
    with opened(browser, many_kinds, size, scheme) as visit:
        seen = {}
        for state in states(visit):
            # What comes in slowly, such as a sheet, is looked at when it is there.
            wait_for_rest(visit.page)
            seen[state] = faults(visit.page)
            visit.page.emulate_media(color_scheme=other)
            visit.page.wait_for_function(GROUND_IS, arg=other)
            seen[f"{state}, {other}"] = faults(visit.page, rules=["color-contrast"])
            visit.page.emulate_media(color_scheme=scheme)
            visit.page.wait_for_function(GROUND_IS, arg=scheme)
    assert {state: found for state, found in seen.items() if found} == {}


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_the_login_hinders_nobody(browser, tmp_path, scheme):
    with served(tmp_path, password="open sesame") as url:
        context = browser.new_context(viewport={"width": 320, "height": 256}, color_scheme=scheme)
        page = context.new_page()
        page.goto(url)
        assert faults(page) == []
        page.keyboard.type("wrong")
        page.keyboard.press("Enter")
        problem = page.get_by_role("alert")
        problem.wait_for()
        assert faults(page) == []
        field = page.get_by_label("Password")
        expect(field).to_be_focused()
        assert field.get_attribute("aria-invalid") == "true"
        assert field.get_attribute("aria-describedby") == problem.get_attribute("id")
        context.close()


def test_names_of_300_letters_break_nothing_at_any_width(browser, many_kinds):
    with opened(browser, many_kinds, (1440, 900), "light") as visit:
        visit.ask("How many arches has the bridge of Quellstadt?")
        for width in (1440, 390, 320):
            visit.page.set_viewport_size({"width": width, "height": 700})
            assert too_wide(visit.page) == [], width
            show_library(visit.page, "Documents")
            visit.find(LONG[:20]).get_by_role("button", name="More for").click()
            assert too_wide(visit.page) == [], width
            visit.page.keyboard.press("Escape")
            if visit.page.get_by_role("button", name="Close").first.is_visible():
                visit.page.get_by_role("button", name="Close").first.click()
            open_document(visit.page, LONG)
            assert too_wide(visit.page) == [], width
            visit.page.keyboard.press("Escape")


def too_wide(page):
    """What reaches beyond the window, and does not lie in a box of its own that scrolls or is cut."""
    wait_for_rest(page)
    return page.evaluate(
        """() => [...document.querySelectorAll(".pc-region *")]
          .filter(node => node.checkVisibility({ visibilityProperty: true }) && !node.closest("[inert]"))
          .filter(node => { const { right, width } = node.getBoundingClientRect(); return width && right > innerWidth + 1; })
          .filter(node => { for (let up = node.parentElement; up.closest(".pc-region"); up = up.parentElement)
            if (getComputedStyle(up).overflowX !== "visible" && up.getBoundingClientRect().right <= innerWidth + 1) return false; return true; })
          .map(node => node.outerHTML.slice(0, 120))"""
    )


def test_enlarged_four_times_at_least_half_of_the_height_is_for_the_answer(browser, many_kinds):
    with opened(browser, many_kinds, (320, 256), "light") as visit:
        visit.ask(CONFLICT)
        assert visit.page.locator(".pc-scroll").bounding_box()["height"] >= 128
        visit.page.locator(".pc-cite").first.click()
        visit.page.locator(".pc-page .pc-said").first.wait_for(timeout=PATIENCE)
        assert visit.page.locator(".pc-reader").bounding_box()["height"] >= 128
        assert faults(visit.page) == []


def test_an_answer_is_told_once_and_whole_not_as_it_comes(browser, many_kinds):
    with opened(browser, many_kinds, (1440, 900), "light") as visit:
        visit.page.evaluate(
            """() => {
              window.told = [];
              const live = "[role=status], [role=alert], [aria-live]";
              new MutationObserver(changes => {
                const regions = new Set(changes.map(({ target }) => (target.closest ? target : target.parentElement)?.closest(live)));
                const added = changes.flatMap(change => [...change.addedNodes]).filter(node => node.matches?.(live));
                for (const region of [...regions, ...added]) if (region?.textContent.trim()) window.told.push(region.textContent.trim());
              }).observe(document.body, { subtree: true, childList: true, characterData: true });
            }"""
        )
        visit.ask(CONFLICT)
        visit.page.wait_for_timeout(500)
        (told,) = visit.page.evaluate("window.told")
        assert told.startswith("Two places disagree.")
        assert "6,000" in told and "3,800 to 4,000" in told
        visit.page.evaluate("window.told.length = 0")
        visit.ask("")
        (told,) = visit.page.evaluate("window.told")
        assert told == visit.page.locator(".pc-problem").inner_text()


def test_right_to_left_text_is_read_from_the_right_and_the_page_from_the_left(browser, many_kinds):
    with opened(browser, many_kinds, (1440, 900), "light") as visit:
        open_document(visit.page, "hebrew")
        direction = "node => getComputedStyle(node).direction"
        assert visit.page.locator(".pc-stretch > *").first.evaluate(direction) == "rtl"
        assert visit.page.locator(".pc-reader-title").evaluate(direction) == "ltr"


def test_nothing_moves_for_those_who_asked_for_less_motion(browser, many_kinds):
    with opened(browser, many_kinds, (390, 844), "light") as visit:
        visit.page.emulate_media(reduced_motion="reduce")
        moving = visit.page.evaluate(
            """() => [...document.querySelectorAll(".pc-region, .pc-region *")]
              .filter(node => ["", "::before", "::after"].some(part => {
                const { animationName, transitionDuration } = getComputedStyle(node, part || null);
                return animationName !== "none" || /[1-9]/.test(transitionDuration);
              })).map(node => node.outerHTML.slice(0, 80))"""
        )
        assert moving == []


def test_what_a_background_says_is_said_in_the_colours_of_the_system_too(browser, many_kinds):
    with opened(browser, many_kinds, (1440, 900), "light") as visit:
        visit.page.emulate_media(forced_colors="active")
        visit.ask(CONFLICT)
        plain, words = (
            visit.page.locator(selector).first.evaluate("node => getComputedStyle(node).backgroundColor")
            for selector in (".pc-card blockquote", ".pc-card .pc-words")
        )
        assert plain != words
        visit.page.locator(".pc-cite").first.click()
        said = visit.page.locator(".pc-page .pc-said").first
        said.wait_for(timeout=PATIENCE)
        assert "underline" in said.evaluate("node => getComputedStyle(node).textDecorationLine")
