"""Texts to vectors: what an embedding model has to give."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Protocol

import numpy as np
import numpy.typing as npt

from index.documents import Span

Vectors = npt.NDArray[np.float32]


class Embedder(Protocol):
    """Turns texts into unit vectors. Equal texts give equal vectors, but for rounding."""

    @property
    def name(self) -> str:
        """Tells models apart whose vectors can't be compared; kept in the index."""
        ...

    @property
    def dimensions(self) -> int:
        """The length of each vector."""
        ...

    def embed(self, texts: Sequence[str]) -> Vectors:
        """Vectors of shape (len(texts), dimensions), float32, each of length 1."""
        ...

    def embed_passages(
        self, texts: Sequence[str], sentences: Sequence[Sequence[Span]]
    ) -> list["PassageVectors"]:
        """For each text the vector that `embed` gives, and one for each of its sentences.

        A sentence's vector is made in the light of the whole text. `sentences`: offsets in the text.
        """
        ...

    def count_tokens(self, texts: Sequence[str]) -> list[int]:
        """How many tokens each text is, without the model's own marks."""
        ...


@dataclass(frozen=True, slots=True, kw_only=True)
class PassageVectors:
    """Unit vectors of one passage: `whole` of shape (dimensions), `sentences` of (n, dimensions)."""

    whole: Vectors
    sentences: Vectors
