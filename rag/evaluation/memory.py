"""How much memory a process took."""

import re
import sys
from pathlib import Path

_STATUS = Path("/proc/self/status")


def peak_memory() -> int | None:
    """Bytes that this process held at most, shared libraries and mapped files included; None on Windows."""
    # First, since Linux hands the other figure on to a child through exec: it shows what the parent held.
    if _STATUS.exists() and (peak := re.search(r"VmHWM:\s+(\d+) kB", _STATUS.read_text("utf-8"))):
        return int(peak[1]) * 1024
    try:
        import resource
    except ImportError:
        return None
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * (1 if sys.platform == "darwin" else 1024)
