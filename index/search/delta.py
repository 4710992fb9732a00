"""A base and what is laid over it in memory, so that a change costs what changed and not what is there."""

import shutil
import tempfile
import uuid
import weakref
from collections.abc import Sequence
from pathlib import Path

from filelock import FileLock, Timeout

from index.errors import DerivedFileError
from index.search.files import linked_copy
from index.search.segment import FOLDER, Segment, vectors_of
from index.search.snapshot import SearchSnapshot
from index.search.vectors import ExactIndex, LayeredVectorIndex, vector_index
from index.search.words import WordIndex, WordWriter
from index.store.rows import RowSet
from index.store.transaction import ReadTransaction

_COPY = ".copy-"


class Delta:
    """Follows the store from the state of a base on. One thread at a time; its snapshots never change."""

    def __init__(
        self, base: Segment | None, index_folder: Path, state: ReadTransaction, dimensions: int
    ) -> None:
        """Without a base everything is read from `state` into memory.

        Raises:
            DerivedFileError: The base's files can't be read.
        """
        self._index_folder = index_folder
        self._dimensions = dimensions
        self._base = base
        self._writer: WordWriter | None = None
        self.changed = 0  # passages added or removed since
        self.snapshot = self._from_base(base) if base else self._in_memory(state)
        self._vectors, self._base_last = self.snapshot.vectors, self.snapshot.last_row
        self._extra: ExactIndex | None = None
        self._removed = RowSet()

    @property
    def in_memory(self) -> bool:
        """Whether it has no base on disk."""
        return self._base is None

    @property
    def base_generation(self) -> int:
        """The generation of its base, or -1."""
        return self._base.generation if self._base else -1

    def follow(self, state: ReadTransaction) -> None:
        """Brings the snapshot to that state, which is not older.

        Raises:
            DerivedFileError: The base's files are gone or can't be copied.
        """
        last = self.snapshot
        rows, vectors = vectors_of(state, self._dimensions, after=last.last_row)
        removed = state.removed(since=last.generation)
        words = self._words(state, last.last_row, removed)
        full = vectors.astype("float32")
        self._extra = self._extra.extended(rows, full) if self._extra else ExactIndex(rows, full)
        self._removed = self._removed.without(removed)
        self.changed += len(rows) + sum(end - start + 1 for start, end in removed)
        self.snapshot = SearchSnapshot(
            generation=state.generation,
            last_row=state.last_row,
            vectors=LayeredVectorIndex(self._vectors, self._base_last, self._extra, self._removed),
            words=words,
        )

    def _words(self, state: ReadTransaction, after: int, removed: Sequence[tuple[int, int]]) -> WordIndex:
        try:
            return self._word_writer().change(state.texts(after=after), removed)
        except OSError as error:  # the disk is full, say; memory may do
            raise DerivedFileError(self._index_folder / FOLDER, str(error)) from error

    def _from_base(self, base: Segment) -> SearchSnapshot:
        try:
            words = WordIndex.in_folder(base.words)
        except ValueError as error:
            raise DerivedFileError(base.words, str(error)) from error
        return SearchSnapshot(
            generation=base.generation, last_row=base.last_row, vectors=base.vectors, words=words
        )

    def _in_memory(self, state: ReadTransaction) -> SearchSnapshot:
        self._writer = WordWriter.in_memory()
        rows, vectors = vectors_of(state, self._dimensions)
        return SearchSnapshot(
            generation=state.generation,
            last_row=state.last_row,
            vectors=vector_index(rows, vectors),
            words=self._writer.change(state.texts(), ()),
        )

    def _word_writer(self) -> WordWriter:
        """A writer of a copy of the base's words: only this process sees it, and the base stays as it is."""
        if self._writer is None and self._base is not None:
            try:
                folder = self._copy_folder()
                linked_copy(self._base.words, folder / "words")
                self._writer = WordWriter.in_folder(folder / "words")
            except (OSError, ValueError) as error:
                raise DerivedFileError(self._base.words, str(error)) from error
        return self._writer or WordWriter.in_memory()

    def _copy_folder(self) -> Path:
        """A new folder that goes when this object does, or is found without its lock if the process died."""
        folder = self._index_folder / FOLDER / f"{_COPY}{uuid.uuid4().hex}"
        try:
            folder.mkdir()
        except OSError:  # a read-only index
            folder = Path(tempfile.mkdtemp(prefix="pincite-"))
        lock = FileLock(folder / "lock", timeout=0, thread_local=False)
        lock.acquire()
        weakref.finalize(self, _discard, folder, lock)
        return folder


def remove_abandoned(index_folder: Path) -> None:
    """Removes the copies of processes that died."""
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
