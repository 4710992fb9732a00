"""The file by which the commands of this user find a server that runs over the same index.

It lies in the folder of the index, for this user alone, and holds a token that opens everything: who can read it can read
the index, too. Only the standard library is used here, since the commands look before they load anything.
"""

import contextlib
import json
import os
import secrets
import stat
import tempfile
from collections.abc import Iterator
from dataclasses import asdict, dataclass, field
from pathlib import Path

FILE = "server.json"
"""The name of the file."""


@dataclass(frozen=True, slots=True, kw_only=True)
class RunningServer:
    """A server that runs on this machine.

    Attributes:
        address: Where it listens, on this machine: "http://127.0.0.1:7860".
        token: What opens it.
        pid: The number of its process.
        version: That of Pincite.
        usual_threshold: Whether it answers as surely as by default; False with `pincite serve --max-wrong`.
    """

    address: str
    token: str = field(repr=False)
    pid: int
    version: str
    usual_threshold: bool = True


def new_token() -> str:
    """A token that nobody can guess."""
    return secrets.token_urlsafe(32)


@contextlib.contextmanager
def announced(folder: Path, server: RunningServer) -> Iterator[None]:
    """Tells commands of this server until the block ends; nobody is told where the folder can't be written.

    Where two servers run over one index, the one that came last is told of.
    """
    path = folder / FILE
    with contextlib.suppress(OSError):
        _write(path, json.dumps({**asdict(server), "folder": str(folder.resolve())}))
    try:
        yield
    finally:
        with contextlib.suppress(OSError):
            if running_server(folder) == server:
                path.unlink()


def running_server(folder: Path) -> RunningServer | None:
    """The server that runs over the index in this folder, as far as its file tells; None if there is none.

    A file that another user owns, or could have written or read, counts as none, and so does one that was copied with its folder.
    """
    try:
        with open(folder / FILE, encoding="utf-8", opener=_opened) as file:
            if not _is_private(os.fstat(file.fileno())):
                return None
            told = json.load(file)
        if told.get("folder") != str(folder.resolve()):
            return None
        server = RunningServer(
            address=str(told["address"]),
            token=str(told["token"]),
            pid=int(told["pid"]),
            version=str(told["version"]),
            usual_threshold=bool(told.get("usual_threshold", True)),
        )
    except (OSError, ValueError, KeyError, TypeError, AttributeError):
        return None
    return server if _runs(server.pid) else None


def _write(path: Path, text: str) -> None:
    # Under another name first: a command must never read half of it. Such files are made for this user alone.
    handle, name = tempfile.mkstemp(prefix=f".{FILE}-", dir=path.parent)
    with open(handle, "w", encoding="utf-8") as file:
        file.write(text)
    Path(name).replace(path)


def _opened(path: str, flags: int) -> int:
    # What somebody put there in its place must not hold a command up, as a pipe would, or lead elsewhere.
    return os.open(path, flags | getattr(os, "O_NONBLOCK", 0) | getattr(os, "O_NOFOLLOW", 0))


def _is_private(status: os.stat_result) -> bool:
    if os.name == "nt":
        return True  # such bits say nothing there; the folder is the user's own
    return (
        stat.S_ISREG(status.st_mode)
        and status.st_uid == os.getuid()
        and not status.st_mode & (stat.S_IRWXG | stat.S_IRWXO)
    )


def _runs(pid: int) -> bool:
    """Whether there is a process with that number, as far as can be seen."""
    if os.name == "nt":
        return True  # asking there would end the process; a connection tells
    try:
        os.kill(pid, 0)
    except ProcessLookupError:
        return False
    except (OverflowError, ValueError):
        return False
    except PermissionError:
        pass
    return pid > 0
