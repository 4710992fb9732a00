"""Embeds all passages again with another model, while the index still answers with the old one.

The new vectors are collected batch by batch in a table beside the old ones. After an interruption the next run
continues with those. At the end one transaction replaces the old vectors and the name of the model.
"""

import json
import zlib
from collections.abc import Callable
from pathlib import Path

from index.embedding.embedder import Embedder
from index.embedding.mini_lm import MiniLmEmbedder
from index.embedding.named import FindEmbedder, embedder_called
from index.store.opening import opened_database
from index.store.store import Store

# Each batch is one transaction, so that an interruption loses this much at most.
_BATCH_PASSAGES = 256
_MISSING = """
SELECT row, start, text, sentences FROM passages
WHERE row NOT IN (SELECT row FROM new_embeddings) ORDER BY row LIMIT ?"""
_COLLECT = "INSERT INTO main.new_embeddings VALUES (?, ?, ?, ?, ?)"
# Between an interruption and the next run passages may have been removed: their vectors are not used.
_SWAP = (
    "DELETE FROM main.embeddings",
    "DELETE FROM main.sentence_embeddings",
    "INSERT INTO main.embeddings SELECT row, passage, passage_checksum FROM new_embeddings "
    "WHERE row IN (SELECT row FROM passages)",
    "INSERT INTO main.sentence_embeddings SELECT row, sentences, sentences_checksum FROM new_embeddings "
    "WHERE row IN (SELECT row FROM passages)",
    "UPDATE main.meta SET value = :name WHERE key = 'embedder'",
    "DELETE FROM main.meta WHERE key = 'new_embedder'",
    "DELETE FROM main.new_embeddings",
)


def reembed(
    folder: str | Path,
    *,
    embedder: Embedder | str | None = None,
    progress: Callable[[int, int], None] = lambda done, total: None,
    find: FindEmbedder = embedder_called,
) -> int:
    """Gives every passage of an index the vectors of another model; returns the number of passages.

    Until all vectors are there, the index can be opened with the old model; after that, with the new one. The
    passages are not cut again.

    Args:
        folder: The index folder, or the address of its database.
        embedder: The new model or its name; by default MiniLM.
        progress: Called with the number of passages done, and of all.
        find: What knows models by their names.

    Raises:
        NoIndexError: There is no index.
        IndexFolderError: It can't be written.
        IndexLockedError: Another process is changing the index.
        ModelError: The new model can't be loaded.
    """
    embedder = find(embedder) if isinstance(embedder, str) else embedder or MiniLmEmbedder()
    # The index still has the vectors of the old model, which is no error here.
    store = Store(opened_database(folder, embedder=embedder.name, create=False))
    # During the whole run, where only one can change an index: what another process adds after the last batch would have no new vector.
    with store.locked():
        _prepare(store, f"{embedder.name}, {embedder.dimensions}")
        while batch := _next_batch(store, progress):
            new = _embedded(embedder, batch)
            # No new generation: what a search sees has not changed yet.
            with store.writing(passages=False) as connection:
                connection.executemany(_COLLECT, new)
        # This transaction makes a new generation, by which open indexes notice that the model is another one.
        with store.database.writing(None, passages=True, documents=False) as connection:
            store.database.keep_others_out(connection)
            # What came meanwhile, where others could add some.
            while batch := connection.execute(_MISSING, (_BATCH_PASSAGES,)).fetchall():
                connection.executemany(_COLLECT, _embedded(embedder, batch))
            for statement in _SWAP:
                connection.execute(statement, {"name": embedder.name} if ":name" in statement else {})
        with store.reading() as transaction:
            count = transaction.passage_count()
    store.close()
    return count


def _prepare(store: Store, model: str) -> None:
    """Makes the table of new vectors ready: those of any other model, or of another length, are deleted from it."""
    with store.writing(passages=False) as connection:
        row = connection.execute("SELECT value FROM meta WHERE key = 'new_embedder'").fetchone()
        if row != (model,):
            connection.execute("DELETE FROM main.new_embeddings")
            connection.execute(
                "INSERT INTO main.meta VALUES ('new_embedder', ?) ON CONFLICT (key) DO UPDATE SET value = excluded.value",
                (model,),
            )


def _next_batch(store: Store, progress: Callable[[int, int], None]) -> list[tuple[int, int, str, str]]:
    """Passages that have no new vector yet: row, start, text and sentences."""
    with store.reading() as transaction:
        batch = transaction.connection.execute(_MISSING, (_BATCH_PASSAGES,)).fetchall()
        (done,) = transaction.connection.execute("SELECT count(*) FROM new_embeddings").fetchone()
        progress(done, transaction.passage_count())
        return batch


def _embedded(
    embedder: Embedder, batch: list[tuple[int, int, str, str]]
) -> list[tuple[int, bytes, int, bytes, int]]:
    """What is collected for each passage."""
    spans = [
        [(first - start, last - start) for first, last, *_ in json.loads(sentences)]
        for _, start, _, sentences in batch
    ]
    vectors = embedder.embed_passages([text for _, _, text, _ in batch], spans)
    return [
        (row, whole, zlib.crc32(whole), sentences, zlib.crc32(sentences))
        for (row, *_), vector in zip(batch, vectors, strict=True)
        for whole in (vector.whole.astype("<f2").tobytes(),)
        for sentences in (vector.sentences.astype("<f2").tobytes(),)
    ]
