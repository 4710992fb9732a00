"""The citations of an answer as OpenAI's annotations, with offsets in the text of the answer."""

from ui.api.document_links import of_citation
from ui.api.openai_protocol.content import Cited, Content
from ui.api.openai_protocol.parameters import Json
from ui.chats.copying import cited_place


def url_citations(content: Content, page: str | None) -> list[Json]:
    """For each citation which characters of the text are its marker, and where it leads.

    Args:
        content: The text.
        page: The address of the page, or None if none is served.

    Returns:
        Objects with `start_index`, `end_index` (behind the last character), `title` and `url`.
    """
    return [
        {
            "start_index": one.start,
            "end_index": one.end,
            "title": _title(one),
            "url": of_citation(one.citation, page),
        }
        for one in content.cited
    ]


def chat_annotations(content: Content, page: str | None) -> list[Json]:
    """The annotations of a chat completion."""
    return [{"type": "url_citation", "url_citation": one} for one in url_citations(content, page)]


def response_annotations(content: Content, page: str | None) -> list[Json]:
    """The annotations of a response: without a page, citations name files, since no address would open them."""
    if page is not None:
        return [{"type": "url_citation", **one} for one in url_citations(content, page)]
    return [
        {
            "type": "file_citation",
            "file_id": one.citation.document_id,
            "filename": one.citation.source,
            "index": one.start,
        }
        for one in content.cited
    ]


def _title(one: Cited) -> str:
    return cited_place(one.citation.title, one.citation.section)
