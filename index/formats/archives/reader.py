"""Zip archives: each file in one becomes a document of its own."""

import re

from index.documents import ExtractionReport
from index.formats.archives.attached import UniqueNames, shown_path
from index.formats.archives.packages import Package
from index.formats.builder import TextBuilder
from index.formats.extract import EncryptedError, Extract, File, Unread, UnreadableError

# What Finder, Windows, Office (lock files) and version control leave in folders.
_HIDDEN = re.compile(r"(?:^|/)(?:\.[^/]+|__MACOSX|~\$[^/]*|Thumbs\.db|desktop\.ini)(?:/|$)", re.I)
# In a damaged archive thousands may fail; the others are only counted.
_MOST_NAMED = 20


def read_zip(file: File) -> Extract:
    """Reads an archive: it has no text of its own; each file in it is attached, in order.

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
            # One bad file must not cost the others.
            failed.append((shown, error))
        else:
            attached.append(File(name=shown, data=data, password=file.password, ocr=file.ocr))
    if not attached:
        raise failed[0][1] if failed else UnreadableError("it holds no files")
    unread = [
        Unread(name, str(error), isinstance(error, EncryptedError)) for name, error in failed[:_MOST_NAMED]
    ]
    notes = []
    if outside := len(package.left_out):
        plural = f"{outside:,} links and names that lead outside were"
        counted = "1 link or name that leads outside was" if outside == 1 else plural
        notes.append(f"{counted} left out.")
    if len(failed) > len(unread):
        notes.append(f"{len(failed) - len(unread):,} more of its files could not be unpacked.")
    return TextBuilder().build(report=ExtractionReport(notes=tuple(notes)), attached=attached, unread=unread)
