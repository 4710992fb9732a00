"""Moves each document to the shard that it belongs to, after one was added, while questions go on."""

import time
from collections.abc import Callable, Sequence

from index.engine import Index
from index.shards.sharded import ShardedIndex
from index.stopping import raise_if_stopped
from index.store.aside import copy_to_the_end
from index.store.saving import delete_document

# Documents that are in two shards at once. A question may have opened the one before they came, and the other after they went;
# so they go only when each question that had begun has opened all its shards.
_TOGETHER = 50
_GRACE = 1.0


def spread(
    index: ShardedIndex, show: Callable[[int, int], None] = lambda done, total: None, grace: float = _GRACE
) -> int:
    """Moves every document that is not where it belongs, with passages and vectors; returns how many.

    It can be interrupted: the next run goes on. Documents that are added, replaced or removed meanwhile stay as they then are.

    Args:
        index: All shards, the new one too. From here on new documents already go where they belong.
        show: Called with the number of documents that were moved, and of all that are to be.
        grace: Seconds after which a question has opened all its shards.
    """
    moves = [
        (number, target, id_, source)
        for number, shard in enumerate(index.shards)
        for id_, source in _known(shard)
        if (target := index.place_of(source)) != number
    ]
    # By where they come from and go to, so that a batch is one transaction in each.
    moves.sort(key=lambda move: move[:2])
    done = 0
    while done < len(moves):
        raise_if_stopped()
        show(done, len(moves))
        origin, target = moves[done][:2]
        batch = [move[2:] for move in moves[done : done + _TOGETHER] if move[:2] == (origin, target)]
        _move(index.shards[origin], index.shards[target], batch, grace)
        done += len(batch)
    show(done, done)
    return done


def _known(shard: Index) -> list[tuple[str, str]]:
    """Id and source of each document."""
    with shard._store.reading() as transaction:
        return list(transaction.connection.execute("SELECT id, source FROM documents ORDER BY id").fetchall())


def _move(origin: Index, target: Index, batch: Sequence[tuple[str, str]], grace: float) -> None:
    with origin._store.reading() as transaction, target._store.writing() as connection:
        for id_, source in batch:
            # One that is there is newer, or was copied by a run that was interrupted.
            if not connection.execute("SELECT 1 FROM documents WHERE source = ?", (source,)).fetchone():
                copy_to_the_end(transaction.connection, connection, id_)
    time.sleep(grace)
    with origin._store.writing() as connection:
        gone = [id_ for id_, _ in batch if not delete_document(connection, "id = ?", id_)]
    # Somebody removed them here after they were copied.
    with target._store.writing() as connection:
        for id_ in gone:
            delete_document(connection, "id = ?", id_)
