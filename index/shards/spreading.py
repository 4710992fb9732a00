"""Moves documents to the database that they belong to, while questions go on."""

import time
from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import groupby
from typing import NamedTuple

from index.engine import Index
from index.stopping import raise_if_stopped
from index.store.connection import Connection
from index.store.moving import copy_documents_at_once, copy_records
from index.store.saving import delete_document

# Documents that are in two databases at once, about. A question may have opened the one before they came, and the other after they
# went; so they go only when each question that had begun has opened all.
_TOGETHER = 50
GRACE = 1.0
"""Seconds after which a question has opened all databases."""
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
    for origin, target, batch in _batches(moves):
        raise_if_stopped()
        show(done, total)
        _move(shards[origin], shards[target], [one.group for one in batch], GRACE if grace is None else grace)
        done += sum(one.documents for one in batch)
    # What has gone counts no more in what a word weighs.
    for number in {one.origin for one in moves}:
        shards[number]._searcher.engine.write()
    show(done, total)
    return done


def _batches(moves: Sequence[Move]) -> Iterator[tuple[int, int, list[Move]]]:
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


def _move(origin: Index, target: Index, groups: Sequence[Group], grace: float) -> None:
    with origin._store.reading() as transaction, target._store.writing() as connection:
        documents = _rows(transaction.connection, "documents", groups)
        records = _rows(transaction.connection, "sources", groups)
        # One that is there is newer, or was copied by a run that was interrupted.
        there = {(source, space) for _, source, space in _rows(connection, "documents", groups)}
        new = [id_ for id_, source, space in documents if (source, space) not in there]
        keys = [(source, space) for _, source, space in records if (source, space) not in there]
        copy_documents_at_once(transaction.connection, connection, new, numbered=True)
        copy_records(transaction.connection, connection, keys)
    if documents:
        time.sleep(grace)
    with origin._store.writing() as connection:
        gone = [id_ for id_, *_ in documents if not delete_document(connection, "id = ?", id_)]
        for _, source, space in records:
            connection.execute("DELETE FROM main.sources WHERE source = ? AND space = ?", (source, space))
    if gone:  # somebody removed them here after they were copied
        with target._store.writing() as connection:
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
