"""How much the documents of a space may be, held in the transaction that adds some."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass

from index.errors import NoRoomError
from index.store.access import Room
from index.store.connection import StoreConnection

# The files inside another one have its size, which counts once. Of what is no file the characters count.
_USED = (
    "SELECT coalesce(sum(documents), 0), coalesce(sum(bytes), 0) FROM (SELECT count(*) AS documents, "
    "max(coalesce(size, length(text))) AS bytes FROM documents WHERE space = space() "
    "GROUP BY coalesce(container, source)) AS files"
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Used:
    """How many documents a space has, and the bytes of the files that they were read from."""

    documents: int
    bytes: int


def used(connection: StoreConnection) -> Used:
    """What the space has that is changed."""
    documents, size = connection.execute(_USED).fetchone()
    return Used(documents=int(documents), bytes=int(size))


def lock_of(space: str) -> str:
    """What those claim beside their sources who add to a space with a bound: each has to see what the other adds."""
    return f"room of {space}"


@contextmanager
def within(room: Room | None, connection: StoreConnection) -> Iterator[None]:
    """Lets a block add to the space that is changed, if there is room for that.

    What makes it smaller, or leaves it as it is, may always be: there may be more already than there may be now.

    Raises:
        NoRoomError: It would be too much. The transaction has to be undone.
    """
    if room is None:
        yield
        return
    before = used(connection)
    yield
    after = used(connection)
    documents = (room.documents or 0) - room.documents_elsewhere
    if room.documents is not None and after.documents > max(documents, before.documents):
        raise NoRoomError(f"there may be {room.documents:,} documents here, and these would be more")
    size = (room.bytes or 0) - room.bytes_elsewhere
    if room.bytes is not None and after.bytes > max(size, before.bytes):
        size = max(1, room.bytes // 10**6)
        raise NoRoomError(f"the documents here may have {size:,} MB together, and these would be more")
