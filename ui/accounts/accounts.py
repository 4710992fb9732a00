"""All that is kept of the people who use a server, in one place."""

import threading
import time
from collections.abc import Callable

from rag import Index
from ui.accounts.account import Account, Principal
from ui.accounts.audit import AuditLog
from ui.accounts.database import Database, DatabaseOfIndex
from ui.accounts.groups import GroupStore
from ui.accounts.passwords import Passwords
from ui.accounts.quotas import QuotaStore
from ui.accounts.sessions import SessionStore
from ui.accounts.signing_in import SigningIn
from ui.accounts.store import AccountStore

_LOOKED = 1.0  # seconds after which a server without accounts looks again whether one was made


class Accounts:
    """Accounts, groups, sessions, quotas and the audit log over one database. Any thread may use it.

    Attributes:
        store: The accounts.
        groups: The groups and their members.
        sessions: Who is signed in.
        audit: Who did what.
        quotas: How much each may have.
        passwords: Hashes and checks passwords.
        signing_in: Signing in by a password.
    """

    def __init__(
        self,
        database: Database,
        passwords: Passwords | None = None,
        exists: Callable[[], bool] = lambda: True,
    ) -> None:
        """Reads nothing.

        Args:
            database: Where they are kept, with the tables of `ui.accounts.database`.
            passwords: Hashes and checks passwords; by default with the costs of argon2-cffi.
            exists: Whether there is the database; it is not looked into before.
        """
        self._exists = exists
        self.store = AccountStore(database)
        self.groups = GroupStore(database)
        self.sessions = SessionStore(database)
        self.audit = AuditLog(database)
        self.quotas = QuotaStore(database)
        self.passwords = passwords or Passwords()
        self.signing_in = SigningIn(self.store, self.sessions, self.audit, self.passwords)
        self._lock = threading.Lock()
        self._on = False
        self._look = 0.0

    @classmethod
    def of(cls, index: Index) -> "Accounts":
        """Those who use an index."""
        database = DatabaseOfIndex(index)
        return cls(database, exists=lambda: database.exists)

    @property
    def on(self) -> bool:
        """Whether people have to sign in: from the first account on, also if it is made while the server runs.

        If they were once on, they are on as long as this process runs, whatever becomes of the accounts.
        """
        with self._lock:
            if not self._on and time.monotonic() >= self._look:
                self._look = time.monotonic() + _LOOKED
                self._on = self._exists() and self.store.any()
            return self._on

    def signed_in(self, token: str) -> Account | None:
        """Whose session has this token, or None."""
        account_id = self.sessions.account(token)
        principal = self.store.principal(account_id) if account_id else None
        return principal.account if principal else None

    def principal(self, account_id: str) -> Principal | None:
        """What an account may see and change now; None if there is none, or it is closed."""
        return self.store.principal(account_id)
