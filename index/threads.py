"""How many threads the libraries below use, set once for all of them."""

import os
import sys
from functools import cache


def cores() -> int:
    """The processor cores that this process may use."""
    return len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1


def sleep_while_waiting() -> None:
    """Lets OpenMP's waiting threads sleep; before torch or faiss is imported, or it is without effect.

    Spinning ones made a question take 500 ms in place of 15 on a machine with two cores where
    something else ran too; torch and faiss each have a set of threads.
    """
    os.environ.setdefault("OMP_WAIT_POLICY", "PASSIVE")


@cache
def set_threads() -> None:
    """Gives faiss and numpy's products a thread for each core; called where faiss is loaded."""
    faiss = sys.modules["faiss"]
    faiss.omp_set_num_threads(cores())
