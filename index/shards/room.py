"""How much room a space has in one of several databases: what it may have in all, less what it has in the others."""

from collections.abc import Sequence
from dataclasses import replace

from index.engine import Index
from index.store.room import Used, used


def with_room_left(shards: Sequence[Index], number: int) -> Index:
    """One of the databases, as who changes it may fill it now.

    The transaction that saves makes sure of it (`index.store.room`). Two that add to different databases at the same moment do not
    see each other, and may together pass the bound by what one transaction saves.
    """
    shard = shards[number]
    access = shard._store.access
    if access is None or access.room is None:
        return shard
    elsewhere = [_used_in(other) for place, other in enumerate(shards) if place != number]
    room = replace(
        access.room,
        documents_elsewhere=sum(one.documents for one in elsewhere),
        bytes_elsewhere=sum(one.bytes for one in elsewhere),
    )
    return shard.seen_by(replace(access, room=room))


def _used_in(shard: Index) -> Used:
    with shard._store.reading() as transaction:
        return used(transaction.connection)
