"""Saves what was read and embedded: each source in its collections, in place of its earlier version."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace

from index.documents import Document, Passage
from index.embedding.embedder import PassageVectors
from index.ingest.libraries.about import filed_in
from index.ingest.renamed import Earlier, Renamed
from index.ingest.steps.results import ReadResult
from index.ingest.tags import left, tags_of
from index.store.saving import NewDocument
from index.store.store import Store


class ResultSaver:
    """Saves results in one transaction for each call."""

    def __init__(self, store: Store, *, collection: str | None, renamed: Renamed | None = None) -> None:
        """Takes what all documents are saved with.

        Args:
            store: Where to.
            collection: The name of a collection that they are added to, or None.
            renamed: What is gone from the folder that they are in.
        """
        self._store = store
        self._collection = collection
        self._renamed = renamed

    def save(
        self, results: Sequence[ReadResult], embed: Callable[[Sequence[Passage]], Sequence[PassageVectors]]
    ) -> None:
        """Saves documents and containers together. `embed` is asked for the vectors of passages that have none."""
        earlier = [self._earlier(result) for result in results]
        passages = [
            passage
            for result, kept in zip(results, earlier, strict=True)
            if kept.vectors is None
            for passage in result.passages
        ]
        vectors = iter(embed(passages) if passages else ())
        self._store.save(
            [
                self._new_document(result, result.document, kept, vectors)
                for result, kept in zip(results, earlier, strict=True)
                if result.document
            ],
            [result.container for result in results if result.container],
        )

    def _earlier(self, result: ReadResult) -> Earlier:
        """What it keeps of a file that was only renamed, with the vectors that it has already."""
        earlier = Earlier()
        if self._renamed is not None and result.is_new:
            earlier = self._renamed.earlier(result.content_hash, result.passages)
        return earlier if earlier.vectors is not None else earlier._replace(vectors=result.vectors)

    def _new_document(
        self, result: ReadResult, document: Document, earlier: Earlier, vectors: Iterator[PassageVectors]
    ) -> NewDocument:
        collections = {*earlier.collections, *((self._collection,) if self._collection else ())}
        filed = filed_in(document.metadata)
        if result.by_tags:
            filed |= tags_of(document.metadata)
        collections |= filed
        leaves = frozenset() if result.is_new else left(self._store, document, by_tags=result.by_tags) - filed
        if earlier.title:
            metadata = {**document.metadata, "own_title": document.title}
            document = replace(document, title=earlier.title, metadata=metadata)
        return NewDocument(
            document=replace(document, collections=tuple(sorted(collections))),
            content_hash=result.content_hash,
            passages=result.passages,
            vectors=earlier.vectors or [next(vectors) for _ in result.passages],
            size=result.file_stat.size,
            modified=result.file_stat.modified,
            boxes=result.boxes,
            tables=result.tables,
            original=result.original,
            leaves=leaves,
        )
