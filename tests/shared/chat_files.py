"""Chats in a folder without an index beside them."""

from pathlib import Path

from index.store.sqlite.app_file import AppFile
from ui.chats.schema import NAME, STEPS
from ui.chats.store import ChatStore

FILE = f"{NAME}.sqlite"


def chats_in(folder: Path) -> ChatStore:
    """The chats that are kept in a folder."""
    return ChatStore(AppFile(folder / FILE, STEPS, replaceable=True))
