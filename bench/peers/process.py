"""Runs the driver in a fresh process of a library's environment."""

import json
import os
import subprocess
import tempfile
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from bench.model import model_folder
from bench.peers.environments import Peer, UnavailableError
from bench.peers.sample import Sample

_HERE = Path(__file__).parent
_RUN_SECONDS = 3600
_K, _WARM_UP = 10, 5


def adapter(peer: Peer) -> str:
    """The first argument of the driver: the file of the adapter, and after a colon its function."""
    file, colon, function = peer.adapter.partition(":")
    return f"{_HERE / 'adapters' / file}.py{colon}{function}"


def job(sample: Sample) -> dict[str, Any]:
    """The content of the file that is the second argument of the driver."""
    return {
        "documents": [
            {"id": document.id, "title": document.title, "text": document.text}
            for document in sample.documents
        ],
        "questions": [question.question for question in sample.questions],
        "model": str(model_folder()),
        "k": _K,
        "warm_up": _WARM_UP,
    }


def drive(
    python: Path, adapter: str, work: Mapping[str, Any], *, cores: int, seconds: int = _RUN_SECONDS
) -> dict[str, Any]:
    """Runs the driver in a fresh process, with look-ups on the network switched off and an empty home folder.

    Raises:
        UnavailableError: The driver failed, was killed, or took longer than `seconds`.
    """
    # No settings, models or caches of the user's home may change a measurement.
    with tempfile.TemporaryDirectory() as home:
        job_file, out = Path(home) / "job.json", Path(home) / "out.json"
        job_file.write_text(json.dumps({**work, "out": str(out)}), encoding="utf-8")
        command = [str(python), "-P", str(_HERE / "driver.py"), adapter, str(job_file)]
        try:
            done = subprocess.run(
                command,
                check=False,
                cwd=home,
                env=_variables(home, cores),
                capture_output=True,
                text=True,
                timeout=seconds,
            )
        except subprocess.TimeoutExpired as error:
            raise UnavailableError(f"not done after {seconds} s") from error
        # A process that crashed or was killed; its last line is the best reason that there is.
        if not out.exists():
            line = (done.stderr.strip().splitlines() or [""])[-1]
            raise UnavailableError(f"ended with status {done.returncode}: {line[:160]}")
        outcome: dict[str, Any] = json.loads(out.read_text(encoding="utf-8"))
    if "error" in outcome:
        raise UnavailableError(outcome["error"][:160])
    return outcome


def _variables(home: str, cores: int) -> dict[str, str]:
    # Each library reads some of these; all get the same number of threads.
    threads = ("OMP_NUM_THREADS", "MKL_NUM_THREADS", "OPENBLAS_NUM_THREADS", "RAYON_NUM_THREADS")
    return {
        # PYTHONPATH, for one, would let in packages of another environment.
        **{name: value for name, value in os.environ.items() if not name.startswith(("PYTHON", "XDG_"))},
        **{name: str(cores) for name in threads},
        # Pincite sets this itself. Without it the queries of the other libraries took many times as long
        # whenever something else ran, and the comparison would be unfair.
        "OMP_WAIT_POLICY": "PASSIVE",
        "HOME": home,
        "TMPDIR": home,
        # All compute on the processor.
        "CUDA_VISIBLE_DEVICES": "",
        # The weights are given as a folder: a look-up on the network would only add time.
        "HF_HUB_OFFLINE": "1",
        "HF_HUB_DISABLE_TELEMETRY": "1",
        "DO_NOT_TRACK": "1",
        "HAYSTACK_TELEMETRY_ENABLED": "False",
        "LANGSMITH_TRACING": "false",
    }
