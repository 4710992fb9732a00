"""Compares a folder with the index: which files are new or changed, unchanged, or gone."""

import os
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import NamedTuple

from index.errors import SourceError
from index.ingest.finding import library_sources
from index.ingest.folders import files_in
from index.ingest.libraries.about import About
from index.ingest.libraries.vaults import Vaults
from index.ingest.libraries.zotero.database import FILE, is_library
from index.ingest.libraries.zotero.sources import read_library
from index.ingest.sources import FileStat, SourceFile, path_as_text
from index.ingest.texts import PageSource
from index.store.loading import SourceRecord

_NO_DATABASE = f"its documents are of Zotero, but it has no {FILE}; is its disk missing?"
_REMOVED = "you removed it; to bring it back, add it by its name"


@dataclass(frozen=True, slots=True, kw_only=True)
class SyncPlan:
    """What a sync has to do.

    Attributes:
        read: Files that are new, that were cut short, or whose size or modification time has changed.
        unchanged: Sources that need not be read.
        notes: Those of them that are notes of an Obsidian vault.
        failed: (source, reason) for files that could not be read before and have not changed, and for
            folders that can't be listed.
        skipped: (path, reason) for links out of the folder, and for files whose document was removed by hand.
        gone: Sources that are in the index and no longer in the folder.
        about: What a library states about its sources, whether or not they are read.
    """

    read: Sequence[SourceFile | PageSource]
    unchanged: Sequence[str]
    notes: Sequence[str]
    failed: Sequence[tuple[str, str]]
    skipped: Sequence[tuple[str, str]]
    gone: Sequence[str]
    about: Mapping[str, About]


class _Listed(NamedTuple):
    """What is in a folder.

    Attributes:
        files: The files by their sources.
        skipped: (path, reason) for links that are not followed, and for files that a library lacks.
        unlisted: (path, reason) for folders that can't be listed.
        kept: Sources that a library has, and whose files are not there.
    """

    files: Mapping[str, SourceFile | PageSource]
    skipped: Sequence[tuple[str, str]]
    unlisted: Sequence[tuple[str, str]] = ()
    kept: Collection[str] = ()


def plan_sync(
    folder: str | Path, records: Mapping[str, SourceRecord], index_folder: Path, *, retry: bool = False
) -> SyncPlan:
    """Compares a folder with the index by size and modification time.

    Args:
        folder: The folder; hidden files and folders in it are skipped.
        records: Every source that the index knows.
        index_folder: The index's own folder, which is skipped too.
        retry: Whether unchanged files that could not be read, or that contain such a file, are read again.

    Raises:
        SourceError: There is no such folder, it can't be listed, or it is empty and was not empty before.
            A missing disk looks like an empty folder, and must not empty the index.
    """
    root = Path(os.path.abspath(os.path.expanduser(folder)))
    libraries = _libraries_at(root, records)
    files, skipped, unlisted, kept = _listed(root, index_folder, libraries)
    unseen = {path for path, _ in unlisted}
    # The files of a library may be anywhere.
    linked = [
        source
        for source, record in records.items()
        if record.library in libraries and record.library not in unseen
    ]
    indexed = list(dict.fromkeys((*sources_below(root, list(records)), *linked)))
    # A file inside a container is gone when the container is.
    outer = {source: records[source].container or source for source in indexed}
    # What is in a folder that can't be listed is not gone, only unseen.
    unlisted_folders = tuple(_prefix(Path(path)) for path, _ in unlisted)
    gone = sorted(
        source
        for source in indexed
        if outer[source] not in files
        and outer[source] not in kept
        and not source.startswith(unlisted_folders)
    )
    # A record without a document may go: nothing is lost with it.
    documents_gone = [source for source in gone if records[source].document_id is not None]
    if not files and documents_gone:
        raise SourceError(
            str(root),
            f"holds no files, but {len(documents_gone)} documents came from there; is its disk missing? "
            f"To remove them from the index: pincite remove {root}",
        )
    unchanged = {
        source
        for source, file in files.items()
        if source in records and _is_same(records[source], file.stat())
    }
    # A password can open a file inside an archive only if the archive is read again.
    if retry:
        unchanged -= {record.container or source for source, record in records.items() if record.problem}
    unchanged -= {record.container or source for source, record in records.items() if record.cut_short}
    # These are reported by every sync, but not read again until they change.
    still_failed = [
        (source, problem)
        for source in indexed
        if (problem := records[source].problem) and outer[source] in unchanged
    ]
    return SyncPlan(
        read=[file for source, file in files.items() if source not in unchanged],
        unchanged=[
            source
            for source in files
            if source in unchanged and records[source].problem is None and not records[source].is_removed
        ],
        notes=[source for source in files if source in unchanged and files[source].is_note],
        failed=[*still_failed, *unlisted],
        skipped=[
            *skipped,
            *((source, _REMOVED) for source in files if source in unchanged and records[source].is_removed),
        ],
        gone=gone,
        about={source: file.about for source, file in files.items() if file.about},
    )


