"""From the name of a writer to the writer, whatever it runs on; and which there are."""

import time
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from index.errors import ModelError
from rag.models.endpoint import is_loopback
from rag.models.packaged import WRITERS, check_weights, missing
from rag.models.settings import Settings, chosen_writer, read_settings
from rag.protocols import Message

if TYPE_CHECKING:
    from rag.protocols import Writer

_LOCAL_SECONDS = 0.5
_TRIAL = [Message(role="user", text="Answer with one word: what is the capital of France?")]
_TRIAL_TOKENS = 200  # of those that reason, too


def load_writer(name: str) -> "Writer":
    """The writer of that name; a model in this process is loaded when it first writes.

    Args:
        name: A packaged model ("smollm2"), a file of the settings, a server and its model ("ollama/llama3.2"), an address
            and its model ("http://127.0.0.1:8000/v1#llama"), a GGUF file, or a folder of Hugging Face.

    Raises:
        ModelError: No such writer, it is not installed, or its weights are not the expected file.
        SettingsError: The settings, or the file of a key, can't be used.
        WriterError: A server that should list its one model does not.
    """
    # Each way is imported when it is taken: listing the writers must stay cheap.
    if name in WRITERS:
        return _packaged(name)
    if "://" in name:
        from rag.models.servers import writer_at

        return writer_at(name)
    settings = read_settings()
    if name in settings.files:
        return _file(name, settings.files[name].expanduser())
    return _on_server(name, settings) or _in_path(name, settings)


def _packaged(name: str) -> "Writer":
    model = WRITERS[name]
    path = check_weights(model)
    if lacking := missing(model):
        raise ModelError(f"the writer {name} lacks {', '.join(lacking)}; run: {model.how_to_install}")
    return _file(name, path)


def _file(name: str, path: Path) -> "Writer":
    from rag.models.gguf import GgufWriter

    return GgufWriter(name, path)


def _on_server(name: str, settings: Settings) -> "Writer | None":
    from rag.models.server import ServerWriter
    from rag.models.servers import endpoint_of

    server, _, model = name.partition("/")
    endpoint = endpoint_of(server, settings) if model else None
    return ServerWriter(name, endpoint, model) if endpoint else None


def _in_path(name: str, settings: Settings) -> "Writer":
    path = Path(name).expanduser()
    if path.is_dir():
        from rag.models.folder import FolderWriter

        return FolderWriter(name, path)
    if path.is_file():
        return _file(name, path)
    servers = ", ".join(
        f"{server}/MODEL" for server in dict.fromkeys([*settings.servers, "ollama", "openai"])
    )
    raise ModelError(
        f"there is no writer called {name!r}; there are: {', '.join([*WRITERS, *settings.files])}, {servers}, "
        "the path of a GGUF file, and ADDRESS#MODEL"
    )


def installed_writers() -> list[str]:
    """The writers that need no server: packaged ones whose weights and libraries are there, and files of the settings.

    Raises:
        SettingsError: The settings can't be used.
    """
    packaged = [model.name for model in WRITERS.values() if not missing(model)]
    return packaged + [name for name, path in read_settings().files.items() if path.expanduser().is_file()]


class Choice(NamedTuple):
    """A writer that can be chosen.

    Attributes:
        name: Its name.
        goes_to: The host that texts are sent to; None if they stay on this machine.
    """

    name: str
    goes_to: str | None


def writer_choices() -> list[Choice]:
    """The writers to choose from: the configured one first, installed ones, and what servers on this machine list.

    Raises:
        SettingsError: The settings can't be used.
        ModelError: The address of the configured one is none.
    """
    default = chosen_writer()
    names = dict.fromkeys([*([default] if default else []), *installed_writers(), *_local_models()])
    return [Choice(name, goes_to(name)) for name in names]


def goes_to(name: str) -> str | None:
    """The host that texts would be sent to; None if they stay on this machine. Nothing is loaded, and no server asked.

    Raises:
        SettingsError: The settings, or the file of a key, can't be used.
        ModelError: The address of a server is none.
    """
    from rag.models.endpoint import Endpoint
    from rag.models.server import ServerWriter
    from rag.models.servers import endpoint_of

    server, _, model = name.partition("/")
    if "://" in name:
        return leaves_for(ServerWriter(name, Endpoint(url=name.partition("#")[0]), name))
    endpoint = endpoint_of(server, read_settings()) if model else None
    return leaves_for(ServerWriter(name, endpoint, model)) if endpoint else None


def _local_models() -> list[str]:
    from rag.models.overview import server_states

    states = server_states(local_only=True, seconds=_LOCAL_SECONDS)
    return [f"{state.name}/{model}" for state in states for model in state.models]


def leaves_for(writer: "Writer") -> str | None:
    """The host that texts are sent to; None if they stay on this machine."""
    if writer.destination is None:
        return None
    host = writer.destination.rpartition(":")[0] or writer.destination
    return None if is_loopback(host.strip("[]")) else writer.destination


def try_writer(name: str) -> str:
    """Lets a writer answer a question that needs no document, and says what came of it in one sentence.

    Raises:
        PinciteError: It can't; the message says what to do.
    """
    started = time.perf_counter()
    writer = load_writer(name)
    words = " ".join("".join(writer.write(_TRIAL, at_most=_TRIAL_TOKENS)).split())
    where = f" at {writer.destination}" if writer.destination else ""
    return f"{name}{where} answered in {time.perf_counter() - started:.1f} s: {words[:80]}"
