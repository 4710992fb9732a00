"""The keys of programs. Only their hashes are kept, in the folder of the index."""

import json
import os
import re
import secrets
import tempfile
import threading
from collections.abc import Sequence
from contextlib import AbstractContextManager
from dataclasses import dataclass
from datetime import UTC, datetime
from hashlib import sha256
from pathlib import Path

from filelock import FileLock, Timeout

from rag import PinciteError
from ui.api.callers import RIGHTS, Caller, Right, owner_of_key

FILE = "keys.json"
"""The name of the file in the folder of the index."""

_PREFIX = "pincite_"
_VERSION = 1
_NAME = re.compile(r"[\w][\w .@-]{0,63}")
_PATIENCE = 10.0  # seconds to wait for another command that changes the keys


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


class KeyStore:
    """The keys of one index. Any thread and any process may use it: a change counts for a running server at once."""

    def __init__(self, folder: Path) -> None:
        """Reads nothing yet.

        Args:
            folder: That of the index.
        """
        self._path = folder / FILE
        self._lock = threading.Lock()
        self._seen: tuple[int, int, int] | None = None
        self._keys: dict[str, Key] = {}

    def keys(self) -> list[Key]:
        """The keys, in the order in which they were made.

        Raises:
            KeyFileError: The file can't be used.
        """
        return list(self._by_hash().values())

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
        with self._changing():
            if any(one.name == name for one in self.keys()):
                raise KeyFileError(
                    f"There is a key {name!r} already. Remove it first, or choose another name."
                )
            self._write([*self.keys(), key])
        return text

    def remove(self, name: str) -> None:
        """Removes a key: whoever has it is refused from now on.

        Raises:
            KeyFileError: There is none of that name, or the file can't be written.
        """
        with self._changing():
            left = [one for one in self.keys() if one.name != name]
            if len(left) == len(self.keys()):
                known = ", ".join(one.name for one in left) or "none"
                raise KeyFileError(f"There is no key {name!r}; there are: {known}")
            self._write(left)

    def remove_of(self, account: str) -> int:
        """Removes all keys of an account; returns how many there were.

        Raises:
            KeyFileError: The file can't be used.
        """
        with self._changing():
            keys = self.keys()
            left = [one for one in keys if one.account != account]
            if len(left) < len(keys):
                self._write(left)
        return len(keys) - len(left)

    def caller(self, given: str) -> Caller | None:
        """Who has this key; None if there is none.

        Raises:
            KeyFileError: The file can't be used.
        """
        key = self._by_hash().get(_hashed(given))
        if key is None:
            return None
        return Caller(
            name=key.name,
            owner=key.account or owner_of_key(key.name),
            account=key.account,
            rights=frozenset(key.rights),
            per_minute=key.per_minute,
        )

    def _changing(self) -> AbstractContextManager[object]:
        lock = FileLock(self._path.with_name(f"{FILE}.lock"), timeout=_PATIENCE, mode=0o600)
        try:
            return lock.acquire()
        except (OSError, Timeout) as error:
            raise KeyFileError(f"The keys in {self._path} can't be changed now ({error}).") from error

    def _by_hash(self) -> dict[str, Key]:
        with self._lock:
            try:
                status = os.stat(self._path)
            except FileNotFoundError:
                self._seen, self._keys = None, {}
                return {}
            except OSError as error:
                raise KeyFileError(f"{self._path} can't be read ({error.strerror}).") from error
            # Each change makes a new file, so these change with it.
            seen = (status.st_ino, status.st_mtime_ns, status.st_size)
            if seen != self._seen:
                self._keys = self._read()
                self._seen = seen
            return dict(self._keys)

    def _read(self) -> dict[str, Key]:
        try:
            read = json.loads(self._path.read_text(encoding="utf-8"))
            if read["version"] > _VERSION:
                raise KeyFileError(f"{self._path} was written by a newer version of Pincite.")
            keys = [
                Key(
                    name=str(one["name"]),
                    rights=tuple(right for right in RIGHTS if right in one["rights"]),
                    made=str(one["made"]),
                    per_minute=None if one["per_minute"] is None else int(one["per_minute"]),
                    hash=str(one["hash"]),
                    account=one.get("account"),
                )
                for one in read["keys"]
            ]
        except (OSError, ValueError, LookupError, TypeError) as error:
            # Never as if there were none: then nobody would be asked for a key.
            raise KeyFileError(f"{self._path} is damaged. Remove it, and make the keys again.") from error
        return {key.hash: key for key in keys}

    def _write(self, keys: Sequence[Key]) -> None:
        rows = [
            {
                "name": k.name,
                "rights": k.rights,
                "made": k.made,
                "per_minute": k.per_minute,
                "hash": k.hash,
                **({"account": k.account} if k.account else {}),
            }
            for k in keys
        ]
        text = json.dumps({"version": _VERSION, "keys": rows}, ensure_ascii=False, indent=1)
        try:
            handle, name = tempfile.mkstemp(prefix=f".{FILE}-", dir=self._path.parent)
            with open(handle, "w", encoding="utf-8") as file:
                file.write(text)
                file.flush()
                os.fsync(file.fileno())
            Path(name).replace(self._path)
        except OSError as error:
            raise KeyFileError(f"{self._path} can't be written ({error.strerror}).") from error


def _hashed(key: str) -> str:
    return sha256(key.encode("utf-8", "replace")).hexdigest()
