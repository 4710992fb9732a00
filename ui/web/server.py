"""Serves the page and what programs reach until Ctrl-C, and refuses to open them to a network by accident."""

import contextlib
import errno
import os
import signal
import socket
import threading
import time
import webbrowser
from collections.abc import Iterator, Sequence
from importlib import metadata
from typing import TYPE_CHECKING, Protocol
from urllib.parse import urlsplit

from rag import Assistant, PinciteError
from rag.reading.calibration import load_calibration
from ui.accounts import Accounts
from ui.api.keys import KeyStore
from ui.api.running import RunningServer, announced, new_token
from ui.web.security.addresses import Addresses, bare, is_loopback, parsed_origin
from ui.work.jobs import stop_work, wait_for_work
from ui.work.served import Served

if TYPE_CHECKING:
    from ui.web.security.provided import ProvidedBy


class Closable(Protocol):
    """A server that runs in threads of this process."""

    def close(self, verbose: bool = True) -> None:
        """Ends it; `verbose`: says so."""


def serve(
    assistant: Assistant,
    host: str = "127.0.0.1",
    port: int | None = None,
    open_browser: bool = True,
    *,
    password: str | None = None,
    allow_public: bool = False,
    allow_folders: bool = False,
    origins: Sequence[str] = (),
    shared_chats: bool | None = None,
    with_page: bool = True,
    with_metrics: bool = False,
    provided_by: "ProvidedBy | None" = None,
) -> None:
    """Serves the page and what programs reach until Ctrl-C, or until the system ends it (SIGTERM, SIGHUP).

    Args:
        assistant: What answers.
        host: The address to listen on.
        port: The port, or None for the first free one from 7860.
        open_browser: Whether to open the page in a browser.
        password: The password that a visitor must type.
        allow_public: Whether other machines may reach a page without a password.
        allow_folders: Whether visitors from other machines may have folders of this machine followed, too.
        origins: Other addresses at which browsers open the page, such as https://pincite.example for a proxy.
        shared_chats: Whether all visitors have the same chats, as one person with several devices. By default they do if
            only this machine can reach the page; else each browser has its own.
        with_page: False: only what programs reach is served, which needs less memory.
        with_metrics: Whether requests of programs are counted for Prometheus.
        provided_by: The provider of OpenID Connect that signs people in; there have to be accounts.

    Raises:
        PinciteError: Other machines could reach the page without a password, the port is in use, or an origin is wrong.
    """
    token = new_token()
    with _private_files(), _ended_by_signals():
        page, url = launch(
            assistant,
            host,
            port,
            password=password,
            allow_public=allow_public,
            allow_folders=allow_folders,
            origins=origins,
            shared_chats=shared_chats,
            with_page=with_page,
            with_metrics=with_metrics,
            own_token=token,
            provided_by=provided_by,
        )
        running = RunningServer(
            address=_from_here(host, url),
            token=token,
            pid=os.getpid(),
            version=metadata.version("pincite"),
            usual_threshold=assistant.threshold == load_calibration().threshold,
        )
        with announced(assistant.index.folder, running):
            _serve_until_stopped(page, url, open_browser and with_page)


def _from_here(host: str, url: str) -> str:
    """The address of the server for programs of this machine."""
    port = urlsplit(url).port
    # A server for all addresses is reached at this one, too.
    every = bare(host) in ("0.0.0.0", "::")  # noqa: S104 - compared, not served
    return f"http://127.0.0.1:{port}" if every else url.rstrip("/")


def _serve_until_stopped(page: "Closable", url: str, open_browser: bool) -> None:
    # Whoever reads the first line may stop it at once.
    with contextlib.suppress(KeyboardInterrupt):
        print(f"Pincite runs at {url} (Ctrl-C stops it)", flush=True)  # noqa: T201 - a message in the terminal
        if open_browser:
            webbrowser.open(url)
        # The server runs in other threads; this one only waits for Ctrl-C.
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


@contextlib.contextmanager
def _private_files() -> Iterator[None]:
    """Files that are made meanwhile, by any library, are for this user alone."""
    before = os.umask(0o077)
    try:
        yield
    finally:
        os.umask(before)


@contextlib.contextmanager
def _ended_by_signals() -> Iterator[None]:
    """The signals that end a program are as Ctrl-C meanwhile: by default Python would end at once and leave uploads."""
    # Only the main thread may say what a signal does.
    if threading.current_thread() is not threading.main_thread():
        yield
        return
    names = [name for name in ("SIGTERM", "SIGHUP") if hasattr(signal, name)]  # Windows has only the first
    before = {name: signal.signal(getattr(signal, name), signal.default_int_handler) for name in names}
    try:
        yield
    finally:
        for name, handler in before.items():
            signal.signal(getattr(signal, name), handler)


