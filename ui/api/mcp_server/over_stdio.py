"""The Model Context Protocol over the standard input and output of a process, as programs on this machine start it."""

import threading
from functools import cache
from pathlib import Path

from mcp.server.stdio import stdio_server

from ui.api.mcp_server.forwarding import ForwardingHandlers
from ui.api.mcp_server.own_handlers import OwnHandlers
from ui.api.mcp_server.server import mcp_server
from ui.api.running import running_servers
from ui.work.asking import Asking


async def serve_stdio(folder: Path, asking: Asking) -> None:
    """Serves until the input ends: by a server that runs over the index, and by itself while there is none.

    While it runs, whatever is printed to the standard output goes to the error output: the output carries the protocol alone.

    Args:
        folder: That of the index.
        asking: What answers where no server runs. Its models are loaded once a client has asked what there is.
    """

    @cache
    def own() -> OwnHandlers:
        threading.Thread(target=asking.assistant.warm_up, name="pincite-warm-up", daemon=True).start()
        return OwnHandlers(asking)

    def begun() -> None:
        # Not at once: loading takes so much of the processor that the first words would come seconds later.
        if not running_servers(folder):
            own()

    server = mcp_server(ForwardingHandlers(folder, own), begun=begun)
    async with stdio_server() as (reading, writing):
        await server.run(reading, writing, server.create_initialization_options())
