"""Launches the page with Gradio, closed to everything outside. Importing this module imports Gradio."""

import hmac
import os
from collections.abc import Callable
from typing import Any

import gradio as gr
from starlette.middleware import Middleware
from starlette.middleware.trustedhost import TrustedHostMiddleware

from rag import Assistant
from ui.web.chat import ChatController
from ui.web.jobs import WarmUp
from ui.web.library import LibraryController
from ui.web.page import build, head, theme
from ui.web.security import BlockedRoutesMiddleware, PolicyMiddleware
from ui.web.upload_limits import UploadLimits, UploadLimitsMiddleware
from ui.web.uploads import UploadFolder

MAX_WAITING = 32


def launch_page(
    assistant: Assistant, host: str, port: int | None, password: str | None, *, only_here: bool
) -> tuple[gr.Blocks, str]:
    """Starts the server in threads of this process, and loads the models in another thread.

    Args:
        assistant: What answers.
        host: The address to listen on.
        port: The port, or None for the first free one from 7860.
        password: What a visitor has to type, or None.
        only_here: Whether only this machine can reach `host`.

    Returns:
        The page (`close()` ends the server) and its address.

    Raises:
        OSError: The port is in use, or the address does not belong to this machine.
    """
    warm_up = WarmUp(assistant.warm_up)
    uploads, limits = UploadFolder(assistant.index.folder), UploadLimits()
    # Gradio asks for it whenever it makes a server.
    os.environ["GRADIO_TEMP_DIR"] = str(uploads.path)
    page = build(ChatController(assistant, warm_up), LibraryController(assistant, uploads))
    # Without api_open=False, direct requests to the API pass every limit.
    page.queue(api_open=False, max_size=MAX_WAITING)
    _, url, _ = page.launch(
        server_name=host,
        server_port=port,
        auth=_password_check(password) if password else None,
        auth_message="Any name will do. The password was chosen when Pincite was started.",
        theme=theme(),
        head=head(),
        app_kwargs={"middleware": _middleware(host, only_here, uploads, limits)},
        max_file_size=limits.each,
        **_LOCKED_DOWN,
    )
    # After the launch, so that the page opens while the models load.
    warm_up.start()
    return page, url


# Also what is a default of Gradio today, so that a new version does not open anything.
_LOCKED_DOWN: dict[str, Any] = {
    "share": False,
    "inbrowser": False,
    # `launch` returns, and `serve` waits for Ctrl-C.
    "prevent_thread_lock": True,
    "quiet": True,
    # Expected errors are part of the JSON; the text of others stays in the terminal.
    "show_error": False,
    "allowed_paths": [],
    "enable_monitoring": False,
    "run_history": False,
    "footer_links": [],
    # Pages of other sites, and local files, must not send requests to this server.
    "strict_cors": True,
    "mcp_server": False,
    # It would start a second server, in Node.
    "ssr_mode": False,
    "pwa": False,
}


def _middleware(host: str, only_here: bool, uploads: UploadFolder, limits: UploadLimits) -> list[Middleware]:
    ours = [
        Middleware(PolicyMiddleware),
        Middleware(BlockedRoutesMiddleware),
        Middleware(UploadLimitsMiddleware, uploads=uploads, limits=limits),
    ]
    # In a network the server has names that are not known here.
    if not only_here:
        return ours
    # Refuses a foreign site whose name was made to point to this machine (DNS rebinding).
    hosts = ["127.0.0.1", "localhost", "[::1]", host]
    return [Middleware(TrustedHostMiddleware, allowed_hosts=hosts), *ours]


def _password_check(password: str) -> Callable[[str, str], bool]:
    def is_right(_name: str, given: str) -> bool:
        # In constant time, so that the time of the check does not tell how much of the password is right.
        return hmac.compare_digest(given.encode(), password.encode())

    return is_right
