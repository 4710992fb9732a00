"""Where uploads lie until they are read: a private folder that is emptied."""

import secrets
import shutil
import tempfile
import threading
import time
import weakref
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from filelock import FileLock, Timeout

_FOLDER = "uploads"
_FETCHED = "fetched-"
# Of an hour: a page that was closed between sending its files and having them read leaves them here.
_FORGOTTEN = 3600.0
# Characters of a name, and the names of a path.
_LONGEST, _DEEPEST = 200, 20


class UploadFolder:
    """A folder for the uploads of one server. Only this user can read it, and its name can't be guessed.

    It is removed when the program ends. If it is killed, the next server over the same index removes it.

    Attributes:
        path: The folder, with all links followed.
    """

    def __init__(self, index_folder: Path) -> None:
        """Makes it in the index folder, whose disk has space for documents; in that of the system for a read-only index."""
        try:
            self.path = _new_folder(index_folder / _FOLDER)
        except OSError:
            self.path = Path(tempfile.mkdtemp(prefix="pincite-")).resolve()
        lock = FileLock(_lock_of(self.path), timeout=0, mode=0o600, thread_local=False)
        lock.acquire()
        # This also runs when the program ends.
        self._remove = weakref.finalize(self, _discard, self.path, lock)
        self._changing = threading.Lock()
        self._reading: Counter[Path] = Counter()
        self._waiting = 0

    def close(self) -> None:
        """Removes the folder and all that is in it."""
        self._remove()

    def take(self, path: str) -> Path | None:
        """The upload at a path that a page sent, until `drop` removes it; None if there is none in this folder."""
        try:
            # Resolved first: a path with ".." or a link could seem to be inside the folder.
            found = Path(path).resolve()
            if not (found.is_relative_to(self.path) and found.is_file()):
                return None
        except (OSError, ValueError):  # too long, or with a null byte
            return None
        with self._changing:
            self._reading[found] += 1
        return found

    @contextmanager
    def place(self) -> Iterator[Path]:
        """A place for one file that this server fetches itself; what lies there is removed at the end."""
        folder = self.path / f"{_FETCHED}{secrets.token_hex(16)}"
        folder.mkdir(mode=0o700)
        try:
            yield folder / "file"
        finally:
            shutil.rmtree(folder, ignore_errors=True)

    def drop(self, upload: Path) -> None:
        """Removes an upload that was taken, unless it was taken twice: the same file, sent twice, lies here once."""
        with self._changing:
            self._reading[upload] -= 1
            if self._reading[upload] <= 0:
                del self._reading[upload]
                upload.unlink(missing_ok=True)

    def tidy(self) -> None:
        """Removes old uploads that nobody took, and counts what is left."""
        oldest = time.time() - _FORGOTTEN
        with self._changing:
            self._waiting = 0
            for path in [path for path in self.path.rglob("*") if path.is_file()]:
                status = path.stat()
                if status.st_mtime < oldest and path not in self._reading:
                    path.unlink(missing_ok=True)
                else:
                    self._waiting += status.st_size

    @property
    def waiting(self) -> int:
        """The bytes of all uploads that are not read yet, about."""
        with self._changing:
            return self._waiting

    def received(self, size: int) -> None:
        """Counts an upload that has arrived."""
        with self._changing:
            self._waiting += size

    def remove_unfinished(self) -> None:
        """Removes what interrupted uploads left, and empty folders. No upload may be going on meanwhile."""
        for path in self.path.iterdir():
            # Gradio moves those that have arrived into a folder with the hash of their content.
            if path.is_file():
                path.unlink(missing_ok=True)
            elif not path.name.startswith(_FETCHED) and not any(path.iterdir()):
                path.rmdir()


def upload_name(sent: object) -> str:
    """The source of an upload: its path below the folder that was dropped, without what would lead out of that."""
    parts = (_plain_part(part) for part in str(sent or "").replace("\\", "/").split("/"))
    kept = [part for part in parts if part.strip(".")]
    return "/".join(kept[-_DEEPEST:]) or "Unnamed"


def _plain_part(part: str) -> str:
    return "".join(c for c in part if c.isprintable()).strip()[-_LONGEST:]


def _new_folder(parent: Path) -> Path:
    parent.mkdir(mode=0o700, exist_ok=True)
    parent.chmod(0o700)
    # Held meanwhile, so that no other server takes the new folder, which has no lock yet, for one of the dead.
    with FileLock(parent / ".lock", mode=0o600):
        for folder in [path for path in parent.iterdir() if path.is_dir()]:
            _remove_abandoned(folder)
        new = parent.resolve() / secrets.token_hex(16)
        new.mkdir(mode=0o700)
        return new


def _lock_of(folder: Path) -> Path:
    # Beside the folder, in which there is nothing but uploads.
    return folder.with_name(f"{folder.name}.lock")


def _remove_abandoned(folder: Path) -> None:
    """Removes the uploads of a server that was killed; its lock is free."""
    lock = FileLock(_lock_of(folder), timeout=0, mode=0o600)
    try:
        lock.acquire()
    except (Timeout, OSError):
        return
    _discard(folder, lock)


def _discard(folder: Path, lock: FileLock) -> None:
    shutil.rmtree(folder, ignore_errors=True)
    lock.release()
    Path(lock.lock_file).unlink(missing_ok=True)
