"""The embedding models that an index can be made with by their names."""

from collections.abc import Callable, Mapping
from typing import Protocol

from index.embedding.e5 import MultilingualE5Embedder
from index.embedding.embedder import Embedder
from index.embedding.mini_lm import MiniLmEmbedder
from index.errors import ModelError

EMBEDDERS: Mapping[str, Callable[[], Embedder]] = {
    MiniLmEmbedder.name: MiniLmEmbedder,
    MultilingualE5Embedder.name: MultilingualE5Embedder,
}


class FindEmbedder(Protocol):
    """From the name of an embedding model to the model; `embedder_called`, or what knows more names."""

    def __call__(self, name: str, dimensions: int | None = None) -> Embedder:
        """As `embedder_called`."""
        ...


def embedder_called(name: str, dimensions: int | None = None) -> Embedder:
    """The embedding model of that name, of which nothing is loaded.

    Args:
        name: One of `EMBEDDERS`.
        dimensions: The length of the vectors that an index has of it, 0 if it has none yet; None for a new index.

    Raises:
        ModelError: There is none of that name, or it is not installed; the message says what to do.
    """
    if name not in EMBEDDERS:
        raise ModelError(f"there is no embedding model called {name!r}; there are: {', '.join(EMBEDDERS)}")
    embedder = EMBEDDERS[name]()
    if dimensions is None and isinstance(embedder, MultilingualE5Embedder):
        # An index that nothing can be added to is not made.
        embedder.located()
    return embedder
