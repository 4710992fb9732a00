"""Reads pictures with rapidocr, which comes with `pincite[ocr]` and carries its models (PP-OCRv6, Apache-2.0).

It reads Latin, Chinese and Japanese script.
"""

from collections.abc import Iterable
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
    lines = [
        _spaced(text, map(_word, words)) for text, words in zip(found.txts, found.word_results, strict=True)
    ]
    read = [line for line, box in zip(lines, found.boxes, strict=True) if _covers(line, box)]
    # Of a text in another script it reads the digits, and says that it is sure of them.
    return read if 2 * len(read) > len(lines) else []


def _covers(line: OcrLine, box: Any) -> bool:
    """Whether the words of a line fill most of it: the others were not read."""
    left, right = min(x for x, _ in box), max(x for x, _ in box)
    return bool(2 * sum(word.pixels[2] - word.pixels[0] for word in line) > right - left)


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


def _word(found: Any) -> OcrWord:
    text, confidence, corners = found
    xs, ys = zip(*corners, strict=True)
    return OcrWord(text, (min(xs), min(ys), max(xs), max(ys)), float(confidence))


def _spaced(text: str, words: Iterable[OcrWord]) -> OcrLine:
    """The words of a line as spaces part them in its text: of Chinese, each character is found as a word."""
    joined: list[OcrWord] = []
    rest = text
    for word in words:
        spaced = rest[:1].isspace()
        rest = rest.lstrip()
        known = rest.startswith(word.text)
        rest = rest[len(word.text) :] if known else rest
        if joined and known and not spaced:
            joined[-1] = _merged(joined[-1], word)
        elif word.text.strip():
            joined.append(word)
    return joined


def _merged(first: OcrWord, second: OcrWord) -> OcrWord:
    (left, top, right, bottom), other = first.pixels, second.pixels
    pixels = (min(left, other[0]), min(top, other[1]), max(right, other[2]), max(bottom, other[3]))
    length = len(first.text) + len(second.text)
    sure = (first.confidence * len(first.text) + second.confidence * len(second.text)) / length
    return OcrWord(first.text + second.text, pixels, sure)
