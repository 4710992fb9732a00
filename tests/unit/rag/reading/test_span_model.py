"""Rows of the span model."""

import torch

from rag.reading.span_input import Window
from rag.reading.span_model import as_rows


def test_rows_are_the_same_while_another_thread_loads_a_model_in_another_precision():
    window = Window(
        ids=(101, 7, 102, 9, 102), types=(0, 0, 0, 1, 1), first=3, offsets=((0, 4),), sentences=((3, 4),)
    )
    try:
        # As loading does it for a moment, for all threads.
        torch.set_default_dtype(torch.bfloat16)
        rows = as_rows([window])
    finally:
        torch.set_default_dtype(torch.float32)
    assert rows.sentences.dtype == torch.float32
