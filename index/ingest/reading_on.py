"""Finds the content of a document again, to read on where it was cut short."""

from dataclasses import dataclass, field
from pathlib import Path

from index.documents import Document
from index.ingest.originals import file_at
from index.ingest.sources import FileStat, SourceFile
from index.store.transaction import ReadTransaction


@dataclass(frozen=True, slots=True, kw_only=True)
class StoredFile(SourceFile):
    """A file whose content is in the store, since it can't be read again from its source: an upload, an attachment.

    Attributes:
        data: Its content.
        saved: Its size and time, as they were saved.
    """

    data: bytes = field(repr=False)
    saved: FileStat

    def stat(self) -> FileStat:
        """Its size and time, as they were saved."""
        return self.saved

    def read(self) -> bytes:
        """Its content."""
        return self.data

    def is_at(self, source: str) -> bool:
        """Never: it is nowhere else."""
        return False


def file_of(transaction: ReadTransaction, document: Document) -> SourceFile:
    """The file that a document was read from.

    Raises:
        SourceError: It was read from none, or it is not kept.
    """
    path, source = Path(document.source), document.source
    _, original = transaction.original(document.id)
    if original is None:
        return file_at(source)
    record = transaction.source_records()[source]
    saved = FileStat(size=record.size, modified=record.modified, date=document.date)
    return StoredFile(path=path, source=source, container=document.container, data=original, saved=saved)
