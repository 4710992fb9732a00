"""From the name of a writer to the writer, whatever it runs on."""

import time
from collections.abc import Hashable
from pathlib import Path
from typing import TYPE_CHECKING

from index.errors import ModelError
from rag.models.endpoint import is_loopback
from rag.models.packaged import WRITERS, check_weights, missing, weights
from rag.models.settings import Settings, read_settings
from rag.protocols import Message

if TYPE_CHECKING:
    from rag.models.endpoint import Endpoint
    from rag.protocols import Writer

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
    from rag.models.gguf.writer import GgufWriter

    return GgufWriter(name, path)


def _on_server(name: str, settings: Settings) -> "Writer | None":
    from rag.models.server import ServerWriter

    found = _endpoint_in(name, settings)
    return ServerWriter(name, *found) if found else None


def endpoint_called(name: str) -> "tuple[Endpoint, str] | None":
    """The server that a model's name means, and what that calls the model; None if it is on no server. None is asked.

    Raises:
        SettingsError: The settings, or the file of a key, can't be used.
        ModelError: The address of a server is none.
    """
    if "://" in name:
        from rag.models.servers import endpoint_at

        return endpoint_at(name)
    return _endpoint_in(name, read_settings())


def _endpoint_in(name: str, settings: Settings) -> "tuple[Endpoint, str] | None":
    from rag.models.servers import endpoint_of

    server, _, model = name.partition("/")
    endpoint = endpoint_of(server, settings) if model else None
    return (endpoint, model) if endpoint else None


def loaded_from(name: str) -> Hashable:
    """What `load_writer` would make the writer of: the server, its key and context, or the file, its size and time.

    Whoever keeps a writer compares it with that of before, to notice that the settings or the file have changed.

    Raises:
        SettingsError: The settings, or the file of a key, can't be used.
        ModelError: The address of a server is none.
    """
    if name in WRITERS:
        return _file_state(weights(WRITERS[name]))
    if (path := read_settings().files.get(name)) is not None:
        return _file_state(path.expanduser())
    return endpoint_called(name) or _file_state(Path(name).expanduser())


def _file_state(path: Path | None) -> Hashable:
    try:
        state = path.stat() if path else None
    except OSError:
        state = None
    return (path, state.st_size, state.st_mtime_ns) if state else path


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


def leaves_for(writer: "Writer") -> str | None:
    """The host that texts are sent to; None if they stay on this machine."""
    return host_elsewhere(writer.destination)


def host_elsewhere(destination: str | None) -> str | None:
    """A destination of texts (host and port) if it is on another machine."""
    if destination is None:
        return None
    host = destination.rpartition(":")[0] or destination
    return None if is_loopback(host.strip("[]")) else destination


def try_writer(writer: "Writer") -> str:
    """Lets a writer answer a question that needs no document, and says what came of it in one sentence.

    Raises:
        PinciteError: It can't; the message says what to do.
    """
    started = time.perf_counter()
    words = " ".join("".join(writer.write(_TRIAL, at_most=_TRIAL_TOKENS)).split())
    where = f" at {writer.destination}" if writer.destination else ""
    return f"{writer.name}{where} answered in {time.perf_counter() - started:.1f} s: {words[:80]}"
