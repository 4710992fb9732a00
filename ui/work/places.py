"""Where somebody may change documents, how much room there is, and what is written down of it."""

from collections.abc import Sequence
from typing import Any

from rag import Assistant
from ui.accounts import SHARED, AccountError, Accounts, Standing, What, only
from ui.languages import page_text


class Places:
    """The spaces whose documents somebody may change. One person has one, without bounds, and nothing is written down.

    Attributes:
        apart: Whether people are kept apart.
    """

    def __init__(
        self, assistant: Assistant, standing: Standing | None = None, accounts: Accounts | None = None
    ) -> None:
        """Reads nothing.

        Args:
            assistant: The documents: all of them.
            standing: What they may see and change; None for one person.
            accounts: The accounts; needed with a standing.
        """
        self._assistant = assistant
        self._standing = standing
        self._accounts = accounts
        self.apart = standing is not None

    @property
    def spaces(self) -> tuple[str, ...]:
        """The spaces, the first is taken where none is named."""
        return (SHARED,) if self._standing is None else self._standing.changes

    @property
    def reads(self) -> frozenset[str] | None:
        """The spaces whose documents they see; None for all."""
        return None if self._standing is None else self._standing.reads

    @property
    def is_admin(self) -> bool:
        """Whether they may have folders of the machine followed."""
        return self._standing is None or self._standing.is_admin

    def name(self, space: str) -> str:
        """What people call a space: the name of a group, "*" for that of everybody, "" for their own."""
        if self._standing is None:
            return ""
        return "*" if space == SHARED else dict(self._standing.names).get(space, "")

    def named(self, name: str | None) -> str | None:
        """The space that is called so; see `name`. None is none.

        Raises:
            AccountError: There is none that may be changed.
        """
        if not self.apart or name is None:
            return None
        found = next((space for space in self.spaces if self.name(space) == name), None)
        if found is None:
            raise _refused()
        return found

    def to(self, space: str | None = None) -> Assistant:
        """Changes the documents of a space, by default of the first, and sees only these meanwhile.

        Raises:
            AccountError: They may not.
        """
        if self._standing is None:
            return self._assistant
        chosen = space if space is not None else next(iter(self.spaces), None)
        if chosen is None or chosen not in self.spaces:
            raise _refused()
        room = self._accounts.quotas.of(chosen).room if self._accounts else None
        return self._assistant.seen_by(only(chosen, room))

    def having(self, document_ids: Sequence[str]) -> list[tuple[Assistant, list[str]]]:
        """The documents with these ids by the space that they are in, each with what changes it.

        Raises:
            AccountError: They may not change one of them.
            UnknownDocumentError: They see none with one of the ids.
        """
        if self._standing is None:
            return [(self._assistant, list(document_ids))]
        seen = self._assistant.seen_by(self._standing.access)
        spaces = {entry.id: entry.space for entry in seen.index.document_list.entries()}
        parted: dict[str, list[str]] = {}
        for id_ in document_ids:
            # By its id alone: a source may name other documents for others.
            space = spaces[id_] if id_ in spaces else spaces[seen.document(id_).id]
            parted.setdefault(space, []).append(id_)
        return [(self.to(space), ids) for space, ids in parted.items()]

    def each(self) -> list[Assistant]:
        """What changes each of the spaces."""
        return [self.to(space) for space in self.spaces]

    def check_room(self, space: str | None, size: int) -> None:
        """Looks whether so many bytes may be added to a space.

        Raises:
            AccountError: It would be too much, or they may not add there.
        """
        if self._accounts is None or not self.apart:
            return
        changing = self.to(space)
        chosen = space if space is not None else self.spaces[0]
        self._check_still(chosen)
        quota = self._accounts.quotas.of(chosen)
        if quota.room is None:
            return
        entries = changing.index.document_list.entries()
        # A file inside another one has the size of that, which counts once.
        sizes = {
            entry.container or entry.source: entry.characters if entry.size is None else entry.size
            for entry in entries
        }
        quota.check(len(entries), sum(sizes.values()), size)

    def _check_still(self, space: str) -> None:
        """Looks whether they still may change a space: many files take long, and a role may be taken away meanwhile.

        Raises:
            AccountError: They may not.
        """
        who = self._standing.who if self._standing else ""
        if isinstance(who, str) or self._accounts is None:
            return
        principal = self._accounts.principal(who.id)
        if principal is None or space not in principal.changes:
            raise _refused()

    def tell(self, what: What, **about: Any) -> None:  # noqa: ANN401 - any JSON
        """Writes down what they did."""
        if self._accounts is not None and self._standing is not None:
            self._accounts.audit.write(self._standing.who, what, **about)

    def added(self, sources: Sequence[str], space: str | None, *, unfinished: bool | None = None) -> None:
        """Writes down that they added documents to a space, by default the first; or a part of them, if it was stopped."""
        if sources and self.spaces:
            chosen = space if space is not None else self.spaces[0]
            self.tell("added", documents=list(sources), to=self.name(chosen), unfinished=unfinished)

    def asked(self, question: str, by: str | None = None) -> None:
        """Writes down that they asked."""
        if self._accounts is not None and self._standing is not None:
            self._accounts.audit.asked(self._standing.who, question, by)


def _refused() -> AccountError:
    return AccountError(page_text("You may not change these documents."))
