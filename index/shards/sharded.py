"""Documents over several databases, asked and changed as one index."""

from collections.abc import Callable, Mapping, Sequence
from contextlib import suppress
from functools import partial
from itertools import chain
from pathlib import Path
from typing import TYPE_CHECKING

from index.documents import Box, Document, Hit
from index.embedding.embedder import Embedder
from index.embedding.named import FindEmbedder, embedder_called
from index.engine import Index
from index.errors import CopyError, DatabaseError, NoIndexError, UnknownDocumentError
from index.ingest.adding import Adder
from index.ingest.changes import ReadOptions
from index.ingest.copying import CopyReport, ShowCopy
from index.ingest.progress import ShowProgress
from index.ingest.reports import IngestReport
from index.ingest.watch import Watcher
from index.parsing.pages import FilePages
from index.search.filters import Filter
from index.search.vocabulary import Vocabulary
from index.shards.checking import check_shards
from index.shards.contents import ShardedContents
from index.shards.document_list import ShardedDocumentList
from index.shards.fan_out import FanOut
from index.shards.membership import Membership
from index.shards.spreading import SpreadReport, groups_in, spread
from index.shards.writing import ShardedWriter
from index.store.access import Access
from index.store.again import tried_again
from index.store.app_database import AppDatabase, SchemaSteps
from index.tracing import embedding_span, span

if TYPE_CHECKING:
    from index.check import CheckReport


