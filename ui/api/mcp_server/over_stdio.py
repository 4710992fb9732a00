"""The Model Context Protocol over the standard input and output of a process, as programs on this machine start it."""

import threading

from mcp.server.stdio import stdio_server

from ui.api.mcp_server.server import mcp_server
from ui.work.asking import Asking


async def serve_stdio(asking: Asking) -> None:
    """Serves until the input ends. The models are loaded once a client has asked what there is.

    While it runs, whatever is printed to the standard output goes to the error output: the output carries the protocol alone.
    """
    warm_up = threading.Thread(target=asking.assistant.warm_up, name="pincite-warm-up", daemon=True)

    def begun() -> None:
        # Not at once: loading takes so much of the processor that the first words would come seconds later.
        if warm_up.ident is None:
            warm_up.start()

    server = mcp_server(asking, begun=begun)
    async with stdio_server() as (reading, writing):
        await server.run(reading, writing, server.create_initialization_options())
