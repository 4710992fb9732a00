"""Zip archives: each file in one becomes a document of its own."""

import re

from index.documents import ExtractionReport
from index.formats.attached import UniqueNames, shown_path
from index.formats.builder import TextBuilder
from index.formats.extract import Extract, File, UnreadableError
from index.formats.packages import Package

# What systems and programs leave in folders: Finder, Windows, Office's lock files, version control.
_HIDDEN = re.compile(r"(?:^|/)(?:\.[^/]+|__MACOSX|~\$[^/]*|Thumbs\.db|desktop\.ini)(?:/|$)", re.I)
_MOST_NOTES = 20


def read_zip(file: File) -> Extract:
    """Reads an archive: it has no text of its own, and a file inside it for each that it holds, in order.

    Raises:
        UnreadableError: It is damaged, holds nothing to read, or none of its files can be unpacked.
    """
    package = Package(file.data, file.password)
    wanted = [name for name in package.names if not _HIDDEN.search(name)]
    unique = UniqueNames()
    attached: list[File] = []
    failed: list[tuple[str, UnreadableError]] = []
    for name in wanted:
        shown = unique.give(shown_path(name))
        try:
            data = package.read(name)
        except UnreadableError as error:
            failed.append((shown, error))
        else:
            attached.append(File(name=shown, data=data, password=file.password, ocr=file.ocr))
    if not attached:
        raise failed[0][1] if failed else UnreadableError("it holds no files")
    outside = len(package.left_out)
    return TextBuilder().build(
        report=ExtractionReport(notes=(*_outside(outside), *_not_unpacked(failed))), attached=attached
    )


def _outside(count: int) -> list[str]:
    if not count:
        return []
    return [
        "1 link or name that leads outside was left out."
        if count == 1
        else f"{count:,} links and names that lead outside were left out."
    ]


def _not_unpacked(failed: list[tuple[str, UnreadableError]]) -> list[str]:
    notes = [f"{name} could not be unpacked: {reason}." for name, reason in failed[:_MOST_NOTES]]
    more = len(failed) - _MOST_NOTES
    return [*notes, f"Nor could {more:,} more."] if more > 0 else notes
