"""The clock by which limits count: time of the processor, which a busy machine does not take away."""

import os


def processor_time() -> float:
    """The processor seconds of this process, and of the programs that it has started and that have ended."""
    return sum(os.times()[:4])
