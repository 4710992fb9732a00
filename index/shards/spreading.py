"""Moves each document to the shard that it belongs to, after one was added, while questions go on."""

import time
from collections.abc import Callable, Sequence
from typing import NamedTuple

from index.engine import Index
from index.shards.sharded import ShardedIndex
from index.stopping import raise_if_stopped
from index.store.moving import copy_documents_at_once
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
    # By where they come from and go to, so that a batch is one transaction in each.
    moves = sorted(
        (number, target, document)
        for number, shard in enumerate(index.shards)
        for document in _known(shard)
        if (target := index.place_of(document.source)) != number
    )
    done = 0
    while done < len(moves):
        raise_if_stopped()
        show(done, len(moves))
        origin, target = moves[done][:2]
        batch = [one for *way, one in moves[done : done + _TOGETHER] if way == [origin, target]]
        _move(index.shards[origin], index.shards[target], batch, grace)
        done += len(batch)
    # What has gone counts no more in what a word weighs.
    for number in {number for number, *_ in moves}:
        index.shards[number]._searcher.engine.write()
    show(done, done)
    return done


class _Known(NamedTuple):
    id: str
    source: str
    space: str


def _known(shard: Index) -> list[_Known]:
    with shard._store.reading() as transaction:
        return [
            _Known(*row) for row in transaction.connection.execute("SELECT id, source, space FROM documents")
        ]


def _move(origin: Index, target: Index, batch: Sequence[_Known], grace: float) -> None:
    there = {(known.source, known.space) for known in _known(target)}
    # One that is there is newer, or was copied by a run that was interrupted.
    new = [known.id for known in batch if (known.source, known.space) not in there]
    with origin._store.reading() as transaction, target._store.writing() as connection:
        copy_documents_at_once(transaction.connection, connection, new)
    time.sleep(grace)
    with origin._store.writing() as connection:
        gone = [known.id for known in batch if not delete_document(connection, "id = ?", known.id)]
    if gone:  # somebody removed them here after they were copied
        with target._store.writing() as connection:
            for id_ in gone:
                delete_document(connection, "id = ?", id_)
