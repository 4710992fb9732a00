"""What this machine has for models, whether their weights are the expected ones, and what would leave it."""

from collections.abc import Callable
from importlib import metadata

from index import MiniLmEmbedder
from index.embedding.precision import prefers_bfloat16
from rag.models.choices import goes_to
from rag.models.loading import load_writer
from rag.models.overview import server_states
from rag.models.packaged import MODELS, check_weights, installed_models, is_installed
from rag.models.settings import chosen_writer

_EXTRAS = {"openai": "openai", "gguf": "xllamacpp"}


def looks() -> dict[str, Callable[[], str]]:
    """What can be looked at: its name, and a function that says what it found, or raises a `PinciteError`."""
    return {
        "torch": _torch,
        MiniLmEmbedder.name: _embedder,
        **{name: _weights_of(name) for name in installed_models()},
        "writers": _extras,
        "writer": _writer,
        "leaves": what_leaves,
    }


def what_leaves() -> str:
    """What would be sent to other machines, and where to.

    Raises:
        PinciteError: The settings or the chosen writer can't be used.
    """
    name = chosen_writer()
    host = goes_to(name) if name else None
    sent = (
        f"questions, and the sentences found for them, go to {host}"
        if host
        else "nothing leaves this machine"
    )
    others = [
        f"{state.name} ({state.place})"
        for state in server_states()
        if not state.is_local and state.place != host
    ]
    return sent + (f"; with --writer NAME/MODEL also to {', '.join(others)}" if others else "")


def _torch() -> str:
    kind = "bfloat16" if prefers_bfloat16() else "float32"
    return f"{metadata.version('torch')}; this processor is faster in {kind}"


def _embedder() -> str:
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
