"""How often the answers of the chats cite each document."""

from ui.chats.store import ChatStore

_COUNT = """
SELECT json_extract(cited.value, '$.source'), count(DISTINCT messages.row)
FROM messages, json_each(messages.answer, '$.answer.citations') AS cited
WHERE messages.replaced IS NULL AND messages.answer IS NOT NULL
    AND messages.chat IN (SELECT id FROM chats WHERE owner = ? AND deleted IS NULL)
GROUP BY 1"""


def citing_answers(store: ChatStore, owner: str) -> dict[str, int]:
    """For each source how many answers in the chats of an owner cite it; sources that none cites are left out."""
    with store.reading() as connection:
        return {source: count for source, count in connection.execute(_COUNT, (owner,)) if source}
