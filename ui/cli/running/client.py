"""Asks the server that runs over the same index, on this machine. Only the standard library is used, which is loaded at once."""

import http.client
import json
from collections.abc import Generator, Iterator, Mapping
from contextlib import contextmanager, suppress
from importlib import metadata
from pathlib import Path
from urllib.parse import urlsplit

from rag import PinciteError
from ui.api.running import RunningServer, running_servers

_LOOPBACK = ("127.0.0.1", "::1", "localhost")
_PATH = "/api/v1/ask"
_SAME = ("question", "target-risk", "writer")  # kinds of problems of which the command would say the same
_CONNECT_SECONDS = 1.0
_FIRST_SECONDS = 5.0  # what the command itself would need to load the models
_SILENT_SECONDS = 40.0  # the server says every 15 s that it still works
_LONGEST_LINE = 100_000_000  # bytes: an answer with the texts of its passages is some 100,000


class NoServerError(Exception):
    """No server can be asked, or it stopped answering; the command then answers by itself.

    Attributes:
        to_tell: Whether people should hear of it: a part of the answer had come, or they have waited for seconds.
    """

    def __init__(self, reason: str, *, to_tell: bool = False) -> None:
        super().__init__(reason)
        self.to_tell = to_tell


def usable_server(folder: Path) -> RunningServer:
    """The newest server over the index in this folder that answers as this command would.

    Raises:
        NoServerError: There is none, or it is of another version, answers more or less surely, or is not on this machine.
    """
    unusable = NoServerError("no server runs over this index")
    servers = running_servers(folder)
    for server in servers:
        try:
            _check(server)
            # Of one alone the question itself shows it.
            if len(servers) == 1 or _listens(server):
                return server
        except NoServerError as error:
            unusable = error
    raise unusable


def _listens(server: RunningServer) -> bool:
    with suppress(OSError), _connected(server):
        return True
    return False


def _check(server: RunningServer) -> None:
    if server.version != metadata.version("pincite"):
        raise NoServerError(f"the server is of version {server.version}")
    if not server.usual_threshold:
        raise NoServerError("the server was started with --max-wrong")
    if urlsplit(server.address).scheme != "http" or urlsplit(server.address).hostname not in _LOOPBACK:
        raise NoServerError("the server is not on this machine")


def answer_events(
    server: RunningServer, question: Mapping[str, object]
) -> Generator[tuple[str, str], None, None]:
    """Asks, and gives each event as it comes: its name ("hits", "answer" or "done") and its JSON.

    Closing it, as Ctrl-C does, ends the connection, and with it the work of the server.

    Args:
        server: Who is asked.
        question: As `POST /api/v1/ask` takes it.

    Raises:
        PinciteError: The question can't be answered, or its writer failed.
        NoServerError: It does not answer, fails in another way, or stops in the middle.
    """
    begun = False
    try:
        with _connected(server) as connection:
            response = _asked(connection, server, question)
            for name, data in _events(response):
                if name == "error":
                    raise _problem(data, begun=begun)
                begun = True
                # From now on comments tell that it still works.
                if connection.sock:
                    connection.sock.settimeout(_SILENT_SECONDS)
                yield name, data
                if name == "done":
                    return
    except (OSError, http.client.HTTPException, ValueError) as error:
        waited = begun or isinstance(error, TimeoutError)
        raise NoServerError(f"the server does not answer ({type(error).__name__})", to_tell=waited) from error
    raise NoServerError("the server stopped in the middle", to_tell=begun)


@contextmanager
def _connected(server: RunningServer) -> Iterator[http.client.HTTPConnection]:
    address = urlsplit(server.address)
    # No proxy is looked for, and no redirection followed: the token goes to this machine only.
    connection = http.client.HTTPConnection(address.hostname or "", address.port, timeout=_CONNECT_SECONDS)
    try:
        connection.connect()
        connection.sock.settimeout(_FIRST_SECONDS)
        yield connection
    finally:
        connection.close()


def _asked(
    connection: http.client.HTTPConnection, server: RunningServer, question: Mapping[str, object]
) -> http.client.HTTPResponse:
    headers = {
        "Authorization": f"Bearer {server.token}",
        "Content-Type": "application/json",
        "Accept": "text/event-stream",
    }
    connection.request("POST", _PATH, json.dumps(question), headers)
    response = connection.getresponse()
    if response.status != http.client.OK:
        raise NoServerError(f"the server answers {response.status}")
    return response


def _problem(data: str, *, begun: bool) -> Exception:
    """The error that the command itself would have raised; or the server's own, for which the command answers itself."""
    told = json.loads(data)
    same = str(told.get("type", "")).rpartition(":")[2] in _SAME
    return (
        PinciteError(str(told.get("detail"))) if same else NoServerError("the server failed", to_tell=begun)
    )


def _events(response: http.client.HTTPResponse) -> Iterator[tuple[str, str]]:
    """Each server-sent event of a response (https://html.spec.whatwg.org/multipage/server-sent-events.html)."""
    name, data = "message", list[str]()
    while line := response.readline(_LONGEST_LINE):
        text = line.decode().rstrip("\r\n")
        field, _, value = text.partition(":")
        value = value.removeprefix(" ")
        if not text:
            if data:
                yield name, "\n".join(data)
            name, data = "message", []
        elif field == "event":
            name = value
        elif field == "data":
            data.append(value)
