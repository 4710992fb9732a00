"""The page of `served_page`, served by a process of its own, which can be killed and started anew."""

import subprocess
import time
from contextlib import suppress
from pathlib import Path

import httpx

from ports import free_port
from python_process import WITH_BENCH, python_command
from repository import ROOT

_SCRIPT = (
    WITH_BENCH
    + f"sys.path.append({str(ROOT / 'tests' / 'shared')!r})\n"
    + """
import time
from pathlib import Path
from served_page import WaitingReader, served
folder, port, password, held = sys.argv[1:]
reader = WaitingReader()
if held:
    reader.go.clear()
with served(Path(folder), port=int(port), reader=reader, password=password or None):
    time.sleep(600)
"""
)


class ServerProcess:
    """A server that may end at any moment, always at the same address.

    Args:
        folder: Where its index lies.
    """

    def __init__(self, folder: Path) -> None:
        self._folder, self._port = folder, free_port()
        self.url = f"http://127.0.0.1:{self._port}"
        self._process: subprocess.Popen[bytes] | None = None

    def start(self, *, password: str = "", held: bool = False) -> None:
        """Starts it; if it is `held`, questions wait for an answer."""
        command = python_command(_SCRIPT, self._folder, self._port, password, "held" if held else "")
        self._process = subprocess.Popen(command)
        # Asked often: the pauses of httpx's own retries double, and would be half of a test's time.
        while self._process.poll() is None:
            with suppress(httpx.ConnectError):
                httpx.get(self.url, timeout=60)
                return
            time.sleep(0.05)
        raise RuntimeError("the server ended while it started")

    def kill(self) -> None:
        """Ends it at once, as a fault or a loss of power would."""
        if self._process:
            self._process.kill()
            self._process.wait()
        self._process = None
