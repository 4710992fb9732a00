"""The login: a page that asks for the password, or for name and password, and what becomes of the one that is typed there."""

import html
from collections.abc import Sequence
from functools import cache
from math import ceil
from pathlib import Path
from urllib.parse import parse_qs

from ui.languages import Catalogue, page_plural, page_text
from ui.web.appearance import as_wanted, in_language, language_of
from ui.web.security.asgi import Receive, Scope, Send
from ui.web.security.events import read_body
from ui.web.security.passwords import PasswordCheck
from ui.web.security.policy import respond

_LARGEST = 8192


async def show_login(
    scope: Scope,
    send: Send,
    problem: str = "",
    *,
    people: bool = False,
    provider: str | None = None,
    status: int = 401,
    headers: Sequence[tuple[bytes, bytes]] = (),
) -> None:
    """Sends the login page, in the language of the request.

    Args:
        scope: The request.
        send: Sends the response.
        problem: A sentence of ours, never text from outside.
        people: Whether there are accounts, and so names.
        provider: The host of the provider that signs people in, too.
        status: The status of the response.
        headers: Of the response.
    """
    template = _template("sign_in" if people else "login")
    if provider is not None:
        part = _part("provider").replace("<!-- host -->", html.escape(provider))
        template = template.replace("<!-- provider -->", part)
    page = in_language(as_wanted(template, scope), language_of(scope))
    if problem:
        page = page.replace("<!-- problem -->", f'<p role="alert" id="problem">{problem}</p>')
        page = page.replace(" autofocus>", ' autofocus aria-invalid="true" aria-describedby="problem">')
    await respond(send, status, page, kind="text/html", headers=headers)


async def log_in(scope: Scope, receive: Receive, send: Send, check: PasswordCheck) -> bool:
    """Whether the password that was sent is right; if not, the login page was sent again, with the reason.

    Raises:
        RefusedError: What was sent is too large for a form with a password.
    """
    body = await read_body(scope, receive, _LARGEST)
    given = parse_qs(body.decode("utf-8", "replace")).get("password", [""])[0]
    address = (scope.get("client") or ("", 0))[0]
    # Nothing is awaited from here to the check: many requests at one time count one after another.
    if wait := ceil(check.wait(address)):
        await show_wait(scope, send, wait)
        return False
    if check.is_right(address, given):
        return True
    await show_login(scope, send, page_text("This password is wrong.", language=language_of(scope)))
    return False


async def show_wait(
    scope: Scope, send: Send, wait: int, *, people: bool = False, provider: str | None = None
) -> None:
    """Sends the login page to somebody who has to wait so many seconds."""
    problem = too_many(wait, language_of(scope))
    headers = [(b"retry-after", str(wait).encode())]
    await show_login(scope, send, problem, people=people, provider=provider, status=429, headers=headers)


def too_many(wait: int, language: Catalogue) -> str:
    """Why no password is looked at for so many seconds."""
    return page_plural(
        wait,
        "Too many wrong passwords were typed. Try again in 1 second.",
        "Too many wrong passwords were typed. Try again in {n} seconds.",
        language=language,
    )


@cache
def _template(name: str) -> str:
    """A whole page, without what differs from request to request."""
    head, _, inside = _part(name).partition("<!-- inside -->\n")
    styles = "\n".join(map(_asset, ("theme.css", "base.css", "login/login.css")))
    frame = _part("frame").replace("<!-- head -->\n", head).replace("<!-- inside -->\n", inside)
    return frame.replace("/* styles */", styles)


def _part(name: str) -> str:
    return _asset(f"login/{name}.html")


@cache
def _asset(name: str) -> str:
    return (Path(__file__).parents[2] / "assets" / name).read_text(encoding="utf-8")
