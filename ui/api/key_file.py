"""Keys of programs in a file in the folder of an index."""

import json
import os
import tempfile
import threading
from collections.abc import Callable, Sequence
from contextlib import AbstractContextManager
from pathlib import Path

from filelock import FileLock, Timeout

from ui.api.keys import Key, KeyFileError, key_from, key_row

FILE = "keys.json"
"""The name of the file in the folder of the index."""

_VERSION = 1
_PATIENCE = 10.0  # seconds to wait for another command that changes the keys


class KeyFile:
    """The file. A change counts for a running server at once."""

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
        """As `KeyPlace.keys`."""
        return list(self._by_hash().values())

    def find(self, hashed: str) -> Key | None:
        """As `KeyPlace.find`."""
        return self._by_hash().get(hashed)

    def change(self, change: Callable[[Sequence[Key]], Sequence[Key]]) -> None:
        """As `KeyPlace.change`."""
        with self._changing():
            before = self.keys()
            after = change(before)
            if list(after) != before:
                self._write(after)

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
            keys = [key_from(one) for one in read["keys"]]
        except (OSError, ValueError, LookupError, TypeError) as error:
            # Never as if there were none: then nobody would be asked for a key.
            raise KeyFileError(f"{self._path} is damaged. Remove it, and make the keys again.") from error
        return {key.hash: key for key in keys}

    def _write(self, keys: Sequence[Key]) -> None:
        rows = [key_row(key) for key in keys]
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
