"""Accounts: made, found, changed, closed and erased; who may do what is computed from them at each request."""

import json
import secrets
import time

from ui.accounts import rows
from ui.accounts.account import Account, AccountError, AccountTakenError, Principal, Role
from ui.accounts.database import Database
from ui.accounts.names import checked_name, folded, known_text
from ui.accounts.sessions import of_account

# Who takes the role from one of two admins waits for who takes it from the other.
_ADMINS = "admins"


class AccountStore:
    """The accounts. Any thread may use it, and any process: a change counts for all servers at once."""

    def __init__(self, database: Database) -> None:
        """Reads nothing."""
        self._database = database

    def any(self) -> bool:
        """Whether there is an account, so that nobody comes in without one."""
        with self._database.reading() as connection:
            return connection.execute("SELECT 1 FROM accounts LIMIT 1").fetchone() is not None

    def all(self) -> list[Account]:
        """All accounts, by their names."""
        with self._database.reading() as connection:
            return [rows.account_from(row) for row in connection.execute(f"{rows.SELECT} ORDER BY folded")]

    def named(self, name: str) -> Account:
        """The account of that name, also one that is closed.

        Raises:
            AccountError: There is none.
        """
        with self._database.reading() as connection:
            return rows.named(connection, name)

    def add(
        self,
        name: str,
        role: Role,
        password_hash: str | None = None,
        *,
        issuer: str | None = None,
        subject: str | None = None,
    ) -> Account:
        """Makes an account. The first one has to be that of an admin, since from then on nobody comes in without one.

        Args:
            name: What is typed to sign in.
            role: What it may do.
            password_hash: What `Passwords` keeps of its password, if it has one.
            issuer: The OpenID provider that vouches for it, if it signs in by one.
            subject: What the provider calls it.

        Raises:
            AccountTakenError: There is one of that name, or of what the provider calls so.
            AccountError: The name or the role can't be used.
        """
        tidy = checked_name(name)
        rows.check_role(role)
        account = Account(id=secrets.token_hex(16), name=tidy, role=role, made=time.time())
        with self._database.writing(_ADMINS) as connection:
            if role != "admin" and connection.execute("SELECT 1 FROM accounts LIMIT 1").fetchone() is None:
                raise AccountError(
                    "The first account has to be an admin's: --role admin. From then on nobody comes in without one."
                )
            made = connection.execute(
                "INSERT INTO accounts (id, name, folded, role, password, issuer, subject, made) "
                "VALUES (?, ?, ?, ?, ?, ?, ?, ?) ON CONFLICT DO NOTHING",
                (account.id, tidy, folded(tidy), role, password_hash, issuer, subject, account.made),
            )
            if made.rowcount != 1:
                raise AccountTakenError(f"There is an account “{tidy}” already, or one of that person.")
            return rows.by_id(connection, account.id)

    def password_hash(self, name: str) -> tuple[str | None, str | None]:
        """The id of the open account of that name, and what is kept of its password; None for what there is not."""
        with self._database.reading() as connection:
            row = connection.execute(
                "SELECT id, password FROM accounts WHERE folded = ? AND closed IS NULL", (folded(name),)
            ).fetchone()
        return (str(row[0]), row[1]) if row else (None, None)

    def by_provider(self, issuer: str, subject: str) -> Account | None:
        """The account that a provider calls so, or None."""
        with self._database.reading() as connection:
            row = connection.execute(
                f"{rows.SELECT} WHERE issuer = ? AND subject = ?", (known_text(issuer), known_text(subject))
            ).fetchone()
        return rows.account_from(row) if row else None

    def principal(self, account_id: str) -> Principal | None:
        """An account with its groups as they are now; None if there is none, or it is closed."""
        with self._database.reading() as connection:
            row = connection.execute(
                f"{rows.SELECT} WHERE id = ? AND closed IS NULL", (known_text(account_id),)
            ).fetchone()
            return (
                Principal(
                    account=rows.account_from(row), memberships=rows.memberships(connection, account_id)
                )
                if row
                else None
            )

    def set_password(self, account_id: str, password_hash: str) -> None:
        """Gives an account a password; its sessions end."""
        with self._database.writing(of_account(account_id)) as connection:
            connection.execute("UPDATE accounts SET password = ? WHERE id = ?", (password_hash, account_id))
            connection.execute("DELETE FROM sessions WHERE account = ?", (account_id,))

    def renew_hash(self, account_id: str, before: str, password_hash: str) -> None:
        """Keeps the same password by a better hash, unless another one was set meanwhile."""
        with self._database.writing() as connection:
            connection.execute(
                "UPDATE accounts SET password = ? WHERE id = ? AND password = ?",
                (password_hash, account_id, before),
            )

    def set_role(self, name: str, role: Role) -> Account:
        """Gives an account a role, and opens one that was closed.

        Raises:
            AccountError: There is none of that name, no such role, or it is the last admin.
        """
        rows.check_role(role)
        with self._database.writing(_ADMINS) as connection:
            account = rows.named(connection, name)
            if role != "admin":
                rows.check_admin_left(connection, account)
            connection.execute("UPDATE accounts SET role = ?, closed = NULL WHERE id = ?", (role, account.id))
            if account.closed is not None:
                # One that began while it was closed must not count now.
                connection.execute("DELETE FROM sessions WHERE account = ?", (account.id,))
            return rows.by_id(connection, account.id)

    def close(self, name: str) -> Account:
        """Closes an account: its sessions end, and nobody signs in with it any more. What it has is kept.

        Raises:
            AccountError: There is none of that name, or it is the last admin.
        """
        with self._database.writing(_ADMINS) as connection:
            account = rows.named(connection, name)
            rows.check_admin_left(connection, account)
            connection.execute("UPDATE accounts SET closed = ? WHERE id = ?", (time.time(), account.id))
            connection.execute("DELETE FROM sessions WHERE account = ?", (account.id,))
            return rows.by_id(connection, account.id)

    def check_can_go(self, account: Account, *, last: bool = False) -> None:
        """Looks whether an account may be erased, and closes it: what it has can be erased before itself.

        Raises:
            AccountError: It is the last admin.
        """
        with self._database.writing(_ADMINS) as connection:
            rows.check_can_go(connection, account, last=last)
            connection.execute(
                "UPDATE accounts SET closed = ? WHERE id = ? AND closed IS NULL", (time.time(), account.id)
            )
            connection.execute("DELETE FROM sessions WHERE account = ?", (account.id,))

    def erase(self, account: Account, *, last: bool = False) -> None:
        """Removes all that is kept here of an account: itself, its sessions, memberships, quota, and audit lines.

        Args:
            account: The account.
            last: Whether it may be the last one. Then there are no users any more.

        Raises:
            AccountError: It is the last admin.
        """
        with self._database.writing(_ADMINS) as connection:
            rows.check_can_go(connection, account, last=last)
            connection.execute("DELETE FROM sessions WHERE account = ?", (account.id,))
            connection.execute("DELETE FROM members WHERE account = ?", (account.id,))
            connection.execute("DELETE FROM audit WHERE account = ?", (account.id,))
            for line, about in connection.execute(
                "SELECT id, about FROM audit WHERE account IS NULL"
            ).fetchall():
                # What an admin did to it, by the command.
                told = json.loads(about)
                if account.name in (told.get("of"), told.get("to")):
                    connection.execute("DELETE FROM audit WHERE id = ?", (line,))
            connection.execute("DELETE FROM quotas WHERE space = ?", (account.space,))
            connection.execute("DELETE FROM accounts WHERE id = ?", (account.id,))
        self._database.forget_deleted()
