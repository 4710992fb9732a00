"""The model servers that writers may be on: Ollama, OpenAI, and those of the settings."""

import os
from urllib.parse import urlsplit

from index.errors import ModelError
from rag.models.endpoint import Endpoint
from rag.models.listing import listed_models
from rag.models.server import ServerWriter
from rag.models.settings import ServerSettings, Settings

_OLLAMA_PORT = 11434


def server_names(settings: Settings) -> list[str]:
    """The servers that somebody named in the settings or by a variable, and Ollama, which may run unnamed."""
    openai = ["openai"] if os.environ.get("OPENAI_API_KEY") else []
    return list(dict.fromkeys([*settings.servers, "ollama", *openai]))


def endpoint_of(server: str, settings: Settings) -> Endpoint | None:
    """Where the server of that name is; None if there is none.

    Raises:
        ModelError: Its address is none.
        SettingsError: The file of its key can't be read, or others can.
    """
    if named := settings.servers.get(server):
        return Endpoint(
            url=named.url, key=named.key(), key_from=_key_from(server, named), context=named.context
        )
    if server == "ollama":
        return Endpoint(url=_ollama(os.environ.get("OLLAMA_HOST", "")))
    if server == "openai":
        return Endpoint(
            url=os.environ.get("OPENAI_BASE_URL") or "https://api.openai.com/v1",
            key=os.environ.get("OPENAI_API_KEY"),
            key_from="the variable OPENAI_API_KEY",
        )
    return None


def writer_at(name: str) -> ServerWriter:
    """The writer of an address such as http://127.0.0.1:8000/v1#llama, or of the one model that is listed there.

    Raises:
        ModelError: It is no address, or several models are there, which are named.
        ServerError: No model was named, and the server does not list any.
    """
    endpoint, model = endpoint_at(name)
    return ServerWriter(name, endpoint, model or only_model(name, endpoint))


def only_model(url: str, endpoint: Endpoint) -> str:
    """The one model that a server lists.

    Raises:
        ModelError: There are several, which are named, or none.
        ServerError: The server does not list any.
    """
    known = list(listed_models(endpoint))
    if len(known) != 1:
        url = url.removesuffix("#")
        some = ", ".join(f"{url}#{one}" for one in known[:8]) or "none"
        raise ModelError(f"{url}: name one of its models behind a #; it has: {some}")
    return known[0]


def endpoint_at(name: str) -> tuple[Endpoint, str]:
    """The server of an address, and the model behind its #, "" without one.

    Raises:
        ModelError: It is no address.
    """
    url, _, model = name.partition("#")
    # As servers print it when they start.
    return Endpoint(url=url if urlsplit(url).path.strip("/") else f"{url.rstrip('/')}/v1"), model


def _key_from(server: str, named: ServerSettings) -> str:
    if named.key_env:
        return f"the variable {named.key_env}"
    if named.key_file:
        return f"the file {named.key_file}"
    return f"its key: pincite config set servers.{server}.key_env VARIABLE"


def _ollama(host: str) -> str:
    """The address of Ollama, from its own variable in any of the forms that it allows."""
    parts = urlsplit(host if "://" in host else f"http://{host}")
    try:
        port = parts.port or (_OLLAMA_PORT if "://" not in host else None)
    except ValueError as error:
        raise ModelError(f"OLLAMA_HOST: {host!r} is no address ({error})") from error
    name = parts.hostname or "127.0.0.1"
    # Where a server listens on all addresses, it is asked on its own machine.
    name = {"0.0.0.0": "127.0.0.1", "::": "::1"}.get(name, name)  # noqa: S104  (not listened on here)
    name = f"[{name}]" if ":" in name else name
    return f"{parts.scheme}://{name}{f':{port}' if port else ''}{parts.path.rstrip('/')}/v1"
