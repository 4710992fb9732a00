"""Runs the span model over passages, and gives its scores for each."""

import threading
from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np
import numpy.typing as npt

from index import MiniLmEmbedder, Span
from index.embedding.precision import prefers_bfloat16
from index.embedding.threads import batches, cores, set_up_libraries
from index.embedding.weights import check_sha256
from index.stopping import until_stopped
from rag.logistic import REINSTALL, logistic
from rag.reading.span_input import SpanInput, Window

if TYPE_CHECKING:
    from rag.reading.span_model import Logits, SpanModel

Floats = npt.NDArray[np.float32]

WEIGHTS = Path(__file__).parents[1] / "weights" / "reader.safetensors"
# To be changed together with the file; `training/README.md` says how.
_SHA256 = "8f32c9013b4a9b13cefa0b142ec2e6cfb58f0189f8a6a0275152b9038f61e35b"
# The most word pieces of an answer: 99.5 in 100 of SQuAD's answers are no longer.
_MAX_SPAN = 30
# Each further word piece of a span costs this much. Beginning and end are scored apart, and a pair from two different
# answers makes a long span: on squad/valid 0.1 gives 75.5 F1 and 65.7 exact, 0 gives 74.0 and 63.5, 0.2 75.0 and 65.2.
_PIECE_PENALTY = 0.1


@dataclass(frozen=True, slots=True, kw_only=True)
class Context:
    """A passage to read: `sentences` are offsets in `text`, in order."""

    title: str
    text: str
    sentences: tuple[Span, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class SentenceScores:
    """The model's scores of one sentence.

    Attributes:
        span: Offsets in the passage's text of the words of the sentence that answer best, or None if it has none.
        span_logit: Of that span, minus that of no answer; minus infinity if there is no span.
        logit: Of this sentence being the one that answers.
    """

    span: Span | None
    span_logit: float
    logit: float


@dataclass(frozen=True, slots=True, kw_only=True)
class SpanScores:
    """The model's scores of one passage: the logit of its having the answer, and the scores of each sentence."""

    logit: float
    sentences: tuple[SentenceScores, ...]

    @property
    def probability(self) -> float:
        """The model's probability that the passage answers, 0 to 1, not calibrated."""
        return logistic(self.logit)


UNSCORED = SentenceScores(span=None, span_logit=float("-inf"), logit=float("-inf"))
"""The scores of a sentence that was not read."""


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

    def score(self, question: str, contexts: Sequence[Context]) -> list[SpanScores]:
        """The span scores of each context.

        Raises:
            ModelError: The weights are missing or altered.
        """
        windows = [
            (number, window)
            for number, context in enumerate(contexts)
            for window in self._input.windows(question, context.title, context.text, context.sentences)
        ]
        model = self._loaded()

        def score_batch(batch: Sequence[int]) -> list[tuple[int, SpanScores]]:
            rows = [windows[place] for place in batch]
            logits = _run(model, [window for _, window in rows])
            scores = [
                _window_scores(window, row, logits, contexts[number].text)
                for row, (number, window) in enumerate(rows)
            ]
            return list(zip(batch, scores, strict=True))

        parts = batches([len(window.ids) for _, window in windows])
        run = until_stopped(score_batch)
        scored = map(run, parts) if len(parts) == 1 else self._pool.map(run, parts)
        # Batches go by length; the places bring the windows back into their order.
        by_place = dict(pair for batch in scored for pair in batch)
        by_context: list[list[SpanScores]] = [[] for _ in contexts]
        for place, (number, _) in enumerate(windows):
            by_context[number].append(by_place[place])
        return [
            _joined(scores, len(context.sentences))
            for scores, context in zip(by_context, contexts, strict=True)
        ]

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
        # From Python 3.12 on `cached_property` takes no lock, and two threads would load two models.
        with self._loading:
            return self._model

    @cached_property
    def _model(self) -> "SpanModel":
        # The word embeddings come from the embedding model, so its checksum counts, too.
        self._base.check()
        # Of weights from a training of one's own no checksum is known.
        if self._weights is None:
            check_sha256(WEIGHTS, _SHA256, restore=REINSTALL)
        # Before torch is imported: later it has no effect.
        set_up_libraries()
        import torch
        from safetensors.torch import load_file

        from rag.reading.span_model import from_trained

        # Each batch has a thread of its own (`index/embedding/threads.py`).
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


def _window_scores(window: Window, row: int, logits: "Logits", text: str) -> SpanScores:
    start: Floats = logits.start[row].numpy()
    end: Floats = logits.end[row].numpy()
    no_answer = float(start[0] + end[0])  # at [CLS]
    sentences = []
    for number, (first, last) in enumerate(window.sentences):
        # The sentence is in another window of the passage.
        if first == last:
            sentences.append(UNSCORED)
            continue
        # Inside one sentence, since sentences are what is cited.
        a, b, score = _best_span(start[first:last], end[first:last])
        span = window.offsets[first + a - window.first][0], window.offsets[first + b - window.first][1]
        sentences.append(
            SentenceScores(
                span=_whole_words(text, span),
                span_logit=score - no_answer,
                logit=float(logits.sentence[row, number]),
            )
        )
    return SpanScores(logit=float(logits.answer[row]), sentences=tuple(sentences))


def _best_span(start: Floats, end: Floats) -> tuple[int, int, float]:
    """(first, last, score) of the best span; the score is the sum of its logits, minus the penalty for its length."""
    length = np.arange(len(end))[None, :] - np.arange(len(start))[:, None]
    scores = start[:, None] + end[None, :] - _PIECE_PENALTY * length
    scores[(length < 0) | (length >= _MAX_SPAN)] = -np.inf
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


def _joined(windows: Sequence[SpanScores], sentences: int) -> SpanScores:
    """The scores of one context, of whose `sentences` each has its best scores of any window."""
    if not windows:
        return SpanScores(logit=float("-inf"), sentences=(UNSCORED,) * sentences)
    by_sentence = zip(*(window.sentences for window in windows), strict=True)
    best = tuple(max(scores, key=lambda sentence: sentence.span_logit) for scores in by_sentence)
    return SpanScores(logit=max(window.logit for window in windows), sentences=best)
