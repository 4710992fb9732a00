"""Folders of files derived from the store: written completely, verified when they are read, never changed.

Each folder has a manifest with the length and checksum of every file. The folder gets its name last, when everything
in it is on disk, so that a folder with that name is always complete. Later damage, even of one bit, is noticed when
the folder is opened.
"""

import json
import os
import shutil
import uuid
import zlib
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from index.errors import DerivedFileError
from index.store.folders import sync_folder
from index.store.permissions import PRIVATE_FILE, PRIVATE_FOLDER, keep_private

_MANIFEST = "manifest.json"
_UNFINISHED = ".unfinished-"
_CHUNK = 1 << 24


@contextmanager
def new_folder(folder: Path, manifest: Mapping[str, Any]) -> Iterator[Path]:
    """A new folder to write files into; it becomes `folder` if the block ends without an error."""
    unfinished = folder.with_name(f"{_UNFINISHED}{uuid.uuid4().hex}")
    folder.parent.mkdir(mode=PRIVATE_FOLDER, exist_ok=True)
    unfinished.mkdir(mode=PRIVATE_FOLDER)
    try:
        yield unfinished
        keep_private(unfinished)  # tantivy makes its files as it likes
        # Files, then the manifest, then the folders, and the name last: after a power failure there is no
        # folder with the name and only a part of the files.
        files = {str(path.relative_to(unfinished)): _synced(path) for path in _files(unfinished)}
        body = json.dumps({**manifest, "files": files}, sort_keys=True)
        write_file(unfinished / _MANIFEST, f"{zlib.crc32(body.encode()):08x}\n{body}\n".encode())
        for path in [*unfinished.rglob("*"), unfinished]:
            if path.is_dir():
                sync_folder(path)
        # A damaged folder of the same state may have the name, and can't be replaced by a rename.
        discard(folder)
        unfinished.rename(folder)
        sync_folder(folder.parent)
    # Also Ctrl-C: half a segment is of no use, and can be large.
    except BaseException:
        shutil.rmtree(unfinished, ignore_errors=True)
        raise


def read_manifest(folder: Path) -> dict[str, Any]:
    """The manifest of `folder`.

    Raises:
        DerivedFileError: It is missing or damaged.
    """
    try:
        # The manifest can't hold its own checksum, which is the line before it.
        checksum, _, body = (folder / _MANIFEST).read_text("utf-8").partition("\n")
        body = body.removesuffix("\n")
        if checksum != f"{zlib.crc32(body.encode()):08x}":
            raise DerivedFileError(folder / _MANIFEST, "is damaged")
        manifest: dict[str, Any] = json.loads(body)
    except (OSError, ValueError) as error:
        raise DerivedFileError(folder / _MANIFEST, str(error)) from error
    return manifest


def check_files(folder: Path, manifest: Mapping[str, Any]) -> None:
    """Verifies every file of `folder` by its length and checksum.

    Raises:
        DerivedFileError: One is missing or damaged.
    """
    for name, (length, checksum) in manifest["files"].items():
        path = folder / name
        try:
            # The length comes first, since it needs no reading.
            if path.stat().st_size != length or _crc32(path) != checksum:
                raise DerivedFileError(path, "is damaged")
        except OSError as error:
            raise DerivedFileError(path, str(error)) from error


def write_file(path: Path, data: bytes | memoryview) -> None:
    """Writes a file, and waits until it is on disk."""
    descriptor = os.open(path, os.O_CREAT | os.O_TRUNC | os.O_WRONLY, PRIVATE_FILE)
    with open(descriptor, "wb") as file:
        file.write(data)
        file.flush()
        os.fsync(file.fileno())


def discard(folder: Path) -> None:
    """Removes a folder if it exists; nobody sees it with only some of its files."""
    renamed = folder.with_name(f"{_UNFINISHED}{uuid.uuid4().hex}")
    try:
        folder.rename(renamed)
        # Otherwise, after a power failure, some of its files could be gone and its name not.
        sync_folder(folder.parent)
    except OSError:  # it does not exist; or, on Windows, it is in use and stays until the next time
        return
    shutil.rmtree(renamed, ignore_errors=True)


def unfinished_folders(folder: Path) -> list[Path]:
    """Folders in `folder` that an interrupted writer left, or that a writer is still working on."""
    return sorted(folder.glob(f"{_UNFINISHED}*"))


def linked_copy(source: Path, target: Path) -> None:
    """A copy of a folder whose files are hard links if the file system has them."""
    target.mkdir(mode=PRIVATE_FOLDER, parents=True)
    for path in _files(source):
        copy = target / path.relative_to(source)
        try:
            # tantivy overwrites these files in place, so that a link would change the original.
            if path.suffix in ("", ".json", ".lock"):
                raise OSError
            os.link(path, copy)
        except OSError:
            shutil.copyfile(path, copy)


def _files(folder: Path) -> list[Path]:
    return sorted(path for path in folder.rglob("*") if path.is_file() and path.name != _MANIFEST)


def _synced(path: Path) -> tuple[int, int]:
    """Length and checksum of a file, after it was flushed to disk."""
    _sync(path)
    return path.stat().st_size, _crc32(path)


def _crc32(path: Path) -> int:
    checksum, buffer = 0, bytearray(_CHUNK)
    with path.open("rb", buffering=0) as file:
        while count := file.readinto(buffer):
            checksum = zlib.crc32(memoryview(buffer)[:count], checksum)
    return checksum


def _sync(path: Path) -> None:
    """Flushes a file to disk."""
    # Windows flushes only files that are open for writing.
    descriptor = os.open(path, os.O_RDONLY if os.name != "nt" else os.O_RDWR)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)
