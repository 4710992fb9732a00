"""The Model Context Protocol over the standard input and output of a process, as programs on this machine start it."""

from mcp.server.stdio import stdio_server

from ui.api.mcp_server.server import mcp_server
from ui.work.asking import Asking


async def serve_stdio(asking: Asking) -> None:
    """Serves until the input ends.

    While it runs, whatever is printed to the standard output goes to the error output: the output carries the protocol alone.
    """
    server = mcp_server(asking)
    async with stdio_server() as (reading, writing):
        await server.run(reading, writing, server.create_initialization_options())
