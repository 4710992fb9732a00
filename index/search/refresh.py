"""Keeps the snapshot at the store's newest state, and its base on disk near to it."""

import threading
from collections.abc import Iterator
from contextlib import contextmanager

from filelock import FileLock, Timeout

from index.embedding.embedder import Embedder
from index.errors import DerivedFileError, IndexFolderError, PinciteError
from index.search.delta import Delta, remove_abandoned
from index.search.segment import (
    FOLDER,
    Segment,
    load_base,
    remove_all,
    remove_older,
    write_base,
    written_base,
)
from index.search.snapshot import SearchSnapshot
from index.store.store import Store
from index.store.transaction import ReadTransaction

# Up to so many passages everything is made in memory in a fifth of a second: no file is worth it.
UNSAVED_MOST = 2_000
# A new base is written when so many passages, and this share of all, have changed: writing costs what
# all cost, and what is laid over the base costs each process that opens the index.
_CHANGED_LEAST, _CHANGED_SHARE = 1_000, 0.1


class Refresher:
    """The search structures of one process. Any thread may use it."""

    def __init__(self, store: Store, embedder: Embedder) -> None:
        self._store = store
        self._embedder = embedder.name
        self._dimensions = embedder.dimensions
        self._overlay: Delta | None = None
        self._refreshing = threading.Lock()
        self._writing: threading.Thread | None = None
        self._failed_at: int | None = None
        self._thread_turn = threading.Lock()

    def current(self, state: ReadTransaction) -> SearchSnapshot | None:
        """The snapshot of that state; None if there is a newer one already: open a newer state then."""
        generation = state.generation
        overlay = self._overlay
        if overlay is None or overlay.snapshot.generation < generation:
            state.check_embedder(self._embedder)  # another process may have embedded all anew
            with self._refreshing:
                overlay = self._overlay = self._followed(self._overlay, state)
            if overlay.changed >= _due_from(state) or (overlay.in_memory and is_large(state)):
                self._write_in_background(generation)
        # Read once: another thread may follow a newer state meanwhile.
        snapshot = overlay.snapshot
        return snapshot if snapshot.generation == generation else None

    def write_if_due(self) -> None:
        """Writes a new base in the background if enough has changed since the last, in any process."""
        with self._store.reading() as state:
            generation, due = state.generation, self._is_due(state)
        if due:
            self._write_in_background(generation)

    def write(self) -> bool:
        """Writes a new base, however little has changed, and uses it.

        Returns:
            False if another thread or process is writing one.

        Raises:
            OSError: The folder can't be written, or the disk is full. What was there before stays.
        """
        return self._write(even_if_little=True)

    def rebuild(self) -> None:
        """Removes everything that is derived, and makes it anew.

        Raises:
            IndexFolderError: The folder can't be written, or the disk is full.
        """
        try:
            remove_all(self._store.folder)
            with self._refreshing:
                self._overlay = None
            with self._store.reading() as state:
                large = is_large(state)
            if large:
                self.write()
        except OSError as error:
            raise IndexFolderError(
                f"{self._store.folder}: search files can't be written ({error.strerror or error})"
            ) from error

    def close(self) -> None:
        """Waits for a base that is being written."""
        with self._thread_turn:
            writing = self._writing
        if writing is not None:
            writing.join()

    def _followed(self, overlay: Delta | None, state: ReadTransaction) -> Delta:
        """An overlay of that state or a newer one."""
        if overlay is None:
            return self._opened(state)
        if overlay.snapshot.generation >= state.generation:
            return overlay
        if overlay.in_memory and not is_large(state):
            return self._in_memory(state)  # as cheap, and without what was removed in the words' statistics
        try:
            overlay.follow(state)
        except DerivedFileError:
            return self._opened(state)
        return overlay

    def _opened(self, state: ReadTransaction) -> Delta:
        if not is_large(state):
            return self._in_memory(state)
        # Twice, since another process may have put a newer one in its place the first time.
        base = (
            load_base(self._store.folder, state, self._dimensions)
            or load_base(self._store.folder, state, self._dimensions)
            or self._written(state)
        )
        if base is None:
            return self._in_memory(state)
        try:
            overlay = Delta(base, self._store.folder, state, self._dimensions)
            if overlay.snapshot.generation < state.generation:
                overlay.follow(state)
        except DerivedFileError:  # another process has put a newer one in its place meanwhile
            return self._in_memory(state)
        return overlay

    def _in_memory(self, state: ReadTransaction) -> Delta:
        return Delta(None, self._store.folder, state, self._dimensions)

    def _written(self, state: ReadTransaction) -> Segment | None:
        """The base of that very state. Without one nobody can be answered: not left to the background."""
        try:
            with self._base_lock(wait=True):
                base = load_base(self._store.folder, state, self._dimensions)  # another's, waited for
                if base is None:
                    write_base(self._store.folder, state, self._dimensions)
                    base = load_base(self._store.folder, state, self._dimensions)
                return base
        except OSError:
            return None  # read-only, or full: all is made in memory, which takes long and no file

    def _write(self, *, even_if_little: bool) -> bool:
        try:
            with self._base_lock(wait=False), self._store.reading() as state:
                remove_older(self._store.folder, 0)  # what a killed writer left fills the disk no more
                if even_if_little or self._is_due(state):
                    write_base(self._store.folder, state, self._dimensions)
                    remove_older(self._store.folder, state.generation)
                remove_abandoned(self._store.folder)
        except Timeout:
            return False
        with self._refreshing:
            if self._overlay is not None:  # else nobody has asked yet
                with self._store.reading() as state:
                    self._overlay = self._opened(state)
        return True

    @contextmanager
    def _base_lock(self, *, wait: bool) -> Iterator[None]:
        folder = self._store.folder / FOLDER
        folder.mkdir(exist_ok=True)
        with FileLock(folder / ".lock", timeout=-1 if wait else 0):
            yield

    def _write_in_background(self, generation: int) -> None:
        """Writes a new base in a thread of its own, unless that is under way or has failed for that state."""
        with self._thread_turn:
            if self._failed_at != generation and (self._writing is None or not self._writing.is_alive()):
                self._writing = threading.Thread(
                    target=self._try_to_write, args=(generation,), name="pincite-base"
                )
                self._writing.start()

    def _try_to_write(self, generation: int) -> None:
        try:
            self._write(even_if_little=False)
        except (OSError, PinciteError):
            # What is there still serves: a full disk must not stop answers.
            self._failed_at = generation

    def _is_due(self, state: ReadTransaction) -> bool:
        """Whether the base on disk is far behind that state."""
        if not is_large(state):
            return False
        written = written_base(self._store.folder, state, self._dimensions)
        if written is None:
            return True
        removed = state.removed(since=written["generation"])
        changed = state.passage_count(after=written["last_row"])
        return changed + sum(last - first + 1 for first, last in removed) >= _due_from(state)


def is_large(state: ReadTransaction) -> bool:
    """Whether it has so many passages that a base on disk is worth it."""
    return state.passage_count() > UNSAVED_MOST


def _due_from(state: ReadTransaction) -> float:
    return max(_CHANGED_LEAST, _CHANGED_SHARE * state.passage_count())
