"""What the page says of itself with all that adds documents."""

from dataclasses import dataclass
from typing import TypedDict

from ui.web.documents.rows import Seen

NOTHING = Seen()


class Named(TypedDict, total=False):
    """The same as keywords."""

    upload: str
    visitor: str
    seen: Seen
    to: str | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Sending:
    """Who adds something, and where to.

    Attributes:
        upload: The id by which it can be cancelled.
        visitor: Who sent it, and alone may cancel it.
        seen: What the page has of the list.
        to: The space that it goes to; None for the first of those that its sender may change.
    """

    upload: str = ""
    visitor: str = ""
    seen: Seen = NOTHING
    to: str | None = None
