"""What happens to all chats of an owner at once: they get another one, are handed out, or are erased for good."""

from collections.abc import Iterator

from ui.chats.chat import Chat, Message
from ui.chats.store import ChatStore


def give(store: ChatStore, owner: str, new_owner: str) -> int:
    """Gives all chats of an owner to another one; returns how many there were."""
    # Over both owners, which the database would keep apart.
    with store.writing("") as connection:
        return connection.execute("UPDATE chats SET owner = ? WHERE owner = ?", (new_owner, owner)).rowcount


def whole_chats(store: ChatStore, owner: str) -> Iterator[tuple[Chat, list[Message]]]:
    """Each chat of an owner with its answers."""
    with store.reading(owner) as connection:
        rows = connection.execute(
            "SELECT id FROM chats WHERE owner = ? AND deleted IS NULL", (owner,)
        ).fetchall()
    for (chat,) in rows:
        yield store.whole(owner, chat)


def erase(store: ChatStore, owner: str) -> int:
    """Removes all chats of an owner for good, also those that were just deleted; returns how many there were."""
    with store.writing(owner) as connection:
        gone = connection.execute("DELETE FROM chats WHERE owner = ?", (owner,)).rowcount
    store.forget_deleted()
    return gone
