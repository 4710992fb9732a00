"""The protocol of embedding models, which turn texts into vectors."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Protocol

import numpy as np
import numpy.typing as npt

from index.documents import Span

Vectors = npt.NDArray[np.float32]


class Embedder(Protocol):
    """Turns texts into unit vectors. Equal texts give equal vectors, except for rounding."""

    @property
    def name(self) -> str:
        """The name of the model, stored in the index: vectors of models with different names are not comparable."""
        ...

    @property
    def dimensions(self) -> int:
        """The length of each vector."""
        ...

    def embed(self, texts: Sequence[str]) -> Vectors:
        """Vectors of shape (len(texts), dimensions), float32, each of length 1.

        Of questions, for a model that tells questions from passages.
        """
        ...

    def embed_passages(
        self, texts: Sequence[str], sentences: Sequence[Sequence[Span]]
    ) -> list["PassageVectors"]:
        """For each passage its vector, comparable with those of `embed`, and one for each of its sentences.

        A sentence's vector is made in the context of the whole text. `sentences`: offsets in the text.
        """
        ...

    def count_tokens(self, texts: Sequence[str]) -> list[int]:
        """The number of tokens of each text, without the model's special tokens."""
        ...


@dataclass(frozen=True, slots=True, kw_only=True)
class PassageVectors:
    """Unit vectors of one passage: `whole` of shape (dimensions), `sentences` of (n, dimensions)."""

    whole: Vectors
    sentences: Vectors
