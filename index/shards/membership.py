"""Which databases are one index: each keeps the names of all, so that one that is not named is missed."""

from collections.abc import Sequence
from itertools import chain

from index.engine import Index
from index.errors import DatabaseError
from index.shards.placement import place_of
from index.store.members import Member, check_members, keep_members, members_in, name_of
from index.store.transaction import ReadTransaction

# What is kept beside the documents, such as chats; not what is derived, nor the queue, which every database has.
_BESIDE = """
SELECT EXISTS (SELECT 1 FROM pg_namespace WHERE nspname LIKE 'pincite_%' AND nspname NOT IN ('pincite_search', 'pincite_jobs'))"""


class Membership:
    """The databases of one index.

    The one that was there first is its home: it has the chats, accounts and keys, and stays the home whatever the order in which
    addresses are given.

    Attributes:
        names: A name for each database, in the order in which they were opened. It keeps it when it moves to another server.
    """

    def __init__(self, shards: Sequence[Index], *, create: bool) -> None:
        """Takes all databases, opened; if they are one index for the first time and may be changed, each is told of the others.

        A database that joins an index that is there is told with the first change (`join`): until then nothing is in it, and
        servers that do not know it answer completely.

        Raises:
            DatabaseError: One is missing, is named twice, or has documents or accounts of another index.
        """
        self._shards = tuple(shards)
        self.names: list[str] = []
        known: list[tuple[Member, ...]] = []
        used: list[bool] = []
        for shard in shards:
            with shard._store.reading() as transaction:
                self.names.append(name_of(transaction.connection))
                known.append(members_in(transaction.connection))
                used.append(_is_used(transaction))
        self._check_names()
        for shard, members in zip(shards, known, strict=True):
            check_members(members, self.names, shard.place)
            shard._store.opened = frozenset(self.names)
        together = self._together(known)
        self._check_used({member.name for member in together}, used)
        self.home = shards[self._home(together, used)]
        if create and not together:
            self.join()

    def join(self) -> None:
        """Makes sure that each knows all, before something is changed.

        Raises:
            DatabaseError: Another one has joined them meanwhile, which was not opened here.
        """
        if all({member.name for member in members} == set(self.names) for members in self._known()):
            return
        # In the order of their names: what the first one has decided of those that come at once, counts for all.
        together: Sequence[Member] = ()
        for _, shard in sorted(zip(self.names, self._shards, strict=True), key=lambda pair: pair[0]):
            with shard._store.writing(passages=False) as connection:
                members = members_in(connection)
                check_members(members, self.names, shard.place)
                together = together or self._all(members or self._together(self._known()))
                keep_members(connection, together)

    def place_of(self, source: str, *, without: int | None = None) -> int:
        """The number of the database that a source belongs to; `without`: as if that one had left already."""
        staying = [number for number in range(len(self.names)) if number != without]
        return staying[place_of(source, [self.names[number] for number in staying])]

    def check_leaving(self, number: int) -> None:
        """Makes sure that a database may leave.

        Raises:
            DatabaseError: It is the home.
        """
        if self._shards[number] is self.home:
            raise DatabaseError(
                f"{self.home.place}: has the chats, accounts and keys of the index, and so can't leave it"
            )

    def leave(self, number: int) -> None:
        """Takes a database out that has no documents any more; it is then one by itself."""
        left = [
            member for member in self._all(self._together(self._known())) if member.name != self.names[number]
        ]
        for shard in self._shards:
            leaves = shard is self._shards[number] or len(left) == 1
            with shard._store.writing(passages=False) as connection:
                keep_members(connection, () if leaves else left)

    def _known(self) -> list[tuple[Member, ...]]:
        found = []
        for shard in self._shards:
            with shard._store.reading() as transaction:
                found.append(members_in(transaction.connection))
                check_members(found[-1], self.names, shard.place)
        return found

    def _all(self, members: Sequence[Member]) -> list[Member]:
        """The members, with those behind them that join now; the home comes first."""
        there = {member.name for member in members}
        new = [
            Member(name, shard.place)
            for name, shard in zip(self.names, self._shards, strict=True)
            if name not in there
        ]
        new.sort(key=lambda member: member.name != self.names[self._shards.index(self.home)])
        return [*members, *new]

    @staticmethod
    def _together(known: Sequence[Sequence[Member]]) -> list[Member]:
        """All that any of them knows; whoever was interrupted has told only some."""
        longest_first = sorted(known, key=len, reverse=True)
        return list({member.name: member for member in reversed([*chain(*longest_first)])}.values())[::-1]

    def _check_names(self) -> None:
        for number, name in enumerate(self.names):
            if name in self.names[:number]:
                first, second = self._shards[self.names.index(name)].place, self._shards[number].place
                raise DatabaseError(
                    f"{first} and {second} are the same database, or one is a copy of the other; name each once"
                )

    def _check_used(self, members: set[str], used: Sequence[bool]) -> None:
        """Makes sure that what joins is empty: the documents of two indexes would become those of one."""
        others = [
            shard.place
            for name, shard, has in zip(self.names, self._shards, used, strict=True)
            if has and name not in members
        ]
        if others and (members or len(others) > 1):
            raise DatabaseError(
                f"{', '.join(others)}: has documents, chats or accounts of an index of its own; name one that is empty"
            )

    def _home(self, together: Sequence[Member], used: Sequence[bool]) -> int:
        if together:
            return self.names.index(together[0].name)
        return list(used).index(True) if any(used) else 0


def _is_used(transaction: ReadTransaction) -> bool:
    documents = transaction.connection.execute("SELECT EXISTS (SELECT 1 FROM documents)").fetchone()[0]
    return bool(documents or transaction.connection.execute(_BESIDE).fetchone()[0])
