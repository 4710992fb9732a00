"""What all pieces of one reply have in common."""

import secrets
import time
from dataclasses import dataclass, field

from ui.api.openai_protocol.conversation import Conversation


def _now() -> int:
    return int(time.time())


@dataclass(frozen=True, slots=True, kw_only=True)
class Reply:
    """One reply, whole or in pieces.

    Attributes:
        id: Its id without what stands before it: "chatcmpl-" or "resp_".
        created: When it was begun, in seconds since 1970.
        model: The name of the model, as the client sent it.
        asked: What is answered.
        page: The address of the page that citations lead to; None if none is served.
        metadata: What the client wants to find in the reply again.
    """

    id: str = field(default_factory=lambda: secrets.token_hex(12))
    created: int = field(default_factory=_now)
    model: str
    asked: Conversation
    page: str | None = None
    metadata: dict[str, str] | None = None
