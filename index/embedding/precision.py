"""The precision of models: bfloat16 if the processor is faster with it, else float32."""

import time
from functools import cache
from typing import Literal, TypeAlias

Precision: TypeAlias = Literal["bfloat16", "float32"]

# The largest matrix product of a layer of MiniLM for about four passages: tokens, inputs, outputs.
_PROBED = (512, 384, 1536)
_ROUNDS = 4
# bfloat16 must save at least a fifth of the time, so that noise does not decide.
_WORTH_IT = 0.8


@cache
def prefers_bfloat16() -> bool:
    """Whether this processor computes faster in bfloat16 than in float32; measured once in each process.

    The flags of the processor do not always tell. Processor time of MiniLM in bfloat16, relative to float32: 0.25 with
    AMX; with only AVX512-BF16 0.51 on an AMD processor, but 1.3 on an Intel Xeon with AMX switched off; 3 to 8 without both.
    So with AMX the answer is yes, and with only AVX512-BF16 both are measured, which takes a tenth of a second.
    """
    import torch

    capabilities = torch.cpu.get_capabilities()
    if capabilities.get("amx_bf16"):
        return True
    return bool(capabilities.get("avx512_bf16")) and bfloat16_share() < _WORTH_IT


def processor_types() -> tuple[str, ...]:
    """What this processor has of that on which the choice rests: "avx512", "avx512_bf16", "amx_bf16"."""
    import torch

    capabilities = torch.cpu.get_capabilities()
    names = {"avx2": "avx2", "avx512_f": "avx512", "avx512_bf16": "avx512_bf16", "amx_bf16": "amx_bf16"}
    return tuple(name for key, name in names.items() if capabilities.get(key))


def cuda_version() -> str | None:
    """The version of CUDA that torch was built with; None for the small build, for processors alone."""
    import torch

    return str(torch.version.cuda) if torch.version.cuda else None


def bfloat16_share() -> float:
    """The processor time of a matrix product in bfloat16, relative to float32; measured in this thread."""
    import torch

    threads = torch.get_num_threads()
    torch.set_num_threads(1)  # as the models run: see threads.py
    tokens, width, inner = _PROBED
    seconds: dict[torch.dtype, list[float]] = {torch.float32: [], torch.bfloat16: []}
    for _ in range(_ROUNDS):
        for precision, times in seconds.items():
            values, weights = (
                torch.ones(tokens, width, dtype=precision),
                torch.ones(inner, width, dtype=precision),
            )
            start = time.thread_time()
            torch.nn.functional.linear(values, weights)
            times.append(time.thread_time() - start)
    # A training asks, too, and computes with all cores.
    torch.set_num_threads(threads)
    # The first round includes preparations of the library, and others may be disturbed: the minimum is the true cost.
    return min(seconds[torch.bfloat16]) / max(min(seconds[torch.float32]), 1e-9)
