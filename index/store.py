"""The one truth on disk: documents, passages and their embeddings in SQLite."""

import json
import os
import sqlite3
import uuid
from collections.abc import Iterator, Sequence
from contextlib import closing, contextmanager
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import numpy.typing as npt

from index.documents import Document, Passage, Section
from index.embedder import PassageVectors, Vectors
from index.errors import IndexFolderError, UnknownDocumentError

FILE_NAME = "pincite.sqlite3"
_APPLICATION_ID = 0x50494E43  # "PINC": tells our file from any other SQLite file
_VERSION = 1
_BUSY_SECONDS = 60.0

_SCHEMA = """
CREATE TABLE meta (key TEXT PRIMARY KEY, value TEXT NOT NULL) STRICT;
CREATE TABLE documents (
    id TEXT PRIMARY KEY,
    source TEXT NOT NULL UNIQUE,
    title TEXT NOT NULL,
    text TEXT NOT NULL,
    sections TEXT NOT NULL,
    metadata TEXT NOT NULL,
    content_hash TEXT NOT NULL
) STRICT;
CREATE TABLE passages (
    row INTEGER PRIMARY KEY AUTOINCREMENT,
    document_id TEXT NOT NULL REFERENCES documents (id) ON DELETE CASCADE,
    sections TEXT NOT NULL,
    start INTEGER NOT NULL,
    end INTEGER NOT NULL,
    text TEXT NOT NULL,
    sentences TEXT NOT NULL,
    embedding BLOB NOT NULL,
    sentence_embeddings BLOB NOT NULL
) STRICT;
CREATE INDEX passages_by_document ON passages (document_id);
"""


@dataclass(frozen=True, slots=True, kw_only=True)
class NewDocument:
    """A document about to be saved with its passages (their ids don't matter) and their vectors."""

    document: Document
    content_hash: str
    passages: Sequence[Passage]
    vectors: Sequence[PassageVectors]


class Store:
    """Saves and loads. Any number of threads and processes may read while one writes."""

    def __init__(self, folder: Path, *, embedder: str) -> None:
        """Opens the store in `folder`, or makes one where there is nothing yet.

        Args:
            folder: The index folder.
            embedder: The name of the embedding model, which an index keeps for life.

        Raises:
            IndexFolderError: The folder holds something else, is damaged, from a newer version,
                made with another embedding model, or can't be written.
        """
        self._folder = folder
        self._path = folder / FILE_NAME
        if not self._path.exists():
            self._create(embedder)
        with self.reading() as reader:
            reader.check_header(embedder)

    @contextmanager
    def reading(self) -> Iterator["Reader"]:
        """One unchanging state of the index, for as long as the block runs."""
        with self._speaking(), closing(self._connect()) as connection:
            connection.execute("BEGIN")
            yield Reader(connection, self._path)

    def save(self, new: Sequence[NewDocument]) -> None:
        """Saves documents, each in place of what had its source before, in one transaction."""
        with self._writing() as connection:
            for item in new:
                connection.execute("DELETE FROM documents WHERE source = ?", (item.document.source,))
                _insert(connection, item)

    def remove(self, document_id: str) -> None:
        """Removes a document and its passages in one transaction.

        Raises:
            UnknownDocumentError: There is none with that id.
        """
        with self._writing() as connection:
            if not connection.execute("DELETE FROM documents WHERE id = ?", (document_id,)).rowcount:
                raise UnknownDocumentError(f"no document has the id {document_id!r}")

    @contextmanager
    def _writing(self) -> Iterator[sqlite3.Connection]:
        """One transaction; each makes a new generation."""
        with self._speaking(), closing(self._connect()) as connection:
            connection.execute("BEGIN IMMEDIATE")
            yield connection
            connection.execute("UPDATE meta SET value = value + 1 WHERE key = 'generation'")
            connection.execute("COMMIT")

    def _connect(self) -> sqlite3.Connection:
        connection = sqlite3.connect(
            f"{self._path.absolute().as_uri()}?mode=rw", uri=True, timeout=_BUSY_SECONDS, isolation_level=None
        )
        connection.execute("PRAGMA foreign_keys = ON")
        connection.execute("PRAGMA synchronous = FULL")
        return connection

    def _create(self, embedder: str) -> None:
        """Makes the file under another name first, so that it appears whole or not at all."""
        unfinished = self._folder / f".{FILE_NAME}.{uuid.uuid4().hex}"
        try:
            self._folder.mkdir(parents=True, exist_ok=True)
            others = [it for it in self._folder.iterdir() if not it.name.startswith(f".{FILE_NAME}")]
            if others and not self._path.exists():  # or another process was first
                raise IndexFolderError(
                    f"{self._folder}: holds other files and no Pincite index; name an empty or a new folder"
                )
            with self._speaking(), closing(sqlite3.connect(unfinished, isolation_level=None)) as connection:
                _initialise(connection, embedder)
            _move_unless_there(unfinished, self._path)
        except OSError as error:
            raise IndexFolderError(
                f"{self._folder}: no index can be made there ({error.strerror})"
            ) from error
        finally:
            unfinished.unlink(missing_ok=True)

    @contextmanager
    def _speaking(self) -> Iterator[None]:
        """Turns what SQLite raises into an error that says what to do."""
        try:
            yield
        except sqlite3.OperationalError as error:
            raise IndexFolderError(
                f"{self._path}: {error}; check the disk and the folder's permissions"
            ) from error
        except sqlite3.DatabaseError as error:
            raise IndexFolderError(
                f"{self._path}: is damaged or not a Pincite index ({error}); move the folder away and add the documents again"
            ) from error


