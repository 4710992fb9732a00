"""Makes a virtual environment for each library once, and measures its versions and size."""

import hashlib
import json
import shutil
import subprocess
import sys
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

CHECKOUT = Path(__file__).parents[2]
_INSTALL_SECONDS = 3600
# Written last: a folder without it is incomplete.
_MARKER = "ready.json"


class UnavailableError(Exception):
    """A library can't be measured here; the message gives the reason in one short line."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Peer:
    """One row of the tables: a library and its way of searching.

    Attributes:
        name: The name in the table.
        adapter: A file in adapters/ without its suffix, and after a colon a function other than `build`.
        distribution: The distribution that is measured; peers of one distribution share an environment.
        requirements: What pip installs, pinned.
        python: The oldest Python on which it runs.
    """

    name: str
    adapter: str
    distribution: str
    requirements: tuple[str, ...]
    python: tuple[int, int] = (3, 11)


@dataclass(frozen=True, slots=True, kw_only=True)
class Environment:
    """An environment that is ready: its interpreter, its packages' versions, MB in site-packages."""

    python: Path
    python_version: str
    versions: Mapping[str, str]
    size_mb: float


def prepare(peer: Peer, cache: Path) -> Environment:
    """The environment of `peer` in `cache`; makes it if it is missing, incomplete or of other versions.

    Raises:
        UnavailableError: No suitable Python is installed, or pip can't install the library.
    """
    # Absolute, since the driver runs in another folder.
    folder = cache.absolute() / "environments" / peer.distribution
    python = folder / ("Scripts/python.exe" if sys.platform == "win32" else "bin/python")
    stamp = {"requirements": list(peer.requirements), "source": _source(peer)}
    made = _made(folder)
    if made.get("stamp") != stamp:
        _make(folder, python, peer)
        made = {"stamp": stamp, **_facts(python)}
        (folder / _MARKER).write_text(json.dumps(made, indent=1), encoding="utf-8")
    return Environment(
        python=python,
        python_version=made["python_version"],
        versions=made["versions"],
        size_mb=made["size_mb"],
    )


def interpreter(oldest: tuple[int, int]) -> str:
    """Finds a Python that is at least `oldest`: this one, or one on the path.

    Raises:
        UnavailableError: There is none.
    """
    if sys.version_info[:2] >= oldest:
        return sys.executable
    major, minor = oldest
    for newer in range(minor, minor + 4):
        found = shutil.which(f"python{major}.{newer}")
        # Version managers put commands on the path that do not run.
        if (
            found
            and not subprocess.run([found, "-c", "import venv"], check=False, capture_output=True).returncode
        ):
            return found
    raise UnavailableError(f"needs Python {major}.{minor} or newer, and there is none on the path")


def _made(folder: Path) -> dict[str, Any]:
    try:
        made: dict[str, Any] = json.loads((folder / _MARKER).read_text(encoding="utf-8"))
    except (OSError, ValueError):
        return {}
    return made


def _source(peer: Peer) -> str:
    """A hash of the checkout if `peer` is installed from it, so that changes are noticed."""
    if str(CHECKOUT) not in peer.requirements:
        return ""
    files = [path for name in ("index", "rag", "ui") for path in sorted((CHECKOUT / name).rglob("*.py"))]
    # Only what is installed; a change of a bench or a test needs no new environment.
    content = b"".join(path.read_bytes() for path in [CHECKOUT / "pyproject.toml", *files])
    return hashlib.sha256(content).hexdigest()


def _make(folder: Path, python: Path, peer: Peer) -> None:
    # Removed first, so that a partly removed folder does not look complete.
    (folder / _MARKER).unlink(missing_ok=True)
    shutil.rmtree(folder, ignore_errors=True)
    _run([interpreter(peer.python), "-m", "venv", str(folder)], "venv")
    # In one call, so that pip finds versions that fit together.
    _run([str(python), "-m", "pip", "install", "--quiet", *peer.requirements], "pip install")


def _run(command: list[str], what: str) -> str:
    try:
        done = subprocess.run(command, capture_output=True, text=True, timeout=_INSTALL_SECONDS, check=True)
    except subprocess.CalledProcessError as error:
        # pip also writes warnings and hints; the last ERROR gives the cause.
        lines = [line for line in error.stderr.splitlines() if line.startswith("ERROR")] or [error.stderr]
        raise UnavailableError(f"{what}: {lines[-1].strip()[:160]}") from error
    except subprocess.TimeoutExpired as error:
        raise UnavailableError(f"{what}: not done after {_INSTALL_SECONDS} s") from error
    return done.stdout


def _facts(python: Path) -> dict[str, Any]:
    """The fields of `Environment`, measured before anything has run there and left caches."""
    code = "import platform, sysconfig; print(platform.python_version(), sysconfig.get_path('purelib'))"
    version, packages = _run([str(python), "-c", code], "python").strip().split(" ", 1)
    listed = json.loads(_run([str(python), "-m", "pip", "list", "--format", "json"], "pip list"))
    sizes = (path.stat().st_size for path in Path(packages).rglob("*") if path.is_file())
    return {
        "python_version": version,
        "versions": {row["name"]: row["version"] for row in listed},
        "size_mb": sum(sizes) / 1e6,
    }
