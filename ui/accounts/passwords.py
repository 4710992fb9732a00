"""Passwords: only their argon2 hashes are kept, and a wrong name takes as long as a wrong password."""

from functools import cached_property
from typing import TYPE_CHECKING

from ui.accounts.account import AccountError

if TYPE_CHECKING:
    from argon2 import PasswordHasher

SHORTEST, LONGEST = 8, 1000
"""Characters of a password: at least those of NIST SP 800-63B, and no more than anybody types."""


class Passwords:
    """Hashes passwords by Argon2id, with the memory and the rounds of RFC 9106, and checks them. Any thread may use it."""

    def __init__(self, hasher: "PasswordHasher | None" = None) -> None:
        """Loads nothing.

        Args:
            hasher: With other costs, such as in tests.
        """
        self._given = hasher

    @cached_property
    def _hasher(self) -> "PasswordHasher":
        if self._given is not None:
            return self._given
        try:
            from argon2 import PasswordHasher
        except ImportError as error:
            raise AccountError("Accounts need argon2: pip install 'pincite[users]'") from error
        return PasswordHasher()

    @cached_property
    def _nobodys(self) -> str:
        # Made with the same costs, so that a check against it takes as long as any.
        return self._hasher.hash("a password of nobody")

    def check_installed(self) -> None:
        """Looks whether passwords can be checked here.

        Raises:
            AccountError: argon2 is not installed.
        """
        _ = self._nobodys

    def hashed(self, password: str) -> str:
        """What is kept of a password.

        Raises:
            AccountError: It is too short or too long, or argon2 is not installed.
        """
        if not SHORTEST <= len(password) <= LONGEST:
            raise AccountError(f"A password has {SHORTEST} to {LONGEST:,} characters.")
        return self._hasher.hash(password)

    def is_right(self, given: str, kept: str | None) -> bool:
        """Whether a password is the one that is kept; without one it takes as long, and is wrong.

        Raises:
            AccountError: argon2 is not installed.
        """
        from argon2.exceptions import InvalidHashError, VerificationError

        try:
            right = self._hasher.verify(kept or self._nobodys, given[: LONGEST + 1])
        except (VerificationError, InvalidHashError):
            return False
        return right and kept is not None

    def is_weak(self, kept: str) -> bool:
        """Whether a hash was made with other costs than today's, so that it should be made anew."""
        return self._hasher.check_needs_rehash(kept)
