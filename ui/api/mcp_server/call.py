"""What each call of a tool has at hand, and what it gives."""

from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from typing import Any, TypeAlias

from mcp.types import ResourceLink

from rag import Assistant
from rag.asynchronous import StoppableThreads
from ui.api import document_links
from ui.work.asking import Asking

Progress: TypeAlias = Callable[[float, str], Awaitable[None]]
"""Tells how far a call is: a number that grows, and what is being done."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Call:
    """One call of a tool.

    Attributes:
        asking: Answers questions.
        threads: Run all other work; it stops when the call is cancelled.
        page: The address of the page, or None where none is served.
        progress: Tells how far the call is.
    """

    asking: Asking
    threads: StoppableThreads
    page: str | None
    progress: Progress

    @property
    def assistant(self) -> Assistant:
        """What has the documents."""
        return self.asking.assistant

    def url(self, document: str, start: int, end: int) -> str | None:
        """The place on the page, if one is served."""
        return None if self.page is None else document_links.on_page(self.page, document, start, end)


@dataclass(frozen=True, slots=True, kw_only=True)
class Result:
    """What a tool gives.

    Attributes:
        text: For models and people whose program shows only text.
        structured: The same as JSON, by the schema of the tool.
        links: Where the text leads.
    """

    text: str
    structured: dict[str, Any]
    links: tuple[ResourceLink, ...] = ()


def link(title: str, section: str | None, document: str, start: int, end: int, quote: str) -> ResourceLink:
    """A link to a span of a document."""
    return ResourceLink(
        uri=document_links.as_resource(document, start, end),
        name=title,
        title=f"{title}, {section}" if section else title,
        description=" ".join(quote.split())[:200],
        mime_type="text/plain",
    )
