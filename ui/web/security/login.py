"""The login: a page with one field, and what becomes of what is typed there."""

from collections.abc import Sequence
from functools import cache
from math import ceil
from pathlib import Path
from urllib.parse import parse_qs

from ui.web.security.asgi import Receive, Scope, Send
from ui.web.security.events import read_body
from ui.web.security.passwords import PasswordCheck
from ui.web.security.policy import respond

_LARGEST = 8192


async def show_login(
    send: Send, problem: str = "", *, status: int = 401, headers: Sequence[tuple[bytes, bytes]] = ()
) -> None:
    """Sends the login page. `problem` is a sentence of ours, never text from outside."""
    page = _template()
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
        seconds = "1 second" if wait == 1 else f"{wait} seconds"
        problem = f"Too many wrong passwords were typed. Try again in {seconds}."
        await show_login(send, problem, status=429, headers=[(b"retry-after", str(wait).encode())])
        return False
    if check.is_right(address, given):
        return True
    await show_login(send, "This password is wrong.")
    return False


@cache
def _template() -> str:
    assets = Path(__file__).parents[2] / "assets"
    page = (assets / "login" / "login.html").read_text(encoding="utf-8")
    styles = (assets / "base.css", assets / "login" / "login.css")
    return page.replace("/* styles */", "\n".join(style.read_text(encoding="utf-8") for style in styles))
