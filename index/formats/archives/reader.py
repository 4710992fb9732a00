"""Zip archives: each file in one becomes a document of its own."""

import re
from collections.abc import Iterator

from index.documents import ExtractionReport
from index.formats.archives.attached import UniqueNames, shown_path
from index.formats.archives.nested import InnerArchives
from index.formats.archives.packages import Package
from index.formats.builder import TextBuilder
from index.formats.chats import slack
from index.formats.extract import EncryptedError, Extract, File, Unread, UnreadableError

# What Finder, Windows, Office (lock files) and version control leave in folders.
_HIDDEN = re.compile(r"(?:^|/)(?:\.[^/]+|__MACOSX|~\$[^/]*|Thumbs\.db|desktop\.ini)(?:/|$)", re.I)
# Notion puts the id of a page behind its name.
_NOTION_ID = re.compile(r"(?<=[^/\s])\s[0-9a-f]{32}(?=/|\.\w{1,8}$|_all\.csv$|$)")
# In a damaged archive thousands may fail; the others are only counted.
_MOST_NAMED = 20


def read_zip(file: File) -> Extract:
    """Reads an archive: it has no text of its own; each file in it is attached, in order.

    An archive inside it is opened, too, if all of it together stays within the limits of one. Of Slack's export, people
    and channels have their names; of Notion's, files are called as their pages.

    Raises:
        UnreadableError: It is damaged, holds nothing to read, or none of its files can be unpacked.
    """
    package = Package(file.data, file.password)
    wanted = [name for name in package.names if not _HIDDEN.search(name)]
    beside = slack.names_beside(wanted)
    contents, failed = _unpacked(package, wanted)
    names = slack.names_of([contents[name] for name in beside if name in contents])
    inner = InnerArchives(file, package)
    unique = UniqueNames()
    attached: list[File] = []
    for name, data in contents.items():
        if name in beside:
            continue
        named = slack.with_names(name, data, names) if names else data
        shown = unique.give(_shown(name))
        attached.append(inner.counted(File(name=shown, data=named, password=file.password, ocr=file.ocr)))
    if not attached:
        raise failed[0][1] if failed else UnreadableError("it holds no files")
    unread = [
        Unread(unique.give(_shown(name)), str(error), isinstance(error, EncryptedError))
        for name, error in failed[:_MOST_NAMED]
    ]
    notes = list(_notes(package, len(failed) - len(unread)))
    if beside:
        notes.append("The names of people and channels were put in place of Slack's ids.")
    return TextBuilder().build(report=ExtractionReport(notes=tuple(notes)), attached=attached, unread=unread)


def _unpacked(
    package: Package, wanted: list[str]
) -> tuple[dict[str, bytes], list[tuple[str, UnreadableError]]]:
    """The content of each file, and why others could not be unpacked."""
    contents: dict[str, bytes] = {}
    failed: list[tuple[str, UnreadableError]] = []
    for name in wanted:
        try:
            contents[name] = package.read(name)
        except UnreadableError as error:
            # One bad file must not cost the others.
            failed.append((name, error))
    return contents, failed


def _shown(name: str) -> str:
    return _NOTION_ID.sub("", shown_path(name))


def _notes(package: Package, unnamed: int) -> Iterator[str]:
    if outside := len(package.left_out):
        plural = f"{outside:,} links and names that lead outside were"
        counted = "1 link or name that leads outside was" if outside == 1 else plural
        yield f"{counted} left out."
    if unnamed > 0:
        yield f"{unnamed:,} more of its files could not be unpacked."
