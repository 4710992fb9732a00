"""What the model servers have at present, each asked for no longer than a moment."""

from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass

from index.errors import PinciteError
from rag.models.endpoint import Endpoint
from rag.models.listing import LIST_SECONDS, listed_models
from rag.models.servers import endpoint_of, server_names
from rag.models.settings import read_settings


@dataclass(frozen=True, slots=True, kw_only=True)
class ServerState:
    """A server and what it has.

    Attributes:
        name: As in the names of writers.
        place: Its host and port; "" if its address is wrong.
        is_local: Whether it is on this machine.
        models: The models that it lists.
        problem: Why it lists none, as a sentence for people; "" if it does.
    """

    name: str
    place: str = ""
    is_local: bool = True
    models: Sequence[str] = ()
    problem: str = ""


def server_states(*, local: bool | None = None, seconds: float = LIST_SECONDS) -> list[ServerState]:
    """The servers that are named somewhere, and Ollama, all asked at once.

    Args:
        local: Only those on this machine, or only those on others; by default both.
        seconds: How long each may take.

    Raises:
        SettingsError: The settings can't be used.
    """
    settings = read_settings()

    def state(name: str) -> ServerState | None:
        endpoint: Endpoint | None = None
        try:
            endpoint = endpoint_of(name, settings)
            if endpoint is None or (local is not None and local != endpoint.is_local):
                return None
            models = tuple(listed_models(endpoint, seconds))
        except PinciteError as error:
            place, is_local = (endpoint.place, endpoint.is_local) if endpoint else ("", True)
            return ServerState(name=name, place=place, is_local=is_local, problem=str(error))
        return ServerState(name=name, place=endpoint.place, is_local=endpoint.is_local, models=models)

    names = server_names(settings)
    with ThreadPoolExecutor(len(names)) as threads:
        return [found for found in threads.map(state, names) if found is not None]
