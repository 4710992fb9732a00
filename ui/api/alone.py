"""Serves what programs reach without the page, and so without Gradio."""

import threading
import time

import uvicorn

from rag import PinciteError
from ui.api.app import Programs
from ui.work.served import Served

_PATIENCE = 20.0  # seconds until it has to listen
# Seconds that streams get to end by themselves; some, as those of MCP, never do.
_GRACE = 2


class ProgramsServer:
    """A server in a thread of this process."""

    def __init__(self, config: uvicorn.Config) -> None:
        self._server = uvicorn.Server(config)
        self._thread = threading.Thread(target=self._server.run, name="pincite-server", daemon=True)

    def start(self) -> None:
        """Returns when it listens.

        Raises:
            PinciteError: It can't; the terminal shows why.
        """
        self._thread.start()
        end = time.monotonic() + _PATIENCE
        while not self._server.started:
            if not self._thread.is_alive() or time.monotonic() > end:
                raise PinciteError("The server could not be started. The lines above say why.")
            time.sleep(0.01)

    def close(self, verbose: bool = True) -> None:
        """Ends it; streams that still run are cut off. `verbose` is for the page's server, whose place it takes."""
        # Not `force_exit`, after which uvicorn cancels what it should end in order, and prints a traceback.
        self._server.should_exit = True
        self._thread.join(_GRACE + 5)


def launch_programs(served: Served, programs: Programs, host: str, port: int) -> ProgramsServer:
    """Starts the server, and loads the models in another thread.

    Raises:
        PinciteError: It can't be started.
    """
    # No log of requests: it would have the names of documents, and who asks when.
    config = uvicorn.Config(
        programs,
        host=host,
        port=port,
        access_log=False,
        log_level="warning",
        server_header=False,
        timeout_graceful_shutdown=_GRACE,
    )
    server = ProgramsServer(config)
    server.start()
    served.start()
    return server
