"""How many threads torch and faiss use, and how texts are divided among them.

torch and faiss may share one OpenMP library. In it, each thread has its own number of threads, and the last call that
sets it wins. So it is always set to one. Batches of passages are embedded in parallel, with a thread for each core
(see `token_vectors.py`), and a question runs in the thread that asks it. On two cores a question took 4.6 ms instead of 10,
and a fifth more passages were embedded in a second. The codes of many vectors (see `vectors.py`) are made in a thread
of their own, which uses all cores by default.
"""

import os
import sys
import threading
from collections.abc import Sequence

# Tokens of a batch: eight long passages. Larger batches do not fit the processor's cache; smaller ones use it badly.
_BATCH_TOKENS = 2_048
# How many shapes oneDNN keeps: those of the batches of one question.
_KEPT_SHAPES = "32"
# A thread with 10 gets a tenth of the time where one with 0 wants it, too: see sched(7).
_NICENESS = 10
# Minimum number of batches for each core.
_BATCHES_PER_CORE = 3


CORES = "PINCITE_CORES"
"""The variable that limits how many cores a process uses."""


def cores() -> int:
    """How many processor cores this process may use: those that it is allowed, or fewer by the variable `CORES`."""
    # A process may be allowed fewer cores than the machine has, but not every system tells.
    allowed = len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1
    wanted = os.environ.get(CORES, "")
    return max(1, min(allowed, int(wanted))) if wanted.isdecimal() else allowed


def set_up_libraries() -> None:
    """Lets waiting threads of OpenMP sleep, and limits what oneDNN keeps. No effect once torch or faiss is imported.

    On a machine with two cores that was busy, a question took 500 ms with busy waiting, and 15 ms without. oneDNN
    keeps the code that it makes for each shape of a batch, by default 1,024 times in each thread; there are so many
    shapes that hardly one comes again. 200 questions left 1,600 MB, and with this 960, in the same time.
    """
    os.environ.setdefault("OMP_WAIT_POLICY", "PASSIVE")
    for cache in ("LRU_CACHE_CAPACITY", "ONEDNN_PRIMITIVE_CACHE_CAPACITY"):
        os.environ.setdefault(cache, _KEPT_SHAPES)


def let_others_first() -> None:
    """Lowers the priority of this thread, so that documents are embedded in the time that questions leave. Linux only."""
    # Elsewhere a priority belongs to the whole process.
    if sys.platform == "linux":
        os.setpriority(os.PRIO_PROCESS, threading.get_native_id(), _NICENESS)


def batches(lengths: Sequence[int]) -> list[list[int]]:
    """Batches of texts of similar length, the longest first, so that there is little padding and no long end.

    A small number of texts is divided into smaller batches, so that all cores work.

    Args:
        lengths: The number of tokens of each text.

    Returns:
        For each batch the indices of its texts in `lengths`, the longest text first.
    """
    max_tokens = min(_BATCH_TOKENS, sum(lengths) // (_BATCHES_PER_CORE * cores()))
    order = sorted(range(len(lengths)), key=lambda text: -lengths[text])
    split: list[list[int]] = []
    for text in order:
        # All texts of a batch are padded to its first one, which is the longest.
        if not split or (len(split[-1]) + 1) * lengths[split[-1][0]] > max_tokens:
            split.append([])
        split[-1].append(text)
    return split
