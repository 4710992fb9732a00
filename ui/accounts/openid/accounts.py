"""The account of who has signed in at a provider; made at the first sign-in, if that is allowed."""

import re
from itertools import count

from ui.accounts.account import Account, Role
from ui.accounts.accounts import Accounts
from ui.accounts.openid.flow import Claims


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


def _made(accounts: Accounts, claims: Claims, role: Role) -> Account:
    wanted = " ".join(re.sub(r"[^\w .@+-]", " ", claims.name).split()).lstrip("_. @+-")[:50] or "somebody"
    taken = {one.name.casefold() for one in accounts.store.all()}
    names = (wanted if number == 1 else f"{wanted} {number}" for number in count(1))
    free = next(name for name in names if name.casefold() not in taken)
    account = accounts.store.add(free, role, issuer=claims.issuer, subject=claims.subject)
    accounts.audit.write(account, "account made", of=account.name, role=role, by=claims.issuer)
    return account
