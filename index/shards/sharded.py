"""Documents over several databases, asked as one index."""

from collections.abc import Sequence
from contextlib import suppress

from index.documents import Document, Hit, Passage
from index.embedding.embedder import Embedder
from index.engine import Index
from index.errors import UnknownDocumentError
from index.ingest.reports import IngestReport
from index.ingest.texts import TextSource
from index.search.filters import Filter
from index.search.vocabulary import Vocabulary
from index.shards.fan_out import FanOut
from index.shards.placement import place_of
from index.store.access import Access


class ShardedIndex:
    """Several databases of PostgreSQL as one index. Any thread may call any method at any time.

    It is a `Retriever` with lists, texts and removal; files are read by an `Index`, and spread from there (`spread`). A question sees
    one state of each database, but not the same moment of all.
    """

    def __init__(self, addresses: Sequence[str], *, embedder: Embedder | str | None = None) -> None:
        """Opens the index in each database, or makes one in each that is empty.

        Args:
            addresses: postgresql://..., one for each shard, in any order.
            embedder: The embedding model, as `Index` takes it; the same for all.

        Raises:
            NoIndexError: As `Index`.
        """
        self._use([Index(address, embedder=embedder) for address in addresses], FanOut(len(addresses)))

    def _use(self, shards: Sequence[Index], fan_out: FanOut) -> None:
        self.shards = tuple(shards)
        self.embedder = shards[0].embedder
        self._fan_out = fan_out
        # The same after a move to another server: the token of the first state of each.
        self._names = [_name_of(shard) for shard in shards]

    def seen_by(self, access: Access) -> "ShardedIndex":
        """The same as somebody sees it; see `Index.seen_by`."""
        seen = ShardedIndex.__new__(ShardedIndex)
        seen._use([shard.seen_by(access) for shard in self.shards], self._fan_out)
        return seen

    def place_of(self, source: str) -> int:
        """The number of the shard that documents of a source belong to."""
        return place_of(source, self._names)

    def search(
        self, question: str, k: int = 10, *, where: Filter | None = None, also: Sequence[str] = ()
    ) -> list[Hit]:
        """The best `k` passages of all shards, best first; see `Index.search`."""
        if k < 1:
            raise ValueError(f"k is {k}, but must be at least 1")
        embedding = self.embedder.embed([question])[0]
        searchers = [shard._searcher for shard in self.shards]
        return self._fan_out.search(searchers, " ".join([question, *also]), embedding, k, where)

    def passage_counts(self, words: Sequence[str]) -> list[int]:
        """For each word in how many passages it stands, in any of its forms."""
        counts = self._fan_out.map(lambda shard: shard.passage_counts(words), self.shards)
        return [sum(of_word) for of_word in zip(*counts, strict=True)]

    def similar_words(self, word: str, k: int = 5) -> list[str]:
        """At most `k` words that a misspelt `word` may stand for, the best first; see `Index.similar_words`."""
        found = self._fan_out.map(lambda shard: shard.similar_words(word, k), self.shards)
        words = sorted({other for of_shard in found for other in of_shard})
        return list(Vocabulary(zip(words, self.passage_counts(words), strict=True)).similar(word))[:k]

    def documents(self) -> list[Document]:
        """Every document, shard by shard."""
        return [
            document for of_shard in self._fan_out.map(Index.documents, self.shards) for document in of_shard
        ]

    def document(self, id_or_source: str) -> Document:
        """The document with that id or source.

        Raises:
            UnknownDocumentError: There is none.
        """
        for shard in self.shards:
            with suppress(UnknownDocumentError):
                return shard.document(id_or_source)
        raise UnknownDocumentError(f"no document has the id or source {id_or_source!r}")

    def passages(self, document_id: str) -> list[Passage]:
        """The passages of a document, in order; empty if there is no document with that id."""
        found = self._fan_out.map(lambda shard: shard.passages(document_id), self.shards)
        return next(filter(None, found), [])

    def count(self, where: Filter | None = None) -> int:
        """How many documents there are; with a filter, how many match it."""
        return sum(self._fan_out.map(lambda shard: shard.count(where), self.shards))

    def add_texts(self, texts: Sequence[TextSource], *, collection: str | None = None) -> IngestReport:
        """Adds texts, each to its shard; an earlier version in another shard goes. See `Index.add_texts`."""
        parts = [
            [text for text in texts if self.place_of(text.source) == number]
            for number in range(len(self.shards))
        ]

        def add(number: int) -> IngestReport:
            report = self.shards[number].add_texts(parts[number], collection=collection)
            for text in parts[number]:
                self._remove_elsewhere(text.source, number)
            return report

        return _joined(self._fan_out.map(add, [number for number, part in enumerate(parts) if part]))

    def remove(self, id_or_source: str) -> None:
        """Removes a document, from wherever it is.

        Raises:
            UnknownDocumentError: There is none.
        """
        source = self.document(id_or_source).source
        self._remove_elsewhere(source, but=None)

    def close(self) -> None:
        """Closes all."""
        self._fan_out.close()
        for shard in self.shards:
            shard.close()

    def _remove_elsewhere(self, source: str, but: int | None) -> None:
        for number, shard in enumerate(self.shards):
            if number != but:
                with suppress(UnknownDocumentError):
                    shard.remove(source)


def _name_of(shard: Index) -> str:
    with shard._store.reading() as transaction:
        row = transaction.connection.execute(
            "SELECT token FROM changes ORDER BY generation LIMIT 1"
        ).fetchone()
        return str(row[0])


def _joined(reports: Sequence[IngestReport]) -> IngestReport:
    """One report of several."""
    return IngestReport(
        added=[source for report in reports for source in report.added],
        updated=[source for report in reports for source in report.updated],
        unchanged=[source for report in reports for source in report.unchanged],
        failed=[failure for report in reports for failure in report.failed],
        skipped=[skipped for report in reports for skipped in report.skipped],
        extracted={source: text for report in reports for source, text in report.extracted.items()},
        not_english=[source for report in reports for source in report.not_english],
        warnings=[warning for report in reports for warning in report.warnings],
    )
