"""Reads pictures with rapidocr, which comes with `pincite[ocr]` and carries its models (PP-OCRv6, Apache-2.0).

It reads Latin, Chinese and Japanese script.
"""

from functools import cache
from importlib.util import find_spec
from typing import Any

from index.formats.pdf.ocr import OcrError, OcrLine, OcrWord

MEMORY = 1_000_000_000
"""Bytes of address space that a page of 4 million pixels takes at most, with the libraries and the models."""
_SETTINGS = {
    "Global.log_level": "critical",
    "Global.return_word_box": True,
    # Lines are looked for on a smaller picture, and read on the whole one; one line at a time takes half the memory.
    "Det.limit_type": "max",
    "Det.limit_side_len": 1280,
    "Rec.rec_batch_num": 1,
    # More threads cost more than they save, and address space.
    "EngineConfig.onnxruntime.intra_op_num_threads": 1,
    "EngineConfig.onnxruntime.inter_op_num_threads": 1,
}


def is_available() -> bool:
    """Whether it and what runs its models are installed."""
    return find_spec("rapidocr") is not None and find_spec("onnxruntime") is not None


def lines(picture: Any) -> list[OcrLine]:
    """The lines of text on a PIL picture.

    Raises:
        OcrError: It fails, or there is no memory for it.
    """
    try:
        import numpy as np

        # Upside-down lines are not looked for: pages are drawn as they are shown.
        found = _engine()(np.asarray(picture), use_cls=False)
    # Whatever its libraries raise: the other pages can still be read.
    except Exception as error:
        raise OcrError(repr(error)) from error
    if found.txts is None:
        return []
    return [[_word(*word) for word in line if word[0].strip()] for line in found.word_results]


@cache
def _engine() -> Any:
    _take_memory()
    import onnxruntime
    from rapidocr import RapidOCR

    onnxruntime.disable_telemetry_events()
    return RapidOCR(params=_SETTINGS)


def _take_memory() -> None:
    """Raises the limit of memory to what the process has set aside for this."""
    try:
        import resource

        _, most = resource.getrlimit(resource.RLIMIT_AS)
        resource.setrlimit(resource.RLIMIT_AS, (most, most))
    except (ImportError, OSError, ValueError):  # there is no limit
        return


def _word(text: str, confidence: float, corners: Any) -> OcrWord:
    xs, ys = zip(*corners, strict=True)
    return OcrWord(text, (min(xs), min(ys), max(xs), max(ys)), float(confidence))
