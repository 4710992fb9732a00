"""Who calls, and what they may do."""

from dataclasses import dataclass, replace
from hashlib import sha256
from typing import Literal, TypeAlias, get_args

from ui.accounts import Principal, Standing
from ui.chats.owner import ONE_PERSON

Right: TypeAlias = Literal["ask", "add", "all"]
"""What a key opens. "ask": ask, search, read documents, verify, and chats of the key's own. "add": add documents. "all": both,
and change and remove documents."""

RIGHTS: tuple[Right, ...] = get_args(Right)


@dataclass(frozen=True, slots=True, kw_only=True)
class Caller:
    """A program that calls, or a person's own commands.

    Where there are accounts, one that belongs to none sees what everybody sees, and nothing else.

    Attributes:
        name: The name of its key.
        owner: Whose chats it reads and writes.
        rights: What it may do.
        per_minute: How many requests it may send in a minute; None for any number.
        account: The id of the account whose key it is, or None.
        principal: That account as it is now.
    """

    name: str
    owner: str
    rights: frozenset[Right]
    per_minute: int | None = None
    account: str | None = None
    principal: Principal | None = None

    def may(self, right: Right) -> bool:
        """Whether it may do what needs this right."""
        return right in self.rights or "all" in self.rights

    @property
    def standing(self) -> Standing:
        """What it may see and change, where people are kept apart."""
        if self.principal is not None:
            return Standing.of(self.principal)
        return Standing.of_machine(f"({self.name})")

    def acting_for(self, principal: Principal) -> "Caller":
        """The same for its account: a reader's key only asks, whatever it was made for."""
        rights = self.rights if principal.changes else frozenset[Right]({"ask"})
        return replace(self, principal=principal, rights=rights)


THIS_MACHINE = Caller(name="this machine", owner=ONE_PERSON, rights=frozenset({"all"}))
"""The commands of the user that runs the server, and programs of this machine where no key is asked for."""


def owner_of_key(name: str) -> str:
    """Whose chats a key has; no browser's owner is called so (`ui.web.security.owners`)."""
    return sha256(f"key {name}".encode()).hexdigest()[:32]
