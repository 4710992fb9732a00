"""What an index over several databases has: each question to the store is asked of all, or of the one that has the document."""

from collections.abc import Callable, Sequence
from typing import TypeVar

from index.boxes import PageWords
from index.contents import Contents
from index.documents import Document, Passage, Span, Stretch
from index.embedding.embedder import Vectors
from index.engine import Index
from index.search.filters import Filter
from index.shards.fan_out import FanOut
from index.store.again import tried_again
from index.store.catalogue import ALL, Mention, mentions, openings
from index.store.transaction import ReadTransaction
from index.tables import DocumentTable

_Item = TypeVar("_Item")
_Result = TypeVar("_Result")
# A document of that id before one of that source; of these that of the own space, as `ReadTransaction.document` has it.
_HAS = """
SELECT max(CASE WHEN id = :key THEN 2 ELSE 0 END + CASE WHEN space = space() THEN 1 ELSE 0 END)
FROM documents WHERE id = :key OR source = :key"""


class ShardedContents(Contents):
    """The documents of several databases. What asks all of them sees one state of each, but not the same moment of all.

    Attributes:
        shards: An index for each database.
    """

    shards: Sequence[Index]
    _fan_out: FanOut

    def having(self, id_or_source: str) -> Index:
        """The database with a document; the first one if none has it, which then says so."""

        def has(shard: Index) -> int | None:
            with shard._store.reading() as transaction:
                found: int | None = transaction.connection.execute(_HAS, {"key": id_or_source}).fetchone()[0]
                return found

        found = self.of_each(has)
        return max(zip(found, self.shards, strict=True), key=lambda pair: -1 if pair[0] is None else pair[0])[
            1
        ]

    def of_each(self, ask: Callable[[Index], _Result]) -> list[_Result]:
        """What each database answers, at the same time."""
        return self._fan_out.map(ask, self.shards)

    @tried_again
    def documents(self) -> list[Document]:
        """See `Index.documents`."""
        return self._in_order(lambda transaction: [(one, one.id) for one in transaction.documents()])

    @tried_again
    def document(self, id_or_source: str) -> Document:
        """See `Index.document`."""
        return self.having(id_or_source).document(id_or_source)

    def content_hashes(self, document_ids: Sequence[str]) -> dict[str, str]:
        """See `Index.content_hashes`."""
        return _merged(self.of_each(lambda shard: shard.content_hashes(document_ids)))

    def unread(self, document_ids: Sequence[str]) -> dict[str, str]:
        """See `Index.unread`."""
        return _merged(self.of_each(lambda shard: shard.unread(document_ids)))

    def with_content(self, content_hash: str) -> list[str]:
        """See `Index.with_content`."""
        found = self.of_each(lambda shard: shard.with_content(content_hash))
        return list(dict.fromkeys(id_ for of_shard in found for id_ in of_shard))

    def passages(self, document_id: str) -> list[Passage]:
        """See `Index.passages`."""
        return next(filter(None, self.of_each(lambda shard: shard.passages(document_id))), [])

    def stretch(self, document_id: str, span: Span) -> Stretch:
        """See `Index.stretch`."""
        found = self.of_each(lambda shard: shard.stretch(document_id, span))
        return next((one for one in found if one.passages), found[0])

    def sentence_vectors(self, document_id: str) -> list[Vectors]:
        """See `Index.sentence_vectors`."""
        return next(filter(None, self.of_each(lambda shard: shard.sentence_vectors(document_id))), [])

    def tables(self, document_id: str) -> tuple[DocumentTable, ...]:
        """See `Index.tables`."""
        return next(filter(None, self.of_each(lambda shard: shard.tables(document_id))), ())

    def page_words(self, document_id: str) -> PageWords | None:
        """See `Index.page_words`."""
        found = self.of_each(lambda shard: shard.page_words(document_id))
        return next((one for one in found if one is not None), None)

    def collections(self) -> dict[str, int]:
        """See `Index.collections`."""
        found = self.of_each(Index.collections)
        names = sorted({name for of_shard in found for name in of_shard})
        return {name: sum(of_shard.get(name, 0) for of_shard in found) for name in names}

    @property
    def generation(self) -> int:
        """The number of changes of all; it is another one after each change of any."""
        return sum(self.of_each(lambda shard: shard.generation))

    @tried_again
    def titles(self) -> list[tuple[str, str]]:
        """See `Index.titles`."""
        return self._in_order(
            lambda transaction: [(pair, pair[1]) for pair in transaction.titles()], key="source"
        )

    def count(self, where: Filter | None = None) -> int:
        """See `Index.count`."""
        return sum(self.of_each(lambda shard: shard.count(where)))

    @tried_again
    def openings(self, k: int, *, where: Filter | None = None, newest: bool = False) -> list[Passage]:
        """See `Index.openings`."""
        condition = where.condition() if where else ALL

        def first(transaction: ReadTransaction) -> list[tuple[Passage, str]]:
            found = openings(transaction, k, condition, newest=newest)
            return [(passage, passage.document_id) for passage in found]

        return self._in_order(first, newest=newest)[:k]

    @tried_again
    def mentions(self, words: str, *, where: Filter | None = None) -> list[Mention]:
        """See `Index.mentions`."""
        condition = where.condition() if where else ALL

        def places(transaction: ReadTransaction) -> list[tuple[Mention, str]]:
            found = mentions(transaction, words, condition)
            return [(mention, mention.passage.document_id) for mention in found]

        return self._in_order(places)

    def _in_order(
        self,
        read: Callable[[ReadTransaction], list[tuple[_Item, str]]],
        *,
        key: str = "id",
        newest: bool = False,
    ) -> list[_Item]:
        """What is read of each database, in the order in which the documents were added to any.

        Args:
            read: Gives items, each with the id or the source of its document.
            key: Which of both: the name of a column.
            newest: The newest first.
        """

        def numbered(shard: Index) -> list[tuple[int, _Item]]:
            with shard._store.reading() as transaction:
                items = read(transaction)
                numbers = dict(
                    transaction.connection.execute(f"SELECT {key}, rowid FROM documents")  # noqa: S608 (a constant)
                )
                return [(numbers[of], item) for item, of in items]

        found = [pair for of_shard in self.of_each(numbered) for pair in of_shard]
        found.sort(key=lambda pair: -pair[0] if newest else pair[0])
        return [item for _, item in found]


def _merged(found: Sequence[dict[str, str]]) -> dict[str, str]:
    return {key: value for of_shard in found for key, value in of_shard.items()}
