"""What the commands see of an index that several people share: the documents of everybody."""

from collections.abc import Sequence
from typing import TYPE_CHECKING, TypeVar

if TYPE_CHECKING:
    from rag import Assistant, Index

    Documents = TypeVar("Documents", Index, Assistant)


def of_everybody(opened: "Documents") -> "Documents":
    """An index or an assistant as the commands use it; the same where there are no accounts.

    Whoever runs them could read the files. But a question in a terminal should not show by mistake what others have, and
    should be answered as by a server that runs (`Standing.of_machine`).
    """
    from rag import Index
    from ui.accounts import SHARED, Accounts, only

    index = opened if isinstance(opened, Index) else opened.index
    return opened.seen_by(only(SHARED)) if Accounts.of(index).on else opened


def write_down(index: "Index", *, added: Sequence[str] = (), removed: Sequence[str] = ()) -> None:
    """Writes into the audit log what a command has changed; nothing where there are no accounts.

    Args:
        index: As `of_everybody` gave it.
        added: The sources of documents that were added or replaced.
        removed: Those of documents that were removed.
    """
    from ui.accounts import COMMAND, Accounts

    accounts = Accounts.of(index)
    if not accounts.on:
        return
    if added:
        accounts.audit.write(COMMAND, "added", documents=list(added), to="*")
    if removed:
        accounts.audit.write(COMMAND, "removed", documents=list(removed))
