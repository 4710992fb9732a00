"""The keys of programs. Only their hashes are kept: in the folder of the index, or in the database that it is in."""

import re
import secrets
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from hashlib import sha256
from typing import Any, Protocol

from rag import Index, PinciteError
from ui.api.callers import RIGHTS, Caller, Right, owner_of_key

_PREFIX = "pincite_"
_NAME = re.compile(r"[\w][\w .@-]{0,63}")


class KeyFileError(PinciteError):
    """A key can't be made or removed, or the file of the keys can't be used."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Key:
    """What is known of a key, which is not the key itself.

    Attributes:
        name: For what it was made.
        rights: What it opens.
        made: When, in ISO 8601.
        per_minute: How many requests it may send in a minute; None for any number.
        account: The id of the account whose key it is; None for one of the machine.
        hash: The SHA-256 of the key. It has 256 random bits, so nobody finds it by trying, and no slow hash is needed.
    """

    name: str
    rights: tuple[Right, ...]
    made: str
    per_minute: int | None
    hash: str
    account: str | None = None


class KeyPlace(Protocol):
    """Where keys are kept. Any thread and any process may use it: a change counts for a running server at once."""

    def keys(self) -> list[Key]:
        """The keys, in the order in which they were made.

        Raises:
            KeyFileError: They can't be read. Never as if there were none: then nobody would be asked for a key.
        """

    def find(self, hashed: str) -> Key | None:
        """The key with this hash.

        Raises:
            KeyFileError: As for `keys`.
        """

    def change(self, change: Callable[[Sequence[Key]], Sequence[Key]]) -> None:
        """Keeps what `change` makes of the keys, while nobody else changes them.

        Raises:
            KeyFileError: They can't be read or written.
        """


class KeyStore:
    """The keys of one index. Any thread and any process may use it."""

    def __init__(self, place: KeyPlace) -> None:
        """Reads nothing yet."""
        self._place = place

    @classmethod
    def of(cls, index: Index) -> "KeyStore":
        """The keys of an index: in its folder, or in its database, where the servers of all machines see them."""
        from ui.api.key_file import KeyFile
        from ui.api.key_table import KeyTable

        return cls(KeyTable(index) if index.is_shared else KeyFile(index.folder))

    def keys(self) -> list[Key]:
        """The keys, in the order in which they were made.

        Raises:
            KeyFileError: They can't be read.
        """
        return self._place.keys()

    def add(
        self,
        name: str,
        rights: Sequence[str] = ("ask",),
        *,
        per_minute: int | None = None,
        account: str | None = None,
    ) -> str:
        """Makes a key; it is returned this once, and can't be shown again.

        Args:
            name: For what it is.
            rights: What it opens.
            per_minute: How many requests it may send in a minute; None for any number.
            account: The id of the account whose key it is, which sees what that account sees.

        Raises:
            KeyFileError: There is one of that name, the name or a right can't be used, or the file can't be written.
        """
        if not _NAME.fullmatch(name):
            raise KeyFileError(
                f"{name!r} can't name a key: use at most 64 letters, digits, spaces, and . @ _ -"
            )
        if not rights or not set(rights) <= set(RIGHTS):
            raise KeyFileError(f"A key has one or more of these rights: {', '.join(RIGHTS)}.")
        text = f"{_PREFIX}{secrets.token_urlsafe(32)}"
        made = datetime.now(UTC).isoformat(timespec="seconds")
        key = Key(
            name=name,
            rights=tuple(right for right in RIGHTS if right in rights),
            made=made,
            per_minute=per_minute,
            hash=_hashed(text),
            account=account,
        )

        def with_it(keys: Sequence[Key]) -> Sequence[Key]:
            if any(one.name == name for one in keys):
                raise KeyFileError(
                    f"There is a key {name!r} already. Remove it first, or choose another name."
                )
            return [*keys, key]

        self._place.change(with_it)
        return text

    def remove(self, name: str) -> None:
        """Removes a key: whoever has it is refused from now on.

        Raises:
            KeyFileError: There is none of that name, or the file can't be written.
        """

        def without_it(keys: Sequence[Key]) -> Sequence[Key]:
            left = [one for one in keys if one.name != name]
            if len(left) == len(keys):
                known = ", ".join(one.name for one in left) or "none"
                raise KeyFileError(f"There is no key {name!r}; there are: {known}")
            return left

        self._place.change(without_it)

    def remove_of(self, account: str) -> int:
        """Removes all keys of an account; returns how many there were.

        Raises:
            KeyFileError: The file can't be used.
        """
        removed = list[Key]()

        def without_them(keys: Sequence[Key]) -> Sequence[Key]:
            removed[:] = [one for one in keys if one.account == account]
            return [one for one in keys if one.account != account]

        self._place.change(without_them)
        return len(removed)

    def take_over(self, keys: Sequence[Key]) -> None:
        """Makes these the keys, as in another place.

        Raises:
            KeyFileError: There are others.
        """

        def those(before: Sequence[Key]) -> Sequence[Key]:
            if any(key not in keys for key in before):
                raise KeyFileError(
                    "There are keys already that the original does not have. Remove them first."
                )
            return keys

        self._place.change(those)

    def caller(self, given: str) -> Caller | None:
        """Who has this key; None if there is none.

        Raises:
            KeyFileError: The file can't be used.
        """
        key = self._place.find(_hashed(given))
        if key is None:
            return None
        return Caller(
            name=key.name,
            owner=key.account or owner_of_key(key.name),
            account=key.account,
            rights=frozenset(key.rights),
            per_minute=key.per_minute,
        )


def key_row(key: Key) -> dict[str, object]:
    """What is kept of a key, as JSON has it."""
    row: dict[str, object] = {
        "name": key.name,
        "rights": key.rights,
        "made": key.made,
        "per_minute": key.per_minute,
        "hash": key.hash,
    }
    return {**row, "account": key.account} if key.account else row


def key_from(row: Mapping[str, Any]) -> Key:
    """The key of such a row.

    Raises:
        ValueError, LookupError, TypeError: It is none.
    """
    return Key(
        name=str(row["name"]),
        rights=tuple(right for right in RIGHTS if right in row["rights"]),
        made=str(row["made"]),
        per_minute=None if row["per_minute"] is None else int(row["per_minute"]),
        hash=str(row["hash"]),
        account=row.get("account"),
    )


def _hashed(key: str) -> str:
    return sha256(key.encode("utf-8", "replace")).hexdigest()
