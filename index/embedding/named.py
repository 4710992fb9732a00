"""The embedding models that an index can be made with by their names."""

from collections.abc import Callable, Mapping
from pathlib import Path

from index.embedding.e5 import MultilingualE5Embedder
from index.embedding.embedder import Embedder
from index.embedding.mini_lm import MiniLmEmbedder
from index.errors import EmbedderChangedError, ModelError

EMBEDDERS: Mapping[str, Callable[[], Embedder]] = {
    MiniLmEmbedder.name: MiniLmEmbedder,
    MultilingualE5Embedder.name: MultilingualE5Embedder,
}


def embedder_called(name: str) -> Embedder:
    """The embedding model of that name, of which nothing is loaded.

    Raises:
        ModelError: There is none of that name, or it is not installed; the message says what to do.
    """
    if name not in EMBEDDERS:
        raise ModelError(f"there is no embedding model called {name!r}; there are: {', '.join(EMBEDDERS)}")
    embedder = EMBEDDERS[name]()
    if isinstance(embedder, MultilingualE5Embedder):
        # An index that nothing can be added to is not made.
        embedder.located()
    return embedder


def embedder_of_index(name: str, path: Path) -> Embedder:
    """The embedding model that the index at `path` was made with.

    Raises:
        EmbedderChangedError: It is none that is known by its name.
    """
    if name not in EMBEDDERS:
        raise EmbedderChangedError(path, name, MiniLmEmbedder.name)
    return EMBEDDERS[name]()
