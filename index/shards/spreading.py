"""Moves documents to the database that they belong to, while questions go on."""

import time
from collections import deque
from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import groupby
from typing import NamedTuple, TypeAlias

from index.engine import Index
from index.stopping import raise_if_stopped
from index.store.connection import Connection
from index.store.members import name_of
from index.store.moving import copy_documents_at_once, copy_records
from index.store.saving import delete_document

_TOGETHER = 50  # documents that one transaction copies, about
GRACE = 1.0
"""Seconds after which a question has opened all databases. It may have opened the one before a document came, and the other after it
went; so it goes only after them."""
_TURN = 5.0  # seconds, about, after which another one that wants to move something has its turn: an `add` of what is in the wrong place
_MARKS = 500  # values in one query

# What belongs together: a file with all that is inside it, and what is known of those without a document.
_GROUPS = """
SELECT coalesce(container, source), space, min(rowid), count(*) FROM documents GROUP BY 1, 2
UNION ALL SELECT coalesce(container, source), space, 0, 0 FROM sources"""
_OF_GROUPS = (
    "SELECT {} source, space, coalesce(container, source) FROM {} WHERE source IN ({}) OR container IN ({})"
)


class Group(NamedTuple):
    """A file, with all that is inside it, in one space: it is in one database, and moves as one."""

    source: str
    space: str


@dataclass(frozen=True, slots=True, kw_only=True)
class SpreadReport:
    """What became of the documents of several databases.

    Attributes:
        moved: How many were moved.
        documents: How many each database has now, by its place.
    """

    moved: int
    documents: Mapping[str, int]


class Move(NamedTuple):
    """A group that is to go from one database to another, by their numbers."""

    group: Group
    origin: int
    target: int
    documents: int = 1


Batch: TypeAlias = tuple[int, int, list[Move]]
"""Moves from one database to another, by their numbers, at once."""


def groups_in(shard: Index) -> dict[Group, int]:
    """All groups of a database, in the order in which they were added, and how many documents each has."""
    with shard._store.reading() as transaction:
        rows = transaction.connection.execute(_GROUPS).fetchall()
    found: dict[Group, int] = {}
    for source, space, _, documents in sorted(rows, key=lambda row: row[2]):
        group = Group(source, space)
        found[group] = found.get(group, 0) + documents
    return found


def groups_among(shard: Index, sources: Collection[str]) -> set[Group]:
    """The groups of a database that have one of these names."""
    with shard._store.reading() as transaction:
        return {
            Group(outer, space)
            for names in _pieces(sorted(sources))
            for table in ("documents", "sources")
            for *_, space, outer in _of_groups(transaction.connection, table, names)
        }


def move(
    shards: Sequence[Index],
    moves: Sequence[Move],
    show: Callable[[int, int], None] = lambda done, total: None,
    grace: float | None = None,
) -> int:
    """Moves groups with passages and vectors; returns the number of documents.

    It can be interrupted: a second run goes on. What is replaced or removed meanwhile stays as it then is.

    Args:
        shards: All databases, as nobody in particular sees them.
        moves: What is to go where.
        show: Called with the number of documents that were moved, and of all.
        grace: Seconds after which a question has opened all databases; by default `GRACE`.
    """
    total, done = sum(one.documents for one in moves), 0
    batches = deque(_batches(moves))
    turns = _first(shards)._store.database
    while batches:
        show(done, total)
        with turns.moving():
            done += _move_some(shards, batches, GRACE if grace is None else grace)
    # What has gone counts no more in what a word weighs.
    for number in {one.origin for one in moves}:
        shards[number]._searcher.engine.write()
    show(done, total)
    return done


def _first(shards: Sequence[Index]) -> Index:
    """One of the databases, the same in whatever order they were opened."""
    named = {}
    for shard in shards:
        with shard._store.reading() as transaction:
            named[name_of(transaction.connection)] = shard
    return named[min(named)]


