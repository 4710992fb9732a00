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
class HeldReader(WaitingReader):
    def read(self, *asked):
        while Path(held).exists():
            time.sleep(0.05)
        return super().read(*asked)
with served(Path(folder), port=int(port), reader=HeldReader(), password=password or None):
    time.sleep(600)
"""
)


class ServerProcess:
    """A server that may end at any moment, always at the same address.

    Args:
        folder: Where its index lies.
    """

    def __init__(self, folder: Path) -> None:
        self._folder, self._port, self._held = folder, free_port(), folder / "held"
        self.url = f"http://127.0.0.1:{self._port}"
        self._process: subprocess.Popen[bytes] | None = None
        self._password = ""

    def start(self, *, password: str = "", held: bool = False) -> None:
        """Starts it, unless it runs; if it is `held`, questions wait for an answer."""
        self._held.touch() if held else self._held.unlink(missing_ok=True)
        if self._process and self._process.poll() is None and self._password == password:
            return
        self.kill()
        command = python_command(_SCRIPT, self._folder, self._port, password, self._held)
        self._process, self._password = subprocess.Popen(command), password
        # Asked often: the pauses of httpx's own retries double, and would be half of a test's time.
        with httpx.Client(timeout=60) as client:  # one: each reads the certificates of all authorities anew
            while self._process.poll() is None:
                with suppress(httpx.ConnectError):
                    client.get(self.url)
                    return
                time.sleep(0.05)
        raise RuntimeError("the server ended while it started")

    def kill(self) -> None:
        """Ends it at once, as a fault or a loss of power would."""
        if self._process:
            self._process.kill()
            self._process.wait()
        self._process = None
