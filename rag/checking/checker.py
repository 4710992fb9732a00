"""Checks sentences against the texts that they cite, with the model that comes with Pincite."""

import threading
from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING

from index import MiniLmEmbedder
from index.embedding.precision import prefers_bfloat16
from index.embedding.threads import batches, cores, set_up_libraries
from index.sentences import sentence_spans
from index.stopping import until_stopped
from rag.reading.span_input import SpanInput, Window

if TYPE_CHECKING:
    from rag.checking.support_model import SupportModel


@dataclass(frozen=True, slots=True, kw_only=True)
class Support:
    """What a text makes of a sentence: three probabilities, not calibrated, that add up to 1.

    Attributes:
        supported: The text says it.
        contradicted: The text says otherwise.
        neither: The text says nothing of it.
    """

    supported: float
    contradicted: float
    neither: float


NOTHING = Support(supported=0.0, contradicted=0.0, neither=1.0)
"""Of an empty sentence or an empty text."""


class SupportChecker:
    """Checks with the support model. Loads on first use; any thread may call it."""

    def __init__(self, weights: Path) -> None:
        """Loads nothing yet; `weights` is a file that `python -m training checker` wrote."""
        self._weights = weights
        self._loading = threading.Lock()

    def check(self, pairs: Sequence[tuple[str, str]]) -> list[Support]:
        """For each (sentence, text) what the text makes of the sentence.

        A text that is longer than a row is read in windows; that which supports it most counts. Of a sentence longer than
        the model reads, each part must be supported: the part that is supported least counts.

        Raises:
            ModelError: The weights are missing or altered.
        """
        windows = [
            ((number, part), window)
            for number, (sentence, text) in enumerate(pairs)
            for part, piece in enumerate(self._input.cut_question(sentence))
            for window in self._input.windows(piece, "", text, sentence_spans(text, 0, len(text)))
        ]
        if not windows:
            return [NOTHING] * len(pairs)
        model = self._loaded()
        parts = batches([len(window.ids) for _, window in windows])

        def check_batch(batch: Sequence[int]) -> list[tuple[int, Support]]:
            return list(zip(batch, _run(model, [windows[place][1] for place in batch]), strict=True))

        run = until_stopped(check_batch)
        checked = map(run, parts) if len(parts) == 1 else self._pool.map(run, parts)
        by_part: dict[tuple[int, int], Support] = {}
        for place, support in (pair for batch in checked for pair in batch):
            key = windows[place][0]
            by_part[key] = max(
                support, by_part.get(key, NOTHING), key=lambda one: (one.supported, -one.neither)
            )
        return [
            min(
                (support for (owner, _), support in by_part.items() if owner == number),
                key=lambda one: one.supported,
                default=NOTHING,
            )
            for number in range(len(pairs))
        ]

    def warm_up(self) -> None:
        """Loads the model."""
        self._loaded()

    @cached_property
    def _pool(self) -> ThreadPoolExecutor:
        return ThreadPoolExecutor(cores(), thread_name_prefix="pincite-check")

    @cached_property
    def _base(self) -> MiniLmEmbedder:
        return MiniLmEmbedder()

    @cached_property
    def _input(self) -> SpanInput:
        return SpanInput(self._base.folder / "tokenizer.json")

    def _loaded(self) -> "SupportModel":
        with self._loading:
            return self._model

    @cached_property
    def _model(self) -> "SupportModel":
        self._base.check()
        # Before torch is imported: later it has no effect.
        set_up_libraries()
        import torch
        from safetensors.torch import load_file

        from rag.checking.support_model import from_trained

        # Each batch has a thread of its own (`index/embedding/threads.py`).
        torch.set_num_threads(1)
        model = from_trained(self._base.folder, load_file(self._weights)).eval()
        if prefers_bfloat16():
            model.encoder.bfloat16()
        return model


def _run(model: "SupportModel", windows: Sequence[Window]) -> list[Support]:
    import torch

    from rag.reading.span_model import as_rows

    with torch.inference_mode():
        shares = torch.softmax(model(as_rows(windows)), -1).tolist()
    return [Support(supported=a, contradicted=b, neither=c) for a, b, c in shares]
