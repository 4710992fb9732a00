"""A small but real embedder, for benches and tests that need no model."""

import hashlib
import time
from collections.abc import Sequence
from functools import cache

import numpy as np

from index import Span
from index.embedding.embedder import PassageVectors, Vectors


class WordEmbedder:
    """Embeds a text as the sum of one fixed random direction for each word."""

    name = "words"
    dimensions = 32

    def embed(self, texts: Sequence[str]) -> Vectors:
        """Vectors of shape (len(texts), 32), float32, each of length 1."""
        if not texts:
            return np.empty((0, self.dimensions), np.float32)
        return np.stack([self._vector(text) for text in texts])

    def embed_passages(
        self, texts: Sequence[str], sentences: Sequence[Sequence[Span]]
    ) -> list[PassageVectors]:
        """The same for passages and their sentences, each embedded alone."""
        return [
            PassageVectors(whole=self._vector(text), sentences=self.embed([text[a:b] for a, b in spans]))
            for text, spans in zip(texts, sentences, strict=True)
        ]

    def count_tokens(self, texts: Sequence[str]) -> list[int]:
        """The number of words."""
        return [len(text.split()) for text in texts]

    def _vector(self, text: str) -> Vectors:
        words = [_direction(word.strip(".,?!"), self.dimensions) for word in text.lower().split()]
        total = np.sum(words, axis=0) + 1e-3
        return np.asarray(total / np.linalg.norm(total), dtype=np.float32)


@cache
def _direction(word: str, dimensions: int) -> Vectors:
    # `hash` would differ from process to process, and an index outlives its process.
    seed = int.from_bytes(hashlib.sha256(word.encode()).digest()[:4])
    return np.random.default_rng(seed).standard_normal(dimensions).astype(np.float32)


def word_embedder_called(name: str, dimensions: int | None = None) -> WordEmbedder:
    """What `Index(find=...)` takes to find this embedder, also in another process."""
    return WordEmbedder()


class SlowWordEmbedder(WordEmbedder):
    """One that takes its time, so that there is a moment in which a process can be killed."""

    def embed_passages(
        self, texts: Sequence[str], sentences: Sequence[Sequence[Span]]
    ) -> list[PassageVectors]:
        """The same, after 20 ms for each text."""
        time.sleep(0.02 * len(texts))
        return super().embed_passages(texts, sentences)


def slow_embedder_called(name: str, dimensions: int | None = None) -> SlowWordEmbedder:
    """What `Index(find=...)` takes to find this embedder."""
    return SlowWordEmbedder()
