"""Cited documents in a folder, read anew: found by their content, else by the end of their path."""

import hashlib
import os
from collections.abc import Sequence
from functools import cached_property
from pathlib import Path, PurePath
from types import TracebackType
from typing import Self

from index import FileReader, ReadFile, ReadOptions, SourceError, files_in
from rag.export.current import Current
from rag.export.shape import ExportedCitation

_MOST_TRIED = 5
"""Files of one name that are read to find one that has changed."""


class FolderDocuments:
    """The files of a folder, read anew; only those that are cited are read. To be closed, for example by `with`."""

    def __init__(self, folder: str | Path, options: ReadOptions | None = None) -> None:
        """Lists the folder.

        Args:
            folder: Where the files are, or one file.
            options: How they are read.

        Raises:
            SourceError: There is no such folder.
        """
        self._folder = Path(os.path.abspath(os.path.expanduser(folder)))
        self._reader = FileReader(options)
        if not self._folder.exists():
            raise SourceError(str(folder), "there is no such file or folder")
        found = files_in(self._folder).files if self._folder.is_dir() else [str(self._folder)]
        self._files = [Path(file) for file in found]
        self._read = dict[tuple[Path, str], dict[str, ReadFile]]()

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    def close(self) -> None:
        """Ends the process that reads."""
        self._reader.close()

    def of(self, citation: ExportedCitation) -> Current:
        """The document from the file of the same content, else from that whose path ends as the cited one does."""
        named = self._named(citation.source)
        whole = [path for path, outer in named if outer == citation.source]
        same = [path for path in whole if _sha256(path) == citation.content_hash]
        if file := next(iter(same), None) or self._by_hash.get(citation.content_hash):
            # Its own name tells its format: that of today, since it is the content of today.
            return _current(self._document(file, str(file), str(file)))
        found = [
            read
            for path, outer in named[:_MOST_TRIED]
            if (read := self._document(path, outer, citation.source))
        ]
        # The most alike that could be read; else why the most alike could not.
        return _current(next((read for read in found if read.document), next(iter(found), None)))

    def _named(self, source: str) -> list[tuple[Path, str]]:
        """The files whose path ends as the source does, the most alike first, and the part of the source that names each.

        A file in an archive has the path of the archive before its own.
        """
        parts = PurePath(source).parts
        alike = list[tuple[int, Path, str]]()
        for file in self._files:
            for end in range(len(parts), 0, -1):
                if same := _same_parts(parts[:end], file.parts):
                    alike.append((same, file, source if end == len(parts) else str(PurePath(*parts[:end]))))
                    break
        alike.sort(key=lambda one: -one[0])
        return [(file, outer) for _, file, outer in alike]

    def _document(self, path: Path, outer: str, source: str) -> ReadFile | None:
        key = path, outer
        if key not in self._read:
            try:
                inside = self._folder if self._folder.is_dir() else None
                files = self._reader.read(path, source=outer, inside=inside)
                self._read[key] = {file.source: file for file in files}
            except SourceError as error:
                self._read[key] = {outer: ReadFile(source=outer, content_hash="", problem=error.reason)}
        return self._read[key].get(source)

    @cached_property
    def _by_hash(self) -> dict[str, Path]:
        """Each file by the SHA-256 of its content: for those that have another name now."""
        return {hash_: file for file in reversed(self._files) if (hash_ := _sha256(file))}


def _same_parts(one: Sequence[str], other: Sequence[str]) -> int:
    """How many parts at the end of two paths are the same."""
    count = 0
    for first, second in zip(reversed(one), reversed(other), strict=False):
        if first != second:
            break
        count += 1
    return count


def _current(read: ReadFile | None) -> Current:
    if read is None:
        return Current(problem="there is no such file in the folder")
    if read.document is None:
        return Current(problem=read.problem or "it holds no text")
    return Current(document=read.document, content_hash=read.content_hash)


def _sha256(file: Path) -> str:
    """The hash of a file; empty if it can't be read, or would have to be waited for, as a pipe."""
    try:
        if not file.is_file():
            return ""
        with file.open("rb") as opened:
            return hashlib.file_digest(opened, "sha256").hexdigest()
    except OSError:
        return ""
