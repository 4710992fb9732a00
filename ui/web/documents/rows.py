"""The rows of the list of documents, and what has changed in it since a page last saw it.

With 10,000 documents the list has 2 MB. A page gets all of it once; afterwards, while files are read and some of them
appear each second, it gets the rows that are new, changed or gone.
"""

import secrets
import threading
import time
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, TypeAlias

from rag import Assistant, DocumentEntry, summary, warnings
from ui.web.pieces import Json
from ui.work.places import Places

Row: TypeAlias = tuple[Any, ...]

FIELDS = (
    "id",
    "title",
    "source",
    "about",
    "date",
    "added",
    "size",
    "collections",
    "stale",
    "notes",
    "cutShort",
    "renamed",
    "whose",
    "fixed",
)
"""What stands in a row, in this order; rows.js names them again. A name in each row would double the size of the list."""

# Reading the list again takes a part of a second where there are many documents: no more than this share of the time.
_SHARE = 0.1
_DEFAULT = "default"  # the collection of documents that nobody has put into one


@dataclass(frozen=True, slots=True, kw_only=True)
class Seen:
    """What a page has: the list of which server, and how far. Its turn is 0 where it has none."""

    epoch: str = ""
    turn: int = 0

    @classmethod
    def sent(cls, value: object) -> "Seen":
        """From what a page sent, which may be anything."""
        match value:
            case [str(epoch), int(turn)]:
                return cls(epoch=epoch, turn=turn)
        return cls()


class DocumentRows:
    """The list of the documents of one index, with the turn in which each row last changed."""

    def __init__(self, assistant: Assistant, places: Places | None = None) -> None:
        """Reads nothing.

        Args:
            assistant: The documents.
            places: Where they may be changed; by default everywhere.
        """
        self._assistant = assistant
        self._places = places or Places(assistant)
        self._reading = threading.Lock()
        # Another server, also over the same index, counts its turns anew.
        self._epoch = secrets.token_hex(4)
        self._turn = 0
        self._rows: dict[str, tuple[Row, int]] = {}
        self._gone: dict[str, int] = {}
        self._unread: list[tuple[str, str]] = []
        self._generation = -1
        self._next = 0.0

    def count(self) -> int:
        """How many documents there were when the list was last read."""
        return len(self._rows)

    def since(self, seen: Seen, *, fresh: bool = True) -> Json:
        """What a page does not have yet: all rows, or those that changed and the ids of those that are gone.

        Args:
            seen: What the page has.
            fresh: Whether the list is read again in any case: notes of other programs do not count as changes of the index.
        """
        with self._reading:
            self._refresh(fresh=fresh)
            # It has rows of another server, or none: it can't add to them.
            begin = seen.turn if seen.epoch == self._epoch and seen.turn <= self._turn else 0
            return {
                "epoch": self._epoch,
                "from": begin,
                "to": self._turn,
                "rows": [row for row, turn in self._rows.values() if turn > begin],
                "gone": [id_ for id_, turn in self._gone.items() if turn > begin] if begin else [],
                "unread": self._unread,
            }

    @property
    def turn(self) -> int:
        """The newest turn, after a look at the index, if that costs little."""
        with self._reading:
            self._refresh(fresh=False)
            return self._turn

    def _refresh(self, *, fresh: bool) -> None:
        now = time.monotonic()
        generation = self._assistant.index.generation
        if not fresh and (generation == self._generation or now < self._next):
            return
        documents = self._assistant.index.document_list
        self._generation = generation
        self._take(documents.entries(), list(documents.unread().items()))
        took = time.monotonic() - now
        self._next = time.monotonic() + took / _SHARE

    def _take(self, entries: Sequence[DocumentEntry], unread: list[tuple[str, str]]) -> None:
        """Compares the list with the one before; what differs gets the next turn."""
        turn = self._turn + 1
        names = {space: self._places.name(space) for space in {entry.space for entry in entries}}
        free = set(self._places.spaces) if self._places.apart else set(names)
        rows = {
            entry.id: row_of(entry, names[entry.space], fixed=entry.space not in free) for entry in entries
        }
        gone = self._rows.keys() - rows.keys()
        changed = [id_ for id_, row in rows.items() if self._rows.get(id_, ((), 0))[0] != row]
        if not (gone or changed or unread != self._unread):
            return
        self._turn, self._unread = turn, unread
        kept = {id_: self._rows[id_][1] for id_ in rows.keys() - set(changed)}
        self._rows = {id_: (row, kept.get(id_, turn)) for id_, row in rows.items()}
        self._gone = {id_: then for id_, then in self._gone.items() if id_ not in rows} | dict.fromkeys(
            gone, turn
        )


def row_of(entry: DocumentEntry, whose: str = "", *, fixed: bool = False) -> Row:
    """The row of a document.

    Args:
        entry: The document.
        whose: "*" for one of everybody, the name of the group that has it, or "".
        fixed: Whether whoever sees it may not change it.
    """
    return (
        entry.id,
        entry.title,
        entry.source,
        summary(entry),
        entry.date and entry.date[:10],
        entry.number,
        entry.size if entry.size is not None else entry.characters,
        [name for name in entry.collections if name != _DEFAULT],
        entry.stale,
        len(warnings(entry.report)),
        entry.report.read_on is not None,
        entry.own_title is not None,
        whose,
        fixed,
    )
