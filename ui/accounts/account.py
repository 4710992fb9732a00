"""Who uses a server, and what they may see and change."""

from dataclasses import dataclass
from typing import Literal, TypeAlias, get_args

from rag import Access, PinciteError, Room

Role: TypeAlias = Literal["reader", "editor", "admin"]
"""What an account may do. "reader": ask, and read. "editor": also add, change and remove documents, where it may. "admin": also
those that everybody reads, and folders of the machine."""

ROLES: tuple[Role, ...] = get_args(Role)

MemberRole: TypeAlias = Literal["reader", "editor"]
"""What a member of a group may do with its documents."""

MEMBER_ROLES: tuple[MemberRole, ...] = get_args(MemberRole)

SHARED = ""
"""The space of the documents that everybody reads: what was there before the first account, and what admins add to it."""


NOWHERE = "nobody:"
"""A space that nobody sees, in place of one that somebody may change."""


def only(space: str, room: Room | None = None) -> Access:
    """Sees and changes the documents of one space, in which there may be so many."""
    return Access(reads=frozenset({space}), writes=space, room=room)


class AccountError(PinciteError):
    """An account or a group is not there, can't be made or changed, or may not do what it asks for."""


class AccountTakenError(AccountError):
    """There is an account of that name, or of that person at a provider, already."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Account:
    """A person who signs in.

    Attributes:
        id: Never changes; also the owner of the chats.
        name: What is typed to sign in.
        role: What it may do.
        made: When, in seconds since 1970.
        closed: When it was removed, so that nobody signs in with it any more; its documents and chats are kept until they
            are deleted. None for one that is open.
        has_password: Whether it signs in by a password.
        provider: The address of the OpenID provider by which it signs in, or None.
    """

    id: str
    name: str
    role: Role
    made: float
    closed: float | None = None
    has_password: bool = False
    provider: str | None = None

    @property
    def space(self) -> str:
        """The space of its own documents."""
        return f"user:{self.id}"


@dataclass(frozen=True, slots=True, kw_only=True)
class Group:
    """People who share documents.

    Attributes:
        id: Never changes.
        name: What people call it.
        made: When, in seconds since 1970.
    """

    id: str
    name: str
    made: float

    @property
    def space(self) -> str:
        """The space of its documents."""
        return f"group:{self.id}"


@dataclass(frozen=True, slots=True, kw_only=True)
class Membership:
    """A group that somebody is in, and what they may do with its documents."""

    group: Group
    role: MemberRole


@dataclass(frozen=True, slots=True, kw_only=True)
class Principal:
    """An account with its groups, at one moment: what it may see and change.

    Attributes:
        account: The account, which is open.
        memberships: Its groups, by their names.
    """

    account: Account
    memberships: tuple[Membership, ...] = ()

    @property
    def reads(self) -> frozenset[str]:
        """The spaces whose documents it sees."""
        return frozenset({SHARED, self.account.space, *(one.group.space for one in self.memberships)})

    @property
    def changes(self) -> tuple[str, ...]:
        """The spaces whose documents it may add, change and remove, its own first; none for a reader."""
        if self.account.role == "reader":
            return ()
        shared = (SHARED,) if self.account.role == "admin" else ()
        groups = (one.group.space for one in self.memberships if one.role == "editor")
        return (self.account.space, *groups, *shared)

    @property
    def is_admin(self) -> bool:
        """Whether it may change what everybody reads."""
        return self.account.role == "admin"
