"""One unchanging state of the store: what is read inside one transaction."""

import sqlite3
from collections.abc import Iterator, Sequence
from pathlib import Path

import numpy as np

from index.boxes import unpack
from index.chunking.passages import searched_text
from index.documents import Document, Passage, WordBox
from index.embedding.embedder import Vectors
from index.errors import EmbedderChangedError, IndexFolderError, UnknownDocumentError
from index.store.loading import (
    SELECT_DOCUMENT,
    SELECT_PASSAGE,
    SourceRecord,
    document_from,
    passage_from,
    source_records,
)
from index.store.rows import Rows
from index.store.schema import APPLICATION_ID, VERSION


class ReadTransaction:
    """One unchanging state of the store."""

    def __init__(self, connection: sqlite3.Connection, path: Path) -> None:
        self._connection = connection
        self.path = path

    def version(self) -> int:
        """The version of its tables.

        Raises:
            IndexFolderError: The file is not ours, or this version can't use it.
        """
        (application,) = self._connection.execute("PRAGMA application_id").fetchone()
        (version,) = self._connection.execute("PRAGMA user_version").fetchone()
        if application != APPLICATION_ID:
            raise IndexFolderError(f"{self.path}: is not a Pincite index; name another folder")
        if version > VERSION:
            raise IndexFolderError(f"{self.path}: was made by a newer Pincite; update this one to use it")
        return int(version)

    def check_embedder(self, embedder: str) -> None:
        """Makes sure that vectors of that model can be compared with those that are kept.

        Raises:
            EmbedderChangedError: They can't.
        """
        if self.embedder != embedder:
            raise EmbedderChangedError(self.path, self.embedder, embedder)

    @property
    def embedder(self) -> str:
        """The name of the embedding model whose vectors are kept."""
        return self._meta("embedder")

    @property
    def generation(self) -> int:
        """Counts the changes; two states of one generation are the same."""
        (generation,) = self._connection.execute("SELECT max(generation) FROM changes").fetchone()
        if generation is None:
            raise IndexFolderError(
                f"{self.path}: is damaged (changes are missing); move it away and add again"
            )
        return int(generation)

    def token(self, generation: int) -> str | None:
        """What tells that generation from one of the same number in a copy; None if there was none."""
        row = self._connection.execute(
            "SELECT token FROM changes WHERE generation = ?", (generation,)
        ).fetchone()
        return None if row is None else str(row[0])

    def documents(self) -> list[Document]:
        """Every document in the order in which they were added."""
        rows = self._connection.execute(f"{SELECT_DOCUMENT} ORDER BY documents.rowid")
        return [document_from(row) for row in rows]

    def document(self, id_or_source: str) -> Document:
        """The document with that id, or that source.

        Raises:
            UnknownDocumentError: There is none.
        """
        where = "WHERE id = :key OR source = :key ORDER BY id = :key DESC"
        row = self._connection.execute(f"{SELECT_DOCUMENT} {where}", {"key": id_or_source}).fetchone()
        if row is None:
            raise UnknownDocumentError(f"no document has the id or source {id_or_source!r}")
        return document_from(row)

    def known(self) -> dict[str, SourceRecord]:
        """Every source that was ever met, with what tells whether it has changed."""
        return source_records(self._connection)

    def content_hash(self, source: str) -> str | None:
        """The hash under which a source's content was saved, or None."""
        row = self._connection.execute(
            "SELECT content_hash FROM documents WHERE source = :source UNION ALL "
            "SELECT content_hash FROM sources WHERE source = :source AND content_hash IS NOT NULL",
            {"source": source},
        ).fetchone()
        return None if row is None else str(row[0])

    def has_problem(self, source: str) -> bool:
        """Whether it, or something in it, could not be read."""
        query = "SELECT 1 FROM sources WHERE problem IS NOT NULL AND ? IN (source, container)"
        return self._connection.execute(query, (source,)).fetchone() is not None

    def contained(self, source: str) -> list[str]:
        """The ids of the documents that were inside an archive or message."""
        found = self._connection.execute("SELECT id FROM documents WHERE container = ?", (source,))
        return [id_ for (id_,) in found]

    def boxes(self, document_id: str) -> list[WordBox]:
        """Where the words of a document stand on its pages; empty if it has none, or there is no such document."""
        row = self._connection.execute(
            "SELECT boxes FROM pages WHERE document_id = ?", (document_id,)
        ).fetchone()
        return [] if row is None else unpack(row[0])

    def original(self, document_id: str) -> tuple[str | None, bytes | None]:
        """The hash of the file that a document was read from, and the file itself if it is kept."""
        row = self._connection.execute(
            "SELECT content_hash, original FROM documents LEFT JOIN pages ON id = document_id WHERE id = ?",
            (document_id,),
        ).fetchone()
        return (None, None) if row is None else row

    def collections(self) -> dict[str, int]:
        """The name of each collection, and how many documents it has."""
        found = self._connection.execute("SELECT name, count(*) FROM collections GROUP BY name ORDER BY name")
        return {str(name): int(count) for name, count in found}

    def passages(self, rows: Sequence[int]) -> list[Passage]:
        """The passages of those rows, in their order."""
        marks = ",".join("?" * len(rows))
        found = self._connection.execute(f"{SELECT_PASSAGE} WHERE row IN ({marks})", list(rows))
        by_row = {row[0]: passage_from(row) for row in found}
        return [by_row[row] for row in rows]

    def passages_of(self, document_id: str) -> list[Passage]:
        """Every passage of one document, in order; empty if there is none."""
        found = self._connection.execute(
            f"{SELECT_PASSAGE} WHERE document_id = ? ORDER BY row", (document_id,)
        )
        return [passage_from(row) for row in found]

    def sentence_embeddings(self, rows: Sequence[int], dimensions: int) -> list[Vectors]:
        """Of each of those passages the embeddings of its sentences: shape (sentences, dimensions)."""
        marks = ",".join("?" * len(rows))
        found = dict(
            self._connection.execute(
                f"SELECT row, sentences FROM sentence_embeddings WHERE row IN ({marks})", list(rows)
            )
        )
        return [
            np.frombuffer(found[row], dtype="<f2").astype(np.float32).reshape(-1, dimensions) for row in rows
        ]

    def passage_count(self, *, after: int = 0) -> int:
        """How many passages there are behind the row `after`."""
        # All are counted in the index by document, which is 100 times smaller than the table.
        query = "SELECT count(*) FROM passages" + (" WHERE row > ?" if after else "")
        (count,) = self._connection.execute(query, (after,) if after else ()).fetchone()
        return int(count)

    @property
    def is_empty(self) -> bool:
        """Whether there is no passage."""
        (found,) = self._connection.execute("SELECT EXISTS (SELECT 1 FROM passages)").fetchone()
        return not found

    @property
    def last_row(self) -> int:
        """The highest row that was ever given; later passages get higher ones."""
        found = self._connection.execute("SELECT seq FROM sqlite_sequence WHERE name = 'passages'").fetchone()
        return int(found[0]) if found else 0

    def texts(self, *, after: int = 0) -> Iterator[tuple[int, str]]:
        """(row, what it is found by words with) of every passage behind the row `after`, by row."""
        found = self._connection.execute(
            "SELECT row, title, passages.text FROM passages JOIN documents ON documents.id = document_id "
            "WHERE row > ? ORDER BY row",
            (after,),
        )
        for row, title, text in found:
            yield row, searched_text(title, text)

    def embeddings(self, *, after: int = 0) -> Iterator[tuple[int, bytes]]:
        """(row, embedding as little-endian float16) of every passage behind the row `after`, by row."""
        yield from self._connection.execute(
            "SELECT row, passage FROM embeddings WHERE row > ? ORDER BY row", (after,)
        )

    def removed(self, *, since: int) -> list[tuple[int, int]]:
        """First and last row of each document that was removed or replaced after that generation."""
        return self._connection.execute(
            "SELECT first, last FROM removed WHERE generation > ? ORDER BY first", (since,)
        ).fetchall()

    def rows_of(self, condition: str, values: Sequence[str]) -> Rows:
        """The rows, ascending, of the passages whose document meets an SQL condition on `documents`."""
        # The passages of a document are saved at once, so that their rows follow one another.
        found = self._connection.execute(
            "SELECT min(row), max(row) FROM passages "
            f"WHERE document_id IN (SELECT id FROM documents WHERE {condition}) "
            "GROUP BY document_id ORDER BY min(row)",
            list(values),
        )
        ranges = [np.arange(first, last + 1, dtype=np.int64) for first, last in found]
        return np.concatenate(ranges) if ranges else np.empty(0, dtype=np.int64)

    @property
    def connection(self) -> sqlite3.Connection:
        """For `check` and `reembed`, which look at everything as it lies there."""
        return self._connection

    def _meta(self, key: str) -> str:
        row = self._connection.execute("SELECT value FROM meta WHERE key = ?", (key,)).fetchone()
        if row is None:
            raise IndexFolderError(f"{self.path}: is damaged ({key} is missing); move it away and add again")
        return str(row[0])
