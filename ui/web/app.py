"""Launches the page with Gradio, closed to everything outside. Importing this module imports Gradio."""

import os
from collections.abc import Iterable
from functools import partial
from typing import Any

import gradio as gr
from starlette.middleware import Middleware

from ui.api.app import Programs
from ui.web.controllers import Controllers, ControllersOfPeople
from ui.web.first_paint import FirstPaintMiddleware
from ui.web.leaving import LeavingMiddleware
from ui.web.page import ASSETS, build, head, theme
from ui.web.security import (
    Addresses,
    Gate,
    Owners,
    PasswordCheck,
    People,
    PolicyMiddleware,
    Provided,
    ProvidedBy,
    in_front,
)
from ui.web.upload_limits import UploadLimits, UploadLimitsMiddleware
from ui.web.viewer import ViewerRoutes
from ui.work.line import LONGEST
from ui.work.served import Served

# Threads that serve events: each question that waits in line has one, which sleeps, and others must find one free.
MAX_THREADS = LONGEST + 56
_LOOK_FOR_EVENTS = 0.02  # seconds


def launch_page(
    served: Served,
    programs: Programs,
    host: str,
    port: int,
    password: str | None,
    origins: Iterable[str],
    *,
    local: bool,
    folders: bool,
    one_person: bool = False,
    provided_by: ProvidedBy | None = None,
) -> tuple[gr.Blocks, str]:
    """Starts the server in threads of this process, and loads the models in another thread.

    Args:
        served: The documents, and what answers.
        programs: What programs reach beside the page.
        host: The address to listen on; one of IPv6 in brackets.
        port: The port.
        password: What a visitor has to type, or None.
        origins: The other addresses of the page, such as that of a proxy.
        one_person: Whether all visitors have the same chats.
        provided_by: The provider that signs people in, too.
        local: Whether only this machine reaches the page, so that addresses of its own network may be fetched.
        folders: Whether visitors may have folders of this machine followed.

    Returns:
        The page (`close()` ends the server) and its address.

    Raises:
        PinciteError: An origin is not like https://pincite.example.
        OSError: The port is in use, or the address does not belong to this machine.
    """
    uploads = served.uploads
    limits = UploadLimits()
    # Gradio asks for it whenever it makes a server.
    os.environ["GRADIO_TEMP_DIR"] = str(uploads.path)
    controllers = Controllers.of(served, local=local, folders=folders)
    people = ControllersOfPeople(everybody=controllers)
    page = build(people)
    # Without api_open=False, direct requests to the API pass every limit. Gradio refuses what is more than `max_size`; our
    # own line is shorter, and tells the page to come again.
    page.queue(api_open=False, max_size=MAX_THREADS)
    # It looks for events a thousand times a second, which took 5 in 100 of a core of a server that nobody asked.
    page._queue.sleep_when_free = _LOOK_FOR_EVENTS
    gate = partial(
        Gate,
        addresses=Addresses.of(host, origins),
        known=page.fns,
        sessions=page._queue.pending_messages_per_session,  # no public name gives it
        check=PasswordCheck(password) if password else None,
        owners=Owners(one_person=one_person),
        people=People(served.accounts),
        provided=Provided(served.accounts, provided_by) if provided_by else None,
    )
    upload_limits = Middleware(UploadLimitsMiddleware, uploads=uploads, limits=limits)
    _, url, _ = page.launch(
        server_name=host,
        server_port=port,
        theme=theme(),
        head=head(),
        favicon_path=str(ASSETS / "icon.svg"),
        # Gradio's own login is not used: the gate has ours.
        app_kwargs={
            # Behind the gate, which gives each session its visitor's name.
            "middleware": [
                Middleware(LeavingMiddleware, controllers.chat.leave),
                Middleware(PolicyMiddleware),
                Middleware(FirstPaintMiddleware),
                upload_limits,
                Middleware(ViewerRoutes, controllers.viewer, controllers.questions, people.of_request),
            ],
            "lifespan": in_front(lambda app: programs.before(gate(app)), programs.running),
            "openapi_url": None,
        },
        max_file_size=limits.each,
        max_threads=MAX_THREADS,
        **_LOCKED_DOWN,
    )
    # After the launch, so that the page opens while the models load.
    served.start()
    controllers.library.followed.start()
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
