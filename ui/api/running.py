"""The files by which the commands of this user find the servers that run over the same index.

Each server has one of its own, since several may run over a database. They lie in the folder of the index, for this user alone,
and hold a token that opens everything: who can read it can read the index, too. Only the standard library is used here, since
the commands look before they load anything.
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

FILES = "server-*.json"
"""The names of the files."""


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
    """Tells commands of this server until the block ends; nobody is told where the folder can't be written."""
    # Processes of two containers may have one number.
    path = folder / FILES.replace("*", f"{server.pid}-{secrets.token_hex(4)}")
    with contextlib.suppress(OSError):
        _remove_those_of_the_dead(folder)
        _write(path, json.dumps({**asdict(server), "folder": str(folder.resolve())}))
    try:
        yield
    finally:
        with contextlib.suppress(OSError):
            path.unlink()


def running_servers(folder: Path) -> list[RunningServer]:
    """The servers that run over the index in this folder, as far as their files tell, the newest first.

    A file that another user owns, or could have written or read, does not count, nor does one that was copied with its folder.
    """
    told = [(_modified(path), server) for path in folder.glob(FILES) if (server := _told(path)) is not None]
    return [server for _, server in sorted(told, key=lambda one: one[0], reverse=True) if _runs(server.pid)]


def _remove_those_of_the_dead(folder: Path) -> None:
    for path in folder.glob(FILES):
        if (server := _told(path)) is not None and not _runs(server.pid):
            path.unlink(missing_ok=True)


def _told(path: Path) -> RunningServer | None:
    """What a file tells of a server; None if it is not one that this user's server wrote there."""
    try:
        with open(path, encoding="utf-8", opener=_opened) as file:
            if not _is_private(os.fstat(file.fileno())):
                return None
            told = json.load(file)
        if told.get("folder") != str(path.parent.resolve()):
            return None
        return RunningServer(
            address=str(told["address"]),
            token=str(told["token"]),
            pid=int(told["pid"]),
            version=str(told["version"]),
            usual_threshold=bool(told.get("usual_threshold", True)),
        )
    except (OSError, ValueError, KeyError, TypeError, AttributeError):
        return None


def _modified(path: Path) -> int:
    with contextlib.suppress(OSError):
        return path.stat().st_mtime_ns
    return 0


def _write(path: Path, text: str) -> None:
    # Under another name first: a command must never read half of it. Such files are made for this user alone.
    handle, name = tempfile.mkstemp(prefix=f".{path.name}-", dir=path.parent)
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
