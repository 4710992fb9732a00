"""The account of who has signed in at a provider; made at the first sign-in, if that is allowed."""

from collections.abc import Iterator

from ui.accounts.account import Account, AccountError, AccountTakenError, Role
from ui.accounts.accounts import Accounts
from ui.accounts.names import nearest_name
from ui.accounts.openid.flow import Claims

_MOST_NAMES = 1000


def account_of(accounts: Accounts, claims: Claims, role: Role | None) -> Account | None:
    """The account of somebody; None if they have none, and none is made, or it is closed.

    Never one of the same name that was made otherwise: anybody may call themselves so at the provider.

    Args:
        accounts: The accounts.
        claims: Who they are.
        role: What somebody new may do; None if nobody new comes in.
    """
    found = accounts.store.by_provider(claims.issuer, claims.subject)
    if found is not None:
        return None if found.closed else found
    return _made(accounts, claims, role) if role is not None else None


def _made(accounts: Accounts, claims: Claims, role: Role) -> Account | None:
    for name in _names(claims.name):
        try:
            account = accounts.store.add(name, role, issuer=claims.issuer, subject=claims.subject)
        except AccountTakenError:
            # By somebody else's name, or by the same person, who signs in in two windows at once.
            found = accounts.store.by_provider(claims.issuer, claims.subject)
            if found is not None:
                return None if found.closed else found
        else:
            accounts.audit.write(account, "account made", of=account.name, role=role, by=claims.issuer)
            return account
    raise AccountError(f"{_MOST_NAMES} accounts are called like “{claims.name[:50]}” already.")


def _names(called: str) -> Iterator[str]:
    """Names for an account, the first is the nearest to what the provider calls it."""
    wanted = nearest_name(called)[:50].rstrip() or "somebody"
    yield wanted
    for number in range(2, _MOST_NAMES + 1):
        yield f"{wanted} {number}"
