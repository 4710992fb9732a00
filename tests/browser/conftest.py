"""The real page over the real seeds, in real headless Chromium (Debian's)."""

import os
import shutil
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from unittest.mock import patch

import pytest

from index import MiniLmEmbedder
from ports import free_port
from rag import Assistant
from ui.web.jobs import wait_for_work
from ui.web.server import launch

playwright_api = pytest.importorskip("playwright.sync_api", reason="playwright is not installed")
Browser, Page = playwright_api.Browser, playwright_api.Page

CHROMIUM = os.environ.get("PINCITE_CHROMIUM") or shutil.which("chromium") or shutil.which("chromium-browser")

FLAGS = ["--no-sandbox", "--disable-background-networking", "--disable-component-update", "--disable-sync"]


@dataclass
class Visit:
    """A page that remembers what it asked for and what it complained of."""

    page: Page
    url: str
    requests: list[str] = field(default_factory=list)
    dialogs: list[str] = field(default_factory=list)
    errors: list[str] = field(default_factory=list)

    def ask(self, question: str) -> None:
        """Asks, and waits until the answer is whole."""
        before = self.page.locator(".pc-message").count()
        self.page.fill("#pc-question", question)
        self.page.keyboard.press("Enter")
        self.page.locator(".pc-message").nth(before).wait_for()
        self.page.locator(".pc-ask").wait_for(timeout=60_000)

    def upload(self, name: str, data: bytes) -> str:
        """Gives the page a file, and returns what it reports of it."""
        self.page.set_input_files(".pc-file", [{"name": name, "mimeType": "text/plain", "buffer": data}])
        news = self.page.locator(".pc-news")
        playwright_api.expect(news, "the report of an upload").to_contain_text("Hide this", timeout=90_000)
        report = news.inner_text()
        self.page.click(".pc-news [data-act=seen]")
        return report

    def remove(self, title: str) -> None:
        """Removes a document by the menu of its row."""
        # The name of a file in small letters begins with a large one where it is a title.
        title = title[:1].upper() + title[1:]
        self.find(title).get_by_role("button", name=f"More for {title}", exact=True).click()
        self.page.get_by_role("menuitem", name="Remove").click()
        self.page.locator(".pc-news").get_by_text("Removed “").wait_for()
        self.page.fill("#pc-filter-documents", "")

    def find(self, words: str) -> "playwright_api.Locator":
        """The first row of the list for words in the filter box."""
        self.page.fill("#pc-filter-documents", words)
        row = self.page.locator(".pc-doc-document").filter(has_text=words).first
        row.wait_for()
        return row

    @property
    def last(self) -> "playwright_api.Locator":
        """The newest question with its answer."""
        return self.page.locator(".pc-message").last

    def foreign(self) -> list[str]:
        """Requests to any other host."""
        own = (self.url, "data:", "blob:" + self.url)
        return [url for url in self.requests if not url.startswith(own)]


@pytest.fixture(scope="session")
def kept(tmp_path_factory: pytest.TempPathFactory, seeds_index: Path) -> Path:
    """All that the server keeps on disk: its index, and the uploads."""
    folder = tmp_path_factory.mktemp("kept")
    shutil.copytree(seeds_index, folder / "index")
    return folder


@pytest.fixture(scope="session")
def server(kept: Path, mini_lm: MiniLmEmbedder) -> Iterator[str]:
    """The address of the page, served by threads of this process, with an index of its own."""
    if CHROMIUM is None:
        # .ci/run sets this: there, skipping would hide that the page was not tested.
        missing = pytest.fail if os.environ.get("PINCITE_REQUIRE_BROWSER") else pytest.skip
        missing("no chromium was found: install Debian's, or name one in PINCITE_CHROMIUM")
    # The server sets where Gradio keeps uploads.
    with patch.dict(os.environ):
        assistant = Assistant.open(kept / "index", embedder=mini_lm)
        # Tests hold the reader: what the page does itself when it is started would wait, too.
        assistant.warm_up()
        page, url = launch(assistant, port=free_port())
        yield url
        page.close(verbose=False)
        wait_for_work(20.0)


@pytest.fixture(scope="session")
def chromium(server: str) -> Iterator[Callable[..., Browser]]:
    """Starts a browser with more flags than `FLAGS`."""
    with playwright_api.sync_playwright() as playwright:
        launch = playwright.chromium.launch
        yield lambda *flags: launch(executable_path=CHROMIUM, args=[*FLAGS, *flags])


@pytest.fixture(scope="session")
def browser(chromium: Callable[..., Browser]) -> Iterator[Browser]:
    """One browser for all; each test gets a context of its own."""
    browser = chromium()
    yield browser
    browser.close()


@pytest.fixture
def visit(browser: Browser, server: str, request: pytest.FixtureRequest) -> Iterator[Visit]:
    """The page, freshly opened. Parametrize it with a viewport for another size."""
    width, height = getattr(request, "param", (1280, 800))
    context = browser.new_context(viewport={"width": width, "height": height})
    visit = Visit(context.new_page(), server)
    visit.page.on("request", lambda sent: visit.requests.append(sent.url))
    visit.page.on("dialog", lambda dialog: (visit.dialogs.append(dialog.message), dialog.dismiss()))
    visit.page.on("pageerror", lambda error: visit.errors.append(str(error)))
    visit.page.goto(server)
    visit.page.locator(".pc-doc").first.wait_for(state="attached", timeout=60_000)
    visit.page.locator(".pc-welcome").wait_for()
    yield visit
    context.close()
