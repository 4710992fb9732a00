"""Where the files of attachments are: in `storage`, at a path of their own, or below a folder that is set in Zotero."""

import json
import os
import re
import sys
from collections.abc import Iterator, Mapping
from pathlib import Path

from index.ingest.libraries.zotero.database import STORAGE
from index.ingest.libraries.zotero.items import Attachment

# `Zotero.Attachments.LINK_MODE_*`: files in `storage`, a file elsewhere; the others are a web address, and a picture in a note.
_IMPORTED, _LINKED = (0, 1), 2
_STORED, _BELOW_BASE = "storage:", "attachments:"
# Nothing in them can be read as text.
_NO_TEXT = ("image/", "video/", "audio/")
_PREFERENCE = re.compile(r'^user_pref\("extensions\.zotero\.(\w+)", (".*"|true|false|\d+)\);', re.M)


def path_of(attachment: Attachment, folder: Path, base: Path | None) -> Path | None:
    """The file of an attachment, whether or not it is there; None if it has none that can be read, or none is known.

    Args:
        attachment: The attachment.
        folder: Zotero's folder.
        base: The folder that relative paths are below of; None if it is not known.
    """
    name = attachment.path
    if not name or attachment.content_type.startswith(_NO_TEXT):
        return None
    if attachment.link_mode in _IMPORTED:
        # Only the name counts: what is stored lies in the folder of its key, and nowhere else.
        stored = name.removeprefix(_STORED).replace("\\", "/").rpartition("/")[2]
        return folder / STORAGE / attachment.item.key / stored if stored else None
    if attachment.link_mode != _LINKED:
        return None
    if name.startswith(_BELOW_BASE):
        relative = name.removeprefix(_BELOW_BASE)
        return Path(os.path.normpath(base / relative)) if base else None
    return Path(name) if Path(name).is_absolute() else None


def is_below_unknown(attachment: Attachment) -> bool:
    """Whether its path is relative to a folder that only Zotero's settings name."""
    return attachment.link_mode == _LINKED and attachment.path.startswith(_BELOW_BASE)


def base_folder(folder: Path) -> Path | None:
    """The folder that relative paths of linked files are below of, from the settings of the profile that uses `folder`."""
    for profile in _profiles():
        try:
            settings = _preferences(profile.read_text(encoding="utf-8", errors="replace"))
        except OSError:
            continue
        used = settings.get("dataDir") if settings.get("useDataDir") == "true" else None
        base = settings.get("baseAttachmentPath")
        if base and Path(used or Path.home() / "Zotero") == folder:
            return Path(base)
    return None


def _profiles() -> Iterator[Path]:
    """The settings of each profile of this user (https://www.zotero.org/support/kb/profile_directory)."""
    home = Path.home()
    places = {
        "darwin": home / "Library" / "Application Support" / "Zotero" / "Profiles",
        "win32": Path(os.environ.get("APPDATA", home)) / "Zotero" / "Zotero" / "Profiles",
    }
    yield from sorted(places.get(sys.platform, home / ".zotero" / "zotero").glob("*/prefs.js"))


def _preferences(script: str) -> Mapping[str, str]:
    found: dict[str, str] = {}
    for name, value in _PREFERENCE.findall(script):
        try:
            found[name] = str(json.loads(value)) if value.startswith('"') else value
        except ValueError:
            continue
    return found
