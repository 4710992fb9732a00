"""A read transaction: everything read in it comes from one state of the store."""

from collections.abc import Iterator, Sequence

import numpy as np

from index.boxes import unpack
from index.chunking.passages import searched_text
from index.documents import Document, ExtractionReport, Passage, Span, Stretch, WordBox
from index.embedding.embedder import PassageVectors, Vectors
from index.errors import EmbedderChangedError, IndexFolderError, UnknownDocumentError
from index.store.access import Access
from index.store.columns import blocks_from, report_from, sections_from
from index.store.connection import StoreConnection
from index.store.loading import (
    SELECT_DOCUMENT,
    SELECT_DOCUMENTS,
    SELECT_PASSAGE,
    SourceRecord,
    document_from,
    passage_from,
    source_records,
)
from index.store.rows import Rows
from index.tables import DocumentTable
from index.tables import unpack as unpack_tables

_FLOAT16 = 2  # bytes
# Most documents have no other names, and parsing their metadata would take longer than the rest.
_ALIASES = """CASE WHEN instr(metadata, '"aliases"') > 0 THEN metadata ->> 'aliases' END"""


class ReadTransaction:
    """Reads one state of the store, whatever is written meanwhile."""

    def __init__(self, connection: StoreConnection, place: str, access: Access | None = None) -> None:
        """Takes a connection on which a transaction has begun.

        Args:
            connection: Shows only what `access` may see.
            place: Where the store is, for messages.
            access: Who reads; None if nobody has to be kept apart from others.
        """
        self.connection = connection  # `check` and `reembed` run queries of their own
        self.place = place
        self.access = access

    def check_embedder(self, embedder: str) -> None:
        """Makes sure that the stored vectors are of that embedding model.

        Raises:
            EmbedderChangedError: They are of another model.
        """
        if self.embedder != embedder:
            raise EmbedderChangedError(self.place, self.embedder, embedder)

    @property
    def embedder(self) -> str:
        """The name of the embedding model of the stored vectors."""
        return self._meta("embedder")

    @property
    def dimensions(self) -> int | None:
        """The length of the stored vectors; None if there are none yet."""
        row = self.connection.execute("SELECT length(passage) FROM embeddings LIMIT 1").fetchone()
        return row[0] // _FLOAT16 if row else None

    @property
    def generation(self) -> int:
        """The number of changes so far; two states with the same generation are equal."""
        (generation,) = self.connection.execute("SELECT max(generation) FROM changes").fetchone()
        # Even a new index has one, so that this is damage.
        if generation is None:
            raise IndexFolderError(
                f"{self.place}: is damaged (changes are missing); move it away and add the documents again"
            )
        return int(generation)

    def token(self, generation: int) -> str | None:
        """The random token of a generation, which differs in a copy of the index; None if there was none."""
        row = self.connection.execute(
            "SELECT token FROM changes WHERE generation = ?", (generation,)
        ).fetchone()
        return None if row is None else str(row[0])

    def documents(self) -> list[Document]:
        """Every document without its blocks, in the order in which they were added."""
        rows = self.connection.execute(f"{SELECT_DOCUMENTS} ORDER BY documents.rowid")
        return [document_from(row) for row in rows]

    def titles(self) -> list[tuple[str, str]]:
        """The title and the source of each document, in the order in which they were added; then its other names."""
        rows = self.connection.execute(f"SELECT title, source, {_ALIASES} FROM documents ORDER BY rowid")
        return [
            (name, source)
            for title, source, aliases in rows
            for name in ((title, *aliases.split("; ")) if aliases else (title,))
        ]

    def document(self, id_or_source: str) -> Document:
        """The document with that id or source.

        Raises:
            UnknownDocumentError: There is none.
        """
        # The id comes first: another document may have it as its source.
        where = "WHERE id = :key OR source = :key ORDER BY id = :key DESC, space = space() DESC"
        row = self.connection.execute(f"{SELECT_DOCUMENT} {where}", {"key": id_or_source}).fetchone()
        if row is None:
            raise UnknownDocumentError(f"no document has the id or source {id_or_source!r}")
        return document_from(row)

    def source_records(self) -> dict[str, SourceRecord]:
        """The record of every known source, by which a sync finds out whether it has changed."""
        return source_records(self.connection)

    def content_hash(self, source: str) -> str | None:
        """The hash of a source's saved content, or None."""
        row = self.connection.execute(
            "SELECT content_hash FROM documents WHERE source = :source AND space = space() UNION ALL "
            "SELECT content_hash FROM sources WHERE source = :source AND space = space() AND content_hash IS NOT NULL",
            {"source": source},
        ).fetchone()
        return None if row is None else str(row[0])

    def content_hashes(self, document_ids: Sequence[str]) -> dict[str, str]:
        """For each document the hash of the content that it was read from; those that are gone are left out."""
        marks = ",".join("?" * len(document_ids)) or "NULL"
        return dict(
            self.connection.execute(
                f"SELECT id, content_hash FROM documents WHERE id IN ({marks})", list(document_ids)
            )
        )

    def reports(self, document_ids: Sequence[str]) -> dict[str, ExtractionReport]:
        """How well each document was read; those that are gone are left out."""
        marks = ",".join("?" * len(document_ids)) or "NULL"
        rows = self.connection.execute(
            f"SELECT id, report FROM documents WHERE id IN ({marks})", list(document_ids)
        )
        return {id_: report_from(report) for id_, report in rows}

    def with_content(self, content_hash: str) -> list[str]:
        """The ids of the documents that were read from that content."""
        rows = self.connection.execute("SELECT id FROM documents WHERE content_hash = ?", (content_hash,))
        return [id_ for (id_,) in rows]

    def has_sources_below(self, source: str) -> bool:
        """Whether there are documents whose sources are that source, a slash, and more."""
        # The character after "/" is "0": a range, for which the index of the sources is used.
        query = "SELECT 1 FROM documents WHERE source > ? AND source < ? AND space = space() LIMIT 1"
        return self.connection.execute(query, (f"{source}/", f"{source}0")).fetchone() is not None

    def has_problem(self, source: str) -> bool:
        """Whether a source, or a file inside it, could not be read."""
        query = (
            "SELECT 1 FROM sources WHERE problem IS NOT NULL AND ? IN (source, container) AND space = space()"
        )
        return self.connection.execute(query, (source,)).fetchone() is not None

    def read_on(self, source: str) -> int | None:
        """The processor seconds to read a source with again, since it, or a file inside it, was cut short; or None."""
        query = (
            "SELECT max(CAST(report ->> 'read_on' AS BIGINT)) FROM documents "
            "WHERE stale IS NULL AND ? IN (source, container) AND space = space()"
        )
        (seconds,) = self.connection.execute(query, (source,)).fetchone()
        return seconds if isinstance(seconds, int) else None

    def characters_of_cut_short(self, source: str) -> int | None:
        """How many characters a document has that is to be read on; None if there is no such document."""
        query = (
            "SELECT length(text) FROM documents "
            "WHERE source = ? AND space = space() AND stale IS NULL AND report ->> 'read_on' IS NOT NULL"
        )
        row = self.connection.execute(query, (source,)).fetchone()
        return None if row is None else int(row[0])

    def contained(self, source: str) -> list[str]:
        """The ids of the documents inside an archive or message."""
        rows = self.connection.execute(
            "SELECT id FROM documents WHERE container = ? AND space = space()", (source,)
        )
        return [id_ for (id_,) in rows]

    def sources_in(self, source: str) -> list[str]:
        """The sources of the documents inside an archive or message."""
        rows = self.connection.execute("SELECT source FROM documents WHERE container = ?", (source,))
        return [inside for (inside,) in rows]

    def boxes(self, document_id: str) -> list[WordBox]:
        """The boxes of a document's words on its pages; empty if it has no pages or does not exist."""
        packed = self.packed_boxes(document_id)
        return [] if packed is None else unpack(packed)

    def packed_boxes(self, document_id: str) -> bytes | None:
        """The boxes as `index.boxes.pack` packed them; None if it has no pages or does not exist."""
        row = self.connection.execute("SELECT boxes FROM pages WHERE document_id = ?", (document_id,))
        return next((bytes(packed) for (packed,) in row), None)

    def tables(self, document_id: str) -> tuple[DocumentTable, ...]:
        """The tables of a document; none if it does not exist, or was read by an earlier version."""
        row = self.connection.execute(
            "SELECT packed FROM tables WHERE document_id = ?", (document_id,)
        ).fetchone()
        return () if row is None else unpack_tables(row[0])

    def original(self, document_id: str) -> tuple[str | None, bytes | None]:
        """The hash of the file that a document was read from, and the file itself if it is stored."""
        row = self.connection.execute(
            "SELECT content_hash, original FROM documents LEFT JOIN pages ON id = document_id WHERE id = ?",
            (document_id,),
        ).fetchone()
        return (None, None) if row is None else row

    def collections(self) -> dict[str, int]:
        """The name of each collection, and how many documents it has."""
        rows = self.connection.execute("SELECT name, count(*) FROM collections GROUP BY name ORDER BY name")
        return {str(name): int(count) for name, count in rows}

    def passages(self, rows: Sequence[int]) -> list[Passage]:
        """The passages in `rows`, in that order."""
        marks = ",".join("?" * len(rows)) or "NULL"
        found = self.connection.execute(f"{SELECT_PASSAGE} WHERE row IN ({marks})", list(rows))
        by_row = {row[0]: passage_from(row) for row in found}
        # SQLite returns rows in its own order.
        return [by_row[row] for row in rows]

    def passages_of(self, document_id: str) -> list[Passage]:
        """Every passage of a document, in order; empty if there is no such document."""
        rows = self.connection.execute(f"{SELECT_PASSAGE} WHERE document_id = ? ORDER BY row", (document_id,))
        return [passage_from(row) for row in rows]

    def stretch(self, document_id: str, span: Span) -> Stretch:
        """The passages of a document that a span touches, with their blocks; both empty if there is no such document."""
        rows = self.connection.execute(
            f'{SELECT_PASSAGE} WHERE document_id = ? AND start < ? AND "end" > ? ORDER BY row',
            (document_id, span[1], span[0]),
        )
        passages = tuple(passage_from(row) for row in rows)
        if not passages:
            return Stretch(passages=(), blocks=())
        (blocks,) = self.connection.execute(
            "SELECT blocks FROM documents WHERE id = ?", (document_id,)
        ).fetchone()
        inside = (passages[0].start, passages[-1].end)
        return Stretch(passages=passages, blocks=blocks_from(blocks, inside))

    def sentence_embeddings(self, rows: Sequence[int], dimensions: int) -> list[Vectors]:
        """For each of `rows` the embeddings of the passage's sentences: shape (sentences, dimensions)."""
        marks = ",".join("?" * len(rows)) or "NULL"
        by_row = dict(
            self.connection.execute(
                f"SELECT row, sentences FROM sentence_embeddings WHERE row IN ({marks})", list(rows)
            )
        )
        return [
            np.frombuffer(by_row[row], dtype="<f2").astype(np.float32).reshape(-1, dimensions) for row in rows
        ]

    def vectors_of(self, document_id: str, dimensions: int) -> list[PassageVectors]:
        """The vectors of every passage of a document, in order, as they were saved."""
        rows = self.connection.execute(
            "SELECT passage, sentence_embeddings.sentences FROM passages "
            "JOIN embeddings USING (row) JOIN sentence_embeddings USING (row) "
            "WHERE document_id = ? ORDER BY row",
            (document_id,),
        )
        return [
            PassageVectors(
                whole=np.frombuffer(whole, dtype="<f2").astype(np.float32),
                sentences=np.frombuffer(sentences, dtype="<f2").astype(np.float32).reshape(-1, dimensions),
            )
            for whole, sentences in rows
        ]

    def passage_count(self, *, after: int = 0) -> int:
        """How many passages there are after the row `after`."""
        # Without a condition SQLite counts in the index by document, which is 100 times smaller than the table.
        query = "SELECT count(*) FROM passages" + (" WHERE row > ?" if after else "")
        (count,) = self.connection.execute(query, (after,) if after else ()).fetchone()
        return int(count)

    @property
    def is_empty(self) -> bool:
        """Whether the index has no passages."""
        (has_passages,) = self.connection.execute("SELECT EXISTS (SELECT 1 FROM passages)").fetchone()
        return not has_passages

    @property
    def last_row(self) -> int:
        """The highest row that was ever used; later passages get higher ones."""
        return self.connection.last_row()

    def texts(self, *, after: int = 0) -> Iterator[tuple[int, str]]:
        """(row, text for word search) of every passage after the row `after`, by row."""
        yield from self._texts("row > ?", (after,))

    def texts_of(self, rows: Sequence[int]) -> Iterator[tuple[int, str]]:
        """(row, text for word search) of the passages in `rows`, by row."""
        yield from self._texts(f"row IN ({','.join('?' * len(rows))})", rows)

    def _texts(self, where: str, values: Sequence[int]) -> Iterator[tuple[int, str]]:
        rows = self.connection.execute(
            f"SELECT row, title, passages.sections, passages.text, {_ALIASES} FROM passages "
            f"JOIN documents ON documents.id = document_id WHERE {where} ORDER BY row",
            values,
        )
        for row, title, sections, text, aliases in rows:
            searched = searched_text(title, text, sections_from(sections))
            yield row, f"{aliases}\n{searched}" if aliases else searched

    def embeddings(self, *, after: int = 0) -> Iterator[tuple[int, bytes]]:
        """(row, embedding as little-endian float16) of every passage after the row `after`, by row."""
        yield from self.connection.execute(
            "SELECT row, passage FROM embeddings WHERE row > ? ORDER BY row", (after,)
        )

    def removed(self, *, since: int) -> list[tuple[int, int]]:
        """First and last row of each document that was removed or replaced after a generation."""
        return self.connection.execute(
            "SELECT first, last FROM removed WHERE generation > ? ORDER BY first", (since,)
        ).fetchall()

    def rows_of(self, condition: str, values: Sequence[str]) -> Rows:
        """The rows, ascending, of the passages whose document meets an SQL condition on `documents`."""
        # The passages of a document are saved together, so that their rows are consecutive.
        rows = self.connection.execute(
            "SELECT min(row), max(row) FROM passages "
            f"WHERE document_id IN (SELECT id FROM documents WHERE {condition}) "
            "GROUP BY document_id ORDER BY min(row)",
            list(values),
        )
        ranges = [np.arange(first, last + 1, dtype=np.int64) for first, last in rows]
        return np.concatenate(ranges) if ranges else np.empty(0, dtype=np.int64)

    def _meta(self, key: str) -> str:
        row = self.connection.execute("SELECT value FROM meta WHERE key = ?", (key,)).fetchone()
        if row is None:
            raise IndexFolderError(
                f"{self.place}: is damaged ({key} is missing); move it away and add the documents again"
            )
        return str(row[0])
