"""Which writers there are to choose from, on this machine and on servers elsewhere, and where texts go for each."""

import re
from collections.abc import Hashable
from typing import NamedTuple

from rag.models.loading import endpoint_called, installed_writers, leaves_for
from rag.models.settings import chosen_writer, read_settings

_LOCAL_SECONDS = 0.5
# What servers list beside models that write: OpenAI all that it has, Ollama those that embed.
_NO_WRITER = re.compile(
    r"embed|minilm|\bbge\b|rerank|whisper|transcribe|\btts\b|audio|realtime|dall-e|image|sora|moderation",
    re.I,
)


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
    here = _listed(local=True, seconds=_LOCAL_SECONDS)
    names = dict.fromkeys([*([default] if default else []), *installed_writers(), *here])
    return [Choice(name, goes_to(name)) for name in names]


def remote_choices() -> list[Choice]:
    """The writers that the named servers on other machines list: all are asked at once, for two seconds at most.

    Raises:
        SettingsError: The settings can't be used.
    """
    return [Choice(name, goes_to(name)) for name in _listed(local=False)]


def remote_servers() -> Hashable:
    """The named servers on other machines, with their addresses and keys: while they are the same, so are their lists.

    Raises:
        SettingsError: The settings, or the file of a key, can't be used.
        ModelError: An address is none.
    """
    from rag.models.servers import endpoint_of, server_names

    settings = read_settings()
    servers = [(name, endpoint_of(name, settings)) for name in server_names(settings)]
    return tuple((name, endpoint) for name, endpoint in servers if endpoint and not endpoint.is_local)


def goes_to(name: str) -> str | None:
    """The host that texts would be sent to; None if they stay on this machine. Nothing is loaded, and no server asked.

    Raises:
        SettingsError: The settings, or the file of a key, can't be used.
        ModelError: The address of a server is none.
    """
    from rag.models.server import ServerWriter

    found = endpoint_called(name)
    return leaves_for(ServerWriter(name, *found)) if found else None


def _listed(*, local: bool, seconds: float | None = None) -> list[str]:
    from rag.models.listing import LIST_SECONDS
    from rag.models.overview import server_states

    return [
        f"{state.name}/{model}"
        for state in server_states(local=local, seconds=seconds or LIST_SECONDS)
        for model in state.models
        if not _NO_WRITER.search(model)
    ]
