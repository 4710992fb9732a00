"""Which files are in an Obsidian vault: a folder that has a folder `.obsidian`, where Obsidian keeps its settings.

A vault says more of a note than other folders do: its file's name is its title, by which other notes link to it, and its
tags are how it is filed.
"""

import re
from functools import cache
from pathlib import Path

SETTINGS = ".obsidian"
# Drawings of the plugin Excalidraw are notes, too: "Pump.excalidraw.md".
_SUFFIX = re.compile(r"(?:\.excalidraw)?\.(?:md|markdown|canvas)\Z", re.I)


def is_note(name: str) -> bool:
    """Whether a file of this name is a note or a canvas of a vault, and no attachment."""
    return _SUFFIX.search(name) is not None


def note_name(name: str) -> str | None:
    """The title of the note in a file of this name; None if it has no letters, as the names that only count."""
    title = _SUFFIX.sub("", name).strip()
    return title if any(map(str.isalpha, title)) else None


class Vaults:
    """Looks for vaults above files, each folder once."""

    def __init__(self) -> None:
        self._is_in_vault = cache(self._looked_up)

    def has(self, path: Path) -> bool:
        """Whether a file is in a vault, also one that only a part was given of."""
        return self._is_in_vault(path.parent)

    def _looked_up(self, folder: Path) -> bool:
        if (folder / SETTINGS).is_dir():
            return True
        return folder.parent != folder and self._is_in_vault(folder.parent)
