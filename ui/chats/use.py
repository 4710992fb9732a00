"""How often the answers of the chats cite each document."""

from ui.chats.store import ChatStore

_COUNT = """
SELECT cited.source, count(*)
FROM cited JOIN messages ON messages.chat = cited.chat AND messages.id = cited.message
WHERE messages.replaced IS NULL AND cited.chat IN (SELECT id FROM chats WHERE owner = ? AND deleted IS NULL)
GROUP BY cited.source"""


def citing_answers(store: ChatStore, owner: str) -> dict[str, int]:
    """For each source how many answers in the chats of an owner cite it; sources that none cites are left out."""
    with store.reading(owner) as connection:
        return {source: count for source, count in connection.execute(_COUNT, (owner,)) if source}
