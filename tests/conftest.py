"""What many tests share: honest small fakes, and the real embedder once."""

import hashlib
import sys
from collections.abc import Sequence
from pathlib import Path

import numpy as np
import pytest

from index import MiniLmEmbedder, Span
from index.embedder import PassageVectors, Vectors

# The benches are not installed. Last on the path, so that all else is tested as it is installed.
sys.path.append(str(Path(__file__).parents[1]))


class WordEmbedder:
    """A real, small embedder: a text is the sum of one fixed direction for each of its words."""

    name = "words"
    dimensions = 32

    def embed(self, texts: Sequence[str]) -> Vectors:
        return np.stack([self._vector(text) for text in texts]) if texts else np.empty((0, 32), np.float32)

    def embed_passages(
        self, texts: Sequence[str], sentences: Sequence[Sequence[Span]]
    ) -> list[PassageVectors]:
        return [
            PassageVectors(whole=self._vector(text), sentences=self.embed([text[a:b] for a, b in spans]))
            for text, spans in zip(texts, sentences, strict=True)
        ]

    def count_tokens(self, texts: Sequence[str]) -> list[int]:
        return [len(text.split()) for text in texts]

    def _vector(self, text: str) -> Vectors:
        total = np.full(self.dimensions, 1e-3)
        for word in text.lower().split():
            seed = int.from_bytes(hashlib.sha256(word.strip(".,?!").encode()).digest()[:4])
            total += np.random.default_rng(seed).standard_normal(self.dimensions)
        return (total / np.linalg.norm(total)).astype(np.float32)


@pytest.fixture
def word_embedder() -> WordEmbedder:
    return WordEmbedder()


@pytest.fixture(scope="session")
def mini_lm() -> MiniLmEmbedder:
    return MiniLmEmbedder()
