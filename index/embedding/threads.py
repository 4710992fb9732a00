"""How many threads the libraries below use, and what each is given.

torch and faiss may share one OpenMP library, in which each thread has its own count; whoever sets it
last wins. So it is set in one place, to one: batches of passages are embedded side by side, a thread
for each core (see `mini_lm.py`), and a question runs in the thread that asks it. On two cores that took
4.6 ms in place of 10 for a question, and gave a fifth more passages a second. Making codes of many
vectors (see `vectors.py`) runs in a thread of its own, which has all cores by default.
"""

import os
from collections.abc import Sequence

# Tokens of a batch: eight long passages. Larger ones leave the processor's cache, smaller ones its units idle.
_BATCH_TOKENS = 2_048
# Batches for each core, at least.
_EACH = 3


def cores() -> int:
    """The processor cores that this process may use."""
    return len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1


def sleep_while_waiting() -> None:
    """Lets OpenMP's waiting threads sleep; before torch or faiss is imported, or it is without effect.

    Spinning ones made a question take 500 ms in place of 15 on a machine with two cores where
    something else ran too.
    """
    os.environ.setdefault("OMP_WAIT_POLICY", "PASSIVE")


def batches(lengths: Sequence[int]) -> list[list[int]]:
    """Texts of like length together, the longest first, so that little is padded and the end is short.

    Few texts are cut into smaller batches, so that no core waits for another.

    `lengths`: of each text, in tokens. A batch holds places in it, its longest text first.
    """
    most = min(_BATCH_TOKENS, sum(lengths) // (_EACH * cores()))
    order = sorted(range(len(lengths)), key=lambda text: -lengths[text])
    split: list[list[int]] = []
    for text in order:
        if not split or (len(split[-1]) + 1) * lengths[split[-1][0]] > most:
            split.append([])
        split[-1].append(text)
    return split
