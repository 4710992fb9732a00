"""Names of accounts and groups: what may be one, and which two are the same."""

import re
import unicodedata

from ui.accounts.account import AccountError

_LONGEST = 64
_PART = re.compile(r"[\w .@+-]")


def checked_name(name: str) -> str:
    """A name as it is kept.

    Raises:
        AccountError: It can't be one.
    """
    tidy = _tidy(name)
    if not tidy or len(tidy) > _LONGEST or tidy != nearest_name(tidy):
        raise AccountError(
            f"{name[:80]!r} can't be a name: use at most {_LONGEST} letters, digits, spaces, and . @ + _ -"
        )
    return tidy


def nearest_name(name: str) -> str:
    """What is left of a name without what may not be in one; begins with a letter or a digit, or is empty."""
    kept = "".join(one if _PART.fullmatch(one) or _is_vowel(one) else " " for one in _tidy(name))
    first = next((place for place, one in enumerate(kept) if one.isalnum()), len(kept))
    return _tidy(kept[first:])


def folded(name: str) -> str:
    """What two names have in common that are the same: "Anna" and "anna", also if they are spelled by other code points."""
    return known_text(unicodedata.normalize("NFKC", " ".join(name.split())).casefold()[:200])


def known_text(text: str) -> str:
    """A text from outside as each database takes it: without null bytes and halves of characters."""
    return text.replace("\0", "\ufffd").encode("utf-8", "replace").decode()


def _tidy(name: str) -> str:
    return unicodedata.normalize("NFC", " ".join(name.split()))


def _is_vowel(one: str) -> bool:
    """Whether a character is a mark on a letter, as the vowels of many scripts are; and none that nobody sees."""
    called = unicodedata.name(one, "")
    return unicodedata.category(one) in ("Mn", "Mc") and "SELECTOR" not in called and "JOINER" not in called
