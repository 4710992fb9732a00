"""Keeping the index in step with a folder: what is new, changed, gone, or as it was."""

import os
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import NamedTuple

from index.errors import SourceError
from index.ingest.sources import SourceFile, path_as_text
from index.store.loading import SourceRecord


@dataclass(frozen=True, slots=True, kw_only=True)
class SyncPlan:
    """What has to be done.

    Attributes:
        read: Files that are new, or whose size or time has changed.
        unchanged: Sources that need no look inside.
        failed: (source, reason) of what could not be read before and has not changed, and of folders
            that can't be listed.
        gone: Sources that are in the index and no longer in the folder.
    """

    read: Sequence[SourceFile]
    unchanged: Sequence[str]
    failed: Sequence[tuple[str, str]]
    gone: Sequence[str]


class _Listed(NamedTuple):
    """A file in a folder."""

    path: str
    status: os.stat_result


def plan_sync(
    folder: str | Path, known: Mapping[str, SourceRecord], own: Path, *, again: bool = False
) -> SyncPlan:
    """Compares a folder with what is known of it, by size and modification time.

    Args:
        folder: The folder; hidden files and folders in it are passed over.
        known: Every source that the index has met.
        own: The index's own folder, which is passed over too.
        again: Whether what could not be read, itself or something in it, is read again though it has not changed.

    Raises:
        SourceError: There is no such folder, it can't be listed, or it holds nothing where there was
            something before: a disk that is not there looks so, and nothing must be dropped for that.
    """
    root = Path(os.path.abspath(Path(folder).expanduser()))
    files, unlisted = _listed(root, Path(os.path.abspath(own)))
    below = [source for source in known if source.startswith(_prefix(root))]
    hidden = tuple(_prefix(Path(path)) for path, _ in unlisted)
    # What is inside a file is gone with that file.
    gone = sorted(
        it for it in below if (known[it].container or it) not in files and not it.startswith(hidden)
    )
    documents_gone = [it for it in gone if known[it].document_id is not None]
    if not files and documents_gone:
        raise SourceError(
            str(root),
            f"holds no files, but {len(documents_gone)} documents came from there; is its disk missing? "
            f"If they are meant to go: pincite remove {root}",
        )
    same = {it for it, seen in files.items() if it in known and _is_same(known[it], seen.status)}
    if again:
        same -= {about.container or it for it, about in known.items() if about.problem}
    return SyncPlan(
        read=[SourceFile(path=Path(seen.path), source=it) for it, seen in files.items() if it not in same],
        unchanged=[file for file in files if file in same and known[file].problem is None],
        failed=[
            *(
                (it, problem)
                for it in below
                if (problem := known[it].problem) and (known[it].container or it) in same
            ),
            *unlisted,
        ],
        gone=gone,
    )


def below(folder: str | Path, sources: Sequence[str]) -> list[str]:
    """Those of `sources` that lie below a folder, be it there or not."""
    prefix = _prefix(Path(os.path.abspath(Path(folder).expanduser())))
    return [source for source in sources if source.startswith(prefix)]


def _listed(root: Path, own: Path) -> tuple[dict[str, _Listed], list[tuple[str, str]]]:
    """Each file by its source, sorted by folder; and (folder, reason) where listing failed."""
    if not root.is_dir():
        raise SourceError(str(root), "there is no such folder")
    files: dict[str, _Listed] = {}
    unlisted: list[OSError] = []
    for folder, subfolders, names in os.walk(root, onerror=unlisted.append):
        subfolders[:] = sorted(
            name for name in subfolders if not name.startswith(".") and Path(folder, name) != own
        )
        for name in sorted(names):
            if not name.startswith("."):
                path = os.path.join(folder, name)
                try:
                    files[path_as_text(path)] = _Listed(path, os.stat(path))
                except OSError:
                    continue  # it went this moment, or is a link to nowhere
    reasons = [(path_as_text(error.filename), f"it can't be listed ({error.strerror})") for error in unlisted]
    for path, reason in reasons:
        if path == path_as_text(root):
            raise SourceError(str(root), reason)
    return files, reasons


def _is_same(known: SourceRecord, seen: os.stat_result) -> bool:
    return known.size == seen.st_size and known.modified == seen.st_mtime_ns


def _prefix(folder: Path) -> str:
    return path_as_text(folder).rstrip(os.sep) + os.sep
