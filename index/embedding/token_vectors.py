"""Runs an encoder over texts in batches on all cores, and makes unit vectors of what it gives for each token."""

from collections.abc import Callable, Sequence
from concurrent.futures import ThreadPoolExecutor
from functools import cached_property, partial
from typing import TYPE_CHECKING, TypeAlias

import numpy as np
import numpy.typing as npt

from index.documents import Span
from index.embedding.embedder import PassageVectors, Vectors
from index.embedding.threads import batches, cores, let_others_first
from index.stopping import until_stopped

if TYPE_CHECKING:
    from torch import Tensor

Ids: TypeAlias = npt.NDArray[np.int64]
Forward: TypeAlias = Callable[[Ids, "Tensor | None"], "Tensor"]
"""From token ids (texts, tokens) and a mask, None if all are tokens, to the vectors of the tokens."""


class TokenVectors:
    """Gives the vectors of the tokens of texts. Any thread may call it."""

    def __init__(self, forward: Forward, dimensions: int) -> None:
        self._forward = forward
        self._dimensions = dimensions

    def of(self, ids: Sequence[Sequence[int]]) -> list[Vectors]:
        """For each text, given by its token ids, vectors of shape (tokens, dimensions)."""
        split = batches([len(text) for text in ids])
        run = until_stopped(partial(_run, self._forward, ids))
        # A question runs in its own thread: in the pool it would wait for the batches of an `add` for seconds.
        outputs = map(run, split) if len(split) == 1 else self._pool.map(run, split)
        by_text = {text: tokens for batch in outputs for text, tokens in batch}
        return [by_text[text] for text in range(len(ids))]

    def means(self, ids: Sequence[Sequence[int]]) -> Vectors:
        """For each text the unit mean of its tokens' vectors: shape (texts, dimensions)."""
        if not ids:
            return np.empty((0, self._dimensions), dtype=np.float32)
        return _unit(np.stack([tokens.mean(axis=0) for tokens in self.of(ids)]))

    @cached_property
    def _pool(self) -> ThreadPoolExecutor:
        return ThreadPoolExecutor(cores(), "pincite-embed", initializer=let_others_first)


def pooled(tokens: Vectors, offsets: Sequence[Span], sentences: Sequence[Span]) -> PassageVectors:
    """Unit means of `tokens` (shape: tokens, dimensions), over the whole text and over each sentence.

    Args:
        tokens: The vectors of the tokens that the model read.
        offsets: Those of each token in the text, also of tokens behind the last that was read; empty ones belong to
            no sentence.
        sentences: Offsets in the text.
    """
    starts, ends = np.array(offsets[: len(tokens)]).T
    # [CLS] and [SEP] have empty offsets. They belong to the whole text, as in sentence-transformers, and to
    # no sentence.
    inside = [(ends > starts) & (starts >= start) & (ends <= end) for start, end in sentences]
    whole = tokens.mean(axis=0)
    means = [tokens[mask].mean(axis=0) if mask.any() else whole for mask in inside]
    return PassageVectors(whole=_unit(whole), sentences=_unit(np.stack(means)))


def _run(forward: Forward, ids: Sequence[Sequence[int]], batch: Sequence[int]) -> list[tuple[int, Vectors]]:
    """(text, vectors of its tokens) for each text of one batch, the longest of which comes first."""
    import torch

    tokens = np.zeros((len(batch), len(ids[batch[0]])), dtype=np.int64)
    is_token = np.zeros_like(tokens)
    for row, text in enumerate(batch):
        tokens[row, : len(ids[text])] = ids[text]
        is_token[row, : len(ids[text])] = 1
    with torch.inference_mode():
        # Attention is faster without a mask.
        mask = None if is_token.all() else torch.from_numpy(is_token)
        # Means are taken in float32; besides, NumPy has no bfloat16.
        vectors = forward(tokens, mask).float().numpy()
    return [(text, vectors[row, : len(ids[text])]) for row, text in enumerate(batch)]


def _unit(vectors: Vectors) -> Vectors:
    return np.asarray(vectors / np.linalg.norm(vectors, axis=-1, keepdims=True), dtype=np.float32)
