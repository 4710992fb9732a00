"""Sources for files that come without a place of their own, such as uploads: none takes the place of another."""

from collections.abc import Callable, Collection, Iterator, Sequence
from contextlib import AbstractContextManager, contextmanager
from dataclasses import replace
from itertools import chain, count
from pathlib import PurePosixPath
from typing import Literal, Protocol, TypeAlias

from index.errors import SourceTakenError
from index.ingest.finding import Source
from index.ingest.sources import SourceFile
from index.parsing.members import content_hash

IfExists: TypeAlias = Literal["replace", "refuse", "keep_both"]
"""What to do with a file if a document with other content has its source already."""


class Saved(Protocol):
    """What is in an index already, such as a `ReadTransaction`."""

    def content_hash(self, source: str) -> str | None:
        """The hash of a source's saved content, or None."""

    def has_sources_below(self, source: str) -> bool:
        """Whether there are documents whose sources are that source, a slash, and more."""


class Claims:
    """The sources that are about to be saved here: no other file gets one of them meanwhile."""

    def __init__(self) -> None:
        """Nothing is claimed yet."""
        self._claimed: set[str] = set()

    @contextmanager
    def placed(
        self,
        sources: Sequence[Source],
        if_exists: IfExists,
        reading: Callable[[], AbstractContextManager[Saved]],
    ) -> Iterator[Sequence[Source]]:
        """The sources as `placed` gives them. They stay claimed until the block ends, since they are saved only at its end.

        Args:
            sources: What is to be added.
            if_exists: As `placed` takes it.
            reading: Opens what is saved already; it is closed before the block begins.

        Raises:
            SourceError: As `placed`.
            SourceTakenError: As `placed`.
        """
        if if_exists == "replace":
            yield sources
            return
        with reading() as saved:
            sources = [
                placed(one, saved, if_exists, self._claimed) if isinstance(one, SourceFile) else one
                for one in sources
            ]
        claimed = {one.source for one in sources}
        self._claimed |= claimed
        try:
            yield sources
        finally:
            self._claimed -= claimed


def placed(file: SourceFile, saved: Saved, if_exists: IfExists, claimed: Collection[str] = ()) -> SourceFile:
    """The file with the source to save it under: its own, or that with a number, "report (2).pdf".

    The same content is never saved twice under one name: the source that has it already is returned.

    Args:
        file: What is to be added.
        saved: What there is already.
        if_exists: What to do if its source has another content.
        claimed: Sources that others are about to save.

    Raises:
        SourceError: The file can't be read.
        SourceTakenError: `if_exists` is "refuse", and its source has another content.
    """
    if if_exists == "replace":
        return file
    hash_ = content_hash(file.read())
    wanted = _outside_archives(file.source, saved, claimed)
    for source in _numbered(wanted):
        if saved.content_hash(source) == hash_:
            return replace(file, source=source)
        if not (_is_file(source, saved, claimed) or _is_folder(source, saved, claimed)):
            break
    if if_exists == "refuse" and _is_file(wanted, saved, claimed):
        raise SourceTakenError(wanted)
    return replace(file, source=source)


def _is_file(source: str, saved: Saved, claimed: Collection[str]) -> bool:
    return source in claimed or saved.content_hash(source) is not None


def _is_folder(source: str, saved: Saved, claimed: Collection[str]) -> bool:
    """Whether there are sources below it: the files of an archive, or of a folder, that has this name."""
    below = any(other.startswith(f"{source}/") for other in claimed)
    return below or saved.has_sources_below(source)


def _outside_archives(source: str, saved: Saved, claimed: Collection[str]) -> str:
    """The source with numbers for its folders whose names a file has: what is in it has the sources below it."""
    *folders, name = source.split("/")
    below = ""
    for folder in folders:
        free = (path for path in _numbered(below + folder) if not _is_file(path, saved, claimed))
        below = f"{next(free)}/"
    return below + name


def _numbered(source: str) -> Iterator[str]:
    path = PurePosixPath(source)
    return chain([source], (str(path.with_name(f"{path.stem} ({n}){path.suffix}")) for n in count(2)))
