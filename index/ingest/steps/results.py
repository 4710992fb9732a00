"""What was read of one source, on its way into the store."""

from collections.abc import Sequence
from dataclasses import dataclass

from index.documents import Document, Passage
from index.embedding.embedder import PassageVectors
from index.ingest.sources import FileStat
from index.store.saving import Container

# Without size and time, so that the next sync tries again: there may be more memory then.
NO_MEMORY = "there is not enough memory for it; close other programs, or split it"


@dataclass(frozen=True, slots=True, kw_only=True)
class ReadResult:
    """The result of reading one source: a new document to embed, a note to save, or a container.

    Attributes:
        source: The source.
        file_stat: Size and time of the file, or of its container's file, from before it was read.
        is_new: Whether the index had no document from this source.
        document: The document; None if it is unchanged, could not be read, or has no text of its own.
        content_hash: The hash of the content that was read.
        passages: The passages of the document.
        vectors: Their vectors, if who read it has embedded them, too; or None.
        saved: Whether who read it has saved it, too.
        boxes: Where its words are on its pages, packed; None if it has no pages.
        tables: Its tables, packed; None if it has none.
        original: The file itself, if it has pages and can't be read again from its source; or None.
        problem: Why it could not be read, or None.
        encrypted: Whether a password would open it.
        notes: Warnings about a container that is no document itself.
        container_source: The source of the file that this one is inside of, or None.
        container: What this file contains, if it contains other files; or None.
        read_without_gain: As in `SourceNote`.
        read_on: The same.
        by_tags: Whether it is also in a collection for each of its tags.
    """

    source: str
    file_stat: FileStat
    is_new: bool = False
    document: Document | None = None
    content_hash: str = ""
    passages: Sequence[Passage] = ()
    vectors: Sequence[PassageVectors] | None = None
    saved: bool = False
    boxes: bytes | None = None
    tables: bytes | None = None
    original: bytes | None = None
    problem: str | None = None
    encrypted: bool = False
    notes: Sequence[str] = ()
    container_source: str | None = None
    container: Container | None = None
    read_without_gain: bool = False
    read_on: int | None = None
    by_tags: bool = False

    @property
    def is_to_save(self) -> bool:
        """Whether there is a document or a container that is not saved yet."""
        return not self.saved and (self.document is not None or self.container is not None)


def without_memory(source: str) -> ReadResult:
    """The result of a source that there was no memory for."""
    return unsaved_result(source, NO_MEMORY)


def unsaved_result(source: str, why: str) -> ReadResult:
    """That of a file that could be read, and can't be kept now; another try may find what it lacks."""
    return ReadResult(source=source, file_stat=FileStat(), problem=why)
