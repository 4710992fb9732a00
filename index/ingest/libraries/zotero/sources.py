"""What is read of a Zotero library: the files of its items, their notes, and the comments on marked places."""

import os
from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from pathlib import Path

from index.ingest.libraries.about import About
from index.ingest.libraries.zotero import database
from index.ingest.libraries.zotero.items import Attachment, Contents, Item, contents
from index.ingest.libraries.zotero.pages import comments_page, comments_title, note_page, note_title
from index.ingest.libraries.zotero.paths import base_folder, is_below_unknown, path_of
from index.ingest.libraries.zotero.stated import about_item, filed, title_of

_MISSING = "Zotero has no file here; open it in Zotero, which fetches files when they are needed"
_NO_BASE = "its path is below a folder that Zotero's settings name, and these were not found"
_TWICE = "another item has the same file"


@dataclass(frozen=True, slots=True, kw_only=True)
class LibraryFile:
    """A file of an item: where it is, what is known of it, and the folder that it must lie in; None for a linked one."""

    path: Path
    about: About
    inside: Path | None


@dataclass(frozen=True, slots=True, kw_only=True)
class LibraryText:
    """A text that is only in the database: the name that is recorded, a page of HTML, and what is known of it."""

    source: str
    page: bytes
    about: About


@dataclass(frozen=True, slots=True)
class ZoteroLibrary:
    """What a library has to read.

    Attributes:
        files: Files that are there.
        texts: Notes and comments.
        missing: (path, reason) for files that are not there, and for parts of a newer library that are not understood.
        kept: The paths of files that are not there, but whose items are: their documents stay.
    """

    files: list[LibraryFile] = field(default_factory=list)
    texts: list[LibraryText] = field(default_factory=list)
    missing: list[tuple[str, str]] = field(default_factory=list)
    kept: list[str] = field(default_factory=list)


def read_library(folder: Path) -> ZoteroLibrary:
    """What a library has to read; nothing is written in its folder.

    Raises:
        SourceError: Its database can't be copied, is damaged, or was made by a Zotero before version 5.
    """
    with database.opened(folder) as connection:
        version = database.version(connection)
        found = contents(connection)
    library = ZoteroLibrary()
    if version > database.NEWEST_KNOWN and found.unread:
        unread = ", ".join(dict.fromkeys(found.unread))
        reason = f"it was made by a newer Zotero (schema {version}), so these were not read: {unread}"
        library.missing.append((str(folder / database.FILE), reason))
    elif version > database.NEWEST_KNOWN:
        reason = f"it was made by a newer Zotero (schema {version}); what is known of it was read"
        library.missing.append((str(folder / database.FILE), reason))
    _put_files(library, found, folder)
    library.texts.extend(_texts(found, folder))
    return library


def _put_files(library: ZoteroLibrary, found: Contents, folder: Path) -> None:
    base = base_folder(folder) if any(map(is_below_unknown, found.attachments)) else None
    taken: set[Path] = set()
    works: set[str] = set()
    for attachment in found.attachments:
        path = path_of(attachment, folder, base)
        if path is None:
            if is_below_unknown(attachment):
                library.missing.append((attachment.path, _NO_BASE))
        elif path in taken:
            library.missing.append((str(path), _TWICE))
        elif not path.is_file():
            library.missing.append((f"{path} ({_called(attachment)})", _MISSING))
            library.kept.append(str(path))
        else:
            taken.add(path)
            about = _about(attachment, folder, is_further=(attachment.parent or attachment.item).key in works)
            works.add((attachment.parent or attachment.item).key)
            inside = folder if path.is_relative_to(folder) else None
            library.files.append(LibraryFile(path=path, about=about, inside=inside))


def _about(attachment: Attachment, folder: Path, *, is_further: bool) -> About:
    """What is known of a file: that of its item. A further file of an item has its own title behind that."""
    about = about_item(attachment.parent or attachment.item, os.fspath(folder), own=attachment.item)
    own = " ".join(attachment.item.fields.get("title", "").split())
    if not is_further or not about.title or not own:
        return about
    return replace(about, title=f"{about.title} – {own}", metadata={**about.metadata, "work": about.title})


def _texts(found: Contents, folder: Path) -> Iterator[LibraryText]:
    for note in found.notes:
        if note.html.strip():
            about = _about_text(note.parent or note.item, note_title(note), note.item, folder)
            yield LibraryText(
                source=f"{folder}/notes/{note.item.key}.html", page=note_page(note), about=about
            )
    for attachment in found.attachments:
        if attachment.annotations:
            item = attachment.parent or attachment.item
            about = _about_text(item, comments_title(attachment), attachment.item, folder)
            source = f"{folder}/comments/{attachment.item.key}.html"
            yield LibraryText(source=source, page=comments_page(attachment), about=about)


def _about_text(item: Item, title: str, own: Item, folder: Path) -> About:
    """What is known of a note: nobody but the user has written it, so it has no author."""
    return About(
        library=os.fspath(folder),
        title=title,
        date=own.modified[:10] or None,
        collections=filed(item),
        metadata={name: value for name, value in (("item", own.key), ("tags", "; ".join(own.tags))) if value},
    )


def _called(attachment: Attachment) -> str:
    return (title_of(attachment.parent) if attachment.parent else "") or attachment.item.fields.get(
        "title", "a file"
    )
