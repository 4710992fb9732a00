"""The real server in a process of its own."""

import json
import os
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path

import httpx

_START_SECONDS = 120.0


@contextmanager
def served(
    index: Path | str,
    *arguments: str,
    host: str = "127.0.0.1",
    reached: str = "127.0.0.1",
    password: str = "",
    environment: Mapping[str, str] | None = None,
) -> Iterator[tuple[str, int]]:
    """Serves an index until the block ends.

    Args:
        index: Its folder, or the address of its database.
        arguments: More of them for `pincite serve`.
        host: The address that it listens on.
        reached: One at which it can be reached from here.
        password: What visitors have to type, or "".
        environment: More variables of the process.

    Yields:
        Where it is reached, such as 127.0.0.1:4123, and the number of its process.
    """
    port = _free_port(host)
    command = [sys.executable, "-c", "from ui.cli.command import main; main()", "serve", "--no-browser"]
    where = ["--data", str(index), "--host", host, "--port", str(port), *arguments]
    process = subprocess.Popen(
        [*command, *where],
        stdout=subprocess.DEVNULL,
        env={**os.environ, "PINCITE_PASSWORD": password, **(environment or {})},
    )
    try:
        _wait_until_open(f"http://{reached}:{port}", process)
        yield f"{reached}:{port}", process.pid
    finally:
        process.send_signal(signal.SIGINT)
        try:
            process.wait(30)
        except subprocess.TimeoutExpired:
            process.kill()


def own_token(index: Path) -> str:
    """What opens the server of this user over an index, who runs both."""
    newest = max(index.glob("server-*.json"), key=lambda path: path.stat().st_mtime_ns)
    return str(json.loads(newest.read_text(encoding="utf-8"))["token"])


def run_command(*arguments: str) -> str:
    """What a command of Pincite prints."""
    command = [sys.executable, "-c", "from ui.cli.command import main; main()", *arguments]
    return subprocess.run(command, check=True, capture_output=True, text=True).stdout


def _free_port(host: str) -> int:
    with socket.socket() as listening:
        listening.bind((host, 0))
        return int(listening.getsockname()[1])


def _wait_until_open(url: str, process: "subprocess.Popen[bytes]") -> None:
    end = time.monotonic() + _START_SECONDS
    with httpx.Client(timeout=5.0) as client:  # one: each reads the certificates of all authorities anew
        while time.monotonic() < end and process.poll() is None:
            try:
                client.get(url)
            except httpx.TransportError:
                time.sleep(0.1)
            else:
                return
    raise SystemExit("the server did not start; its errors are above")
