"""Recognises files that have another name now, so that their texts are not embedded again."""

from collections.abc import Mapping, Sequence
from typing import NamedTuple

from index.documents import Passage
from index.embedding.embedder import PassageVectors
from index.errors import UnknownDocumentError
from index.store.loading import SourceRecord
from index.store.store import Store


class Earlier(NamedTuple):
    """What a renamed file keeps of the document that it had under its old name."""

    collections: Sequence[str] = ()
    vectors: Sequence[PassageVectors] | None = None
    title: str | None = None  # one that somebody gave it


class Renamed:
    """The documents whose files are gone from a folder, by the hash of their content."""

    def __init__(self, store: Store, dimensions: int, gone: Mapping[str, SourceRecord]) -> None:
        self._store = store
        self._dimensions = dimensions
        self._ids = {
            record.content_hash: record.document_id
            for record in gone.values()
            if record.content_hash and record.document_id
        }

    def has(self, content_hash: str) -> bool:
        """Whether a file with that content is gone."""
        return content_hash in self._ids

    def earlier(self, content_hash: str, passages: Sequence[Passage]) -> Earlier:
        """What a new file with that content keeps; nothing if no file that is gone had the same.

        The vectors are kept only if the passages are the same too: another suffix may mean another reader.
        """
        document_id = self._ids.get(content_hash)
        if document_id is None:
            return Earlier()
        try:
            with self._store.reading() as transaction:
                document = transaction.document(document_id)
                before = transaction.passages_of(document_id)
                vectors = transaction.vectors_of(document_id, self._dimensions)
        except UnknownDocumentError:  # removed by hand at this moment
            return Earlier()
        is_same = list(map(_embedded, before)) == list(map(_embedded, passages))
        given = document.title if "own_title" in document.metadata else None
        return Earlier(document.collections, vectors if is_same else None, given)


def _embedded(passage: Passage) -> tuple[str, int, Sequence[tuple[int, int]]]:
    return passage.text, passage.start, tuple(passage.sentences)