class ShardedIndex(ShardedContents, Index):
    """Several databases of PostgreSQL as one index. Any thread may call any method at any time.

    Each source belongs to one of them, by its name. A question sees one state of each, but not the same moment of all.

    Attributes:
        membership: Which databases they are.
        roots: An index for each, as nobody in particular sees it.
    """

    def __init__(
        self,
        addresses: Sequence[str],
        *,
        embedder: Embedder | str | None = None,
        create: bool = True,
        find: FindEmbedder = embedder_called,
    ) -> None:
        """Opens the index in each database.

        Args:
            addresses: postgresql://..., one for each, in any order; a new one stands behind the others.
            embedder: As `Index` takes it; the same for all.
            create: Whether one that is empty gets an index, and joins the others.
            find: As `Index` takes it.

        Raises:
            NoIndexError: A database is empty, and nothing was to be made.
            DatabaseError: One is missing, or is that of another index.
            EmbedderChangedError: They do not all have vectors of the same model.
        """
        shards = _opened(addresses, embedder, find, create=create)
        self.membership = Membership(shards, create=create)
        self._use_all(shards, shards, FanOut(len(shards)))

    def _use_all(self, shards: Sequence[Index], roots: Sequence[Index], fan_out: FanOut) -> None:
        self.shards, self.roots = tuple(shards), tuple(roots)
        self.embedder = shards[0].embedder
        self.folder = shards[0].folder
        self.place = " ".join(shard.place for shard in shards)
        self._fan_out = fan_out
        self._filled = False
        writer = ShardedWriter(self.shards, self.roots, self.membership)
        adder = Adder(writer.add_sources)
        self.add, self.add_texts = adder.add, adder.add_texts
        self.sync = writer.sync
        self.watch = Watcher(writer.sync, self.folder).watch
        self.work, self.jobs, self.forget_jobs = writer.work, writer.jobs, writer.forget_jobs
        self.place_of = writer.place_of
        self.remove, self.remove_folder = self._remove, self._remove_folder
        self.document_list = ShardedDocumentList(self)

    def seen_by(self, access: Access) -> "ShardedIndex":
        """The same as somebody sees it; see `Index.seen_by`."""
        seen = ShardedIndex.__new__(ShardedIndex)
        seen.membership = self.membership
        seen._use_all([shard.seen_by(access) for shard in self.roots], self.roots, self._fan_out)
        return seen

    @tried_again
    def search(
        self, question: str, k: int = 10, *, where: Filter | None = None, also: Sequence[str] = ()
    ) -> list[Hit]:
        """The best `k` passages of all, best first; see `Index.search`."""
        if k < 1:
            raise ValueError(f"k is {k}, but must be at least 1")
        searchers = [shard._searcher for shard in self.shards]
        if not self._filled:
            # Without loading the model, which takes seconds; once there is something, it is not asked again.
            if all(self.of_each(lambda shard: shard._searcher.is_empty(where))):
                return []
            self._filled = True
        with span("retrieval", {"gen_ai.operation.name": "retrieval", "gen_ai.retrieval.top_k": k}) as note:
            with embedding_span(self.embedder.name, 1):
                embedding = self.embedder.embed([question])[0]
            hits = self._fan_out.search(searchers, " ".join([question, *also]), embedding, k, where)
            note({"pincite.hits": len(hits)})
        return hits

    def passage_counts(self, words: Sequence[str]) -> list[int]:
        """For each word in how many passages it stands, in any of its forms."""
        counts = self.of_each(lambda shard: shard.passage_counts(words))
        return [sum(of_word) for of_word in zip(*counts, strict=True)]

    def similar_words(self, word: str, k: int = 5) -> list[str]:
        """At most `k` words that a misspelt `word` may stand for, the best first; see `Index.similar_words`."""
        words = sorted({*chain(*self.of_each(lambda shard: shard.similar_words(word, k)))})
        return list(Vocabulary(zip(words, self.passage_counts(words), strict=True)).similar(word))[:k]

    def draw(
        self,
        document_id: str,
        page: int,
        boxes: Sequence[Box] = (),
        *,
        width: int = 1000,
        password: str | None = None,
    ) -> bytes:
        """A page of a PDF as a PNG; see `Index.draw`."""
        return self.having(document_id).draw(document_id, page, boxes, width=width, password=password)

    def open_pages(self, document_id: str, *, password: str | None = None) -> FilePages:
        """The pages of a PDF, to draw many of them; see `Index.open_pages`."""
        return self.having(document_id).open_pages(document_id, password=password)

    def read_on(
        self,
        document_id: str,
        *,
        options: ReadOptions | None = None,
        progress: ShowProgress | None = None,
    ) -> IngestReport:
        """Reads a document that was cut short again, with more time; see `Index.read_on`."""
        self.membership.join()
        return self.having(document_id).read_on(document_id, options=options, progress=progress)

    def copy_to(
        self,
        target: Index,
        beside: Mapping[str, SchemaSteps] | None = None,
        show: ShowCopy = lambda stage, done, total: None,
    ) -> CopyReport:
        """Copies nothing: what a copy is compared by is made in one database.

        Raises:
            CopyError: Always.
        """
        raise CopyError(
            self.place,
            "an index of several databases can't be copied as one; back each of them up, or empty all but one "
            "(pincite spread --without ADDRESS) and copy that",
        )

    @property
    def is_shared(self) -> bool:
        """Whether servers of other machines may use it at the same time: always."""
        return True

    def app_database(self, name: str, steps: SchemaSteps, *, replaceable: bool = False) -> AppDatabase:
        """Opens what the program keeps beside the documents, in the home of the index; see `Index.app_database`."""
        return self.membership.home.app_database(name, steps, replaceable=replaceable)

    def has_app_database(self, name: str) -> bool:
        """Whether it was ever opened; see `Index.has_app_database`."""
        return self.membership.home.has_app_database(name)

    def warm_up(self) -> None:
        """Loads the model and the search structures; otherwise the first question does."""
        for shard in self.shards:
            shard.warm_up()

    def warm_up_to_add(self) -> None:
        """Loads what embeds documents; otherwise the first document does."""
        self.shards[0].warm_up_to_add()

    def check(self, progress: Callable[[int], None] = lambda _: None) -> "CheckReport":
        """Verifies every database, and that each document is where it belongs. Changes nothing."""
        return check_shards(self.roots, self.place_of, progress)

    def rebuild(self) -> None:
        """Makes what is searched again in every database; see `Index.rebuild`."""
        for shard in self.shards:
            shard.rebuild()

    def spread(
        self,
        *,
        without: int | None = None,
        show: Callable[[int, int], None] = lambda done, total: None,
        grace: float | None = None,
    ) -> SpreadReport:
        """Moves each document to the database that it belongs to, while questions go on; see `move`.

        Args:
            without: The number of a database that is emptied, and leaves the others.
            show: As `move` takes it.
            grace: The same.

        Raises:
            DatabaseError: That one is the home of the index, or something was added to it meanwhile.
        """
        self.membership.join()
        if without is not None:
            self.membership.check_leaving(without)
        place = partial(self.membership.place_of, without=without)
        moved = spread(self.roots, place, show, grace)
        if without is not None:
            if groups_in(self.roots[without]):
                raise DatabaseError(
                    f"{self.roots[without].place}: documents were added to it meanwhile; run it again"
                )
            self.membership.leave(without)
        return SpreadReport(moved=moved, documents={root.place: root.count() for root in self.roots})

    def close(self) -> None:
        """Closes all."""
        self._fan_out.close()
        for shard in self.shards:
            shard.close()

    def _remove(self, id_or_source: str) -> Document:
        """Removes a document and those of files inside it; see `Remover.remove`."""
        self.membership.join()
        document = self.having(id_or_source).remove(id_or_source)
        # One that is being moved is in two databases.
        for shard in self.shards:
            with suppress(UnknownDocumentError):
                shard.remove(document.id)
        return document

    def _remove_folder(self, folder: str | Path) -> list[str]:
        """Removes all documents of a folder, an archive or a library; see `Remover.remove_folder`."""
        self.membership.join()
        removed: list[str] = []
        for shard in self.shards:
            with suppress(UnknownDocumentError):
                removed += shard.remove_folder(folder)
        if not removed:
            self.shards[0].remove_folder(folder)  # says that there is none
        return list(dict.fromkeys(removed))


def _opened(
    addresses: Sequence[str], embedder: Embedder | str | None, find: FindEmbedder, *, create: bool
) -> list[Index]:
    """The databases, with one model for all; what is there decides which, and not what is new.

    Raises:
        As `ShardedIndex`.
    """
    opened: dict[int, Index] = {}
    empty: list[int] = []
    for number, address in enumerate(addresses):
        try:
            opened[number] = Index(address, embedder=embedder, create=False, find=find, alone=False)
        except NoIndexError:
            if not create:
                raise
            empty.append(number)
            continue
        # The same object: a model is loaded once.
        embedder = opened[number].embedder
    for number in empty:
        opened[number] = Index(addresses[number], embedder=embedder, find=find, alone=False)
        embedder = opened[number].embedder
    return [opened[number] for number in range(len(addresses))]
