"""A segment: the vectors and words of one generation, in files beside the store.

`search/GENERATION-TOKEN/` contains rows, vectors, their codes if there are many vectors, and tantivy's files. A segment
never changes: later changes are in memory (see `delta.py`), and when there are many a new segment is written.
"""

import shutil
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from functools import partial
from itertools import islice
from pathlib import Path
from typing import Any

import numpy as np

from index.errors import DerivedFileError
from index.search.codes import HalfVectors, codes_from_bytes, codes_to_bytes, make_codes
from index.search.local.files import (
    check_files,
    discard,
    new_folder,
    read_manifest,
    unfinished_folders,
    write_file,
)
from index.search.local.vectors import VectorIndex, needs_codes, vector_index
from index.search.words import write_words
from index.store.rows import Rows
from index.store.transaction import ReadTransaction

FOLDER = "search"
# Increase it whenever the same passages give other files: existing segments are then written again.
_FORMAT = 4
ROWS, VECTORS, _CODES, _WORDS = "rows.bin", "vectors.bin", "codes.bin", "words"
# Vectors in memory at once while a segment is written.
_CHUNK = 10_000


@dataclass(frozen=True, slots=True, kw_only=True)
class Segment:
    """The contents of one segment.

    Attributes:
        generation: The generation of the store that it was made from.
        last_row: The highest row that was used up to then.
        vectors: Those of its passages.
        words: The folder of tantivy's files, which must not be changed.
    """

    generation: int
    last_row: int
    vectors: VectorIndex
    words: Path


def write_segment(index_folder: Path, transaction: ReadTransaction, dimensions: int) -> None:
    """Writes the segment of a state; an existing one of that state is replaced.

    Raises:
        OSError: The folder can't be written, or the disk is full. No files are left then.
    """
    generation = transaction.generation
    token = transaction.token(generation)
    # With leading zeros, names sort by generation. The token tells apart copies of an index that were
    # changed separately.
    folder = index_folder / FOLDER / f"{generation:012d}-{token}"
    manifest = {
        "format": _FORMAT,
        "generation": generation,
        "token": token,
        "last_row": transaction.last_row,
        "embedder": transaction.embedder,
        "dimensions": dimensions,
    }
    # The pool comes second, so that its thread has ended before the folder is renamed or removed.
    with new_folder(folder, manifest) as unfinished, ThreadPoolExecutor(1) as pool:
        rows = _write_vectors(unfinished / VECTORS, transaction)
        write_file(unfinished / ROWS, rows.astype("<i8").tobytes())
        # The codes are made while tantivy writes, since both take long.
        codes = pool.submit(_write_codes, unfinished, dimensions) if needs_codes(len(rows)) else None
        (unfinished / _WORDS).mkdir()
        write_words(unfinished / _WORDS, transaction.texts())
        for lock in (unfinished / _WORDS).glob("*.lock"):
            lock.unlink()
        if codes:
            codes.result()


def load_segment(index_folder: Path, transaction: ReadTransaction, dimensions: int) -> Segment | None:
    """The newest undamaged segment of that state or an earlier one, or None."""
    for folder, manifest in _fitting(index_folder, transaction, dimensions):
        try:
            # Every file is read once: damage must not show as a wrong answer.
            check_files(folder, manifest)
            return _loaded(folder, manifest, dimensions)
        except (DerivedFileError, OSError):
            continue  # nothing is lost: the store has everything
    return None


def newest_manifest(
    index_folder: Path, transaction: ReadTransaction, dimensions: int
) -> dict[str, Any] | None:
    """The manifest of the newest segment of that state or an earlier one, or None; its files are not read."""
    return next((manifest for _, manifest in _fitting(index_folder, transaction, dimensions)), None)


def _fitting(
    index_folder: Path, transaction: ReadTransaction, dimensions: int
) -> Iterator[tuple[Path, dict[str, Any]]]:
    for folder in segment_folders(index_folder):
        try:
            manifest = read_manifest(folder)
        except DerivedFileError:
            continue
        if fits(manifest, transaction, dimensions):
            yield folder, manifest


def segment_folders(index_folder: Path) -> list[Path]:
    """The folders of all segments, newest first."""
    return sorted((index_folder / FOLDER).glob("[0-9]*-*"), reverse=True)


def remove_older(index_folder: Path, generation: int) -> None:
    """Removes the segments before a generation, and unfinished ones of interrupted writers."""
    for folder in segment_folders(index_folder):
        if int(folder.name.partition("-")[0]) < generation:
            discard(folder)
    for folder in unfinished_folders(index_folder / FOLDER):
        shutil.rmtree(folder, ignore_errors=True)


def remove_all(index_folder: Path) -> None:
    """Removes every segment, also damaged ones."""
    for folder in segment_folders(index_folder):
        discard(folder)


def fits(manifest: dict[str, Any], transaction: ReadTransaction, dimensions: int) -> bool:
    """Whether a segment with that manifest is usable: of that state or an earlier one, and of this format."""
    return bool(
        manifest["format"] == _FORMAT
        and manifest["embedder"] == transaction.embedder
        and manifest["dimensions"] == dimensions
        and manifest["generation"] <= transaction.generation
        # An older copy of the store can come to the same generation again, with other passages.
        and manifest["token"] == transaction.token(manifest["generation"])
    )


def _loaded(folder: Path, manifest: dict[str, Any], dimensions: int) -> Segment:
    rows: Rows = np.fromfile(folder / ROWS, dtype="<i8").astype(np.int64, copy=False)
    codes = None
    if needs_codes(len(rows)):
        codes = codes_from_bytes(np.fromfile(folder / _CODES, dtype=np.uint8))
    return Segment(
        generation=manifest["generation"],
        last_row=manifest["last_row"],
        vectors=vector_index(rows, _mapped(folder / VECTORS, dimensions), codes),
        words=folder / _WORDS,
    )


def _write_vectors(path: Path, transaction: ReadTransaction) -> Rows:
    """Writes all vectors into one file, and returns their rows."""
    rows: list[Rows] = []
    with path.open("wb") as file:
        for chunk, blob in _chunks(transaction.embeddings()):
            rows.append(chunk)
            file.write(blob)
    return np.concatenate(rows) if rows else np.empty(0, dtype=np.int64)


def _write_codes(folder: Path, dimensions: int) -> None:
    codes = make_codes(partial(_mapped, folder / VECTORS, dimensions))
    write_file(folder / _CODES, codes_to_bytes(codes))


def _chunks(pairs: Iterator[tuple[int, bytes]]) -> Iterator[tuple[Rows, bytes]]:
    while chunk := list(islice(pairs, _CHUNK)):
        rows, blobs = zip(*chunk, strict=True)
        yield np.array(rows, dtype=np.int64), b"".join(blobs)


def _mapped(path: Path, dimensions: int) -> HalfVectors:
    # An empty file can't be mapped.
    if not path.stat().st_size:
        return np.empty((0, dimensions), dtype=np.float16)
    return np.memmap(path, dtype="<f2", mode="r").reshape(-1, dimensions)


def read_vectors(
    transaction: ReadTransaction, dimensions: int, *, after: int = 0
) -> tuple[Rows, HalfVectors]:
    """The rows after `after`, ascending, and their vectors: shapes (n) and (n, dimensions)."""
    chunks = list(_chunks(transaction.embeddings(after=after)))
    rows = np.concatenate([np.empty(0, dtype=np.int64), *(chunk for chunk, _ in chunks)])
    flat = np.frombuffer(b"".join(blob for _, blob in chunks), dtype="<f2")
    return rows, flat.reshape(-1, dimensions)
