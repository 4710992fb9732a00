"""Writes OLE containers, which old Office files and messages of Outlook are ([MS-CFB])."""

import struct
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

_SECTOR, _SMALL, _LARGE = 512, 64, 4096
_END, _FREE, _TABLE, _NONE = 0xFFFFFFFE, 0xFFFFFFFF, 0xFFFFFFFD, 0xFFFFFFFF
_STORAGE, _STREAM, _ROOT = 1, 2, 5


@dataclass(slots=True)
class _Entry:
    name: str
    kind: int
    data: bytes = b""
    inside: dict[str, "_Entry"] = field(default_factory=dict)
    number: int = 0
    left: int = _NONE
    right: int = _NONE
    child: int = _NONE
    start: int = _END


def write_container(streams: Mapping[str, bytes]) -> bytes:
    """A container with these streams; a name such as "A/B" is the stream B in the storage A."""
    root = _Entry("Root Entry", _ROOT)
    for path, data in streams.items():
        *folders, name = path.split("/")
        within = root
        for folder in folders:
            within = within.inside.setdefault(folder, _Entry(folder, _STORAGE))
        within.inside[name] = _Entry(name, _STREAM, data)
    entries = _numbered(root)
    small, small_table = bytearray(), list[int]()
    for entry in entries:
        if entry.kind == _STREAM and 0 < len(entry.data) < _LARGE:
            entry.start = _append(small, small_table, entry.data, _SMALL)
    sectors, table = bytearray(), list[int]()
    for entry in entries:
        if len(entry.data) >= _LARGE:
            entry.start = _append(sectors, table, entry.data, _SECTOR)
    root.data = bytes(small)
    root.start = _append(sectors, table, root.data, _SECTOR) if small else _END
    listed = struct.pack(f"<{len(small_table)}L", *small_table)
    small_start = _append(
        sectors, table, listed.ljust(-(-len(listed) // _SECTOR) * _SECTOR, b"\xff"), _SECTOR
    )
    directory = b"".join(map(_packed, entries))
    directory_start = _append(sectors, table, directory, _SECTOR)
    return _header(sectors, table, directory_start, small_start if small_table else _END, len(listed))


def _numbered(root: _Entry) -> list[_Entry]:
    """All entries, the siblings as balanced trees in the order of their names."""
    entries: list[_Entry] = []

    def add(entry: _Entry) -> None:
        entry.number = len(entries)
        entries.append(entry)
        for inner in entry.inside.values():
            add(inner)
        # Shorter names come first ([MS-CFB] 2.6.4).
        entry.child = _tree(
            sorted(entry.inside.values(), key=lambda inner: (len(inner.name), inner.name.upper()))
        )

    add(root)
    return entries


def _tree(siblings: Sequence[_Entry]) -> int:
    if not siblings:
        return _NONE
    middle = len(siblings) // 2
    siblings[middle].left, siblings[middle].right = _tree(siblings[:middle]), _tree(siblings[middle + 1 :])
    return siblings[middle].number


def _append(sectors: bytearray, table: list[int], data: bytes, size: int) -> int:
    """Adds the sectors of a stream and their chain; returns the number of the first."""
    start, count = len(table), -(-len(data) // size)
    if not count:
        return _END
    sectors += data.ljust(count * size, b"\0")
    table += [*range(start + 1, start + count), _END]
    return start


def _packed(entry: _Entry) -> bytes:
    name = entry.name.encode("utf-16-le")
    black = 1
    numbers = (entry.left, entry.right, entry.child)
    head = struct.pack("<64sHBBLLL", name, len(name) + 2, entry.kind, black, *numbers)
    # Without times, so that equal content gives equal files.
    return head + bytes(36) + struct.pack("<LQ", entry.start, len(entry.data))


def _header(sectors: bytearray, table: list[int], directory: int, small: int, small_size: int) -> bytes:
    """The whole file: its header, its sectors, and the table of their chains."""
    # The table has entries for its own sectors, too.
    count = 1
    while count * _SECTOR // 4 < len(table) + count:
        count += 1
    first = len(table)
    entries = [*table, *[_TABLE] * count]
    entries += [_FREE] * (count * _SECTOR // 4 - len(entries))
    listed = [*range(first, first + count), *[_FREE] * (109 - count)]
    head = bytes.fromhex("d0cf11e0a1b11ae1") + bytes(16) + struct.pack("<HHHHH6x", 62, 3, 0xFFFE, 9, 6)
    head += struct.pack(
        "<LLLLLLLLL", 0, count, directory, 0, _LARGE, small, -(-small_size // _SECTOR), _END, 0
    )
    header = head + struct.pack("<109L", *listed[:109])
    assert count <= 109, "a larger container needs a table of tables"
    return header + bytes(sectors) + struct.pack(f"<{len(entries)}L", *entries)
