"""An answer as JSON, the same for every interface."""

import dataclasses
from typing import Any

from anyio import to_thread

from rag import Answer, Assistant


async def answer_json(assistant: Assistant, answer: Answer, writer: str | None = None) -> dict[str, Any]:
    """The answer; made in a thread, since the places of quotes on pages are read from the disk."""
    return await to_thread.run_sync(lambda: dataclasses.asdict(answer))
