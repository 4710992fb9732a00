"""What models compute in: bfloat16 where the processor is faster with it, else float32."""

import time
from functools import cache
from typing import TYPE_CHECKING, Literal, TypeAlias

if TYPE_CHECKING:
    pass

Precision: TypeAlias = Literal["bfloat16", "float32"]

# The largest product of a layer of MiniLM, for some four passages: tokens, what goes in, what comes out.
_PROBED = (512, 384, 1536)
_ROUNDS = 4
# A processor must save at least a fifth, so that noise does not choose now this and now that.
_WORTH_IT = 0.8


@cache
def prefers_bfloat16() -> bool:
    """Whether this processor computes faster in bfloat16 than in float32; the same for as long as the process runs.

    Its flags leave that open. Processor time of MiniLM in bfloat16, as a share of that in float32: 0.25 with AMX; with
    AVX512-BF16 alone 0.51 on an AMD Zen 5, but 1.3 on an Intel Xeon whose AMX was switched off; 3 to 8 with neither.
    So AMX decides at once, and AVX512-BF16 alone is tried, which takes a tenth of a second.
    """
    import torch

    capabilities = torch.cpu.get_capabilities()
    if capabilities.get("amx_bf16"):
        return True
    return bool(capabilities.get("avx512_bf16")) and bfloat16_share() < _WORTH_IT


def bfloat16_share() -> float:
    """The processor time of a layer's product in bfloat16, as a share of that in float32; measured in this thread."""
    import torch

    torch.set_num_threads(1)  # as the models run: see threads.py
    tokens, width, inner = _PROBED
    seconds: dict[torch.dtype, list[float]] = {torch.float32: [], torch.bfloat16: []}
    for _ in range(_ROUNDS):
        for precision, measured in seconds.items():
            values, weights = (
                torch.ones(tokens, width, dtype=precision),
                torch.ones(inner, width, dtype=precision),
            )
            begun = time.thread_time()
            torch.nn.functional.linear(values, weights)
            measured.append(time.thread_time() - begun)
    # The first round of each also pays for what the library prepares; the least is the one that nothing disturbed.
    return min(seconds[torch.bfloat16]) / max(min(seconds[torch.float32]), 1e-9)
