"""Checks sentences against the texts that they cite, with the model that comes with Pincite."""

from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from index import raise_if_stopped
from index.sentences import sentence_spans
from rag.protocols import Pair, Support
from rag.reading.span_input import Window
from rag.reading.window_model import WindowModel

if TYPE_CHECKING:
    from torch import Tensor

    from rag.reading.support_model import SupportModel


WEIGHTS = Path(__file__).parents[1] / "weights" / "checker.safetensors"
"""The weights that come with Pincite."""
# A package that was changed on its way is refused, and not loaded.
_SHA256 = "53a10ae3a74b7bca067958c547fb1a64ecd6df94c324682f278ac825e061b88d"
NOTHING = Support(supported=0.0, contradicted=0.0, neither=1.0)
"""Of an empty sentence or an empty text."""


class SupportChecker:
    """Checks with the support model. Loads on first use; any thread may call it."""

    def __init__(self, weights: Path | None = None) -> None:
        """Loads nothing yet; `weights` is a file that `python -m training checker` wrote, by default that of Pincite."""
        self._model = WindowModel(_load, weights or WEIGHTS, sha256=None if weights else _SHA256)

    @property
    def sha256(self) -> str | None:
        """The checksum of the weights; None for weights from a training of one's own."""
        return self._model.sha256

    def check(self, pairs: Sequence[Pair]) -> list[Support]:
        """For each pair what its text makes of its sentence.

        A text that is longer than a row is read in windows; that which supports it most counts. Of a sentence longer than
        the model reads, each part must be supported: the part that is supported least counts.

        Raises:
            ModelError: The weights are missing or altered.
        """
        windows = [
            ((number, part), window)
            for number, (sentence, text, title) in enumerate(_while_wanted(pairs))
            for part, piece in enumerate(self._model.input.cut_question(sentence))
            for window in self._model.input.windows(piece, title, text, sentence_spans(text, 0, len(text)))
        ]
        if not windows:
            return [NOTHING] * len(pairs)

        def read(model: "SupportModel", batch: Sequence[int]) -> list[Support]:
            return _run(model, [windows[place][1] for place in batch])

        by_part: dict[tuple[int, int], Support] = {}
        for (key, _), support in zip(
            windows, self._model.run([window for _, window in windows], read), strict=True
        ):
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

    def check_weights(self) -> None:
        """Verifies the checksums of the weights.

        Raises:
            ModelError: They are missing or altered.
        """
        self._model.check()

    def warm_up(self) -> None:
        """Loads the model."""
        self._model.loaded()


def _while_wanted(pairs: Sequence[Pair]) -> Iterator[Pair]:
    """The pairs, as long as nobody has stopped this: cutting long texts into windows takes longer than reading them."""
    for pair in pairs:
        raise_if_stopped()
        yield pair


def _load(folder: Path, state: Mapping[str, "Tensor"]) -> "SupportModel":
    from rag.reading.support_model import from_trained

    return from_trained(folder, state)


def _run(model: "SupportModel", windows: Sequence[Window]) -> list[Support]:
    import torch

    from rag.reading.span_model import as_rows

    with torch.inference_mode():
        shares = torch.softmax(model(as_rows(windows)), -1).tolist()
    return [Support(supported=a, contradicted=b, neither=c) for a, b, c in shares]
