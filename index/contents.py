"""What an index has: documents, passages, tables, collections; read from the store without any search."""

from collections.abc import Sequence

from index.boxes import PageWords, span_boxes
from index.documents import Box, Document, Passage, Span, Stretch
from index.embedding.embedder import Embedder, Vectors
from index.formats.quality import unread
from index.search.filters import Filter
from index.store.again import tried_again
from index.store.catalogue import ALL, Mention, count_documents, mentions, openings
from index.store.store import Store
from index.tables import DocumentTable


class Contents:
    """The documents as they are in the store. Any thread may call any method at any time."""

    embedder: Embedder
    _store: Store

    @tried_again
    def documents(self) -> list[Document]:
        """Every document, in the order in which they were added. Their blocks are left out; `document` has them."""
        with self._store.reading() as transaction:
            return transaction.documents()

    @tried_again
    def document(self, id_or_source: str) -> Document:
        """The document with that id or source.

        Raises:
            UnknownDocumentError: There is none.
        """
        with self._store.reading() as transaction:
            return transaction.document(id_or_source)

    @tried_again
    def content_hashes(self, document_ids: Sequence[str]) -> dict[str, str]:
        """For each document the SHA-256 of the content that it was read from; unknown ids are left out."""
        with self._store.reading() as transaction:
            return transaction.content_hashes(document_ids)

    @tried_again
    def unread(self, document_ids: Sequence[str]) -> dict[str, str]:
        """For each document that was cut short what was not read: "pages 36 to 260 were not read"."""
        with self._store.reading() as transaction:
            reports = transaction.reports(document_ids)
        return {id_: clause for id_, report in reports.items() if (clause := unread(report))}

    @tried_again
    def with_content(self, content_hash: str) -> list[str]:
        """The ids of the documents that were read from the content with that SHA-256."""
        with self._store.reading() as transaction:
            return transaction.with_content(content_hash)

    @tried_again
    def passages(self, document_id: str) -> list[Passage]:
        """The passages of a document, in order; empty if there is no document with that id."""
        with self._store.reading() as transaction:
            return transaction.passages_of(document_id)

    @tried_again
    def stretch(self, document_id: str, span: Span) -> Stretch:
        """The passages of a document that a span touches, with their blocks: less than `passages` of a long document."""
        with self._store.reading() as transaction:
            return transaction.stretch(document_id, span)

    @tried_again
    def sentence_vectors(self, document_id: str) -> list[Vectors]:
        """For each passage of a document, in order, the unit vectors of its sentences: shape (sentences, dimensions)."""
        with self._store.reading() as transaction:
            saved = transaction.vectors_of(document_id, self.embedder.dimensions)
        return [passage.sentences for passage in saved]

    def boxes(self, document_id: str, span: Span) -> tuple[Box, ...]:
        """Where a span of a document, such as a citation's, is on its pages: a box for each line.

        Empty for documents that have no pages.
        """
        words = self.page_words(document_id)
        return span_boxes(words.within(span), span) if words else ()

    @tried_again
    def tables(self, document_id: str) -> tuple[DocumentTable, ...]:
        """The tables of a document, in order, with the place of each cell in its text.

        Empty if it has none, if there is no document with that id, and if an earlier version of Pincite read it.
        """
        with self._store.reading() as transaction:
            return transaction.tables(document_id)

    @tried_again
    def page_words(self, document_id: str) -> PageWords | None:
        """Where the words of a document are on its pages; None if it has no pages."""
        with self._store.reading() as transaction:
            packed = transaction.packed_boxes(document_id)
        return None if packed is None else PageWords(packed)

    @tried_again
    def collections(self) -> dict[str, int]:
        """The name of each collection, and how many documents it has."""
        with self._store.reading() as transaction:
            return transaction.collections()

    @property
    def generation(self) -> int:
        """The number of changes so far; 0 if nothing was ever added."""
        with self._store.reading() as transaction:
            return transaction.generation

    @tried_again
    def titles(self) -> list[tuple[str, str]]:
        """The title and the source of each document, in the order in which they were added.

        Other names that a note states (`aliases` in its front matter) follow, each with the source again.
        """
        with self._store.reading() as transaction:
            return transaction.titles()

    @tried_again
    def count(self, where: Filter | None = None) -> int:
        """How many documents there are; with a filter, how many match it."""
        with self._store.reading() as transaction:
            return count_documents(transaction, where.condition() if where else ALL)

    @tried_again
    def openings(self, k: int, *, where: Filter | None = None, newest: bool = False) -> list[Passage]:
        """The first passage of `k` documents: of the first that were added, or of the newest, the newest first."""
        with self._store.reading() as transaction:
            return openings(transaction, k, where.condition() if where else ALL, newest=newest)

    @tried_again
    def mentions(self, words: str, *, where: Filter | None = None) -> list[Mention]:
        """For each document with these words, one behind another, the first place where they stand.

        Large and small letters are the same, and so are a singular and its plural in "s".
        """
        with self._store.reading() as transaction:
            return mentions(transaction, words, where.condition() if where else ALL)
