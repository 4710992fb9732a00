"""The index: documents in, passages out."""

from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from index.contents import Contents
from index.documents import Box, Hit
from index.embedding.embedder import Embedder
from index.embedding.named import FindEmbedder, embedder_called
from index.ingest.adding import Adder
from index.ingest.changes import ReadOptions
from index.ingest.copying import CopyReport, ShowCopy, copy_documents
from index.ingest.document_list import DocumentList
from index.ingest.originals import open_pages, original_file
from index.ingest.progress import ShowProgress
from index.ingest.queue.opening import Queues
from index.ingest.reading_on import file_of
from index.ingest.removing import Remover
from index.ingest.reports import IngestReport
from index.ingest.steps.elsewhere import ReadElsewhere
from index.ingest.watch import Watcher
from index.ingest.writer import IndexWriter
from index.parsing.drawing import draw_page
from index.parsing.pages import FilePages
from index.search.filters import Filter
from index.search.searching import Searcher
from index.store.access import Access
from index.store.again import tried_again
from index.store.app_database import AppDatabase, SchemaSteps
from index.store.opening import opened_store
from index.store.store import Store

if TYPE_CHECKING:
    from index.check import CheckReport


class Index(Contents):
    """The documents of one folder or database. Any thread may call any method at any time.

    Every search sees one state of the documents: the one before or the one after a change, never a mixture. `add` and
    `add_texts` are the methods of `Adder`, `sync`, `work`, `jobs` and `forget_jobs` those of `IndexWriter`, `watch` that of `Watcher`, `remove` and
    `remove_folder` those of `Remover`; see there.

    Attributes:
        place: Where it is, for messages.
        folder: Its folder; of one in a database a folder of this machine for what belongs to one server.
        embedder: What makes its vectors.
        document_list: The documents as people keep them in order: listed, renamed, removed together, put back.
        read_elsewhere: What other processes have read, to be saved here.
    """

    def __init__(
        self,
        folder: str | Path,
        *,
        embedder: Embedder | str | None = None,
        create: bool = True,
        find: FindEmbedder = embedder_called,
        alone: bool = True,
    ) -> None:
        """Opens the index in `folder`, or creates one in an empty or new folder. Loads no model.

        Args:
            folder: The index folder, which other users can't read; or a database of PostgreSQL with pgvector,
                "postgresql://user@host/database", which many programs on many machines can use at once.
            embedder: The embedding model or its name; by default that which the index was made with, and MiniLM for a new one.
            create: Whether a folder without an index gets one.
            find: What knows models by their names.
            alone: False for one of several databases that are one index together (`index.shards`), which is refused otherwise.

        Raises:
            NoIndexError: There is no index, and none was to be created.
            IndexFolderError: The folder contains something else, is damaged, or can't be written.
            EmbedderChangedError: It was made with another embedding model.
            ModelError: There is no model of that name, it is not installed, or the server of a new index's model does not answer.
        """
        store, self.embedder = opened_store(folder, embedder, find, create=create, alone=alone)
        self._find, self._queues = find, Queues(store)
        self._use(store, Searcher(store, self.embedder))

    def _use(self, store: Store, searcher: Searcher) -> None:
        self._store = store
        self.folder = store.folder
        self.place = store.place
        self._searcher = searcher
        self._writer = writer = IndexWriter(
            self._store, self.embedder, self._searcher, self._find, self._queues
        )
        adder = Adder(writer.add_sources)
        # The writer's own methods, so that their parameters are declared only once.
        self.add, self.add_texts = adder.add, adder.add_texts
        self.sync = writer.sync
        self.watch = Watcher(writer.sync, self.folder).watch
        self.work, self.jobs, self.forget_jobs = writer.work, writer.jobs, writer.forget_jobs
        remover = Remover(self._store, self._searcher)
        self.remove = remover.remove
        self.remove_folder = remover.remove_folder
        self.document_list = DocumentList(self._store, self._searcher)
        self.read_elsewhere = ReadElsewhere(self._store)

    def seen_by(self, access: Access) -> "Index":
        """The same index as somebody sees it: every search and every list has only documents of their spaces.

        What changes something touches only documents of one space, and new ones go there. It costs nothing, and shares
        models, connections and search structures with this one, which closes them.

        Raises:
            DatabaseError: Later, of each method: the user of the database is one from whom PostgreSQL hides nothing.
        """
        seen = Index.__new__(Index)
        seen.embedder, seen._find, seen._queues = self.embedder, self._find, self._queues
        store = self._store.seen_by(access)
        seen._use(store, self._searcher.seen_by(store))
        return seen

    def draw(
        self,
        document_id: str,
        page: int,
        boxes: Sequence[Box] = (),
        *,
        width: int = 1000,
        password: str | None = None,
    ) -> bytes:
        """A page of a PDF as a PNG, `width` pixels wide, with boxes highlighted.

        Args:
            document_id: The id of the document.
            page: Counted from 1.
            boxes: The boxes to highlight, as `boxes` returns them; those on other pages are ignored.
            width: Pixels.
            password: The password of the file, if it is encrypted.

        Raises:
            UnknownDocumentError: There is no document with that id.
            PasswordError: Its file is encrypted, and the password is missing or wrong.
            SourceError: It has no pages, its file is gone or has changed since, or it can't be drawn.
        """
        document, data = original_file(self._store, document_id)
        return draw_page(document, data, page, boxes, width=width, password=password)

    def open_pages(self, document_id: str, *, password: str | None = None) -> FilePages:
        """The pages of a PDF, to draw many of them: its file, and the password, are kept until they are closed.

        Raises:
            UnknownDocumentError: There is no document with that id.
            PasswordError: Its file is encrypted, and the password is missing or wrong.
            SourceError: It has no pages, its file is gone or has changed since, or it can't be opened.
        """
        return open_pages(self._store, document_id, password)

    def read_on(
        self,
        document_id: str,
        *,
        options: ReadOptions | None = None,
        progress: ShowProgress | None = None,
    ) -> IngestReport:
        """Reads a document that was cut short again, with more time; one that was read to its end is unchanged.

        `add` and `sync` do the same with what they find cut short.

        Raises:
            UnknownDocumentError: There is no document with that id.
            SourceError: It was read from no file of this machine, and no copy of it was kept.
        """
        with self._store.reading() as transaction:
            file = file_of(transaction, transaction.document(document_id))
        return self._writer.add_sources([file], None, options, progress)

    @tried_again
    def search(
        self, question: str, k: int = 10, *, where: Filter | None = None, also: Sequence[str] = ()
    ) -> list[Hit]:
        """The best `k` passages, best first.

        Args:
            question: Its words and its meaning are searched for.
            k: The most passages that are returned.
            where: Only documents that match it; by default all.
            also: More words to search for, such as other forms of the question's words; their meaning does not count.

        Raises:
            StoppedError: Nobody waits for it any more (`index.stopping`).
        """
        return self._searcher.search(question, k, where, also)

    @tried_again
    def passage_counts(self, words: Sequence[str]) -> list[int]:
        """For each word in how many passages it stands, in any of its forms.

        A word that search ignores, such as "the", counts as standing in all of them.
        """
        return self._searcher.passage_counts(words)

    @tried_again
    def similar_words(self, word: str, k: int = 5) -> list[str]:
        """At most `k` words of the passages, in lower case, that a misspelt `word` may stand for, the best first.

        One letter may be missing, too many, wrong or swapped with the next one; in words of more than seven letters
        two may. Empty for words of fewer than four letters, and for those with other characters than letters.
        """
        return self._searcher.similar_words(word, k)

    def copy_to(
        self,
        target: "Index",
        beside: Mapping[str, SchemaSteps] | None = None,
        show: ShowCopy = lambda stage, done, total: None,
    ) -> CopyReport:
        """Copies all documents to another index, with passages and vectors; nothing is read or embedded again.

        It can be interrupted, and then goes on where it was.

        Args:
            target: An index with the same embedding model, without documents, or with those of a copy that did not end. Nobody uses
                it meanwhile.
            beside: The names and steps of what is kept beside the documents (`app_database`) and is copied, too, if it is there.
            show: Called with what is done ("copying", "comparing"), the number of passages done, and of all.

        Raises:
            CopyError: The target has other documents or another model, or what was copied differs.
        """
        return copy_documents(self._store, target._store, beside or {}, show, target.rebuild)

    @property
    def is_shared(self) -> bool:
        """Whether servers of other machines may use it at the same time: it is in a database, and in no folder."""
        return self._store.database.address is not None

    def app_database(self, name: str, steps: SchemaSteps, *, replaceable: bool = False) -> AppDatabase:
        """Opens what the program keeps beside the documents, such as chats; whoever opens it closes it.

        Args:
            name: Small letters. In a folder it names a file.
            steps: Those of its tables.
            replaceable: Whether work goes on without what is in it: a damaged file is then set aside, and where nothing can be
                written, the tables are kept in memory; see `AppDatabase.notice`. Never so for what says who may do what.

        Raises:
            AppDatabaseError: It can't be used.
        """
        return self._store.database.app_database(name, steps, replaceable=replaceable)

    def has_app_database(self, name: str) -> bool:
        """Whether it was ever opened. Asking makes none, so that nothing appears that nobody uses."""
        return self._store.database.has_app_database(name)

    def warm_up(self) -> None:
        """Loads the model and the search structures; otherwise the first question does."""
        self._searcher.warm_up()

    def warm_up_to_add(self) -> None:
        """Loads what embeds documents; otherwise the first document does."""
        text = "warm up"
        self.embedder.embed_passages([text], [[(0, len(text))]])

    def check(self, progress: Callable[[int], None] = lambda _: None) -> "CheckReport":
        """Verifies the store and the search files. Changes nothing.

        Args:
            progress: Called with the number of passages verified so far.
        """
        # Imported late: it loads faiss and tantivy, which listing documents does not need.
        from index.check import Check

        with self._store.reading() as transaction:
            return Check(transaction, self._store.database, self.embedder.dimensions, progress).run(
                self._searcher.engine
            )

    def rebuild(self) -> None:
        """Makes the search files again from the saved documents.

        Raises:
            IndexFolderError: The folder can't be written, or the disk is full. The documents are not affected.
        """
        self._searcher.engine.rebuild()

    def close(self) -> None:
        """Waits for background writes, and closes the files."""
        # Before the store is closed: a segment that is being written still reads from it.
        self._searcher.engine.close()
        self._queues.close()
        self._store.close()
