"""The list of the documents of several databases: listed, renamed, removed together, and put back."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import chain

from index.documents import Document, DocumentEntry
from index.errors import UnknownDocumentError
from index.ingest.document_list import DocumentList, Removed
from index.shards.contents import ShardedContents
from index.shards.room import with_room_left


@dataclass(frozen=True, slots=True, kw_only=True)
class RemovedFromSeveral(Removed):
    """Documents that were removed from several databases together.

    Attributes:
        parts: For the number of each database that had some: those.
    """

    parts: dict[int, Removed]


class ShardedDocumentList(DocumentList):
    """Lists and changes the documents of several databases; see `DocumentList`.

    A change is one transaction in each database that it touches.
    """

    def __init__(self, contents: ShardedContents) -> None:
        """Takes the documents."""
        self._contents = contents

    def entries(self) -> list[DocumentEntry]:
        """See `DocumentList.entries`."""
        found = self._contents.of_each(lambda shard: shard.document_list.entries())
        # One that is being moved is in two databases.
        once = {entry.id: entry for entry in chain(*found)}
        return sorted(once.values(), key=lambda entry: entry.number)

    def unread(self) -> dict[str, str]:
        """See `DocumentList.unread`."""
        found = self._contents.of_each(lambda shard: shard.document_list.unread())
        return dict(sorted(chain(*(of_shard.items() for of_shard in found))))

    def forget(self, sources: Iterable[str]) -> None:
        """See `DocumentList.forget`."""
        named = list(sources)
        for shard in self._contents.shards:
            shard.document_list.forget(named)

    def rename(self, document_id: str, title: str) -> Document:
        """See `DocumentList.rename`."""
        return self._contents.having(document_id).document_list.rename(document_id, title)

    def remove(self, document_ids: Sequence[str]) -> Removed:
        """See `DocumentList.remove`."""
        numbers = [self._number_of(id_) for id_ in document_ids]
        parts = {
            number: self._contents.shards[number].document_list.remove(
                [id_ for id_, place in zip(document_ids, numbers, strict=True) if place == number]
            )
            for number in sorted(set(numbers))
        }
        if not parts:
            return self._contents.shards[0].document_list.remove(())
        return RemovedFromSeveral(
            titles=tuple(chain(*(part.titles for part in parts.values()))),
            sources=tuple(chain(*(part.sources for part in parts.values()))),
            embedder=next(iter(parts.values())).embedder,
            aside=next(iter(parts.values())).aside,
            parts=parts,
        )

    def put_back(self, removed: Removed) -> list[str]:
        """See `DocumentList.put_back`."""
        if not isinstance(removed, RemovedFromSeveral):
            return []
        back = [
            with_room_left(self._contents.shards, number).document_list.put_back(part)
            for number, part in removed.parts.items()
        ]
        return list(chain(*back))

    def erase(self) -> int:
        """See `DocumentList.erase`."""
        return sum(shard.document_list.erase() for shard in self._contents.shards)

    def _number_of(self, document_id: str) -> int:
        """The number of the database with a document.

        Raises:
            UnknownDocumentError: There is none with that id.
        """
        shard = self._contents.having(document_id)
        if document_id not in shard.content_hashes([document_id]):
            raise UnknownDocumentError(f"no document has the id {document_id!r}")
        return list(self._contents.shards).index(shard)
