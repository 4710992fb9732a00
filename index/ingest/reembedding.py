"""Embedding everything anew with another model, while the index goes on answering with the old one.

The new vectors are gathered in tables beside the old ones, batch by batch; what is there when it is
interrupted is used when it goes on. One transaction puts them in place of the old, with the model's name.
"""

import json
import sqlite3
import zlib
from collections.abc import Callable
from pathlib import Path

from index.embedding.embedder import Embedder
from index.embedding.mini_lm import MiniLmEmbedder
from index.store.store import Store

_BATCH_PASSAGES = 256
_START = """
CREATE TABLE IF NOT EXISTS new_embeddings (
    row INTEGER PRIMARY KEY, passage BLOB NOT NULL, sentences BLOB NOT NULL
) STRICT"""
_MISSING = """
SELECT row, start, text, sentences FROM passages
WHERE row NOT IN (SELECT row FROM new_embeddings) ORDER BY row LIMIT ?"""
_SWAP = (
    "DELETE FROM embeddings",
    "DELETE FROM sentence_embeddings",
    "INSERT INTO embeddings SELECT row, passage, crc32(passage) FROM new_embeddings "
    "WHERE row IN (SELECT row FROM passages)",
    "INSERT INTO sentence_embeddings SELECT row, sentences, crc32(sentences) FROM new_embeddings "
    "WHERE row IN (SELECT row FROM passages)",
    "UPDATE meta SET value = :name WHERE key = 'embedder'",
    "DELETE FROM meta WHERE key = 'new_embedder'",
    "DROP TABLE new_embeddings",
)


def reembed(
    folder: str | Path,
    *,
    embedder: Embedder | None = None,
    progress: Callable[[int, int], None] = lambda done, total: None,
) -> int:
    """Gives every passage of an index the vectors of another model; returns how many passages there are.

    Until all are there, the index answers those who open it with the old model, and after that those
    who open it with the new one. The passages stay as they were cut.

    Args:
        folder: The index folder.
        embedder: The new model; by default MiniLM.
        progress: Called with the passages done, and all.

    Raises:
        IndexFolderError: There is no index, or it can't be written.
        IndexLockedError: Another process is changing the index.
        ModelError: The new model can't be loaded.
    """
    embedder = embedder or MiniLmEmbedder()
    store = Store(Path(folder), embedder=embedder.name, check_embedder=False)
    with store.changing():
        _prepare(store, embedder.name)
        while some := _missing(store, progress):
            _embed(store, embedder, some)
        with store.writing() as connection:
            connection.create_function("crc32", 1, zlib.crc32, deterministic=True)
            for statement in _SWAP:
                connection.execute(statement, {"name": embedder.name} if ":name" in statement else {})
        with store.reading() as state:
            count = state.passage_count()
    store.close()
    return count


def _prepare(store: Store, name: str) -> None:
    """Makes the table for the new vectors, empty if it holds those of yet another model."""
    with store.writing(passages=False) as connection:
        connection.execute(_START)
        found = connection.execute("SELECT value FROM meta WHERE key = 'new_embedder'").fetchone()
        if found != (name,):
            connection.execute("DELETE FROM new_embeddings")
            connection.execute("INSERT OR REPLACE INTO meta VALUES ('new_embedder', ?)", (name,))


def _missing(store: Store, progress: Callable[[int, int], None]) -> list[tuple[int, int, str, str]]:
    """Some passages that have no new vector yet: row, start, text and sentences."""
    with store.reading() as state:
        some = state.connection.execute(_MISSING, (_BATCH_PASSAGES,)).fetchall()
        (done,) = state.connection.execute("SELECT count(*) FROM new_embeddings").fetchone()
        progress(done, state.passage_count())
        return some


def _embed(store: Store, embedder: Embedder, some: list[tuple[int, int, str, str]]) -> None:
    spans = [
        [(first - start, last - start) for first, last in json.loads(sentences)]
        for _, start, _, sentences in some
    ]
    vectors = embedder.embed_passages([text for _, _, text, _ in some], spans)
    with store.writing(passages=False) as connection:
        connection.executemany(
            "INSERT INTO new_embeddings VALUES (?, ?, ?)",
            [
                (
                    row,
                    sqlite3.Binary(vector.whole.astype("<f2").tobytes()),
                    vector.sentences.astype("<f2").tobytes(),
                )
                for (row, *_), vector in zip(some, vectors, strict=True)
            ],
        )
