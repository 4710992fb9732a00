"""The documents as they are now, by what an exported answer says of them; and those of an index."""

from dataclasses import dataclass
from typing import Protocol

from index import Document, Index, UnknownDocumentError
from rag.export.shape import ExportedCitation


@dataclass(frozen=True, slots=True, kw_only=True)
class Current:
    """What there is now of a cited document.

    Attributes:
        document: The document, or None if there is none.
        content_hash: The SHA-256 of the bytes of its file.
        problem: Why there is none.
    """

    document: Document | None = None
    content_hash: str = ""
    problem: str = ""


class CurrentDocuments(Protocol):
    """Where documents are now."""

    def of(self, citation: ExportedCitation) -> Current:
        """What there is now of the document that a citation quotes."""
        ...


class IndexDocuments:
    """The documents of an index."""

    def __init__(self, index: Index) -> None:
        """Reads nothing yet."""
        self._index = index

    def of(self, citation: ExportedCitation) -> Current:
        """The document with the id, else one of the same content, else that which has its source now."""
        same = self._index.with_content(citation.content_hash) if citation.content_hash else []
        for name in [citation.document_id, *same, citation.source]:
            try:
                document = self._index.document(name)
            except UnknownDocumentError:
                continue
            return Current(
                document=document, content_hash=self._index.content_hashes([document.id]).get(document.id, "")
            )
        return Current(problem="it is not in the index")
