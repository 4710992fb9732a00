"""The real server over a copy of an index, and the processor time that it takes."""

import os
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from bench.server import served


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
    try:
        with served(scratch / "index") as (address, process):
            yield Server(url=f"http://{address}", process=process)
    finally:
        shutil.rmtree(scratch, ignore_errors=True)
