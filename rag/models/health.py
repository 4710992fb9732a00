"""What this machine has for models, whether their weights are the expected ones, and what would leave it."""

from collections.abc import Callable
from dataclasses import dataclass
from importlib import metadata

from index import Embedder, MiniLmEmbedder
from index.embedding.precision import cuda_version, prefers_bfloat16, processor_types
from rag.models.choices import goes_to
from rag.models.embedding.named import embedder_goes_to
from rag.models.loading import load_writer
from rag.models.overview import server_states
from rag.models.packaged import MODELS, check_weights, installed_models, is_installed
from rag.models.servers import endpoint_of, server_names
from rag.models.settings import chosen_writer, read_settings

_EXTRAS = {"openai": "openai", "gguf": "xllamacpp"}


@dataclass(frozen=True, slots=True, kw_only=True)
class Found:
    """What was found.

    Attributes:
        text: One line for people.
        advice: What would be better, and how; "" if nothing.
    """

    text: str
    advice: str = ""


def looks(embedder: Embedder | None = None) -> dict[str, Callable[[], Found]]:
    """What can be looked at: its name, and a function that says what it found, or raises a `PinciteError`.

    Args:
        embedder: That of the index, if there is one.
    """
    return {
        "torch": _torch,
        "processor": _processor,
        MiniLmEmbedder.name: _mini_lm,
        **{name: _weights_of(name) for name in installed_models()},
        "writers": _extras,
        "writer": _writer,
        "servers": _keys,
        "embedder": lambda: _embedder_of_index(embedder),
        "leaves": lambda: Found(text=what_leaves(embedder)),
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


def _embedder_of_index(embedder: Embedder | None) -> Found:
    """The embedding model of the index, tried if it is on a server."""
    if embedder is None:
        return Found(text="a new index gets MiniLM, unless --embedder names another")
    if (destination := getattr(embedder, "destination", None)) is None:
        return Found(text=f"the index has vectors of {embedder.name}")
    embedder.embed(["How long is it?"])
    return Found(text=f"the index has vectors of {embedder.name}, and its server at {destination} answers")


def _torch() -> Found:
    version = metadata.version("torch")
    if cuda := cuda_version():
        return Found(
            text=f"{version}, built for graphics cards (CUDA {cuda})",
            advice="it works, but takes several GB that Pincite does not use; "
            "https://pytorch.org/get-started/locally/ says how to get the CPU build of the same version",
        )
    return Found(text=f"{version}, the small build for processors")


def _processor() -> Found:
    kind = "bfloat16" if prefers_bfloat16() else "float32"
    types = ", ".join(processor_types()) or "none of avx2, avx512 and amx"
    return Found(text=f"has {types}; models run in {kind}, which is faster here")


def _mini_lm() -> Found:
    MiniLmEmbedder().check()
    return Found(text="the embedding model; its weights are the expected ones")


def _weights_of(name: str) -> Callable[[], Found]:
    return lambda: Found(text=f"its weights are the expected ones: {check_weights(MODELS[name])}")


def _keys() -> Found:
    """Of each model server whether there is a key, and where it is from; never the key."""
    settings = read_settings()
    found, missing = [], []
    for name in server_names(settings):
        endpoint = endpoint_of(name, settings)
        if endpoint is None:
            continue
        wanted = name in settings.servers and settings.servers[name].key_env
        found.append(f"{name}: {'key from ' + endpoint.key_from if endpoint.key else 'no key'}")
        if wanted and not endpoint.key:
            missing.append(f"set the variable {wanted}, which holds the key of {name}")
    return Found(text="; ".join(found), advice="; ".join(missing))


def _extras() -> Found:
    there = [
        f"{extra}: {'installed' if is_installed(package) else 'not installed'}"
        for extra, package in _EXTRAS.items()
    ]
    return Found(text=f"{', '.join(there)} (pip install 'pincite[NAME]'; docs/models.md says what for)")


def _writer() -> Found:
    name = chosen_writer()
    if name is None:
        return Found(text="none is chosen, answers are quoted; to choose one: pincite config set writer NAME")
    return Found(text=f"{load_writer(name).name} is chosen")
