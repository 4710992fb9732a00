"""The real server in a process of its own, and the processor time that it takes."""

import os
import shutil
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import httpx

_START_SECONDS = 120.0


@dataclass(frozen=True, slots=True, kw_only=True)
class Server:
    """A running server: its address and its process."""

    url: str
    process: int

    def seconds(self) -> float:
        """Processor time of the server and of the processes that it started, ended ones included. Linux only."""
        fields = Path(f"/proc/{self.process}/stat").read_text(encoding="utf-8").rpartition(")")[2].split()
        # utime, stime, cutime, cstime: see proc_pid_stat(5), whose first two fields are cut off here.
        return sum(map(int, fields[11:15])) / os.sysconf("SC_CLK_TCK")

    def mebibytes(self) -> float:
        """Memory of the server's process."""
        pages = int(Path(f"/proc/{self.process}/statm").read_text(encoding="utf-8").split()[1])
        return pages * os.sysconf("SC_PAGE_SIZE") / 2**20


@contextmanager
def serving(index: Path, scratch: Path) -> Iterator[Server]:
    """Serves a copy of an index on this machine alone, until the block ends."""
    shutil.rmtree(scratch, ignore_errors=True)
    shutil.copytree(index, scratch / "index")
    port = _free_port()
    command = [sys.executable, "-c", "from ui.cli.command import main; main()", "serve", "--no-browser"]
    process = subprocess.Popen(
        [*command, "--data", str(scratch / "index"), "--port", str(port)], stdout=subprocess.DEVNULL
    )
    try:
        url = f"http://127.0.0.1:{port}"
        _wait_until_open(url, process)
        yield Server(url=url, process=process.pid)
    finally:
        process.send_signal(signal.SIGINT)
        try:
            process.wait(30)
        except subprocess.TimeoutExpired:
            process.kill()
        shutil.rmtree(scratch, ignore_errors=True)


def _free_port() -> int:
    with socket.socket() as listening:
        listening.bind(("127.0.0.1", 0))
        return int(listening.getsockname()[1])


def _wait_until_open(url: str, process: "subprocess.Popen[bytes]") -> None:
    end = time.monotonic() + _START_SECONDS
    while time.monotonic() < end and process.poll() is None:
        try:
            httpx.get(url, timeout=5.0)
        except httpx.TransportError:
            time.sleep(0.5)
        else:
            return
    raise SystemExit("the server did not start; its errors are above")
