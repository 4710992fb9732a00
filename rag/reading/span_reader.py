"""Runs the span model over passages: what it sees in each."""

import math
import threading
from collections.abc import Iterable, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np
import numpy.typing as npt

from index import MiniLmEmbedder, Span
from index.embedding.precision import prefers_bfloat16
from index.embedding.threads import batches, cores, sleep_while_waiting
from index.embedding.weights import check_sha256
from rag.reading.span_input import SpanInput, Window

if TYPE_CHECKING:
    from rag.reading.span_model import Logits, SpanModel

Floats = npt.NDArray[np.float32]

WEIGHTS = Path(__file__).parents[1] / "weights" / "reader.safetensors"
_SHA256 = "8f32c9013b4a9b13cefa0b142ec2e6cfb58f0189f8a6a0275152b9038f61e35b"
# Word pieces of an answer, at most: 99.5 in 100 of SQuAD's answers are no longer.
_LONGEST = 30
# What each further word piece of an answer costs. Beginning and end are judged apart, and two that belong to different
# answers make a long span: on squad/valid 0.1 gives 75.5 F1 and 65.7 exact, 0 gives 74.0 and 63.5, 0.2 75.0 and 65.2.
_PER_PIECE = 0.1


@dataclass(frozen=True, slots=True, kw_only=True)
class Text:
    """A passage to read: `sentences` are offsets in `text`, in order."""

    title: str
    text: str
    sentences: tuple[Span, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class SentenceScores:
    """What the model sees in one sentence. Logits: the higher, the likelier.

    Attributes:
        span: Offsets in the passage's text of the words in it that answer best, or None if it has none.
        span_logit: Of that span, less that of no answer; minus infinity without one.
        logit: That this sentence answers.
    """

    span: Span | None
    span_logit: float
    logit: float


@dataclass(frozen=True, slots=True, kw_only=True)
class SpanScores:
    """What the model sees in one passage: the logit that it answers, and each of its sentences."""

    logit: float
    sentences: tuple[SentenceScores, ...]

    @property
    def probability(self) -> float:
        """That the passage answers, 0 to 1, as the model has it."""
        return 1 / (1 + math.exp(-max(-30.0, self.logit)))


class SpanReader:
    """Reads passages with the span model. Loads on first use; any thread may call it."""

    def __init__(self, weights: Path | None = None) -> None:
        """Loads nothing yet.

        Args:
            weights: A file that `python -m training reader` wrote; by default the one that comes with
                Pincite, whose checksum is compared.
        """
        self._weights = weights
        self._loading = threading.Lock()

    def look(self, question: str, texts: Sequence[Text]) -> list[SpanScores]:
        """What the model sees in each text.

        Raises:
            ModelError: The weights are missing or altered.
        """
        split = [self._input.windows(question, it.title, it.text, it.sentences) for it in texts]
        windows = [(text, window) for text, some in enumerate(split) for window in some]
        model = self._loaded()

        def run(batch: Sequence[int]) -> list[tuple[int, SpanScores]]:
            logits = _run(model, [windows[it][1] for it in batch])
            return [
                (it, _sight(windows[it][1], row, logits, texts[windows[it][0]].text))
                for row, it in enumerate(batch)
            ]

        parts = batches([len(window.ids) for _, window in windows])
        found = map(run, parts) if len(parts) == 1 else self._pool.map(run, parts)
        by_window = dict(pair for some in found for pair in some)
        sights: list[list[SpanScores]] = [[] for _ in texts]
        for place, (text, _) in enumerate(windows):
            sights[text].append(by_window[place])
        return [_joined(some, len(text.sentences)) for some, text in zip(sights, texts, strict=True)]

    def warm_up(self) -> None:
        """Loads the model."""
        self._loaded()

    @cached_property
    def _pool(self) -> ThreadPoolExecutor:
        return ThreadPoolExecutor(cores(), thread_name_prefix="pincite-read")

    @cached_property
    def _base(self) -> MiniLmEmbedder:
        return MiniLmEmbedder()

    @cached_property
    def _input(self) -> SpanInput:
        return SpanInput(self._base.folder / "tokenizer.json")

    def _loaded(self) -> "SpanModel":
        with self._loading:
            return self._model

    @cached_property
    def _model(self) -> "SpanModel":
        self._base.check()
        if self._weights is None:
            check_sha256(WEIGHTS, _SHA256, restore="pip install --force-reinstall --no-deps pincite")
        sleep_while_waiting()
        import torch
        from safetensors.torch import load_file

        from rag.reading.span_model import from_trained

        torch.set_num_threads(1)
        model = from_trained(self._base.folder, load_file(self._weights or WEIGHTS)).eval()
        if prefers_bfloat16():
            model.encoder.bfloat16()
        return model


def _run(model: "SpanModel", windows: Sequence[Window]) -> "Logits":
    import torch

    from rag.reading.span_model import as_rows

    with torch.inference_mode():
        logits: Logits = model(as_rows(windows))
    return logits


def _sight(window: Window, row: int, logits: "Logits", text: str) -> SpanScores:
    start: Floats = logits.start[row].numpy()
    end: Floats = logits.end[row].numpy()
    nothing = float(start[0] + end[0])
    sentences = []
    for number, (first, last) in enumerate(window.sentences):
        if first == last:
            sentences.append(UNSEEN)
            continue
        a, b, score = _best_span(start[first:last], end[first:last])
        span = window.offsets[first + a - window.first][0], window.offsets[first + b - window.first][1]
        sentences.append(
            SentenceScores(
                span=_whole_words(text, span),
                span_logit=score - nothing,
                logit=float(logits.sentence[row, number]),
            )
        )
    return SpanScores(logit=float(logits.answer[row]), sentences=tuple(sentences))


UNSEEN = SentenceScores(span=None, span_logit=float("-inf"), logit=float("-inf"))
"""What is seen in a sentence that was not read."""


def _best_span(start: Floats, end: Floats) -> tuple[int, int, float]:
    """(first, last, score) of the best span; the score is the sum of its logits, less what its length costs."""
    further = np.arange(len(end))[None, :] - np.arange(len(start))[:, None]
    scores = start[:, None] + end[None, :] - _PER_PIECE * further
    scores[(further < 0) | (further >= _LONGEST)] = -np.inf
    a, b = divmod(int(scores.argmax()), len(end))
    return a, b, float(scores[a, b])


def _whole_words(text: str, span: Span) -> Span:
    """The span, widened where it begins or ends inside a word."""
    start, end = span
    while start > 0 and text[start - 1].isalnum() and text[start].isalnum():
        start -= 1
    while end < len(text) and text[end - 1].isalnum() and text[end].isalnum():
        end += 1
    return start, end


def _joined(windows: Iterable[SpanScores], sentences: int) -> SpanScores:
    """What was seen in any window of one text."""
    some = list(windows)
    if not some:
        return SpanScores(logit=float("-inf"), sentences=(UNSEEN,) * sentences)
    best = [
        max(seen, key=lambda it: it.span_logit) for seen in zip(*(it.sentences for it in some), strict=True)
    ]
    return SpanScores(logit=max(it.logit for it in some), sentences=tuple(best))
