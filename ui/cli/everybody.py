"""What the commands see of an index that several people share: the documents of everybody."""

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
