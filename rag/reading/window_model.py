"""Runs a model over windows: it is loaded once, and its batches are read on all cores."""

import threading
from collections.abc import Callable, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING, Generic, TypeVar

from index import MiniLmEmbedder
from index.embedding.precision import prefers_bfloat16
from index.embedding.threads import batches, cores, set_up_libraries
from index.embedding.weights import check_sha256
from index.stopping import until_stopped
from rag.logistic import REINSTALL
from rag.reading.span_input import SpanInput, Window

if TYPE_CHECKING:
    from torch import Tensor

    from rag.reading.encoder_model import EncoderModel

_Model = TypeVar("_Model", bound="EncoderModel")
_Result = TypeVar("_Result")


class WindowModel(Generic[_Model]):
    """A model on the encoder of the embedding model. Loads on first use; any thread may call it.

    Attributes:
        sha256: The checksum of its weights; None for weights from a training of one's own.
    """

    def __init__(
        self,
        load: Callable[[Path, Mapping[str, "Tensor"]], _Model],
        weights: Path,
        *,
        sha256: str | None = None,
    ) -> None:
        """Loads nothing yet.

        Args:
            load: From the folder of the embedding model and what was trained to the model.
            weights: The file of what was trained.
            sha256: Its checksum; None for weights from a training of one's own.
        """
        self._load = load
        self._weights = weights
        self.sha256 = sha256
        self._loading = threading.Lock()

    def run(
        self, windows: Sequence[Window], read: Callable[[_Model, Sequence[int]], Sequence[_Result]]
    ) -> list[_Result]:
        """The result of each window, in their order.

        Args:
            windows: What is read.
            read: From the model and the places of a batch in `windows` to a result for each.

        Raises:
            ModelError: The weights are missing or altered.
        """
        model = self.loaded()

        def read_batch(batch: Sequence[int]) -> list[tuple[int, _Result]]:
            return list(zip(batch, read(model, batch), strict=True))

        parts = batches([len(window.ids) for window in windows])
        run = until_stopped(read_batch)
        done = map(run, parts) if len(parts) == 1 else self._pool.map(run, parts)
        # Batches go by length; the places bring the windows back into their order.
        by_place = dict(pair for batch in done for pair in batch)
        return [by_place[place] for place in range(len(windows))]

    def check(self) -> None:
        """Verifies the checksums of the weights.

        Raises:
            ModelError: They are missing or altered.
        """
        # The word embeddings come from the embedding model, so its checksum counts, too.
        self._base.check()
        if self.sha256:
            check_sha256(self._weights, self.sha256, restore=REINSTALL)

    def loaded(self) -> _Model:
        """The model, loaded if it is not yet."""
        # From Python 3.12 on `cached_property` takes no lock, and two threads would load two models.
        with self._loading:
            return self._model

    @cached_property
    def input(self) -> SpanInput:
        """Makes the windows."""
        return SpanInput(self._base.folder / "tokenizer.json")

    @cached_property
    def _pool(self) -> ThreadPoolExecutor:
        return ThreadPoolExecutor(cores(), thread_name_prefix="pincite-read")

    @cached_property
    def _base(self) -> MiniLmEmbedder:
        return MiniLmEmbedder()

    @cached_property
    def _model(self) -> _Model:
        self.check()
        # Before torch is imported: later it has no effect.
        set_up_libraries()
        import torch
        from safetensors.torch import load_file

        # Each batch has a thread of its own (`index/embedding/threads.py`).
        torch.set_num_threads(1)
        model = self._load(self._base.folder, load_file(self._weights)).eval()
        if prefers_bfloat16():
            model.encoder = model.encoder.bfloat16()
        return model
