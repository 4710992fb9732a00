"""Finds what is to be read at paths that somebody gave: files, all files in folders, and what a library has."""

import os
from pathlib import Path
from typing import NamedTuple, TypeAlias

from index.errors import SourceError
from index.ingest.folders import files_in
from index.ingest.libraries.vaults import Vaults
from index.ingest.libraries.zotero.sources import ZoteroLibrary, read_library
from index.ingest.sources import SourceFile, path_as_text
from index.ingest.texts import PageSource, TextSource

Source: TypeAlias = SourceFile | TextSource | PageSource
"""Anything that can be added."""


class FoundFiles(NamedTuple):
    """Files to read; and (path, reason) for links that are not followed and for folders that can't be listed."""

    files: list[SourceFile | PageSource]
    skipped: list[tuple[str, str]]
    unlisted: list[tuple[str, str]]


def find_files(paths: tuple[str | Path, ...], source: str | None, name: str | None = None) -> FoundFiles:
    """The files at `paths` and in the folders among them, in sorted order, each once.

    Hidden files and folders inside a folder are skipped, and so are links out of it. A path that does not exist is
    kept, so that reading it reports the reason. Of a library's folder, what the library has.
    """
    found = FoundFiles(files=[], skipped=[], unlisted=[])
    unique: dict[Path, str | None] = {}
    # Not `Path.expanduser`, which fails for a name such as "~$report.docx".
    for path in (Path(os.path.abspath(os.path.expanduser(path))) for path in paths):
        if not path.is_dir():
            unique[path] = None
            continue
        folder = files_in(path)
        for library in folder.libraries:
            _add_library(found, library)
        for file in folder.files:
            # What is named itself may be a link that leads anywhere.
            unique.setdefault(Path(file), os.path.realpath(path))
        found.skipped.extend((path_as_text(link), reason) for link, reason in folder.skipped)
        found.unlisted.extend((path_as_text(unlisted), reason) for unlisted, reason in folder.unlisted)
    count = len(unique) + len(found.files)
    if source is not None and count != 1:
        raise ValueError(f"source= can name only one file, but the paths are {count} files")
    vaults = Vaults()
    found.files.extend(
        SourceFile(
            path=path,
            source=path_as_text(source or path),
            inside=inside,
            name=name,
            in_vault=source is None and vaults.has(path),
        )
        for path, inside in unique.items()
    )
    return found


def library_sources(library: ZoteroLibrary) -> list[SourceFile | PageSource]:
    """What is read of a library."""
    files = [
        SourceFile(
            path=file.path,
            source=path_as_text(file.path),
            inside=None if file.inside is None else os.path.realpath(file.inside),
            about=file.about,
        )
        for file in library.files
    ]
    return [*files, *(PageSource(source=one.source, page=one.page, about=one.about) for one in library.texts)]


def _add_library(found: FoundFiles, folder: Path) -> None:
    try:
        library = read_library(folder)
    except SourceError as error:
        found.unlisted.append((error.source, error.reason))
    else:
        found.files.extend(library_sources(library))
        found.skipped.extend(library.missing)
