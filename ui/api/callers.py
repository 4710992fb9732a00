"""Who calls, and what they may do."""

from dataclasses import dataclass
from hashlib import sha256
from typing import Literal, TypeAlias, get_args

from ui.chats.owner import ONE_PERSON

Right: TypeAlias = Literal["ask", "add", "all"]
"""What a key opens. "ask": ask, search, read documents, verify, and chats of the key's own. "add": add documents. "all": both,
and change and remove documents."""

RIGHTS: tuple[Right, ...] = get_args(Right)


@dataclass(frozen=True, slots=True, kw_only=True)
class Caller:
    """A program that calls, or a person's own commands.

    Attributes:
        name: The name of its key.
        owner: Whose chats it reads and writes.
        rights: What it may do.
        per_minute: How many requests it may send in a minute; None for any number.
    """

    name: str
    owner: str
    rights: frozenset[Right]
    per_minute: int | None = None

    def may(self, right: Right) -> bool:
        """Whether it may do what needs this right."""
        return right in self.rights or "all" in self.rights


THIS_MACHINE = Caller(name="this machine", owner=ONE_PERSON, rights=frozenset({"all"}))
"""The commands of the user that runs the server, and programs of this machine where no key is asked for."""


def owner_of_key(name: str) -> str:
    """Whose chats a key has; no browser's owner is called so (`ui.web.security.owners`)."""
    return sha256(f"key {name}".encode()).hexdigest()[:32]
