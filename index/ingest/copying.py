"""Copies the documents of one index to another, with passages and vectors, as they are: nothing is read or embedded again.

It goes in batches, each one transaction, and can be interrupted: the next run goes on. The origin may be in use, and change. At
the end everything is read again in both, and compared.
"""

from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import closing
from dataclasses import dataclass
from typing import Literal, TypeAlias

from index.errors import CopyError
from index.stopping import raise_if_stopped
from index.store.app_copying import copy_app_database
from index.store.app_database import SchemaSteps
from index.store.connection import StoreConnection
from index.store.fingerprints import Brief, briefs, fingerprint, whole_fingerprints
from index.store.moving import copy_documents_at_once, copy_sources
from index.store.saving import delete_document
from index.store.store import Store

CopyStage: TypeAlias = Literal["copying", "comparing"]
ShowCopy: TypeAlias = Callable[[CopyStage, int, int], None]
"""Called with what is done, the number of passages done, and of all."""

# Each batch is one transaction, so that an interruption loses this much at most, and this much is in memory.
_BATCH_DOCUMENTS, _BATCH_PASSAGES, _BATCH_BYTES = 1_000, 2_000, 20_000_000
# While documents are added to the origin, each round finds fewer that are new.
_ROUNDS = 20
_MARK = "copied_from"
_SOURCES = "SELECT * FROM sources ORDER BY source, space"


@dataclass(frozen=True, slots=True, kw_only=True)
class CopyReport:
    """What a copy has.

    Attributes:
        documents: The documents, which are those of the origin.
        passages: Their passages.
        copied: The documents that this run copied; the others were there already.
        beside: For each database beside the documents, such as "chats", how many rows it has.
        checksum: That of all documents with all that belongs to them, which is the same in both.
    """

    documents: int
    passages: int
    copied: int
    beside: Mapping[str, int]
    checksum: str


def copy_documents(
    origin: Store,
    target: Store,
    beside: Mapping[str, SchemaSteps],
    show: ShowCopy,
    derive: Callable[[], None],
) -> CopyReport:
    """Makes the documents of `target` those of `origin`.

    Args:
        origin: What is copied.
        target: An index of the same embedding model, without documents, or with those of a copy that did not end.
        beside: What is copied of that which is kept beside the documents.
        show: Is told how far it is.
        derive: Makes what is derived from the documents of the target, before the copy counts as complete.

    Raises:
        CopyError: The target has other documents or another model, the origin changes all the time, or what was copied differs.
        StoppedError: Nobody waits for it any more. What was copied stays.
    """
    goes_on = _mark(origin, target)
    # Without what follows each change: what is derived is made once, at the end, which takes less time.
    plain = Store(target.database)
    copied, differing, seen = set[str](), set[str](), dict[str, str]()
    for _ in range(_ROUNDS):
        changed = _round(origin, plain, differing, show)
        copied |= changed
        differing = set()
        if changed:
            continue
        mine, theirs = (_fingerprints(store, show, place) for place, store in enumerate((origin, plain)))
        if mine == theirs:
            break
        # Copied again in the next round, which also copies what has changed in the origin since.
        differing = {id_ for id_, value in mine.items() if theirs.get(id_, value) != value}
        if differing and mine == seen:
            raise CopyError(target.place, f"document {min(differing)} is not the same after it was copied")
        seen = mine
    else:
        raise CopyError(
            target.place, "is not complete: the origin changes all the time; copy it at another time"
        )
    rows = {name: _copy_beside(origin, target, name, steps, goes_on) for name, steps in beside.items()}
    derive()
    with plain.writing(passages=False) as connection:
        connection.execute("DELETE FROM main.meta WHERE key = ?", (_MARK,))
    with plain.reading() as transaction:
        passages = transaction.passage_count()
    return CopyReport(
        documents=len(mine),
        passages=passages,
        copied=len(copied),
        beside={name: count for name, count in rows.items() if count is not None},
        checksum=fingerprint(value for _, value in sorted(mine.items())),
    )


