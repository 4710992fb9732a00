"""Keeps the search snapshot at the newest state of the store, and writes new segments when enough has changed."""

import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager

from filelock import FileLock, Timeout

from index.embedding.embedder import Embedder
from index.errors import DerivedFileError, IndexFolderError, PinciteError
from index.search.local.delta import Delta, remove_abandoned
from index.search.local.memory import limit_arenas
from index.search.local.segment import (
    FOLDER,
    Segment,
    load_segment,
    newest_manifest,
    remove_all,
    remove_older,
    write_segment,
)
from index.search.local.state import LocalState
from index.search.local.verifying import check_segments
from index.store.permissions import PRIVATE_FILE, PRIVATE_FOLDER
from index.store.store import Store
from index.store.transaction import ReadTransaction

# The structures for this many passages are made in memory in 0.2 seconds, so that no segment is needed.
MAX_IN_MEMORY = 2_000
# A new segment is written when this many passages, and this share of all, have changed. Writing costs time for every
# passage of the index; but each process that opens the index has to add all changes since the segment.
_MIN_CHANGED, _MIN_CHANGED_SHARE = 1_000, 0.1


class LocalEngine:
    """The `SearchEngine` of one process: FAISS and tantivy. Any thread may use it."""

    def __init__(self, store: Store, embedder: Embedder) -> None:
        limit_arenas()
        self._store = store
        self._folder = store.folder
        self._embedder = embedder.name
        self._dimensions = embedder.dimensions
        self._delta: Delta | None = None
        self._refreshing = threading.Lock()
        self._writer: threading.Thread | None = None
        self._failed_generation: int | None = None
        self._starting = threading.Lock()

    def current(self, transaction: ReadTransaction) -> LocalState | None:
        """The transaction's state; None if there is a newer one: open a new transaction then."""
        generation = transaction.generation
        if transaction.access is not None:
            # What is searched has everything; the state then shows only what the transaction does.
            with self._store.reading() as whole:
                if self.current(whole) is None or whole.generation != generation:
                    return None
        delta = self._delta
        if delta is None or delta.snapshot.generation < generation:
            transaction.check_embedder(self._embedder)  # another process may have embedded everything again
            with self._refreshing:
                delta = self._delta = self._up_to_date(self._delta, transaction)
            if delta.changed >= _min_changed(transaction) or (delta.in_memory and is_large(transaction)):
                self._write_in_background(generation)
        # Read once: another thread may replace it with a newer one meanwhile.
        snapshot = delta.snapshot
        return LocalState(snapshot, transaction) if snapshot.generation == generation else None

    def write_if_due(self) -> None:
        """Writes a new segment in the background if enough has changed since the last one, in any process."""
        with self._store.reading() as transaction:
            generation, due = transaction.generation, self._is_due(transaction)
        if due:
            self._write_in_background(generation)

    def write(self) -> bool:
        """Writes a new segment, however little has changed, and uses it.

        Returns:
            False if another thread or process is writing one.

        Raises:
            OSError: The folder can't be written, or the disk is full. The earlier segments stay.
        """
        return self._write(even_if_little=True)

    def rebuild(self) -> None:
        """Removes all search files, and makes them again.

        Raises:
            IndexFolderError: The folder can't be written, or the disk is full.
        """
        try:
            remove_all(self._folder)
            with self._refreshing:
                self._delta = None
            with self._store.reading() as transaction:
                large = is_large(transaction)
            # A small index is made in memory by the next question.
            if large:
                self.write()
        except OSError as error:
            raise IndexFolderError(
                f"{self._folder}: search files can't be written ({error.strerror or error})"
            ) from error

    def check(self, transaction: ReadTransaction, problem: Callable[[str], None]) -> int:
        """Compares every segment on disk with the store; returns how many. `problem`: called with what is wrong."""
        return check_segments(self._folder, transaction, self._dimensions, problem)

    def close(self) -> None:
        """Waits for a segment that is being written."""
        with self._starting:
            writer = self._writer
        if writer is not None:
            writer.join()

    def _up_to_date(self, delta: Delta | None, transaction: ReadTransaction) -> Delta:
        """A delta at the transaction's state or a newer one."""
        if delta is None:
            return self._open(transaction)
        if delta.snapshot.generation >= transaction.generation:
            return delta
        if delta.in_memory and not is_large(transaction):
            # As cheap as an update, and removed passages no longer count in the statistics of words.
            return self._in_memory(transaction)
        try:
            delta.follow(transaction)
        except DerivedFileError:
            return self._open(transaction)
        return delta

    def _open(self, transaction: ReadTransaction) -> Delta:
        if not is_large(transaction):
            return self._in_memory(transaction)
        # Twice: another process may have replaced the newest segment during the first attempt.
        segment = self._load(transaction) or self._load(transaction) or self._write_first(transaction)
        if segment is None:
            return self._in_memory(transaction)
        try:
            delta = Delta(segment, self._folder, transaction, self._dimensions)
            if delta.snapshot.generation < transaction.generation:
                delta.follow(transaction)
        except DerivedFileError:  # another process has just replaced the segment
            return self._in_memory(transaction)
        return delta

    def _in_memory(self, transaction: ReadTransaction) -> Delta:
        return Delta(None, self._folder, transaction, self._dimensions)

    def _load(self, transaction: ReadTransaction) -> Segment | None:
        return load_segment(self._folder, transaction, self._dimensions)

    def _write_first(self, transaction: ReadTransaction) -> Segment | None:
        """Writes a segment of this state and loads it. Not in the background: without one nothing can be searched."""
        try:
            with self._segment_lock(wait=True):
                segment = self._load(transaction)  # another process may have written it meanwhile
                if segment is None:
                    write_segment(self._folder, transaction, self._dimensions)
                    segment = self._load(transaction)
                return segment
        except OSError:
            return None  # read-only, or full: everything is made in memory, which is slow but works

    def _write(self, *, even_if_little: bool) -> bool:
        try:
            with self._segment_lock(wait=False), self._store.reading() as transaction:
                remove_older(self._folder, 0)  # frees the space of unfinished segments first
                if even_if_little or self._is_due(transaction):
                    write_segment(self._folder, transaction, self._dimensions)
                    remove_older(self._folder, transaction.generation)
                remove_abandoned(self._folder)
        except Timeout:
            return False
        with self._refreshing:
            if self._delta is not None:  # else there was no question yet
                with self._store.reading() as transaction:
                    # The new segment has all changes, so that the delta can start again without them.
                    self._delta = self._open(transaction)
        return True

    @contextmanager
    def _segment_lock(self, *, wait: bool) -> Iterator[None]:
        folder = self._folder / FOLDER
        folder.mkdir(mode=PRIVATE_FOLDER, exist_ok=True)
        with FileLock(folder / ".lock", timeout=-1 if wait else 0, mode=PRIVATE_FILE):
            yield

    def _write_in_background(self, generation: int) -> None:
        """Writes a segment in another thread, unless one is being written or that failed for this generation."""
        with self._starting:
            # The same state would fail again, for example because the disk is full.
            if self._failed_generation != generation and (
                self._writer is None or not self._writer.is_alive()
            ):
                self._writer = threading.Thread(
                    target=self._try_to_write, args=(generation,), name="pincite-segment"
                )
                self._writer.start()

    def _try_to_write(self, generation: int) -> None:
        try:
            self._write(even_if_little=False)
        except (OSError, PinciteError):
            # The earlier segment still works: a full disk must not stop answers.
            self._failed_generation = generation

    def _is_due(self, transaction: ReadTransaction) -> bool:
        """Whether too much has changed since the newest segment on disk."""
        if not is_large(transaction):
            return False
        # Only the manifest is read, since this runs after each change.
        manifest = newest_manifest(self._folder, transaction, self._dimensions)
        if manifest is None:
            return True
        added = transaction.passage_count(after=manifest["last_row"])
        removed = transaction.removed(since=manifest["generation"])
        return added + sum(last - first + 1 for first, last in removed) >= _min_changed(transaction)


def is_large(transaction: ReadTransaction) -> bool:
    """Whether the index has so many passages that it needs a segment on disk."""
    return transaction.passage_count() > MAX_IN_MEMORY


def _min_changed(transaction: ReadTransaction) -> float:
    return max(_MIN_CHANGED, _MIN_CHANGED_SHARE * transaction.passage_count())
