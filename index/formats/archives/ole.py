"""What an OLE container is: the kind of file that Office wrote before 2007, and puts around encrypted files.

It is told by the names of the streams at its root ([MS-CFB] 2.6), not of those deeper in: a text may embed a workbook.
"""

import struct
from collections.abc import Iterator

HEADER = b"\xd0\xcf\x11\xe0"
ENCRYPTED = "EncryptedPackage"

_OLD = "it is {} file of the kind from before 2007 ({}), which is not read; save it as {}"
_REASONS = {
    "WordDocument": _OLD.format("a Word", ".doc", ".docx or PDF"),
    "Workbook": _OLD.format("an Excel", ".xls", ".xlsx"),
    "Book": _OLD.format("an Excel", ".xls", ".xlsx"),
    "PowerPoint Document": _OLD.format("a PowerPoint", ".ppt", ".pptx or PDF"),
    "__properties_version1.0": "it is an Outlook message (.msg), which is not read; save it as .eml or PDF",
    "VisioDocument": "it is a Visio file, which is not read; save it as PDF",
    "Quill": "it is a Publisher file, which is not read; save it as PDF",
    "HwpSummaryInformation": "it is a Hangul file (.hwp), which is not read; save it as .docx or PDF",
}
_OTHER = "it is an Office file of a kind that is not read, or damaged; save it as PDF"

_ENTRY = 128
_NONE = 0xFFFFFFFF
# Directories of real files have some tens of entries, four a sector.
_MOST_SECTORS = 2048


def why_unsupported(names: set[str]) -> str:
    """The reason why a container with these streams is not read, with what to do."""
    return next(
        (reason for name, reason in _REASONS.items() if name in names or f"\x05{name}" in names), _OTHER
    )


def stream_names(data: bytes) -> set[str]:
    """The names of the streams and folders at the root of a container; none if it is damaged."""
    directory = b"".join(_directory(data))
    entries = [directory[start : start + _ENTRY] for start in range(0, len(directory) - _ENTRY + 1, _ENTRY)]
    names = set()
    # The root's children are a binary tree: each entry has a left, a right and a child.
    waiting = [struct.unpack_from("<L", entries[0], 76)[0]] if entries else []
    seen: set[int] = set()
    while waiting:
        number = waiting.pop()
        if number < len(entries) and number not in seen:
            seen.add(number)
            length = struct.unpack_from("<H", entries[number], 64)[0]
            names.add(entries[number][: max(min(length, 64) - 2, 0)].decode("utf-16-le", "replace"))
            waiting += struct.unpack_from("<LL", entries[number], 68)
    return names


def _directory(data: bytes) -> Iterator[bytes]:
    """The sectors of the directory, in order, as far as they are there."""
    if len(data) < 512:
        return
    shift = min(struct.unpack_from("<H", data, 30)[0], 16)
    number = struct.unpack_from("<L", data, 48)[0]
    tables = struct.unpack_from("<109L", data, 76)
    per_table = (1 << shift) // 4
    for _ in range(_MOST_SECTORS):
        sector = _sector(data, number, shift)
        if not sector:
            return
        yield sector
        # Each sector's successor stands in a table, whose own sectors are listed in the header.
        table, place = divmod(number, max(per_table, 1))
        successors = _sector(data, tables[table], shift) if table < len(tables) else b""
        number = (
            struct.unpack_from("<L", successors, 4 * place)[0] if len(successors) >= 4 * place + 4 else _NONE
        )


def _sector(data: bytes, number: int, shift: int) -> bytes:
    start = (number + 1) << shift
    return data[start : start + (1 << shift)]
