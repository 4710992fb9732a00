"""The file that a document was read from: kept in the store, or at its path still."""

import os
from pathlib import Path

from index.documents import Document
from index.errors import SourceError
from index.formats.extract import File
from index.ingest.sources import SourceFile
from index.parsing.drawing import unchanged
from index.parsing.pages import FilePages
from index.store.store import Store


def original_file(store: Store, document_id: str) -> tuple[Document, bytes]:
    """A document and the file that it was read from.

    Raises:
        UnknownDocumentError: There is no document with that id.
        SourceError: The file is gone, or has changed since.
    """
    with store.reading() as transaction:
        document = transaction.document(document_id)
        hash_, original = transaction.original(document.id)
    # Uploads and attachments are kept in the store; any other file is read again from its path.
    data = original or file_at(document.source).read()
    return document, unchanged(document, data, hash_)


def file_at(source: str) -> SourceFile:
    """The file whose path a source is.

    Raises:
        SourceError: It is none. A text and an upload have a name, which in the folder of this process may be that of any file.
    """
    if not os.path.isabs(source):
        raise SourceError(source, "it is not read from a file of this machine, and no copy of it was kept")
    return SourceFile(path=Path(source), source=source)


def open_pages(store: Store, document_id: str, password: str | None) -> FilePages:
    """The pages of a PDF; see `Index.open_pages`."""
    with store.reading() as transaction:
        source = transaction.document(document_id).source

    def load() -> File:
        # Read again where it is needed again, rather than kept: it may have 200 MB.
        return File(name=source, data=original_file(store, document_id)[1], password=password)

    return FilePages(source, load)
