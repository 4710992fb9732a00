"""What this machine has for Pincite beside models: memory, disk, a running server, tools for scans and for tests."""

import shutil
from importlib.util import find_spec
from pathlib import Path
from typing import TYPE_CHECKING

from ui.api.running import running_servers

if TYPE_CHECKING:
    from rag import Index
    from rag.models.health import Found

_FEW_GB, _LITTLE_GB = 1.0, 1.5  # below them there is something to do: of disk, and of memory
_GB = 1e9


def index_found(index: "Index") -> "Found":
    """How much is in the index, and how large it is on the disk."""
    from rag.models.health import Found

    if index.is_shared:
        return Found(text=f"{index.count():,} documents in {index.place}; pincite check verifies them")
    size = _size(index.folder)
    # Each is a folder, and written when there is enough to write it for.
    sets = sum(1 for one in (index.folder / "search").glob("*") if one.is_dir())
    return Found(
        text=f"{index.count():,} documents in {index.folder}, {_shown(size)}, "
        f"{sets} set{'' if sets == 1 else 's'} of search files; pincite check verifies them"
    )


def reader_found() -> "Found":
    """Whether the weights that come with Pincite are those that it came with."""
    from rag.models.health import Found
    from rag.reading.span_reader import SpanReader
    from rag.reading.support_checker import SupportChecker

    SpanReader().check_weights()
    SupportChecker().check_weights()
    return Found(text="what reads and what checks come with Pincite; their weights are the expected ones")


def disk_found(folder: Path) -> "Found":
    """How much space is left for the index."""
    from rag.models.health import Found

    there = next(parent for parent in (folder, *folder.parents) if parent.exists())
    free = shutil.disk_usage(there).free
    advice = (
        f"make space on the disk of {there}: adding stops when none is left" if free < _FEW_GB * _GB else ""
    )
    return Found(text=f"{_shown(free)} are free", advice=advice)


def memory_found() -> "Found":
    """How much memory is free. Linux tells; elsewhere it is not known."""
    from rag.models.health import Found

    try:
        lines = Path("/proc/meminfo").read_text(encoding="ascii").splitlines()
    except OSError:
        return Found(text="this system does not say how much is free")
    kilobytes = next((int(line.split()[1]) for line in lines if line.startswith("MemAvailable:")), 0)
    free = kilobytes * 1024
    advice = (
        "close other programs: the models and a parsed file take up to 1.5 GB"
        if free < _LITTLE_GB * _GB
        else ""
    )
    return Found(text=f"{_shown(free)} are free", advice=advice)


def server_found(folder: Path) -> "Found":
    """Which servers run over this index."""
    from rag.models.health import Found

    servers = running_servers(folder)
    if not servers:
        return Found(
            text="none runs over this index; while `pincite serve` does, pincite ask takes half a second"
        )
    told = (f"Pincite {one.version} runs at {one.address}, process {one.pid}" for one in servers)
    return Found(text="; ".join(told))


def keys_found(index: "Index | None", folder: Path) -> "Found":
    """How many keys of programs there are for a server over this index, or in its folder if it can't be opened."""
    from rag.models.health import Found
    from ui.api.key_file import KeyFile
    from ui.api.keys import KeyStore

    store = KeyStore.of(index) if index else KeyStore(KeyFile(folder))
    kept = store.keys()
    names = [key.name for key in kept]
    if not names:
        return Found(text="none: programs of this machine may ask a server without one")
    return Found(text=f"{', '.join(names)} (pincite keys list says what each may do)")


def scans_found() -> "Found":
    """What recognises text on pictures."""
    from rag.models.health import Found

    there = [
        name
        for name, found in (("rapidocr", find_spec("rapidocr")), ("tesseract", shutil.which("tesseract")))
        if found
    ]
    if not there:
        return Found(
            text="nothing recognises text on scanned pages",
            advice="if you have scans: pip install 'pincite[ocr]'",
        )
    return Found(
        text=f"{there[0]} recognises text on scanned pages"
        + (f"; {there[1]} is there, too" if there[1:] else "")
    )


def browser_found() -> "Found":
    """The browser that only the tests of the page need."""
    from rag.models.health import Found

    browser = next(filter(None, map(shutil.which, ("chromium", "chromium-browser", "google-chrome"))), None)
    return Found(text=f"{browser or 'no Chromium'} (only the tests of the page need it)")


def _size(folder: Path) -> int:
    return sum(file.stat().st_size for file in folder.rglob("*") if file.is_file())


def _shown(size: float) -> str:
    return f"{size / _GB:,.1f} GB" if size >= _GB else f"{size / 1e6:,.1f} MB"
