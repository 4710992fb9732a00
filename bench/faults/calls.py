"""System calls that change files, as the kernel reports them: their kind, their paths and what they write."""

import os
import stat
import struct
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Literal

Kind = Literal["open", "create", "write", "sync", "cut", "name", "remove"]

# The numbers are those of x86-64 (arch/x86/entry/syscalls/syscall_64.tbl in the Linux sources).
NUMBERS: Mapping[int, str] = {
    1: "write",
    2: "open",
    18: "pwrite64",
    20: "writev",
    40: "sendfile",
    74: "fsync",
    75: "fdatasync",
    77: "ftruncate",
    82: "rename",
    83: "mkdir",
    84: "rmdir",
    86: "link",
    87: "unlink",
    257: "openat",
    258: "mkdirat",
    263: "unlinkat",
    264: "renameat",
    265: "linkat",
    316: "renameat2",
    326: "copy_file_range",
}
_KINDS: Mapping[str, Kind] = {
    "write": "write",
    "pwrite64": "write",
    "writev": "write",
    "sendfile": "write",
    "copy_file_range": "write",
    "fsync": "sync",
    "fdatasync": "sync",
    "ftruncate": "cut",
    "mkdir": "create",
    "mkdirat": "create",
    "rename": "name",
    "renameat": "name",
    "renameat2": "name",
    "link": "name",
    "linkat": "name",
    "unlink": "remove",
    "unlinkat": "remove",
    "rmdir": "remove",
}
_AT_CURRENT_FOLDER = -100
_MAX_PATH = 4096
# Of O_TMPFILE the part that is not O_DIRECTORY: a file without a name.
_NAMELESS = 0o20000000


@dataclass(frozen=True, slots=True, kw_only=True)
class Call:
    """A call that is about to be made.

    Attributes:
        name: The name of the system call.
        kind: What it does; "create" also stands for an opening that may make a file.
        path: The file or folder.
        target: The second path of a rename or a link, or None.
        truncates: Whether an opening cuts the file to nothing.
        offset: Where a write begins; the new length for "cut".
        data: What is written.
        descriptor: The descriptor of a write, else -1.
    """

    name: str
    kind: Kind
    path: str
    target: str | None = None
    truncates: bool = False
    offset: int = 0
    data: bytes = b""
    descriptor: int = -1

    def is_below(self, folder: Path) -> bool:
        """Whether it concerns the folder or anything in it."""
        return f"{self.path}/".startswith(f"{folder}/")


def decode(pid: int, number: int, arguments: tuple[int, ...]) -> Call | None:
    """The call of a process that waits in it; None if it writes to no file, or can't be read any more."""
    name = NUMBERS[number]
    try:
        if name in ("open", "openat"):
            return _opening(pid, name, arguments)
        if _KINDS[name] == "write":
            return _writing(pid, name, arguments)
        if name in ("fsync", "fdatasync", "ftruncate"):
            offset = arguments[1] if name == "ftruncate" else 0
            return Call(name=name, kind=_KINDS[name], path=_open_path(pid, arguments[0]), offset=offset)
        return _naming(pid, name, arguments)
    # The process was killed, or has closed the descriptor in another thread.
    except (OSError, ProcessLookupError):
        return None


def _opening(pid: int, name: str, arguments: tuple[int, ...]) -> Call:
    folder, address, flags = arguments[:3] if name == "openat" else (_AT_CURRENT_FOLDER, *arguments[:2])
    is_new = flags & os.O_CREAT and not flags & _NAMELESS
    return Call(
        name=name,
        kind="create" if is_new or flags & _NAMELESS else "open",
        path=_path(pid, folder, address) + ("/(no name)" if flags & _NAMELESS else ""),
        truncates=bool(flags & os.O_TRUNC),
    )


def _writing(pid: int, name: str, arguments: tuple[int, ...]) -> Call | None:
    # Only `copy_file_range` has the file that is read first.
    descriptor = arguments[2] if name == "copy_file_range" else arguments[0]
    if not stat.S_ISREG(os.stat(f"/proc/{pid}/fd/{descriptor}").st_mode):
        return None
    path = _open_path(pid, descriptor)
    offset = arguments[3] if name == "pwrite64" else _position(pid, descriptor)
    data = _copied(pid, name, arguments) if name in ("sendfile", "copy_file_range") else None
    if data is None:
        data = _vector(pid, *arguments[1:3]) if name == "writev" else _memory(pid, *arguments[1:3])
    return Call(name=name, kind="write", path=path, offset=offset, data=data, descriptor=descriptor)


def _naming(pid: int, name: str, arguments: tuple[int, ...]) -> Call:
    target = None
    if name in ("rename", "link"):
        path, target = (_path(pid, _AT_CURRENT_FOLDER, address) for address in arguments[:2])
    elif name in ("renameat", "renameat2", "linkat"):
        path, target = _path(pid, *arguments[:2]), _path(pid, *arguments[2:4])
    elif name in ("mkdirat", "unlinkat"):
        path = _path(pid, *arguments[:2])
    else:
        path = _path(pid, _AT_CURRENT_FOLDER, arguments[0])
    return Call(name=name, kind=_KINDS[name], path=path, target=target)


def _path(pid: int, folder: int, address: int) -> str:
    text = os.fsdecode(_memory(pid, address, _MAX_PATH, partial=True).partition(b"\0")[0])
    if os.path.isabs(text):
        return os.path.normpath(text)
    # A descriptor is an `int` of C, of which the upper half of the register is not a part.
    number = struct.unpack("i", struct.pack("I", folder & 0xFFFFFFFF))[0]
    base = f"/proc/{pid}/cwd" if number == _AT_CURRENT_FOLDER else f"/proc/{pid}/fd/{number}"
    return os.path.normpath(os.path.join(os.readlink(base), text))


def _open_path(pid: int, descriptor: int) -> str:
    return os.readlink(f"/proc/{pid}/fd/{descriptor}")


def _position(pid: int, descriptor: int) -> int:
    fields = dict(
        line.split(":\t")
        for line in Path(f"/proc/{pid}/fdinfo/{descriptor}").read_text("ascii").splitlines()[:2]
    )
    if int(fields["flags"].strip(), 8) & os.O_APPEND:
        return os.stat(f"/proc/{pid}/fd/{descriptor}").st_size
    return int(fields["pos"])


def _memory(pid: int, address: int, length: int, *, partial: bool = False) -> bytes:
    memory = os.open(f"/proc/{pid}/mem", os.O_RDONLY)
    try:
        # A path may end just before a page that does not exist.
        if partial:
            length = min(length, 4096 - address % 4096)
            first = os.pread(memory, length, address)
            return first if b"\0" in first else first + os.pread(memory, _MAX_PATH, address + length)
        return os.pread(memory, length, address)
    finally:
        os.close(memory)


def _vector(pid: int, address: int, count: int) -> bytes:
    parts = struct.iter_unpack("QQ", _memory(pid, address, 16 * count))
    return b"".join(_memory(pid, base, length) for base, length in parts)


def _copied(pid: int, name: str, arguments: tuple[int, ...]) -> bytes:
    """What is copied from another file, which is read on from its position."""
    source, length = (
        (arguments[0], arguments[4]) if name == "copy_file_range" else (arguments[1], arguments[3])
    )
    pointer = arguments[1] if name == "copy_file_range" else arguments[2]
    position = struct.unpack("q", _memory(pid, pointer, 8))[0] if pointer else _position(pid, source)
    with open(f"/proc/{pid}/fd/{source}", "rb") as file:
        file.seek(position)
        return file.read(min(length, 1 << 24))
