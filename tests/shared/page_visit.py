"""The page in a browser, as a person uses it."""

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from playwright.sync_api import Locator, Page


@dataclass
class Visit:
    """A page that remembers what it asked for and what it complained of."""

    page: "Page"
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
        from playwright.sync_api import expect

        news = self.page.locator(".pc-news")
        expect(news, "the report of an upload").to_contain_text("Hide this", timeout=90_000)
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

    def find(self, words: str) -> "Locator":
        """The first row of the list for words in the filter box."""
        self.page.fill("#pc-filter-documents", words)
        row = self.page.locator(".pc-doc-document").filter(has_text=words).first
        row.wait_for()
        return row

    @property
    def last(self) -> "Locator":
        """The newest question with its answer."""
        return self.page.locator(".pc-message").last

    def foreign(self) -> list[str]:
        """Requests to any other host."""
        own = (self.url, "data:", "blob:" + self.url)
        return [url for url in self.requests if not url.startswith(own)]
