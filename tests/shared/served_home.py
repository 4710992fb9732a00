"""The page over a folder's index with the real models, and a person's browser on it; both can be ended and begun again."""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING
from unittest.mock import patch

from index import MiniLmEmbedder
from page_visit import Visit
from rag import Assistant
from ui.web.server import launch
from ui.work.jobs import wait_for_work

if TYPE_CHECKING:
    from playwright.sync_api import Browser


@contextmanager
def served(folder: Path, mini_lm: MiniLmEmbedder, port: int, **access) -> Iterator[str]:
    """The page over the index in a folder, until the block ends."""
    assistant = Assistant.open(folder, embedder=mini_lm)
    with patch.dict("os.environ"):
        page, url = launch(assistant, port=port, **access)
        try:
            yield url
        finally:
            page.close(verbose=False)
            wait_for_work(20.0)
            assistant.close()


@contextmanager
def opened(browser: "Browser", url: str) -> Iterator[Visit]:
    """A new browser on the page; at its end nothing may have gone wrong or been asked of another host."""
    context = browser.new_context(viewport={"width": 1280, "height": 800}, accept_downloads=True)
    visit = Visit(context.new_page(), url)
    visit.page.on("pageerror", lambda error: visit.errors.append(str(error)))
    visit.page.on("request", lambda sent: visit.requests.append(sent.url))
    visit.page.goto(url)
    visit.page.locator(".pc-welcome, .pc-message").first.wait_for(timeout=60_000)
    yield visit
    assert visit.errors == []
    assert visit.foreign() == []
    context.close()


def questions(visit: Visit) -> list[str]:
    """Those of the chat that is shown."""
    return visit.page.locator(".pc-message > h2").all_inner_texts()


def chat_menu(visit: Visit, action: str, chat: int = 0) -> None:
    """Chooses an action of a chat in the list."""
    visit.page.get_by_role("tab", name="Chats").click()
    visit.page.locator(".pc-chat-item").nth(chat).hover()
    visit.page.locator(".pc-chat-item .pc-more").nth(chat).click()
    visit.page.locator(".pc-menu:popover-open").get_by_role("menuitem", name=action, exact=True).click()


def exported(visit: Visit, action: str, chat: int = 0) -> Path:
    """The file that an action of a chat gives."""
    with visit.page.expect_download() as download:
        chat_menu(visit, action, chat)
    return download.value.path()
