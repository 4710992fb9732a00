"""Sources for files that come without a place of their own, such as uploads: none takes the place of another."""

from collections.abc import Collection, Iterator
from dataclasses import replace
from itertools import chain, count
from pathlib import PurePosixPath
from typing import Literal, TypeAlias

from index.errors import SourceTakenError
from index.ingest.sources import SourceFile
from index.parsing.members import content_hash
from index.store.transaction import ReadTransaction

IfExists: TypeAlias = Literal["replace", "refuse", "keep_both"]
"""What to do with a file if a document with other content has its source already."""


def placed(
    file: SourceFile, transaction: ReadTransaction, if_exists: IfExists, claimed: Collection[str] = ()
) -> SourceFile:
    """The file with the source to save it under: its own, or that with a number, "report (2).pdf".

    The same content is never saved twice under one name: the source that has it already is returned.

    Args:
        file: What is to be added.
        transaction: What there is already.
        if_exists: What to do if its source has another content.
        claimed: Sources that others are about to save.

    Raises:
        SourceError: The file can't be read.
        SourceTakenError: `if_exists` is "refuse", and its source has another content.
    """
    if if_exists == "replace":
        return file
    hash_ = content_hash(file.read())
    wanted = _outside_archives(file.source, transaction, claimed)
    for source in _numbered(wanted):
        if transaction.content_hash(source) == hash_:
            return replace(file, source=source)
        if not (_is_file(source, transaction, claimed) or _is_folder(source, transaction, claimed)):
            break
    if if_exists == "refuse" and _is_file(wanted, transaction, claimed):
        raise SourceTakenError(wanted)
    return replace(file, source=source)


def _is_file(source: str, transaction: ReadTransaction, claimed: Collection[str]) -> bool:
    return source in claimed or transaction.content_hash(source) is not None


def _is_folder(source: str, transaction: ReadTransaction, claimed: Collection[str]) -> bool:
    """Whether there are sources below it: the files of an archive, or of a folder, that has this name."""
    below = any(other.startswith(f"{source}/") for other in claimed)
    return below or transaction.has_sources_below(source)


def _outside_archives(source: str, transaction: ReadTransaction, claimed: Collection[str]) -> str:
    """The source with numbers for its folders whose names a file has: what is in it has the sources below it."""
    *folders, name = source.split("/")
    below = ""
    for folder in folders:
        free = (path for path in _numbered(below + folder) if not _is_file(path, transaction, claimed))
        below = f"{next(free)}/"
    return below + name


def _numbered(source: str) -> Iterator[str]:
    path = PurePosixPath(source)
    return chain([source], (str(path.with_name(f"{path.stem} ({n}){path.suffix}")) for n in count(2)))
