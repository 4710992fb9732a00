"""Addresses that lead to the exact place of a citation: on the page, or as a resource of the Model Context Protocol."""

from urllib.parse import urlencode

from rag import Citation
from ui.chats.copying import web_address

RESOURCES = "pincite://document/"
"""Before the id of a document in the address of its text, which `ui.api.mcp_server` reads."""


def on_page(page: str, document: str, start: int | None = None, end: int | None = None) -> str:
    """The address that opens a document in the viewer of the page, at a span of its text (ui/assets/evidence/linked.js).

    Args:
        page: The address of the page, without a "/" at its end.
        document: The document's id.
        start: Where the span begins, in characters of its text; None for the start page of the document.
        end: Where it ends.
    """
    return f"{page}/?{_query(document=document, start=start, end=end)}"


def as_resource(document: str, start: int | None = None, end: int | None = None) -> str:
    """The address of a document's text as a resource; with offsets, of this span alone."""
    query = _query(start=start, end=end)
    return f"{RESOURCES}{document}{'?' if query else ''}{query}"


def of_citation(citation: Citation, page: str | None) -> str:
    """Where a citation leads: to the page that is served, else to the website that it is from, else to the resource."""
    if page is not None:
        return on_page(page, citation.document_id, citation.start, citation.end)
    return web_address(citation.source) or as_resource(citation.document_id, citation.start, citation.end)


def _query(**values: str | int | None) -> str:
    return urlencode({name: value for name, value in values.items() if value is not None})
