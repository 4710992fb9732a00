"""Finds the files in a folder, without following links out of it."""

import os
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from stat import S_ISLNK

from index.ingest.libraries.zotero.database import FILE as LIBRARY


@dataclass(frozen=True, slots=True, kw_only=True)
class FolderFiles:
    """What is in a folder and in the folders below; hidden files and folders are left out.

    Attributes:
        files: Each file, sorted by folder.
        skipped: (path, reason) for each link that is not followed.
        unlisted: (path, reason) for each folder that can't be listed.
        libraries: The folders of libraries of Zotero in it; what is in these folders is not listed.
    """

    files: list[str] = field(default_factory=list)
    skipped: list[tuple[str, str]] = field(default_factory=list)
    unlisted: list[tuple[str, str]] = field(default_factory=list)
    libraries: list[Path] = field(default_factory=list)


def files_in(root: Path, *, own_folder: Path | None = None) -> FolderFiles:
    """The files in a folder; `own_folder` is the index's own, which is left out.

    The folder may be a link itself. A link inside counts only if it leads to a file inside: what lies elsewhere was not
    given, and a link to a folder inside would only name its files a second time.
    """
    found = FolderFiles()

    def note(error: OSError) -> None:
        found.unlisted.append((os.fspath(error.filename), f"it can't be listed ({error.strerror})"))

    real_root = os.path.realpath(root)
    for folder, name in _entries(root, own_folder, note):
        path = os.path.join(folder, name)
        if name == LIBRARY:
            found.libraries.append(Path(folder))
            continue
        try:
            is_link = S_ISLNK(os.lstat(path).st_mode)
        except OSError:
            continue  # removed at this moment
        if reason := _why_not_followed(path, real_root) if is_link else None:
            found.skipped.append((path, reason))
        elif not os.path.isdir(path):
            found.files.append(path)
    return found


def leads_into(path: str | Path, folder: str) -> bool:
    """Whether a path, with all links on its way followed, is in a folder, which is given without links."""
    return os.path.realpath(path).startswith(folder.rstrip(os.sep) + os.sep)


def _entries(
    root: Path, own_folder: Path | None, note: Callable[[OSError], None]
) -> Iterator[tuple[str, str]]:
    """Folder and name of each file, and of each link."""
    for folder, subfolders, names in os.walk(root, onerror=note):
        # In place: `os.walk` goes into the folders that stay in this list, in its order, but never into links.
        subfolders[:] = sorted(
            name for name in subfolders if not name.startswith(".") and Path(folder, name) != own_folder
        )
        # The library says what is in its folders.
        is_library = LIBRARY in names
        subfolders[:] = [] if is_library else subfolders
        links = [name for name in subfolders if os.path.islink(os.path.join(folder, name))]
        for name in [LIBRARY] if is_library else sorted([*names, *links]):
            if not name.startswith("."):
                yield folder, name


def _why_not_followed(link: str, real_root: str) -> str | None:
    try:
        os.stat(link)
    except OSError:
        return "it is a link that leads nowhere"
    if not leads_into(link, real_root):
        return "it is a link out of the folder; to read what it leads to, add that itself"
    return None