def _initialise(connection: sqlite3.Connection, embedder: str) -> None:
    connection.execute("PRAGMA journal_mode = WAL")
    connection.executescript(f"BEGIN; {_SCHEMA}")
    connection.executemany(
        "INSERT INTO meta VALUES (?, ?)", {"embedder": embedder, "generation": "0"}.items()
    )
    connection.execute(f"PRAGMA application_id = {_APPLICATION_ID}")
    connection.execute(f"PRAGMA user_version = {_VERSION}")
    connection.execute("COMMIT")


def _move_unless_there(unfinished: Path, path: Path) -> None:
    """Gives the file its name, unless another process was first: its index is kept."""
    try:
        os.link(unfinished, path)
    except FileExistsError:
        return
    except OSError:  # a file system without hard links
        if not path.exists():
            unfinished.rename(path)


class Reader:
    """One unchanging state of the store."""

    def __init__(self, connection: sqlite3.Connection, path: Path) -> None:
        self._connection = connection
        self._path = path

    def check_header(self, embedder: str) -> None:
        """Makes sure that the file is ours and that this version can use it."""
        (application,) = self._connection.execute("PRAGMA application_id").fetchone()
        (version,) = self._connection.execute("PRAGMA user_version").fetchone()
        if application != _APPLICATION_ID:
            raise IndexFolderError(f"{self._path}: is not a Pincite index; name another folder")
        if version > _VERSION:
            raise IndexFolderError(f"{self._path}: was made by a newer Pincite; update this one to use it")
        made_with = self._meta("embedder")
        if made_with != embedder:
            raise IndexFolderError(
                f"{self._path}: was made with the embedding model {made_with!r}, not {embedder!r}; "
                "use that model, or another folder"
            )

    @property
    def generation(self) -> int:
        """Counts the changes; two readers of one generation see the same."""
        return int(self._meta("generation"))

    def documents(self) -> list[Document]:
        """Every document in the order in which they were added."""
        rows = self._connection.execute(f"{_SELECT_DOCUMENT} ORDER BY rowid")
        return [_document(row) for row in rows]

    def document(self, id_or_source: str) -> Document:
        """The document with that id, or that source.

        Raises:
            UnknownDocumentError: There is none.
        """
        where = "WHERE id = :key OR source = :key ORDER BY id = :key DESC"
        row = self._connection.execute(f"{_SELECT_DOCUMENT} {where}", {"key": id_or_source}).fetchone()
        if row is None:
            raise UnknownDocumentError(f"no document has the id or source {id_or_source!r}")
        return _document(row)

    def content_hash(self, source: str) -> str | None:
        """The hash under which a source's content was saved, or None."""
        row = self._connection.execute(
            "SELECT content_hash FROM documents WHERE source = ?", (source,)
        ).fetchone()
        return None if row is None else str(row[0])

    def passages(self, rows: Sequence[int]) -> list[Passage]:
        """The passages of those rows, in their order."""
        marks = ",".join("?" * len(rows))
        found = self._connection.execute(f"{_SELECT_PASSAGE} WHERE row IN ({marks})", list(rows))
        by_row = {row[0]: _passage(row) for row in found}
        return [by_row[row] for row in rows]

    def passages_of(self, document_id: str) -> list[Passage]:
        """Every passage of one document, in order; empty if there is none."""
        found = self._connection.execute(
            f"{_SELECT_PASSAGE} WHERE document_id = ? ORDER BY row", (document_id,)
        )
        return [_passage(row) for row in found]

    def sentence_embeddings(self, row: int) -> Vectors:
        """Embeddings of the sentences of one passage: shape (sentences, dimensions)."""
        (flat, sentences) = self._connection.execute(
            "SELECT sentence_embeddings, json_array_length(sentences) FROM passages WHERE row = ?", (row,)
        ).fetchone()
        return np.frombuffer(flat, dtype="<f2").astype(np.float32).reshape(sentences, -1)

    def texts(self) -> Iterator[tuple[int, str]]:
        """(row, text) of every passage, by row."""
        yield from self._connection.execute("SELECT row, text FROM passages ORDER BY row")

    def embeddings(self) -> tuple[npt.NDArray[np.int64], Vectors]:
        """Rows, ascending, and their embeddings: shapes (n) and (n, dimensions)."""
        pairs = self._connection.execute("SELECT row, embedding FROM passages ORDER BY row").fetchall()
        rows = np.array([row for row, _ in pairs], dtype=np.int64)
        flat = np.frombuffer(b"".join(blob for _, blob in pairs), dtype="<f4").astype(np.float32, copy=False)
        return rows, flat.reshape(len(pairs), -1 if len(pairs) else 0)

    def _meta(self, key: str) -> str:
        row = self._connection.execute("SELECT value FROM meta WHERE key = ?", (key,)).fetchone()
        if row is None:
            raise IndexFolderError(f"{self._path}: is damaged ({key} is missing); move it away and add again")
        return str(row[0])


