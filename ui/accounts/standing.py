"""What somebody may see and change now, whoever they are: a person, a program without an account, or nobody."""

from dataclasses import dataclass

from rag import Access
from ui.accounts.account import NOWHERE, SHARED, Account, Principal


@dataclass(frozen=True, slots=True, kw_only=True)
class Standing:
    """What somebody may see and change, where people are kept apart.

    Attributes:
        who: The account, or what somebody without one is called in the audit log.
        reads: The spaces whose documents they see.
        changes: The spaces whose documents they may add, change and remove; new ones go to the first if none is named.
        is_admin: Whether they may have folders of the machine followed.
        names: The id and the name of the space of each of their groups.
    """

    who: Account | str
    reads: frozenset[str]
    changes: tuple[str, ...]
    is_admin: bool = False
    names: tuple[tuple[str, str], ...] = ()

    @classmethod
    def of(cls, principal: Principal) -> "Standing":
        """That of a person."""
        return cls(
            who=principal.account,
            reads=principal.reads,
            changes=principal.changes,
            is_admin=principal.is_admin,
            names=tuple((one.group.space, one.group.name) for one in principal.memberships),
        )

    @classmethod
    def of_machine(cls, called: str) -> "Standing":
        """That of programs without an account: the commands of the user that runs the server, and keys that he made for it.

        They see what everybody sees. He could read the files of the index; but a question in a terminal, or a program that was
        there before the first account, should not show by mistake what others have.
        """
        return cls(who=called, reads=frozenset({SHARED}), changes=(SHARED,), is_admin=True)

    @property
    def access(self) -> Access:
        """What they see, and change where no space is named."""
        # Of somebody who changes nothing: nobody's documents are in that space, and nobody sees it.
        return Access(reads=self.reads, writes=next(iter(self.changes), NOWHERE))


NOBODY = Standing(who="(nobody)", reads=frozenset(), changes=())
"""That of somebody whose account has gone in the middle of what they do."""
