"""The real page over the real seeds, in real headless Chromium (Debian's)."""

import os
import shutil
from collections.abc import Callable, Iterator
from pathlib import Path
from unittest.mock import patch

import pytest

from index import MiniLmEmbedder
from page_visit import Visit
from ports import free_port
from rag import Assistant
from ui.web.server import launch
from ui.work.jobs import wait_for_work

playwright_api = pytest.importorskip("playwright.sync_api", reason="playwright is not installed")
# Wall time says nothing on a machine that has other work too; what does not come at all fails all the same.
playwright_api.expect.set_options(timeout=15_000)
Browser = playwright_api.Browser

CHROMIUM = os.environ.get("PINCITE_CHROMIUM") or shutil.which("chromium") or shutil.which("chromium-browser")

FLAGS = ["--no-sandbox", "--disable-background-networking", "--disable-component-update", "--disable-sync"]


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