def sources_below(folder: str | Path, sources: Sequence[str]) -> list[str]:
    """Those of `sources` that are in a folder or its subfolders; the folder need not exist."""
    prefix = _prefix(Path(os.path.abspath(os.path.expanduser(folder))))
    return [source for source in sources if source.startswith(prefix)]


def _libraries_at(root: Path, records: Mapping[str, SourceRecord]) -> frozenset[str]:
    """The folders of libraries that documents are of, and that are the folder or in it."""
    known = {record.library for record in records.values() if record.library}
    return frozenset(path for path in known if f"{path}{os.sep}".startswith(_prefix(root)))


def _listed(root: Path, index_folder: Path, libraries: Collection[str]) -> _Listed:
    """What is in the folder; each source once, sorted by folder. `libraries` are those that the index knows there."""
    if not root.is_dir():
        raise SourceError(str(root), "there is no such folder")
    found = files_in(root, own_folder=Path(os.path.abspath(index_folder)))
    unlisted = [(path_as_text(path), reason) for path, reason in found.unlisted]
    # Its files are there, and what Zotero says of them is not: they would all seem to be others.
    unlisted += [
        (path, _NO_DATABASE) for path in libraries if os.path.isdir(path) and not is_library(Path(path))
    ]
    found_in = [_in_library(library) for library in found.libraries]
    unlisted += [failed for library in found_in for failed in library.unlisted]
    # If the folder itself can't be listed, all of its documents would seem to be gone.
    for path, reason in unlisted:
        if path == path_as_text(root):
            raise SourceError(str(root), reason)
    skipped = [(path_as_text(path), reason) for path, reason in found.skipped]
    vaults, inside = Vaults(), os.path.realpath(root)
    files: dict[str, SourceFile | PageSource] = {
        path_as_text(path): SourceFile(
            path=Path(path), source=path_as_text(path), inside=inside, in_vault=vaults.has(Path(path))
        )
        for path in found.files
    }
    # One may be removed at this moment.
    there = {source: file for source, file in files.items() if file.stat().size is not None}
    for library in found_in:
        there.update(library.files)
        skipped += library.skipped
    return _Listed(there, skipped, unlisted, frozenset(path for library in found_in for path in library.kept))


def _in_library(folder: Path) -> _Listed:
    """What a library of Zotero has; one that can't be read is among the folders that can't be listed."""
    try:
        library = read_library(folder)
    except SourceError as error:
        return _Listed({}, [], [(path_as_text(folder), f"{FILE}: {error.reason}")])
    files = {one.source: one for one in library_sources(library)}
    return _Listed(files, library.missing, kept=frozenset(map(path_as_text, library.kept)))


def _is_same(record: SourceRecord, stat: FileStat) -> bool:
    # Not the content: thousands of unchanged files are skipped without reading them.
    return record.size == stat.size and record.modified == stat.modified


def _prefix(folder: Path) -> str:
    # With a separator at the end: "/docs" must not match "/docs2/pear.txt".
    return path_as_text(folder).rstrip(os.sep) + os.sep