def launch(
    assistant: Assistant,
    host: str = "127.0.0.1",
    port: int | None = None,
    *,
    password: str | None = None,
    allow_public: bool = False,
    allow_folders: bool = False,
    origins: Sequence[str] = (),
    shared_chats: bool | None = None,
    with_page: bool = True,
    with_metrics: bool = False,
    own_token: str | None = None,
    provided_by: "ProvidedBy | None" = None,
) -> "tuple[Closable, str]":
    """Starts the server in threads of this process.

    Args:
        assistant: See `serve`, as for the others.
        host: The same.
        port: The same.
        password: The same.
        allow_public: The same.
        allow_folders: The same.
        origins: The same.
        shared_chats: The same.
        with_page: The same.
        with_metrics: The same.
        own_token: Opens everything to programs; by default one that nobody knows.
        provided_by: See `serve`.

    Returns:
        What ends it with `close()`, and its address.

    Raises:
        PinciteError: See `serve`.
    """
    if not _people_sign_in(assistant, password):
        if provided_by is not None:
            raise PinciteError(
                "A provider signs in people who have accounts. Make the first one: pincite users add NAME --role admin"
            )
        check_host(host, password, allow_public, origins)
    host, port = bare(host), _free_port(bare(host), port)
    # FastAPI takes a second to import, and Gradio more, after its settings: only a server needs them.
    from ui.api.app import Programs
    from ui.api.guard import GuardRules

    local = not _reachable(host, origins)
    served = Served.of(assistant)
    rules = GuardRules(
        addresses=Addresses.of(host, origins),
        keys=KeyStore.of(assistant.index),
        accounts=served.accounts,
        own_token=own_token or new_token(),
        open_here=local and not password,
    )
    programs = Programs(served, rules, with_page=with_page, with_metrics=with_metrics)
    # An address of IPv6 stands in brackets where a port follows it.
    named = f"[{host}]" if ":" in host else host
    try:
        if not with_page:
            from ui.api.alone import launch_programs

            return launch_programs(served, programs, host, port), f"http://{named}:{port}/"
        _quieten_gradio()
        from ui.web.app import launch_page

        return launch_page(
            served,
            programs,
            named,
            port,
            password,
            origins,
            local=local,
            folders=local or allow_folders,
            one_person=local if shared_chats is None else shared_chats,
            provided_by=provided_by,
        )
    except OSError as error:
        # It was free a moment ago.
        raise PinciteError(f"Can't serve on {host}, port {port}: {error}. Choose another port.") from error


def _people_sign_in(assistant: Assistant, password: str | None) -> bool:
    """Whether people have to sign in.

    Raises:
        PinciteError: They do, and there is a password as well; or no password can be checked here.
    """
    accounts = Accounts.of(assistant.index)
    if not accounts.on:
        return False
    if password:
        raise PinciteError("There are accounts, by which people sign in. Leave the password out.")
    accounts.passwords.check_installed()
    return True


def check_host(host: str, password: str | None, allow_public: bool, origins: Sequence[str] = ()) -> None:
    """Refuses to open the documents to a network without a password or consent.

    Raises:
        PinciteError: Other machines can reach `host` or one of `origins`, and there is neither a password nor consent;
            or what is given is no origin.
    """
    reachable = _reachable(host, origins)
    if not reachable or password or allow_public:
        return
    raise PinciteError(
        f"On {reachable[0]}, other machines could read your documents. Set a password, make accounts "
        "(pincite users), serve on 127.0.0.1, or allow everybody to read them."
    )


def _reachable(host: str, origins: Sequence[str]) -> list[str]:
    """Those of the addresses that other machines reach."""
    # A proxy that has another name lets others in, even if only this machine reaches the server itself.
    named = [
        parsed for parsed in map(parsed_origin, origins) if not is_loopback(urlsplit(parsed).hostname or "")
    ]
    return [*([] if is_loopback(host) else [host]), *named]


_PORTS = range(7860, 7960)


def _free_port(host: str, port: int | None) -> int:
    """The port, or the first free one.

    Asked here and not left to Gradio, which needs five seconds to see that an address can't be served, and does not
    say why.

    Raises:
        PinciteError: No port is free, or the address is not one of this machine.
    """
    for candidate in [port] if port else _PORTS:
        try:
            # Gradio wants the port on 127.0.0.1 too.
            for address in (host, "127.0.0.1"):
                _try_port(address, candidate)
            return candidate
        except OSError as error:
            # Another port may help if this one is in use, but in no other case.
            if error.errno not in (errno.EADDRINUSE, errno.EACCES):
                raise PinciteError(
                    f"Can't serve on {host}: this machine has no such address ({error.strerror})."
                ) from error
    where = f"port {port}" if port else f"ports {_PORTS[0]} to {_PORTS[-1]}"
    raise PinciteError(f"Can't serve on {host}, {where}: it is in use or not allowed. Choose another port.")


def _try_port(host: str, port: int) -> None:
    family, kind, _, _, address = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)[0]
    with socket.socket(family, kind) as tried:
        # As the server does: a port that was left a moment ago is free.
        tried.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        tried.bind(address)


def _quieten_gradio() -> None:
    """Switches off telemetry, version checks and look-ups of models; must run before Gradio is imported."""
    os.environ["GRADIO_ANALYTICS_ENABLED"] = "False"
    os.environ["HF_HUB_OFFLINE"] = "1"
    # After each event Gradio's queue makes a table of all events before it, for a page of figures that is not served.
    os.environ["GRADIO_ANALYTICS_CACHE_FREQUENCY"] = str(10**9)
    os.environ["GRADIO_ANALYTICS_MAX_EVENTS"] = "1"
