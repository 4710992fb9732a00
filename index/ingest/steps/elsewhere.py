"""Saves what other processes have read of an index's sources, each by itself."""

from collections.abc import Sequence

from index.documents import Document, Passage
from index.embedding.embedder import PassageVectors
from index.ingest.steps.results import ReadResult
from index.ingest.steps.saving import ResultSaver
from index.store.again import tried_again
from index.store.store import Store


class ReadElsewhere:
    """The documents of one index, for a worker that saves what it has read; see `index.cluster`."""

    def __init__(self, store: Store) -> None:
        self._store = store

    @tried_again
    def documents(self, source: str, content_hash: str) -> list[Document]:
        """The documents of a source and those inside it, if it was saved with that content; else none."""
        with self._store.reading() as transaction:
            if transaction.content_hash(source) != content_hash:
                return []
            inside = transaction.contained(source)
            own = transaction.with_content(content_hash)
            found = [transaction.document(id_) for id_ in dict.fromkeys([*inside, *own])]
        return [document for document in found if source in (document.source, document.container)]

    def save(self, results: Sequence[ReadResult], collection: str | None) -> None:
        """Saves results that have their vectors in one transaction."""
        if results:
            ResultSaver(self._store, collection=collection).save(results, _no_vectors)


def _no_vectors(passages: Sequence[Passage]) -> Sequence[PassageVectors]:
    raise ValueError(f"{len(passages)} passages have no vectors")
