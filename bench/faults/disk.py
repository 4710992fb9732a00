"""A disk that forgets: from the calls of a process, what may be left of its files when the power fails.

A file's data are safe after an fsync of the file, and its name after an fsync of its folder. Until then POSIX promises
neither, in any order; see Pillai et al. 2014, "All File Systems Are Not Created Equal",
https://www.usenix.org/conference/osdi14/technical-sessions/presentation/pillai.
"""

import os
import random
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Literal

from bench.faults.calls import Call

Left = Literal[
    "only what was synced",
    "also names, but empty files",
    "also names and lengths, but zeros",
    "also data, but no names",
    "a random part",
]
# A disk writes a sector completely or not at all; a write of more can be torn.
_SECTOR = 512


@dataclass(slots=True)
class _File:
    """A file: its content now, the content that is safe, and the writes since."""

    now: bytearray = field(default_factory=bytearray)
    safe: bytes = b""
    # (offset, data), or (length, None) for a file that was cut or made longer.
    unsafe: list[tuple[int, bytes | None]] = field(default_factory=list)

    def write(self, offset: int, data: bytes) -> None:
        _write(self.now, offset, data)
        self.unsafe.append((offset, data))

    def cut(self, length: int) -> None:
        _cut(self.now, length)
        self.unsafe.append((length, None))

    def sync(self) -> None:
        self.safe = bytes(self.now)
        self.unsafe.clear()

    def left(self, left: Left, chance: random.Random) -> bytes:
        """Its content after the power has failed."""
        if left == "also data, but no names":
            return bytes(self.now)
        if left == "also names and lengths, but zeros":
            return self.safe[: len(self.now)].ljust(len(self.now), b"\0")
        content = bytearray(self.safe)
        if left == "a random part":
            for offset, data in self.unsafe:
                if data is None and chance.random() < 0.5:
                    _cut(content, offset)
                for first in range(0, len(data or b""), _SECTOR):
                    if data and chance.random() < 0.5:
                        _write(content, offset + first, data[first : first + _SECTOR])
        return bytes(content)


# What a change of names sets: an entry of None is removed.
_Entries = Mapping[str, "_File | _Folder | None"]


@dataclass(slots=True)
class _Folder:
    """A folder: its entries now, those that are safe, and the changes since."""

    now: "dict[str, _File | _Folder]" = field(default_factory=dict)
    safe: "dict[str, _File | _Folder]" = field(default_factory=dict)
    unsafe: list[_Entries] = field(default_factory=list)

    def set(self, entries: _Entries) -> None:
        """Changes some entries at once, as a rename in one folder does."""
        _set(self.now, entries)
        self.unsafe.append(entries)

    def sync(self) -> None:
        self.safe = dict(self.now)
        self.unsafe.clear()

    def left(self, left: Left, chance: random.Random) -> "Mapping[str, _File | _Folder]":
        """Its entries after the power has failed."""
        if left in ("also names, but empty files", "also names and lengths, but zeros"):
            return self.now
        entries = dict(self.safe)
        if left == "a random part":
            for change in self.unsafe:
                if chance.random() < 0.5:
                    _set(entries, change)
        return entries


class Disk:
    """The folder that is watched. It begins with what is on disk now, all of which is safe."""

    def __init__(self, root: Path) -> None:
        self._root = root
        self._top = _loaded(root)

    def apply(self, call: Call) -> None:
        """Follows a call that was made; one that must have failed changes nothing here either."""
        # Shared memory: what is in it goes with the power, and SQLite makes it anew.
        if call.path.endswith(("-shm", "/(no name)")):
            return
        actions: Mapping[str, Callable[[Call], None]] = {
            "create": self._create,
            "open": self._open,
            "write": self._write,
            "cut": self._cut,
            "sync": self._sync,
            "remove": self._remove,
            "name": self._link if call.name.startswith("link") else self._rename,
        }
        actions[call.kind](call)

    def write_left(self, folder: Path, left: Left, seed: int = 0) -> None:
        """Writes into a new folder what is left if the power fails now."""
        _write_folder(folder, self._top, left, random.Random(seed))

    def _create(self, call: Call) -> None:
        parent, name = self._parent(call.path)
        if parent and name not in parent.now:
            parent.set({name: _Folder() if call.name.startswith("mkdir") else _File()})
        else:
            self._open(call)

    def _open(self, call: Call) -> None:
        file = self._find(call.path)
        if call.truncates and isinstance(file, _File) and file.now:
            file.cut(0)

    def _write(self, call: Call) -> None:
        file = self._file(call.path)
        if file:
            file.write(call.offset, call.data)

    def _cut(self, call: Call) -> None:
        file = self._file(call.path)
        if file:
            file.cut(call.offset)

    def _sync(self, call: Call) -> None:
        found = self._find(call.path)
        if found:
            found.sync()

    def _remove(self, call: Call) -> None:
        parent, name = self._parent(call.path)
        found = parent.now.get(name) if parent else None
        if parent and found and not (isinstance(found, _Folder) and found.now):
            parent.set({name: None})

    def _rename(self, call: Call) -> None:
        parent, name = self._parent(call.path)
        target, new_name = self._parent(call.target or "")
        found = parent.now.get(name) if parent else None
        if not (parent and target and found):
            return
        replaced = target.now.get(new_name)
        if isinstance(replaced, _Folder) and replaced.now:
            return
        if parent is target:
            parent.set({name: None, new_name: found})
        else:
            target.set({new_name: found})
            parent.set({name: None})

    def _link(self, call: Call) -> None:
        found = self._find(call.path)
        target, new_name = self._parent(call.target or "")
        if found and target and new_name not in target.now:
            target.set({new_name: found})

    def _file(self, path: str) -> _File | None:
        found = self._find(path)
        return found if isinstance(found, _File) else None

    def _find(self, path: str) -> _File | _Folder | None:
        if path == str(self._root):
            return self._top
        parent, name = self._parent(path)
        return parent.now.get(name) if parent else None

    def _parent(self, path: str) -> tuple[_Folder | None, str]:
        folder, name = os.path.split(path)
        found = self._top if folder == str(self._root) else None
        if found is None and len(folder) > len(str(self._root)):
            inner = self._find(folder)
            found = inner if isinstance(inner, _Folder) else None
        return found, name


def _loaded(path: Path) -> _Folder:
    entries: dict[str, _File | _Folder] = {}
    for inner in path.iterdir():
        if inner.is_dir():
            entries[inner.name] = _loaded(inner)
        else:
            content = inner.read_bytes()
            entries[inner.name] = _File(now=bytearray(content), safe=content)
    return _Folder(now=entries, safe=dict(entries))


def _write_folder(path: Path, folder: _Folder, left: Left, chance: random.Random) -> None:
    path.mkdir()
    for name, entry in folder.left(left, chance).items():
        if isinstance(entry, _Folder):
            _write_folder(path / name, entry, left, chance)
        else:
            (path / name).write_bytes(entry.left(left, chance))


def _write(content: bytearray, offset: int, data: bytes) -> None:
    if len(content) < offset:
        content.extend(bytes(offset - len(content)))
    content[offset : offset + len(data)] = data


def _cut(content: bytearray, length: int) -> None:
    del content[length:]
    content.extend(bytes(length - len(content)))


def _set(entries: "dict[str, _File | _Folder]", change: _Entries) -> None:
    for name, entry in change.items():
        if entry is None:
            entries.pop(name, None)
        else:
            entries[name] = entry
