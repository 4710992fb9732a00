"""The document that a citation quotes, as long as the quote is still at its place."""

from index import Document, DocumentChangedError, Index, UnknownDocumentError
from rag.answer import Citation
from rag.references import Reference, reference_of


def cited_document(index: Index, citation: Citation) -> Document:
    """The document of a citation, under whatever name it has now.

    Raises:
        DocumentChangedError: There is only a newer one from the same source.
        UnknownDocumentError: It was removed.
    """
    # The id is one of source and content; a renamed file has the content only.
    for id_ in [citation.document_id, *index.with_content(citation.content_hash)]:
        try:
            document = index.document(id_)
        except UnknownDocumentError:
            continue
        # The content may have been read again by a newer reader, which wrote another text.
        if document.id == id_ and document.text[citation.start : citation.end] == citation.quote:
            return document
    try:
        date = index.document(citation.source).date
    except UnknownDocumentError as error:
        raise UnknownDocumentError(
            f"{citation.source}: was removed since it was cited as [{citation.number}]"
        ) from error
    raise DocumentChangedError(
        f"{citation.source}: has changed since it was cited as [{citation.number}]"
        + (f", and is of {date[:10]} now" if date else "")
        + "; ask again for an answer from its new text"
    )


def reference_to(index: Index, cited: str | Citation) -> Reference:
    """The work that a document is the text of, by its id or source or by a citation; also one that has changed since.

    Raises:
        UnknownDocumentError: It was removed.
    """
    if isinstance(cited, str):
        return reference_of(index.document(cited))
    try:
        return reference_of(cited_document(index, cited))
    # What it says of the work is the same in a newer version.
    except DocumentChangedError:
        return reference_of(index.document(cited.source))
