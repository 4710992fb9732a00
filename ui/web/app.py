"""Launches the page with Gradio, closed to everything outside. Importing this module imports Gradio."""

import hmac
from collections.abc import Callable
from pathlib import Path
from typing import Any

import gradio as gr
from gradio.utils import get_upload_folder
from starlette.middleware import Middleware
from starlette.middleware.trustedhost import TrustedHostMiddleware

from rag import Assistant
from ui.web.chat import READ_AT_ONCE, ChatController
from ui.web.jobs import WarmUp
from ui.web.leaving import LeavingMiddleware
from ui.web.library import LibraryController
from ui.web.line import LONGEST, Line
from ui.web.page import build, head, theme
from ui.web.security import BlockedRoutesMiddleware, PolicyMiddleware

# The message of uploads.js names this limit.
MAX_UPLOAD = "200mb"
# Threads that serve events: each question that waits in line has one, which sleeps, and others must find one free.
MAX_THREADS = LONGEST + 56
_LOOK_FOR_EVENTS = 0.02  # seconds


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
    line = Line(READ_AT_ONCE)
    chat = ChatController(assistant, warm_up, line)
    page = build(chat, LibraryController(assistant, Path(get_upload_folder()), line))
    # Without api_open=False, direct requests to the API pass every limit. Gradio refuses what is more than `max_size`; our
    # own line is shorter, and tells the page to come again.
    page.queue(api_open=False, max_size=MAX_THREADS)
    # It looks for events a thousand times a second, which took 5 in 100 of a core of a server that nobody asked.
    page._queue.sleep_when_free = _LOOK_FOR_EVENTS
    _, url, _ = page.launch(
        server_name=host,
        server_port=port,
        auth=_password_check(password) if password else None,
        auth_message="Any name will do. The password was chosen when Pincite was started.",
        theme=theme(),
        head=head(),
        app_kwargs={"middleware": [Middleware(LeavingMiddleware, chat.leave), *_middleware(host, only_here)]},
        max_file_size=MAX_UPLOAD,
        max_threads=MAX_THREADS,
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


def _middleware(host: str, only_here: bool) -> list[Middleware]:
    ours = [Middleware(PolicyMiddleware), Middleware(BlockedRoutesMiddleware)]
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
