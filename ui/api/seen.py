"""What a caller sees and may change of the server: a dependency of the routes."""

from collections.abc import Awaitable, Callable

from fastapi import Request

from ui.api.callers import Caller, Right
from ui.api.guard import CALLER, needs
from ui.web.security.asgi import Scope
from ui.work.asking import Asking
from ui.work.served import Served


def seen(served: Served, right: Right) -> Callable[[Request], Awaitable[Served]]:
    """A dependency of FastAPI: the server as the caller sees it, who must have this right."""
    check = needs(right)

    async def seen_served(request: Request) -> Served:
        caller = await check(request)
        return served.seen_by(caller.standing)

    return seen_served


def called_by(scope: Scope) -> str:
    """A name of the sender of a request that nobody else has."""
    caller: Caller = scope[CALLER]
    return f"{caller.owner} {caller.name}"


def asking_of(served: Served) -> Callable[[Scope], Asking]:
    """What answers the sender of a request, whose caller was checked before; for what is no route of FastAPI."""
    return lambda scope: served.seen_by(scope[CALLER].standing).asking
