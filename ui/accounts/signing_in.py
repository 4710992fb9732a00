"""Signing in by name and password."""

from ui.accounts.account import Account
from ui.accounts.audit import UNKNOWN, AuditLog, What
from ui.accounts.passwords import Passwords
from ui.accounts.sessions import SessionStore
from ui.accounts.store import AccountStore
from ui.accounts.throttle import Throttle


class SigningIn:
    """Says who somebody is, unless too many wrong passwords came before. Any thread may use it.

    A wrong name takes as long as a wrong password, so that nobody learns which names there are.
    """

    def __init__(
        self,
        store: AccountStore,
        sessions: SessionStore,
        audit: AuditLog,
        passwords: Passwords,
        throttle: Throttle | None = None,
    ) -> None:
        """Takes what is needed."""
        self._store = store
        self._sessions = sessions
        self._audit = audit
        self._passwords = passwords
        self._throttle = throttle or Throttle()

    def admit(self, address: str) -> float:
        """The seconds until this address may try again; 0.0 if it may now, which counts as a wrong try until it is right.

        The check takes long, and many requests at one time have to count one after another.
        """
        wait = self._throttle.wait(address)
        if wait == 0.0:
            self._throttle.charge(address)
        return wait

    def sign_in(self, address: str, name: str, password: str) -> str | None:
        """The token of a new session; None if the name or the password is wrong. Ask `admit` first.

        Raises:
            AccountError: argon2 is not installed.
        """
        account_id, kept = self._store.password_hash(name)
        right = self._passwords.is_right(password, kept)
        principal = self._store.principal(account_id) if account_id else None
        if not right or principal is None or kept is None:
            self._audit.write(
                principal.account if principal else UNKNOWN, "failed to sign in", address=address
            )
            return None
        self._throttle.forgive(address)
        if self._passwords.is_weak(kept):
            better = self._passwords.hashed(password)
            self._store.renew_hash(principal.account.id, kept, better)
            kept = better
        return self._begun(principal.account, kept, address=address, by="password")

    def vouched(self, account: Account, *, address: str, by: str) -> str | None:
        """The token of a new session of somebody for whom a provider vouches; None if it was closed. Ask `admit` first."""
        self._throttle.forgive(address)
        return self._begun(account, None, address=address, by=by)

    def change_password(self, account: Account, address: str, current: str, wanted: str) -> str | None:
        """Gives somebody who is signed in another password, and ends all sessions. Ask `admit` first.

        Args:
            account: Whose password it is.
            address: Where they come from.
            current: The password until now: a browser that somebody left open is not enough.
            wanted: The new one.

        Returns:
            The token of a new session, also for who changes it: somebody may have got hold of the old one. None if `current`
            is wrong.

        Raises:
            AccountError: The new one is too short or too long.
        """
        account_id, kept = self._store.password_hash(account.name)
        if not self._passwords.is_right(current, kept) or account_id != account.id:
            self._audit.write(account, "failed to change the password", address=address)
            return None
        self._throttle.forgive(address)
        hashed = self._passwords.hashed(wanted)
        self._store.set_password(account.id, hashed)
        self._audit.write(account, "password changed", address=address)
        return self._sessions.begin(account.id, hashed)

    def _begun(self, account: Account, kept: str | None, *, address: str, by: str) -> str | None:
        token = self._sessions.begin(account.id, kept)
        what: What = "failed to sign in" if token is None else "signed in"
        self._audit.write(account, what, address=address, by=by)
        return token
