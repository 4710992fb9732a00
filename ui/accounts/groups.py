"""Groups of people who share documents."""

import secrets
import time

from ui.accounts.account import MEMBER_ROLES, Account, AccountError, Group, MemberRole
from ui.accounts.database import Connection, Database
from ui.accounts.names import checked_name, folded


class GroupStore:
    """The groups and their members. Any thread and any process may use it."""

    def __init__(self, database: Database) -> None:
        """Reads nothing."""
        self._database = database

    def all(self) -> list[tuple[Group, list[tuple[str, MemberRole]]]]:
        """All groups by their names, with the name and the role of each member."""
        with self._database.reading() as connection:
            groups = [
                _group(row) for row in connection.execute("SELECT id, name, made FROM teams ORDER BY folded")
            ]
            rows = connection.execute(
                "SELECT members.team, accounts.name, members.role FROM members "
                "JOIN accounts ON accounts.id = members.account ORDER BY accounts.folded"
            ).fetchall()
        return [(group, [(name, role) for team, name, role in rows if team == group.id]) for group in groups]

    def named(self, name: str) -> Group:
        """The group of that name.

        Raises:
            AccountError: There is none.
        """
        with self._database.reading() as connection:
            return _named(connection, name)

    def add(self, name: str) -> Group:
        """Makes a group without members.

        Raises:
            AccountError: There is one of that name, or the name can't be used.
        """
        group = Group(id=secrets.token_hex(16), name=checked_name(name), made=time.time())
        with self._database.writing() as connection:
            made = connection.execute(
                "INSERT INTO teams (id, name, folded, made) VALUES (?, ?, ?, ?) ON CONFLICT (folded) DO NOTHING",
                (group.id, group.name, folded(group.name), group.made),
            )
            if made.rowcount != 1:
                raise AccountError(f"There is a group “{group.name}” already.")
        return group

    def erase(self, group: Group) -> None:
        """Removes a group; its documents have to be removed before."""
        with self._database.writing() as connection:
            connection.execute("DELETE FROM members WHERE team = ?", (group.id,))
            connection.execute("DELETE FROM quotas WHERE space = ?", (group.space,))
            connection.execute("DELETE FROM teams WHERE id = ?", (group.id,))

    def join(self, group: Group, account: Account, role: MemberRole) -> None:
        """Makes somebody a member, or gives a member another role.

        Raises:
            AccountError: There is no such role.
        """
        if role not in MEMBER_ROLES:
            raise AccountError(
                f"{role[:80]!r} is no role of a member: it is one of {', '.join(MEMBER_ROLES)}."
            )
        with self._database.writing() as connection:
            connection.execute(
                "INSERT INTO members (team, account, role) VALUES (?, ?, ?) "
                "ON CONFLICT (team, account) DO UPDATE SET role = excluded.role",
                (group.id, account.id, role),
            )

    def leave(self, group: Group, account: Account) -> None:
        """Ends a membership.

        Raises:
            AccountError: There is none.
        """
        with self._database.writing() as connection:
            gone = connection.execute(
                "DELETE FROM members WHERE team = ? AND account = ?", (group.id, account.id)
            )
            if not gone.rowcount:
                raise AccountError(f"“{account.name}” is not in the group “{group.name}”.")


def _group(row: tuple[str, str, float]) -> Group:
    return Group(id=row[0], name=row[1], made=float(row[2]))


def _named(connection: Connection, name: str) -> Group:
    row = connection.execute("SELECT id, name, made FROM teams WHERE folded = ?", (folded(name),)).fetchone()
    if row is None:
        raise AccountError(
            f"There is no group “{name[:80]}”; `pincite users group list` shows which there are."
        )
    return _group(row)
