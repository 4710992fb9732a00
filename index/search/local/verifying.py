"""Compares the segments on disk with the store."""

from collections.abc import Callable, Iterator
from pathlib import Path

import numpy as np

from index.errors import DerivedFileError
from index.search.local.files import check_files, read_manifest
from index.search.local.segment import ROWS, VECTORS, fits, segment_folders
from index.store.rows import ALL_ROWS
from index.store.transaction import ReadTransaction


def check_segments(
    index_folder: Path, transaction: ReadTransaction, dimensions: int, problem: Callable[[str], None]
) -> int:
    """Compares every segment that belongs to this index; returns how many.

    Args:
        index_folder: Where they are.
        transaction: The state of the store.
        dimensions: The length of a vector.
        problem: Called with what is wrong, where, and what to do.
    """
    folders = segment_folders(index_folder)
    return sum(_check(folder, transaction, dimensions, problem) for folder in folders)


def _check(
    folder: Path, transaction: ReadTransaction, dimensions: int, problem: Callable[[str], None]
) -> bool:
    """Whether the segment belongs to this index."""
    try:
        manifest = read_manifest(folder)
        # A segment of another history or an earlier format is no problem: search does not use it either.
        if not fits(manifest, transaction, dimensions):
            return False
        check_files(folder, manifest)
    except DerivedFileError as error:
        problem(str(error))
        return True
    rows = np.fromfile(folder / ROWS, dtype="<i8").astype(np.int64, copy=False)
    # Passages that were removed after the segment was written are still in it, and not in the store.
    removed = transaction.removed(since=manifest["generation"])
    live = ALL_ROWS.without(removed).contains(rows)
    position = 0
    with (folder / VECTORS).open("rb") as vectors:
        for row, blob in _stored(transaction, manifest["last_row"]):
            while position < len(rows) and not live[position]:
                vectors.seek(2 * dimensions, 1)
                position += 1
            if position == len(rows) or rows[position] != row or vectors.read(len(blob)) != blob:
                problem(f"{folder}: passage {row} differs from the store; run: pincite rebuild")
                return True
            position += 1
    if live[position:].any():
        problem(f"{folder}: has passages that the store does not have; run: pincite rebuild")
    return True


def _stored(transaction: ReadTransaction, last_row: int) -> Iterator[tuple[int, bytes]]:
    for row, blob in transaction.embeddings():
        # Passages that were added later are not in the segment.
        if row > last_row:
            return
        yield row, blob
