"""The tables of the chats, as steps from version to version, and what is said of their database."""

import json
from collections.abc import Iterable

from rag import AppNotice, Connection, SchemaSteps
from ui.languages import page_text

NAME = "chats"
"""Of their database; in the folder of an index `chats.sqlite`."""

# `answer` comes last: SQLite reads a row from its start, and lists and searches need all but the answer.
# `searched` has the words of question and answer in small letters, since SQLite knows only those from A to Z.
_CHATS = """
CREATE TABLE chats (
    id TEXT PRIMARY KEY, owner TEXT NOT NULL, title TEXT, created REAL NOT NULL, changed REAL NOT NULL,
    pinned INTEGER NOT NULL DEFAULT 0, deleted REAL, scope TEXT
) STRICT;
CREATE INDEX chats_of_owner ON chats (owner, changed);
CREATE TABLE messages (
    row INTEGER PRIMARY KEY AUTOINCREMENT, id TEXT NOT NULL,
    chat TEXT NOT NULL REFERENCES chats (id) ON DELETE CASCADE,
    asked REAL NOT NULL, state TEXT NOT NULL, version INTEGER NOT NULL DEFAULT 1, writer TEXT,
    literal INTEGER NOT NULL DEFAULT 0, replaced REAL, replaced_by TEXT, problem TEXT,
    followups TEXT NOT NULL DEFAULT '[]', question TEXT NOT NULL, searched TEXT NOT NULL, answer TEXT,
    UNIQUE (chat, id)
) STRICT;
CREATE INDEX messages_of_chat ON messages (chat, row);
"""

# What people said of an answer goes with it.
_RATINGS = """
CREATE TABLE ratings (
    chat TEXT NOT NULL, message TEXT NOT NULL, rated REAL NOT NULL, rating TEXT NOT NULL,
    PRIMARY KEY (chat, message), FOREIGN KEY (chat, message) REFERENCES messages (chat, id) ON DELETE CASCADE
) STRICT, WITHOUT ROWID;
"""

# `waiting` has which server answers a question, and until when it is sure to be there; `cited` which documents an answer cites.
# `searched` of a chat has its title in small letters.
_SERVERS = """
ALTER TABLE chats ADD COLUMN searched TEXT NOT NULL DEFAULT '';
CREATE TABLE waiting (
    chat TEXT NOT NULL, message TEXT NOT NULL, server TEXT NOT NULL, until REAL NOT NULL,
    PRIMARY KEY (chat, message), FOREIGN KEY (chat, message) REFERENCES messages (chat, id) ON DELETE CASCADE
) STRICT, WITHOUT ROWID;
CREATE INDEX waiting_of_server ON waiting (server);
CREATE TABLE cited (
    chat TEXT NOT NULL, message TEXT NOT NULL, source TEXT NOT NULL, PRIMARY KEY (chat, message, source),
    FOREIGN KEY (chat, message) REFERENCES messages (chat, id) ON DELETE CASCADE
) STRICT, WITHOUT ROWID;
"""

# A second wall between owners, where the database has one: a query that forgets whose chats are meant finds no others.
_POLICIES = """
ALTER TABLE chats ENABLE ROW LEVEL SECURITY;
ALTER TABLE chats FORCE ROW LEVEL SECURITY;
CREATE POLICY own ON chats USING (coalesce(current_setting('pincite.owner', true), '') IN ('', owner));
ALTER TABLE messages ENABLE ROW LEVEL SECURITY;
ALTER TABLE messages FORCE ROW LEVEL SECURITY;
CREATE POLICY own ON messages USING (EXISTS (SELECT 1 FROM chats WHERE chats.id = messages.chat));
"""


def _fill(connection: Connection) -> None:
    """Says of the chats that are there what version 3 has places for."""
    titles = connection.execute("SELECT id, title FROM chats WHERE title IS NOT NULL").fetchall()
    connection.executemany(
        "UPDATE chats SET searched = ? WHERE id = ?", [(title.casefold(), id_) for id_, title in titles]
    )
    # One by one, since all answers of years may not fit into memory.
    for (row,) in connection.execute("SELECT row FROM messages WHERE answer IS NOT NULL").fetchall():
        chat, message, answer = connection.execute(
            "SELECT chat, id, answer FROM messages WHERE row = ?", (row,)
        ).fetchone()
        note_cited(connection, chat, message, _sources(answer))


def _sources(answer: str) -> set[str]:
    """The documents that a kept answer cites; none of one that can't be read, which can't be shown either."""
    try:
        return {str(citation["source"]) for citation in json.loads(answer)["answer"]["citations"]}
    except (ValueError, LookupError, TypeError):
        return set()


def note_cited(connection: Connection, chat: str, message: str, sources: Iterable[str]) -> None:
    """Notes which documents the answer of a message cites, in place of those of an earlier one."""
    connection.execute("DELETE FROM cited WHERE chat = ? AND message = ?", (chat, message))
    connection.executemany(
        "INSERT INTO cited (chat, message, source) VALUES (?, ?, ?)",
        [(chat, message, source) for source in sorted(set(sources))],
    )


STEPS: SchemaSteps = {1: _CHATS, 2: _RATINGS, 3: _SERVERS, 4: _fill, 5: _POLICIES}
"""Never change one that was released."""


def notice_text(notice: AppNotice | None) -> str | None:
    """What users should know, a sentence: that a damaged file was set aside, or that nothing is kept; or None."""
    if notice is None:
        return None
    match notice.kind:
        case "set_aside":
            return page_text(
                "The file of your chats was damaged. It is set aside as {name} in the index folder, "
                "and new chats are kept in a new file.",
                name=notice.detail,
            )
        case "unwritable":
            reason = page_text("the index folder can't be written ({why})", why=notice.detail)
        case "newer":
            reason = page_text("its file is of a newer Pincite")
        case "stuck":
            reason = page_text("the damaged file can't be set aside")
        case "unusable":
            reason = notice.detail
    return page_text("Chats are not kept: {reason}.", reason=reason)
