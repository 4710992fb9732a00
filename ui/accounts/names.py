"""Names of accounts and groups: what may be one, and which two are the same."""

import re
import unicodedata

from ui.accounts.account import AccountError

_NAME = re.compile(r"[^\W_][\w .@+-]{0,63}")


def checked_name(name: str) -> str:
    """A name as it is kept.

    Raises:
        AccountError: It can't be one.
    """
    tidy = unicodedata.normalize("NFC", " ".join(name.split()))
    if not _NAME.fullmatch(tidy):
        raise AccountError(
            f"{name[:80]!r} can't be a name: use at most 64 letters, digits, spaces, and . @ + _ -"
        )
    return tidy


def folded(name: str) -> str:
    """What two names have in common that are the same: "Anna" and "anna", also if they are spelled by other code points."""
    return known_text(unicodedata.normalize("NFKC", " ".join(name.split())).casefold()[:200])


def known_text(text: str) -> str:
    """A text from outside as each database takes it: without null bytes and halves of characters."""
    return text.replace("\0", "\ufffd").encode("utf-8", "replace").decode()