def _mark(origin: Store, target: Store) -> bool:
    """Marks the target as a copy of the origin that is not complete; returns whether it was so before.

    Raises:
        CopyError: It is something else.
    """
    with origin.reading() as transaction:
        embedder, name = transaction.embedder, _name(transaction.connection)
        mine = dict(briefs(transaction.connection))
    with target.reading() as transaction:
        theirs = dict(briefs(transaction.connection))
        row = transaction.connection.execute("SELECT value FROM meta WHERE key = ?", (_MARK,)).fetchone()
        if transaction.embedder != embedder:
            raise CopyError(
                target.place, f"has vectors of {transaction.embedder!r}, and the origin those of {embedder!r}"
            )
        if name == _name(transaction.connection):
            raise CopyError(target.place, "is the index itself, or a copy of its files")
    if row is not None and row[0] != name:
        raise CopyError(target.place, "is the beginning of a copy of another index; copy to an empty place")
    if row is None and any(mine.get(id_) != brief for id_, brief in theirs.items()):
        raise CopyError(target.place, "has documents of its own; copy to an empty place")
    with target.writing(passages=False) as connection:
        connection.execute(
            "INSERT INTO main.meta (key, value) VALUES (?, ?) ON CONFLICT (key) DO NOTHING", (_MARK, name)
        )
    return row is not None


def _copy_beside(origin: Store, target: Store, name: str, steps: SchemaSteps, goes_on: bool) -> int | None:
    """Copies a database beside the documents; returns how many rows it has, or None if there is none."""
    if not origin.database.has_app_database(name):
        return None
    mine = origin.database.app_database(name, steps, replaceable=False)
    with closing(mine), closing(target.database.app_database(name, steps, replaceable=False)) as theirs:
        return copy_app_database(mine, theirs, f"{target.place}: {name}", replace=goes_on)


def _name(connection: StoreConnection) -> str:
    """The random token of the first state of an index, by which it is told from others."""
    return str(connection.execute("SELECT token FROM changes ORDER BY generation LIMIT 1").fetchone()[0])


def _round(origin: Store, target: Store, differing: set[str], show: ShowCopy) -> set[str]:
    """Copies what is new, and removes what is gone; returns the documents.

    `differing`: Documents that are copied again, although they look the same.
    """
    with origin.reading() as transaction:
        mine = dict(briefs(transaction.connection))
        _copy_sources(transaction.connection, target)
    with target.reading() as transaction:
        theirs = dict(briefs(transaction.connection))
    stale = {id_ for id_, brief in theirs.items() if mine.get(id_) != brief or id_ in differing}
    if stale:
        with target.writing() as connection:
            for id_ in sorted(stale):
                delete_document(connection, "id = ?", id_)
    new = [id_ for id_ in mine if id_ not in theirs or id_ in stale]
    total = sum(brief.passages for brief in mine.values())
    done = total - sum(mine[id_].passages for id_ in new)
    for batch in _batches(new, mine):
        raise_if_stopped()
        show("copying", done, total)
        with origin.reading() as transaction, target.writing() as connection:
            copy_documents_at_once(transaction.connection, connection, batch)
        done += sum(mine[id_].passages for id_ in batch)
    show("copying", done, total)
    return stale | set(new)


def _batches(ids: Sequence[str], known: dict[str, Brief]) -> Iterator[list[str]]:
    batch, passages, size = list[str](), 0, 0
    for id_ in ids:
        batch.append(id_)
        passages += known[id_].passages
        size += known[id_].size
        if len(batch) >= _BATCH_DOCUMENTS or passages >= _BATCH_PASSAGES or size >= _BATCH_BYTES:
            yield batch
            batch, passages, size = [], 0, 0
    if batch:
        yield batch


def _copy_sources(origin: StoreConnection, target: Store) -> None:
    """Copies what is known of sources without a document of their own."""
    mine = origin.execute(_SOURCES).fetchall()
    with target.reading() as transaction:
        if transaction.connection.execute(_SOURCES).fetchall() == mine:
            return
    with target.writing(passages=False) as connection:
        copy_sources(origin, connection)


def _fingerprints(store: Store, show: ShowCopy, place: int) -> dict[str, str]:
    """The fingerprint of each document; `place`: 0 for the first of the two stores, 1 for the second."""
    prints = dict[str, str]()
    with store.reading() as transaction:
        known = dict(briefs(transaction.connection))
        total = sum(brief.passages for brief in known.values())
        done = total * place
        for batch in _batches(list(known), known):
            raise_if_stopped()
            show("comparing", done, 2 * total)
            prints |= whole_fingerprints(transaction.connection, batch)
            done += sum(known[id_].passages for id_ in batch)
    show("comparing", done, 2 * total)
    return prints
