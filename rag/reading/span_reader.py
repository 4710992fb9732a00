"""Runs the span model over passages, and gives its scores for each."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np
import numpy.typing as npt

from index import Span
from rag.logistic import logistic
from rag.reading.span_input import Window
from rag.reading.window_model import WindowModel

if TYPE_CHECKING:
    from torch import Tensor

    from rag.reading.span_model import Logits, SpanModel

Floats = npt.NDArray[np.float32]

WEIGHTS = Path(__file__).parents[1] / "weights" / "reader.safetensors"
# To be changed together with the file; `training/README.md` says how.
_SHA256 = "17db69660fd27a14fff1b45d6497eff86f8ac965cd9ed64159b282dd1ccabf4f"
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
        # Of weights from a training of one's own no checksum is known.
        self._model = WindowModel(_load, weights or WEIGHTS, sha256=None if weights else _SHA256)

    @property
    def sha256(self) -> str | None:
        """The checksum of the weights; None for weights from a training of one's own."""
        return self._model.sha256

    def score(self, question: str, contexts: Sequence[Context]) -> list[SpanScores]:
        """The span scores of each context.

        Raises:
            ModelError: The weights are missing or altered.
        """
        windows = [
            (number, window)
            for number, context in enumerate(contexts)
            for window in self._model.input.windows(question, context.title, context.text, context.sentences)
        ]

        def read(model: "SpanModel", batch: Sequence[int]) -> list[SpanScores]:
            rows = [windows[place] for place in batch]
            logits = _run(model, [window for _, window in rows])
            return [
                _window_scores(window, row, logits, contexts[number].text)
                for row, (number, window) in enumerate(rows)
            ]

        by_context: list[list[SpanScores]] = [[] for _ in contexts]
        for (number, _), scores in zip(
            windows, self._model.run([window for _, window in windows], read), strict=True
        ):
            by_context[number].append(scores)
        return [
            _joined(scores, len(context.sentences))
            for scores, context in zip(by_context, contexts, strict=True)
        ]

    def check_weights(self) -> None:
        """Verifies the checksums of the weights.

        Raises:
            ModelError: They are missing or altered.
        """
        self._model.check()

    def warm_up(self) -> None:
        """Loads the model."""
        self._model.loaded()


def _load(folder: Path, state: Mapping[str, "Tensor"]) -> "SpanModel":
    from rag.reading.span_model import from_trained

    return from_trained(folder, state)


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
