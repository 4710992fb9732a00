"""A segment on disk with later changes in memory, so that the cost of a change does not depend on the index's size."""

import shutil
import tempfile
import uuid
import weakref
from collections.abc import Sequence
from pathlib import Path

from filelock import FileLock, Timeout

from index.errors import DerivedFileError
from index.search.local.files import linked_copy
from index.search.local.segment import FOLDER, Segment, read_vectors
from index.search.local.snapshot import SearchSnapshot
from index.search.local.vectors import ExactIndex, LayeredVectorIndex, vector_index
from index.search.words import WordIndex, WordWriter
from index.store.permissions import PRIVATE_FILE, PRIVATE_FOLDER
from index.store.rows import RowSet
from index.store.transaction import ReadTransaction

_COPY = ".copy-"


class Delta:
    """The changes since a segment was written. One thread may use it at a time; its snapshots never change."""

    def __init__(
        self, segment: Segment | None, index_folder: Path, transaction: ReadTransaction, dimensions: int
    ) -> None:
        """Without a segment, all passages are read from `transaction` into memory.

        Raises:
            DerivedFileError: The segment's files can't be read.
        """
        self._index_folder = index_folder
        self._dimensions = dimensions
        self._segment = segment
        self._writer: WordWriter | None = None
        self.changed = 0  # passages that were added or removed since the segment was written
        self.snapshot = self._from_segment(segment) if segment else self._in_memory(transaction)
        self._vectors, self._segment_last_row = self.snapshot.vectors, self.snapshot.last_row
        self._added: ExactIndex | None = None
        self._removed = RowSet()

    @property
    def in_memory(self) -> bool:
        """Whether there is no segment on disk."""
        return self._segment is None

    def follow(self, transaction: ReadTransaction) -> None:
        """Updates the snapshot to the state of `transaction`, which is not older.

        Raises:
            DerivedFileError: The segment's files are gone or can't be copied.
        """
        last = self.snapshot
        rows, vectors = read_vectors(transaction, self._dimensions, after=last.last_row)
        removed = transaction.removed(since=last.generation)
        words = self._words(transaction, last.last_row, removed)
        full = vectors.astype("float32")
        # A new index and not a longer one: earlier snapshots still use the old one.
        self._added = self._added.extended(rows, full) if self._added else ExactIndex(rows, full)
        # Removed vectors stay in memory and are filtered out; the next segment does not have them.
        self._removed = self._removed.without(removed)
        self.changed += len(rows) + sum(end - start + 1 for start, end in removed)
        self.snapshot = SearchSnapshot(
            generation=transaction.generation,
            last_row=transaction.last_row,
            vectors=LayeredVectorIndex(self._vectors, self._segment_last_row, self._added, self._removed),
            words=words,
        )

    def _words(
        self, transaction: ReadTransaction, after: int, removed: Sequence[tuple[int, int]]
    ) -> WordIndex:
        try:
            return self._copied_words().change(transaction.texts(after=after), removed)
        except OSError as error:  # for example, the disk is full; the caller then works in memory
            raise DerivedFileError(self._index_folder / FOLDER, str(error)) from error

    def _from_segment(self, segment: Segment) -> SearchSnapshot:
        try:
            words = WordIndex.in_folder(segment.words)
        except ValueError as error:
            raise DerivedFileError(segment.words, str(error)) from error
        return SearchSnapshot(
            generation=segment.generation, last_row=segment.last_row, vectors=segment.vectors, words=words
        )

    def _in_memory(self, transaction: ReadTransaction) -> SearchSnapshot:
        self._writer = WordWriter.in_memory()
        rows, vectors = read_vectors(transaction, self._dimensions)
        return SearchSnapshot(
            generation=transaction.generation,
            last_row=transaction.last_row,
            vectors=vector_index(rows, vectors),
            words=self._writer.change(transaction.texts(), ()),
        )

    def _copied_words(self) -> WordWriter:
        """A writer for a copy of the segment's words. Only this process uses the copy; the segment never changes."""
        # Only with the first change: a process that only asks questions needs no copy.
        if self._writer is None and self._segment is not None:
            try:
                folder = self._copy_folder()
                linked_copy(self._segment.words, folder / "words")
                self._writer = WordWriter.in_folder(folder / "words")
            except OSError as error:
                raise DerivedFileError(self._segment.words, str(error)) from error
        return self._writer or WordWriter.in_memory()

    def _copy_folder(self) -> Path:
        """A new folder that is deleted with this object. If the process is killed, the folder is left unlocked."""
        folder = self._index_folder / FOLDER / f"{_COPY}{uuid.uuid4().hex}"
        try:
            folder.mkdir(mode=PRIVATE_FOLDER)
        except OSError:  # a read-only index
            folder = Path(tempfile.mkdtemp(prefix="pincite-"))
        # `thread_local=False`, since another thread may be the one that ends this object.
        lock = FileLock(folder / "lock", timeout=0, mode=PRIVATE_FILE, thread_local=False)
        lock.acquire()
        # This also runs when the program ends. If it is killed, `remove_abandoned` finds the lock free.
        weakref.finalize(self, _discard, folder, lock)
        return folder


def remove_abandoned(index_folder: Path) -> None:
    """Removes the copies of processes that were killed; their locks are free."""
    for folder in (index_folder / FOLDER).glob(f"{_COPY}*"):
        lock = FileLock(folder / "lock", timeout=0)
        try:
            lock.acquire()
        except (Timeout, OSError):
            continue
        _discard(folder, lock)


def _discard(folder: Path, lock: FileLock) -> None:
    lock.release()
    shutil.rmtree(folder, ignore_errors=True)