_SELECT_DOCUMENT = "SELECT id, title, source, text, sections, metadata FROM documents"
_SELECT_PASSAGE = """
SELECT row, document_id, title, source, passages.sections, start, end, passages.text, sentences
FROM passages JOIN documents ON documents.id = document_id"""


def _document(row: tuple[str, str, str, str, str, str]) -> Document:
    id_, title, source, text, sections, metadata = row
    return Document(
        id=id_,
        title=title,
        source=source,
        text=text,
        sections=_sections(sections),
        metadata=json.loads(metadata),
    )


def _sections(json_text: str) -> tuple[Section, ...]:
    return tuple(Section(name=name, start=start, end=end) for name, start, end in json.loads(json_text))


def _json(sections: Sequence[Section]) -> str:
    return json.dumps([(section.name, section.start, section.end) for section in sections])


def _passage(row: tuple[int, str, str, str, str, int, int, str, str]) -> Passage:
    number, document_id, title, source, sections, start, end, text, sentences = row
    return Passage(
        id=f"{document_id}-{number}",
        document_id=document_id,
        title=title,
        source=source,
        sections=_sections(sections),
        start=start,
        end=end,
        text=text,
        sentences=tuple((first, last) for first, last in json.loads(sentences)),
    )


def _insert(connection: sqlite3.Connection, item: NewDocument) -> None:
    document = item.document
    connection.execute(
        "INSERT INTO documents VALUES (?, ?, ?, ?, ?, ?, ?)",
        (
            document.id,
            document.source,
            document.title,
            document.text,
            _json(document.sections),
            json.dumps(dict(document.metadata)),
            item.content_hash,
        ),
    )
    connection.executemany(
        "INSERT INTO passages (document_id, sections, start, end, text, sentences, embedding, sentence_embeddings)"
        " VALUES (?, ?, ?, ?, ?, ?, ?, ?)",
        (
            (
                document.id,
                _json(passage.sections),
                passage.start,
                passage.end,
                passage.text,
                json.dumps(passage.sentences),
                vectors.whole.astype("<f4").tobytes(),
                vectors.sentences.astype("<f2").tobytes(),
            )
            for passage, vectors in zip(item.passages, item.vectors, strict=True)
        ),
    )
