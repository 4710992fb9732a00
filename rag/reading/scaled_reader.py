"""Reads with the built-in reader what an embedding model of any other scale has found; and which reader an index gets."""

import threading
from collections.abc import Sequence
from functools import cached_property

from index import Embedder, Hit, MiniLmEmbedder, MultilingualE5Embedder
from rag.protocols import Reader, Readings, Search
from rag.reading.reader import TrainedReader
from rag.reading.scale import Scale, measured_scale
from rag.reading.similarity_reader import SimilarityReader


class ScaledReader:
    """Gives a reader the cosines of sentences as MiniLM would have given them. Satisfies `rag.protocols.Reader`.

    The scale of the model is measured once, before it reads first.
    """

    def __init__(self, reader: Reader, embedder: Embedder) -> None:
        """Measures nothing yet.

        Args:
            reader: What reads.
            embedder: The model that found what is read.
        """
        self._reader = reader
        self._embedder = embedder
        self._measuring = threading.Lock()

    @property
    def sha256(self) -> str | None:
        """The checksum of the weights of the reader inside, if it has one."""
        return getattr(self._reader, "sha256", None)

    def read(self, question: str, hits: Sequence[Hit], search: Search) -> Readings:
        """Reads the hits.

        Raises:
            ModelError: The weights of the reader are missing or altered, or the server of the model fails.
        """
        scale = self._scale
        return self._reader.read(
            question, scale.as_mini_lm(hits), lambda text, k: scale.as_mini_lm(search(text, k))
        )

    def warm_up(self) -> None:
        """Loads the reader."""
        self._reader.warm_up()

    @property
    def _scale(self) -> Scale:
        with self._measuring:
            return self._measured

    @cached_property
    def _measured(self) -> Scale:
        return measured_scale(self._embedder)


def reader_for(embedder: Embedder) -> Reader:
    """The reader for an index with that embedding model.

    English is always read by the trained reader, which wants cosines on the scale of MiniLM's. Other languages are read by
    likeness only with the model for which that was fitted.
    """
    trained = TrainedReader()
    if embedder.name == MiniLmEmbedder.name:
        return trained
    if embedder.name == MultilingualE5Embedder.name:
        return SimilarityReader(trained)
    return ScaledReader(trained, embedder)
