"""What this machine has for models, whether their weights are the expected ones, and what would leave it."""

from collections.abc import Callable
from importlib import metadata

from index import Embedder, MiniLmEmbedder
from index.embedding.precision import prefers_bfloat16
from rag.models.choices import goes_to
from rag.models.embedding.named import embedder_goes_to
from rag.models.loading import load_writer
from rag.models.overview import server_states
from rag.models.packaged import MODELS, check_weights, installed_models, is_installed
from rag.models.settings import chosen_writer

_EXTRAS = {"openai": "openai", "gguf": "xllamacpp"}


def looks(embedder: Embedder | None = None) -> dict[str, Callable[[], str]]:
    """What can be looked at: its name, and a function that says what it found, or raises a `PinciteError`.

    Args:
        embedder: That of the index, if there is one.
    """
    return {
        "torch": _torch,
        MiniLmEmbedder.name: _mini_lm,
        **{name: _weights_of(name) for name in installed_models()},
        "writers": _extras,
        "writer": _writer,
        "embedder": lambda: _embedder_of_index(embedder),
        "leaves": lambda: what_leaves(embedder),
    }


def what_leaves(embedder: Embedder | None = None) -> str:
    """What would be sent to other machines, and where to.

    Args:
        embedder: That of the index, if there is one.

    Raises:
        PinciteError: The settings or the chosen writer can't be used.
    """
    name = chosen_writer()
    host = goes_to(name) if name else None
    texts_host = embedder_goes_to(embedder) if embedder else None
    sent = [f"all texts of the documents, and questions, go to {texts_host}"] if texts_host else []
    sent += [f"questions, and the sentences found for them, go to {host}"] if host else []
    others = [
        f"{state.name} ({state.place})"
        for state in server_states()
        if not state.is_local and state.place not in (host, texts_host)
    ]
    more = [f"with --writer NAME/MODEL also to {', '.join(others)}"] if others else []
    return "; ".join([*(sent or ["nothing leaves this machine"]), *more])


def _embedder_of_index(embedder: Embedder | None) -> str:
    """The embedding model of the index, tried if it is on a server."""
    if embedder is None:
        return "a new index gets MiniLM, unless --embedder names another"
    if (destination := getattr(embedder, "destination", None)) is None:
        return f"the index has vectors of {embedder.name}"
    embedder.embed(["How long is it?"])
    return f"the index has vectors of {embedder.name}, and its server at {destination} answers"


def _torch() -> str:
    kind = "bfloat16" if prefers_bfloat16() else "float32"
    return f"{metadata.version('torch')}; this processor is faster in {kind}"


def _mini_lm() -> str:
    MiniLmEmbedder().check()
    return "the embedding model; its weights are the expected ones"


def _weights_of(name: str) -> Callable[[], str]:
    return lambda: f"its weights are the expected ones: {check_weights(MODELS[name])}"


def _extras() -> str:
    there = [
        f"{extra}: {'installed' if is_installed(package) else 'not installed'}"
        for extra, package in _EXTRAS.items()
    ]
    return f"{', '.join(there)} (pip install 'pincite[NAME]'; docs/models.md says what for)"


def _writer() -> str:
    name = chosen_writer()
    if name is None:
        return "none is chosen, answers are quoted; to choose one: pincite config set writer NAME"
    return f"{load_writer(name).name} is chosen"
