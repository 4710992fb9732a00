"""Serves the web page until Ctrl-C, and refuses to open it to a network by accident."""

import contextlib
import ipaddress
import os
import time
import webbrowser
from typing import TYPE_CHECKING

from rag import Assistant, PinciteError
from ui.web.jobs import stop_work, wait_for_work

if TYPE_CHECKING:
    from gradio import Blocks


def serve(
    assistant: Assistant,
    host: str = "127.0.0.1",
    port: int | None = None,
    open_browser: bool = True,
    *,
    password: str | None = None,
    allow_public: bool = False,
) -> None:
    """Serves the page until Ctrl-C.

    Args:
        assistant: What answers.
        host: The address to listen on.
        port: The port, or None for the first free one from 7860.
        open_browser: Whether to open the page in a browser.
        password: The password that a visitor must type, with any name.
        allow_public: Whether other machines may reach a page without a password.

    Raises:
        PinciteError: Other machines could reach the page without a password, or the port is in use.
    """
    page, url = launch(assistant, host, port, password=password, allow_public=allow_public)
    print(f"Pincite runs at {url} (Ctrl-C stops it)", flush=True)  # noqa: T201 - a message in the terminal
    if open_browser:
        webbrowser.open(url)
    # The server runs in other threads; this one only waits for Ctrl-C.
    with contextlib.suppress(KeyboardInterrupt):
        while True:
            time.sleep(3600)
    # Before the streams to the pages are closed, which wait for the end of their questions.
    stop_work()
    page.close(verbose=False)
    with contextlib.suppress(KeyboardInterrupt):
        if not wait_for_work(1.0):
            print("\nWaiting for work that still runs. Ctrl-C again ends at once.", flush=True)  # noqa: T201 - as above
            wait_for_work(20.0)
    print("\nPincite has stopped.", flush=True)  # noqa: T201 - a message in the terminal


def launch(
    assistant: Assistant,
    host: str = "127.0.0.1",
    port: int | None = None,
    *,
    password: str | None = None,
    allow_public: bool = False,
) -> "tuple[Blocks, str]":
    """Starts the server in threads of this process.

    Returns:
        Gradio's Blocks (`close()` ends it), and the page's address.

    Raises:
        PinciteError: See `serve`.
    """
    check_host(host, password, allow_public)
    _quieten_gradio()
    # Gradio is imported here, after its settings.
    from ui.web.app import launch_page

    try:
        return launch_page(assistant, host, port, password, only_here=is_loopback(host))
    except OSError as error:
        # Without a port, Gradio tries a hundred from 7860 on.
        where = f"port {port}" if port else "ports 7860 to 7959"
        message = f"Can't serve on {host}, {where}: it is in use or not allowed. Choose another port."
        raise PinciteError(message) from error


def check_host(host: str, password: str | None, allow_public: bool) -> None:
    """Refuses to open the documents to a network without a password or consent.

    Raises:
        PinciteError: Other machines can reach `host`, and there is neither a password nor consent.
    """
    if is_loopback(host) or password or allow_public:
        return
    raise PinciteError(
        f"On {host}, other machines could read your documents. Set a password, serve on 127.0.0.1, "
        "or allow everybody to read them."
    )


def is_loopback(host: str) -> bool:
    """Whether only this machine can reach `host`."""
    if host == "localhost":
        return True
    try:
        return ipaddress.ip_address(host).is_loopback
    # Any other name counts as reachable: what it leads to may change.
    except ValueError:
        return False


def _quieten_gradio() -> None:
    """Switches off telemetry, version checks and look-ups of models; must run before Gradio is imported."""
    os.environ["GRADIO_ANALYTICS_ENABLED"] = "False"
    os.environ["HF_HUB_OFFLINE"] = "1"
    # After each event Gradio's queue makes a table of all events before it, for a page of figures that is not served.
    os.environ["GRADIO_ANALYTICS_CACHE_FREQUENCY"] = str(10**9)
    os.environ["GRADIO_ANALYTICS_MAX_EVENTS"] = "1"
