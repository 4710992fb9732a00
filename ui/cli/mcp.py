"""`pincite mcp`: the documents for a program on this machine that speaks the Model Context Protocol."""

import os

from ui.cli.everybody import of_everybody
from ui.cli.options import Data


def mcp_command(data: Data = None) -> None:
    """Serve the documents to a program that starts this command, by the Model Context Protocol over stdio."""
    # The output carries the protocol alone; so nothing is printed, and no progress bar is drawn.
    os.environ["TQDM_DISABLE"] = "1"
    os.environ["HF_HUB_OFFLINE"] = "1"
    # Imported late: no other command needs the protocol.
    import asyncio

    from rag import Assistant, local_folder
    from ui.api.mcp_server import serve_stdio
    from ui.work.asking import Asking

    # Opened before anything is served, so that it is said if there is no index.
    asking = Asking(of_everybody(Assistant.open(data, create=False)))
    asyncio.run(serve_stdio(local_folder(data), asking))
