"""Repeats what a busy server refuses: once, where it says that waiting is worth it."""

import asyncio
from collections.abc import Awaitable, Callable
from typing import TypeVar

from rag.models import server_errors

Result = TypeVar("Result")

_WORTH_WAITING = 10.0  # seconds that a server may ask to wait


class OneWait:
    """The one repetition that a reply may cost, however many requests it takes."""

    def __init__(self) -> None:
        self._waited = False

    async def ask(self, ask: Callable[[], Awaitable[Result]]) -> Result:
        """What `ask` gives, asked again if the server is busy (429 or 5xx) and says for how long, at most 10 seconds."""
        import openai

        try:
            return await ask()
        except (openai.RateLimitError, openai.InternalServerError) as error:
            seconds = server_errors.retry_after(error)
            if self._waited or seconds is None or seconds > _WORTH_WAITING:
                raise
        self._waited = True
        await asyncio.sleep(seconds)
        return await ask()
