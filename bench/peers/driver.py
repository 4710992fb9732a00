"""Runs one adapter and writes its results and times.

`bench.peers.process` starts it as `python -P driver.py ADAPTER[:FUNCTION] JOB` in the environment of the library, so
it uses only the standard library. `-P` keeps this folder off the path, where an adapter would hide the library that
has its name.
"""

import gc
import importlib.util
import json
import resource
import sys
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

Search = Callable[[str, int], list[tuple[str, str]]]
Build = Callable[[list[dict[str, str]], str], Search]


def main(adapter: str, job: Path) -> int:
    """Runs the job in the file `job`, writes the outcome to its `out`, and returns the exit status."""
    work = json.loads(job.read_text(encoding="utf-8"))
    status = 0
    try:
        outcome = measure(adapter, work)
    except Exception as error:  # noqa: BLE001 - any error of a library becomes its row in the table
        # One line, because it becomes a cell of the table.
        line = next(iter(str(error).strip().splitlines()), "")
        outcome, status = {"error": f"{type(error).__name__}: {line}"}, 1
    Path(work["out"]).write_text(json.dumps(outcome), encoding="utf-8")
    return status


def measure(adapter: str, work: dict[str, Any]) -> dict[str, Any]:
    """Measures the seconds of each step, the peak memory in MB, and the passages for each question, best first."""
    documents, model, k = work["documents"], work["model"], work["k"]
    clock = time.perf_counter()
    build = load(adapter)
    imported = time.perf_counter()
    # One document first: otherwise late imports and loading would count as indexing.
    build(documents[:1], model)("warm up", k)
    started = time.perf_counter()
    # What the first document left behind must not be collected in the time of the build.
    gc.collect()
    build_started = time.perf_counter()
    search = build(documents, model)
    built = time.perf_counter()
    # The first searches may still load something, so they are not timed.
    for question in work["questions"][: work["warm_up"]]:
        search(question, k)
    found, seconds = [], []
    for question in work["questions"]:
        asked = time.perf_counter()
        ranking = search(question, k)
        seconds.append(time.perf_counter() - asked)
        found.append(ranking)
    return {
        "import_s": imported - clock,
        "start_s": started - clock,
        "build_s": built - build_started,
        "query_s": seconds,
        "peak_mb": peak_mb(),
        "found": found,
    }


def load(adapter: str) -> Build:
    """Imports the function that `adapter` names: a file, and after a colon a function other than `build`."""
    file, _, function = adapter.partition(":")
    spec = importlib.util.spec_from_file_location("adapter", file)
    if spec is None or spec.loader is None:
        raise ImportError(f"{file} is no Python file")
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    build: Build = getattr(module, function or "build")
    return build


def peak_mb() -> float:
    """The most memory that this process held at once, in MB."""
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    # macOS counts bytes, Linux kilobytes.
    return peak / 1e6 if sys.platform == "darwin" else peak * 1024 / 1e6


if __name__ == "__main__":
    sys.exit(main(sys.argv[1], Path(sys.argv[2])))
