"""Gradio's own settings, chosen so that the page keeps to itself. Importing this imports Gradio."""

import hmac
from collections.abc import Callable
from pathlib import Path
from typing import Any

import gradio as gr
from gradio.utils import get_upload_folder
from starlette.middleware import Middleware
from starlette.middleware.trustedhost import TrustedHostMiddleware

from rag import Assistant
from ui.web.chat import ChatController
from ui.web.jobs import WarmUp
from ui.web.library import LibraryController
from ui.web.page import build, head, theme
from ui.web.security import BlockedRoutesMiddleware, PolicyMiddleware

LARGEST_UPLOAD = "200mb"
WAITING_AT_MOST = 32


def launch_page(
    assistant: Assistant, host: str, port: int | None, password: str | None, *, only_here: bool
) -> tuple[gr.Blocks, str]:
    """Starts the server in threads of this process, and the models' loading in another.

    Args:
        assistant: What answers.
        host: The address to listen on.
        port: The port, or None for the first free one from 7860.
        password: What a visitor has to type, or None.
        only_here: Whether only this machine can reach `host`.

    Returns:
        The page (`close()` ends the server) and its address.

    Raises:
        OSError: The port is taken, or the address is not ours.
    """
    warm_up = WarmUp(assistant.warm_up)
    page = build(ChatController(assistant, warm_up), LibraryController(assistant, Path(get_upload_folder())))
    # Without api_open=False, whoever posts straight to the API passes every limit.
    page.queue(api_open=False, max_size=WAITING_AT_MOST)
    _, url, _ = page.launch(
        server_name=host,
        server_port=port,
        auth=_check(password) if password else None,
        auth_message="Any name will do. The password was chosen when Pincite was started.",
        theme=theme(),
        head=head(),
        app_kwargs={"middleware": _middleware(host, only_here)},
        max_file_size=LARGEST_UPLOAD,
        **_CLOSED,
    )
    warm_up.start()
    return page, url


_CLOSED: dict[str, Any] = {
    "share": False,
    "inbrowser": False,
    "prevent_thread_lock": True,
    "quiet": True,
    "show_error": False,
    "allowed_paths": [],
    "enable_monitoring": False,
    "run_history": False,
    "footer_links": [],
    "strict_cors": True,
    "mcp_server": False,
    "ssr_mode": False,
    "pwa": False,
}


def _middleware(host: str, only_here: bool) -> list[Middleware]:
    ours = [Middleware(PolicyMiddleware), Middleware(BlockedRoutesMiddleware)]
    if not only_here:
        return ours
    # A foreign site whose name is made to point here (DNS rebinding) is turned away.
    known = ["127.0.0.1", "localhost", "[::1]", host]
    return [Middleware(TrustedHostMiddleware, allowed_hosts=known), *ours]


def _check(password: str) -> Callable[[str, str], bool]:
    def known(_name: str, given: str) -> bool:
        return hmac.compare_digest(given.encode(), password.encode())

    return known
