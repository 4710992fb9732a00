"""The documents as resources: their list some at a time, the text of one, and of a span of it."""

import base64
from collections.abc import Sequence
from urllib.parse import parse_qs, urlsplit

from mcp.types import Annotations, Resource, ResourceTemplate, TextResourceContents

from rag import Assistant, DocumentEntry, UnknownDocumentError
from ui.api.document_links import RESOURCES, as_resource

PAGE = 100
"""Documents in one answer to `resources/list`."""

LONGEST = 400_000
"""Characters of one resource; what is behind them has an address of its own."""

_TEXT = "text/plain"

TEMPLATES = (
    ResourceTemplate(
        uri_template=f"{RESOURCES}{{id}}",
        name="document",
        title="A document",
        description="The text of a document, by its id.",
        mime_type=_TEXT,
    ),
    ResourceTemplate(
        uri_template=f"{RESOURCES}{{id}}{{?start,end}}",
        name="span",
        title="A span of a document",
        description="The characters of a document's text from `start` on, up to `end`.",
        mime_type=_TEXT,
    ),
)


class BadAddressError(Exception):
    """An address, or a cursor, that leads nowhere."""


def listed(assistant: Assistant, cursor: str | None) -> tuple[list[Resource], str | None]:
    """Some documents in the order in which they were added, and the cursor of the following ones.

    Raises:
        BadAddressError: The cursor is none.
    """
    after = _after(cursor) if cursor else 0
    # By a number that stays, so that nothing is missed or told twice where documents come and go meanwhile.
    entries = [entry for entry in assistant.index.document_list.entries() if entry.number > after]
    return list(map(_resource, entries[:PAGE])), _cursor(entries) if len(entries) > PAGE else None


def contents(assistant: Assistant, uri: str) -> list[TextResourceContents]:
    """The text at an address. Of a very long document the first part, with the address of the next one.

    Raises:
        BadAddressError: It is not the address of a document that there is.
    """
    parts = urlsplit(uri)
    query = {name: values[-1] for name, values in parse_qs(parts.query).items()}
    name = uri.partition("?")[0].removeprefix(RESOURCES)
    try:
        if not uri.startswith(RESOURCES) or not name:
            raise ValueError
        document = assistant.document(name)
        start = int(query.get("start", 0))
        end = int(query.get("end", len(document.text)))
        if not 0 <= start <= end <= len(document.text):
            raise ValueError
    except (ValueError, UnknownDocumentError):
        raise BadAddressError(
            f"There is nothing at {uri[:200]}. Documents are at {RESOURCES}ID; resources/list and the tool `list` name them."
        ) from None
    cut = min(end, start + LONGEST)
    following = {"pincite/next": as_resource(document.id, cut, end)} if cut < end else None
    return [TextResourceContents(uri=uri, mime_type=_TEXT, text=document.text[start:cut], _meta=following)]


def _resource(entry: DocumentEntry) -> Resource:
    return Resource(
        uri=as_resource(entry.id),
        name=entry.title,
        title=entry.title,
        description=entry.source,
        mime_type=_TEXT,
        annotations=Annotations(last_modified=entry.date) if entry.date else None,
        _meta={"pincite/characters": entry.characters, "pincite/collections": list(entry.collections)},
    )


def _cursor(entries: Sequence[DocumentEntry]) -> str:
    return base64.urlsafe_b64encode(str(entries[PAGE - 1].number).encode()).decode()


def _after(cursor: str) -> int:
    try:
        return int(base64.urlsafe_b64decode(cursor.encode()))
    except ValueError:
        raise BadAddressError("This cursor is none that resources/list gave.") from None