def _move_some(shards: Sequence[Index], batches: deque[Batch], grace: float) -> int:
    """Moves the next batches, for a while; returns how many documents.

    Nobody else moves any meanwhile: what is gone from where it was after it was copied would look as if somebody had removed it.
    """
    copied: list[_Copied] = []
    done, end = 0, time.monotonic() + _TURN
    while batches and (not copied or time.monotonic() < end):
        raise_if_stopped()
        origin, target, batch = batches.popleft()
        copied.append(_copy(shards[origin], shards[target], batch, grace))
        done += sum(one.documents for one in batch)
    for one in copied:
        time.sleep(max(0.0, one.until - time.monotonic()))
        _remove_from_origin(one)
    return done


def _batches(moves: Sequence[Move]) -> Iterator[Batch]:
    """Moves on the same way, so many at once that it is one short transaction in each database."""
    ordered = sorted(moves, key=lambda one: (one.origin, one.target))
    for (origin, target), on_way in groupby(ordered, key=lambda one: (one.origin, one.target)):
        batch: list[Move] = []
        for one in on_way:
            if batch and sum(other.documents for other in batch) + one.documents > _TOGETHER:
                yield origin, target, batch
                batch = []
            batch.append(one)
        yield origin, target, batch


class _Copied(NamedTuple):
    """What is in two databases, and goes from the first one when each question that had begun has opened all."""

    origin: Index
    target: Index
    documents: Sequence[str]
    records: Sequence[tuple[str, str]]
    until: float


def _copy(origin: Index, target: Index, batch: Sequence[Move], grace: float) -> _Copied:
    groups = [one.group for one in batch]
    with origin._store.reading() as transaction, target._store.writing() as connection:
        documents = _rows(transaction.connection, "documents", groups)
        records = [(source, space) for _, source, space in _rows(transaction.connection, "sources", groups)]
        # One that is there is newer, or was copied by a run that was interrupted.
        there = {(source, space) for _, source, space in _rows(connection, "documents", groups)}
        new = [id_ for id_, source, space in documents if (source, space) not in there]
        copy_documents_at_once(transaction.connection, connection, new, numbered=True)
        copy_records(transaction.connection, connection, [key for key in records if key not in there])
    ids = [id_ for id_, *_ in documents]
    return _Copied(origin, target, ids, records, time.monotonic() + grace if ids else 0.0)


def _remove_from_origin(copied: _Copied) -> None:
    with copied.origin._store.writing() as connection:
        gone = [id_ for id_ in copied.documents if not delete_document(connection, "id = ?", id_)]
        connection.executemany("DELETE FROM main.sources WHERE source = ? AND space = ?", copied.records)
    if gone:  # somebody removed them here after they were copied
        with copied.target._store.writing() as connection:
            for id_ in gone:
                delete_document(connection, "id = ?", id_)


def _rows(connection: Connection, table: str, groups: Sequence[Group]) -> list[tuple[str, str, str]]:
    """Id ("" of a record), source and space of what is in the groups, in the order of the groups."""
    wanted: Mapping[Group, int] = {group: place for place, group in enumerate(groups)}
    found = [
        (wanted[Group(outer, space)], id_, source, space)
        for names in _pieces(sorted({group.source for group in groups}))
        for id_, source, space, outer in _of_groups(connection, table, names)
        if Group(outer, space) in wanted
    ]
    found.sort(key=lambda row: row[0])
    return [(id_, source, space) for _, id_, source, space in found]


def _of_groups(connection: Connection, table: str, names: Sequence[str]) -> list[tuple[str, str, str, str]]:
    marks = ", ".join("?" * len(names))
    what = "id," if table == "documents" else "'',"
    query = _OF_GROUPS.format(what, table, marks, marks)
    return connection.execute(query, [*names, *names]).fetchall()


def _pieces(names: Sequence[str]) -> Iterator[Sequence[str]]:
    for first in range(0, len(names), _MARKS):
        yield names[first : first + _MARKS]


def spread(
    shards: Sequence[Index],
    place_of: Callable[[str], int],
    show: Callable[[int, int], None] = lambda done, total: None,
    grace: float | None = None,
) -> int:
    """Moves every document that is not where it belongs; returns how many. See `move`.

    Args:
        shards: All databases, the new one too.
        place_of: Gives the number of the one that a source belongs to.
        show: As `move` takes it.
        grace: The same.
    """
    moves = [
        Move(group, number, target, documents)
        for number, shard in enumerate(shards)
        for group, documents in groups_in(shard).items()
        if (target := place_of(group.source)) != number
    ]
    return move(shards, moves, show, grace)
