"""Files that are derived from the store: written whole, checked when they are read, never changed.

A set of files is a folder with a manifest that holds the length and checksum of each. It gets its name
last, when all of it is on disk, so that a folder of that name is whole. What is damaged later, be it one
flipped bit, is noticed when it is opened.
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

_MANIFEST = "manifest.json"
_UNFINISHED = ".unfinished-"
_CHUNK = 1 << 24


@contextmanager
def new_folder(folder: Path, manifest: Mapping[str, Any]) -> Iterator[Path]:
    """A folder to write files into, which becomes `folder` when the block ends without an error."""
    unfinished = folder.with_name(f"{_UNFINISHED}{uuid.uuid4().hex}")
    unfinished.mkdir(parents=True)
    try:
        yield unfinished
        files = {str(path.relative_to(unfinished)): _sealed(path) for path in _files(unfinished)}
        body = json.dumps({**manifest, "files": files}, sort_keys=True)
        write_file(unfinished / _MANIFEST, f"{zlib.crc32(body.encode()):08x}\n{body}\n".encode())
        for path in [*unfinished.rglob("*"), unfinished]:
            if path.is_dir():
                _sync(path)
        discard(folder)
        unfinished.rename(folder)
        _sync(folder.parent)
    except BaseException:
        shutil.rmtree(unfinished, ignore_errors=True)
        raise


def read_manifest(folder: Path) -> dict[str, Any]:
    """What was said of the files of `folder`.

    Raises:
        DerivedFileError: It is missing or damaged.
    """
    try:
        checksum, _, body = (folder / _MANIFEST).read_text("utf-8").partition("\n")
        body = body.removesuffix("\n")
        if checksum != f"{zlib.crc32(body.encode()):08x}":
            raise DerivedFileError(folder / _MANIFEST, "is not what was written")
        manifest: dict[str, Any] = json.loads(body)
    except (OSError, ValueError) as error:
        raise DerivedFileError(folder / _MANIFEST, str(error)) from error
    return manifest


def check_files(folder: Path, manifest: Mapping[str, Any]) -> None:
    """Reads every file of `folder` once.

    Raises:
        DerivedFileError: One is missing, or not what was written.
    """
    for name, (length, checksum) in manifest["files"].items():
        path = folder / name
        try:
            if path.stat().st_size != length or _crc32(path) != checksum:
                raise DerivedFileError(path, "is not what was written")
        except OSError as error:
            raise DerivedFileError(path, str(error)) from error


def write_file(path: Path, data: bytes | memoryview) -> None:
    """Writes a file, to the disk."""
    with path.open("wb") as file:
        file.write(data)
        file.flush()
        os.fsync(file.fileno())


def discard(folder: Path) -> None:
    """Removes a folder, if it is there, so that it is never seen with some of its files gone."""
    gone = folder.with_name(f"{_UNFINISHED}{uuid.uuid4().hex}")
    try:
        folder.rename(gone)
    except OSError:  # it is not there; or it is in use, on Windows: then it stays until the next time
        return
    shutil.rmtree(gone, ignore_errors=True)


def unfinished_folders(folder: Path) -> list[Path]:
    """What interrupted writers left in `folder`, or what one is writing."""
    return sorted(folder.glob(f"{_UNFINISHED}*"))


def linked_copy(source: Path, target: Path) -> None:
    """A copy of a folder that shares its files' content, where the file system can, until one is replaced."""
    target.mkdir(parents=True)
    for path in _files(source):
        copy = target / path.relative_to(source)
        try:
            # What tantivy replaces by writing into it, not by renaming, must not be shared.
            if path.suffix in ("", ".json", ".lock"):
                raise OSError
            os.link(path, copy)
        except OSError:
            shutil.copyfile(path, copy)


def _files(folder: Path) -> list[Path]:
    return sorted(path for path in folder.rglob("*") if path.is_file() and path.name != _MANIFEST)


def _sealed(path: Path) -> tuple[int, int]:
    """Length and checksum of a file that is on disk by then."""
    _sync(path)
    return path.stat().st_size, _crc32(path)


def _crc32(path: Path) -> int:
    checksum, buffer = 0, bytearray(_CHUNK)
    with path.open("rb", buffering=0) as file:
        while count := file.readinto(buffer):
            checksum = zlib.crc32(memoryview(buffer)[:count], checksum)
    return checksum


def _sync(path: Path) -> None:
    """To the disk; but Windows can't open folders, and needs no such thing."""
    if os.name == "nt" and path.is_dir():
        return
    descriptor = os.open(path, os.O_RDONLY if os.name != "nt" else os.O_RDWR)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)
