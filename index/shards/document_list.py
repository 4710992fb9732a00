"""The list of the documents of several databases: listed, renamed, removed together, and put back."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import chain

from index.documents import Document, DocumentEntry
from index.errors import UnknownDocumentError
from index.ingest.document_list import DocumentList, Removed
from index.shards.contents import ShardedContents
from index.shards.joining import place_among
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
        found = [self._found(id_) for id_ in document_ids]
        numbers = [number for number, _ in found]
        parts = {
            number: self._contents.shards[number].document_list.remove(
                [id_ for id_, place in zip(document_ids, numbers, strict=True) if place == number]
            )
            for number in sorted(set(numbers))
        }
        if not parts:
            return self._contents.shards[0].document_list.remove(())
        # In the order in which they were named, each before what is inside it.
        places = {source: place for place, (_, source) in enumerate(found)}
        named = [pair for part in parts.values() for pair in zip(part.sources, part.titles, strict=True)]
        named.sort(key=lambda pair: place_among(pair[0], places))
        return RemovedFromSeveral(
            titles=tuple(title for _, title in named),
            sources=tuple(source for source, _ in named),
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
        places = {source: place for place, source in enumerate(removed.sources)}
        return sorted(chain(*back), key=lambda source: place_among(source, places))

    def erase(self) -> int:
        """See `DocumentList.erase`."""
        return sum(shard.document_list.erase() for shard in self._contents.shards)

    def _found(self, document_id: str) -> tuple[int, str]:
        """The number of the database with a document, and its source.

        Raises:
            UnknownDocumentError: There is none with that id.
        """
        shard = self._contents.having(document_id)
        with shard._store.reading() as transaction:
            query = "SELECT source FROM documents WHERE id = ?"
            row = transaction.connection.execute(query, (document_id,)).fetchone()
        if row is None:
            raise UnknownDocumentError(f"no document has the id {document_id!r}")
        return list(self._contents.shards).index(shard), row[0]
