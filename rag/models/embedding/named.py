"""From the name of an embedding model to the model: one that runs in this process, or one on a server."""

from index import Embedder, ModelError
from index.embedding.named import EMBEDDERS, embedder_called
from rag.models.loading import endpoint_called, host_elsewhere
from rag.models.servers import only_model, server_names
from rag.models.settings import read_settings


def load_embedder(name: str, dimensions: int | None = None) -> Embedder:
    """The embedding model of that name. A server is asked nothing yet, except which model it has if none is named.

    Args:
        name: "all-MiniLM-L6-v2", "multilingual-e5-small", a server and its model ("ollama/nomic-embed-text"), or an address
            and its model ("http://127.0.0.1:8000/v1#NAME").
        dimensions: The length of the vectors that an index has of it, 0 if it has none yet; None for a new index.

    Raises:
        ModelError: There is none of that name, or it is not installed; the message says what to do.
        SettingsError: The settings, or the file of a key, can't be used.
        ServerError: A server that should list its one model does not.
    """
    if name in EMBEDDERS:
        return embedder_called(name, dimensions)
    if (found := endpoint_called(name)) is None:
        servers = [f"{server}/MODEL" for server in dict.fromkeys([*server_names(read_settings()), "openai"])]
        known = ", ".join([*EMBEDDERS, *servers])
        raise ModelError(
            f"there is no embedding model called {name!r}; there are: {known}, and ADDRESS#MODEL; a server is named by: "
            "pincite config set servers.NAME.url ADDRESS"
        )
    from rag.models.embedding.server_embedder import ServerEmbedder

    endpoint, model = found
    if not model:
        model = only_model(name, endpoint)
        # The name that an index keeps says which it was.
        name = f"{name.removesuffix('#')}#{model}"
    return ServerEmbedder(name, endpoint, model, dimensions)


def embedder_goes_to(embedder: Embedder) -> str | None:
    """The host that texts of documents and questions are sent to; None if they stay on this machine."""
    return host_elsewhere(getattr(embedder, "destination", None))
