"""The base of search: vectors and words of one generation, kept in files beside the store.

`search/GENERATION-TOKEN/` holds rows, vectors, their codes where there are many, and tantivy's files. It
is never changed: what came after is laid over it in memory (see `snapshot.py`), and when that has grown
a new base is written beside the old one.
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
from index.search.files import check_files, discard, new_folder, read_manifest, unfinished_folders, write_file
from index.search.vectors import (
    Halves,
    VectorIndex,
    codes_from_bytes,
    codes_to_bytes,
    make_codes,
    needs_codes,
    vector_index,
)
from index.search.words import write_words
from index.store.rows import Rows
from index.store.transaction import ReadTransaction

FOLDER = "search"
# Raise it whenever other files would come out of the same passages: those that are kept are made anew.
_FORMAT = 2
ROWS, VECTORS, _CODES, _WORDS = "rows.bin", "vectors.bin", "codes.bin", "words"
_CHUNK = 10_000


@dataclass(frozen=True, slots=True, kw_only=True)
class Segment:
    """What one base holds.

    Attributes:
        generation: The state of the store that it was made from.
        last_row: The highest row that had been given by then.
        vectors: Of its passages.
        words: The folder of tantivy's files, not to be changed.
    """

    generation: int
    last_row: int
    vectors: VectorIndex
    words: Path


def write_base(index_folder: Path, state: ReadTransaction, dimensions: int) -> None:
    """Writes the base of that state; one that is there already is replaced.

    Raises:
        OSError: The folder can't be written, or the disk is full. Nothing is left then.
    """
    generation = state.generation
    token = state.token(generation)
    folder = index_folder / FOLDER / f"{generation:012d}-{token}"
    manifest = {
        "format": _FORMAT,
        "generation": generation,
        "token": token,
        "last_row": state.last_row,
        "embedder": state.embedder,
        "dimensions": dimensions,
    }
    with new_folder(folder, manifest) as unfinished, ThreadPoolExecutor(1) as pool:
        rows = _write_vectors(unfinished / VECTORS, state)
        write_file(unfinished / ROWS, rows.astype("<i8").tobytes())
        codes = pool.submit(_write_codes, unfinished, dimensions) if needs_codes(len(rows)) else None
        (unfinished / _WORDS).mkdir()
        write_words(unfinished / _WORDS, state.texts())
        for lock in (unfinished / _WORDS).glob("*.lock"):
            lock.unlink()
        if codes:
            codes.result()


def load_base(index_folder: Path, state: ReadTransaction, dimensions: int) -> Segment | None:
    """The newest base that is whole and an ancestor of that state, or None."""
    for folder, manifest in _fitting(index_folder, state, dimensions):
        try:
            check_files(folder, manifest)
            return _loaded(folder, manifest, dimensions)
        except (DerivedFileError, OSError):
            continue  # an older one, or the store itself, has all that it had
    return None


def written_base(index_folder: Path, state: ReadTransaction, dimensions: int) -> dict[str, Any] | None:
    """What the manifest of the newest base says that is an ancestor of that state; its files are not read."""
    return next((manifest for _, manifest in _fitting(index_folder, state, dimensions)), None)


def _fitting(
    index_folder: Path, state: ReadTransaction, dimensions: int
) -> Iterator[tuple[Path, dict[str, Any]]]:
    for folder in segment_folders(index_folder):
        try:
            manifest = read_manifest(folder)
        except DerivedFileError:
            continue
        if fits(manifest, state, dimensions):
            yield folder, manifest


def segment_folders(index_folder: Path) -> list[Path]:
    """The folders of all bases, newest first."""
    return sorted((index_folder / FOLDER).glob("[0-9]*-*"), reverse=True)


def remove_older(index_folder: Path, generation: int) -> None:
    """Removes bases before that generation, and what interrupted writers left."""
    for folder in segment_folders(index_folder):
        if int(folder.name.partition("-")[0]) < generation:
            discard(folder)
    for folder in unfinished_folders(index_folder / FOLDER):
        shutil.rmtree(folder, ignore_errors=True)


def remove_all(index_folder: Path) -> None:
    """Removes every base, whole or not."""
    for folder in segment_folders(index_folder):
        discard(folder)


def fits(manifest: dict[str, Any], state: ReadTransaction, dimensions: int) -> bool:
    """Whether a base of that manifest is an ancestor of that state, and of this version's making."""
    return bool(
        manifest["format"] == _FORMAT
        and manifest["embedder"] == state.embedder
        and manifest["dimensions"] == dimensions
        and manifest["generation"] <= state.generation
        and manifest["token"] == state.token(manifest["generation"])
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


def _write_vectors(path: Path, state: ReadTransaction) -> Rows:
    """Writes the vectors one after the other, and returns their rows."""
    rows: list[Rows] = []
    with path.open("wb") as file:
        for some, blob in _chunks(state.embeddings()):
            rows.append(some)
            file.write(blob)
    return np.concatenate(rows) if rows else np.empty(0, dtype=np.int64)


def _write_codes(folder: Path, dimensions: int) -> None:
    codes = make_codes(partial(_mapped, folder / VECTORS, dimensions))
    write_file(folder / _CODES, codes_to_bytes(codes))


def _chunks(pairs: Iterator[tuple[int, bytes]]) -> Iterator[tuple[Rows, bytes]]:
    while chunk := list(islice(pairs, _CHUNK)):
        rows, blobs = zip(*chunk, strict=True)
        yield np.array(rows, dtype=np.int64), b"".join(blobs)


def _mapped(path: Path, dimensions: int) -> Halves:
    if not path.stat().st_size:
        return np.empty((0, dimensions), dtype=np.float16)
    return np.memmap(path, dtype="<f2", mode="r").reshape(-1, dimensions)


def vectors_of(state: ReadTransaction, dimensions: int, *, after: int = 0) -> tuple[Rows, Halves]:
    """Rows behind `after`, ascending, and their vectors: shapes (n) and (n, dimensions)."""
    chunks = list(_chunks(state.embeddings(after=after)))
    rows = np.concatenate([np.empty(0, dtype=np.int64), *(some for some, _ in chunks)])
    flat = np.frombuffer(b"".join(blob for _, blob in chunks), dtype="<f2")
    return rows, flat.reshape(-1, dimensions)
