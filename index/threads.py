"""How many threads the libraries below use.

torch and faiss may share one OpenMP library, in which each thread has its own count; whoever sets it
last wins. So it is set in one place, to one: batches of passages are embedded side by side, a thread
for each core (see `embedder.py`), and a question runs in the thread that asks it. On two cores that took
4.6 ms in place of 10 for a question, and gave a fifth more passages a second. Making codes of many
vectors (see `vectors.py`) runs in a thread of its own, which has all cores by default.
"""

import os


def cores() -> int:
    """The processor cores that this process may use."""
    return len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1


def sleep_while_waiting() -> None:
    """Lets OpenMP's waiting threads sleep; before torch or faiss is imported, or it is without effect.

    Spinning ones made a question take 500 ms in place of 15 on a machine with two cores where
    something else ran too.
    """
    os.environ.setdefault("OMP_WAIT_POLICY", "PASSIVE")
