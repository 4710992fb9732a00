"""Accounts as rows of the database, and what has to be true of them before they change."""

from typing import Any

from ui.accounts.account import ROLES, Account, AccountError, Group, Membership
from ui.accounts.database import Connection
from ui.accounts.names import folded

SELECT = "SELECT id, name, role, made, closed, password IS NOT NULL, issuer FROM accounts"
"""The columns that `account_from` takes."""


def account_from(row: Any) -> Account:  # noqa: ANN401 - a row
    """The account of a row of `SELECT`."""
    return Account(
        id=row[0],
        name=row[1],
        role=row[2],
        made=float(row[3]),
        closed=row[4],
        has_password=bool(row[5]),
        provider=row[6],
    )


def named(connection: Connection, name: str) -> Account:
    """The account of that name, also one that is closed.

    Raises:
        AccountError: There is none.
    """
    row = connection.execute(f"{SELECT} WHERE folded = ?", (folded(name),)).fetchone()
    if row is None:
        raise AccountError(f"There is no account “{name[:80]}”; `pincite users list` shows which there are.")
    return account_from(row)


def by_id(connection: Connection, account_id: str) -> Account:
    """The account with this id, which is there."""
    return account_from(connection.execute(f"{SELECT} WHERE id = ?", (account_id,)).fetchone())


def memberships(connection: Connection, account_id: str) -> tuple[Membership, ...]:
    """The groups of an account, by their names."""
    rows = connection.execute(
        "SELECT teams.id, teams.name, teams.made, members.role FROM members JOIN teams ON teams.id = members.team "
        "WHERE members.account = ? ORDER BY teams.folded",
        (account_id,),
    )
    return tuple(
        Membership(group=Group(id=row[0], name=row[1], made=float(row[2])), role=row[3]) for row in rows
    )


def check_role(role: str) -> None:
    """Looks whether there is such a role.

    Raises:
        AccountError: There is none.
    """
    if role not in ROLES:
        raise AccountError(f"{role[:80]!r} is no role: it is one of {', '.join(ROLES)}.")


def check_can_go(connection: Connection, account: Account, *, last: bool) -> None:
    """Looks whether an account may be erased; `last`: also if it is the only one.

    Raises:
        AccountError: It is the last admin, and there are others.
    """
    others = connection.execute("SELECT 1 FROM accounts WHERE id <> ?", (account.id,)).fetchone()
    if others or not last:
        check_admin_left(connection, account)


def check_admin_left(connection: Connection, without: Account) -> None:
    """Looks whether somebody else could still change what everybody reads.

    Raises:
        AccountError: Nobody could.
    """
    left = connection.execute(
        "SELECT 1 FROM accounts WHERE role = 'admin' AND closed IS NULL AND id <> ? LIMIT 1", (without.id,)
    ).fetchone()
    if left is None and without.role == "admin" and without.closed is None:
        raise AccountError(
            f"“{without.name}” is the last admin. Make somebody else one first: pincite users role NAME admin"
        )
