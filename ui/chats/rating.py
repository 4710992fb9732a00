"""What a person says of an answer: right, or what is wrong with it, and which place would have been right."""

from dataclasses import asdict, dataclass
from functools import cache
from typing import Literal, TypeAlias

from pydantic import BaseModel, Field, TypeAdapter, ValidationError

Fault: TypeAlias = Literal["missed", "place", "answer", "incomplete", "refuse", "other"]

LONGEST_WORDS = 2_000
"""Characters of what is said in own words."""

LONGEST_QUOTE = 2_000
"""Characters of a place that is chosen: more than the longest sentence that is cited."""


@dataclass(frozen=True, slots=True, kw_only=True)
class RightPlace:
    """Where the answer stands, as a person showed it in a document.

    Attributes:
        source: Of the document; unlike its id it stays when a newer version takes its place.
        title: Of the document.
        section: Where in it, or None.
        quote: The characters of the document.
    """

    source: str
    title: str
    section: str | None
    quote: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Rating:
    """A person's verdict on an answer.

    Attributes:
        good: Whether it is right.
        fault: What is wrong, if that was said: "missed" (not found, although it is there), "place" (from a wrong place), "answer"
            (wrong), "incomplete", "refuse" (the documents don't say, so it should have been refused), "other".
        words: What was said in own words, or empty.
        place: Where the answer stands, if that was shown.
    """

    good: bool
    fault: Fault | None = None
    words: str = ""
    place: RightPlace | None = None


class SentRating(BaseModel):
    """A rating as the page sends it; the place that was shown before stays with a bad one, unless it is taken back."""

    good: bool
    fault: Fault | None = None
    words: str = Field(default="", max_length=LONGEST_WORDS)
    without_place: bool = False


@cache
def _adapter() -> TypeAdapter[Rating]:
    return TypeAdapter(Rating)


def rating_to_json(rating: Rating) -> str:
    """The rating as JSON, as it is kept."""
    return _adapter().dump_json(rating).decode()


def rating_from_json(text: str) -> Rating | None:
    """The rating in such JSON; None for one of a newer version."""
    try:
        return _adapter().validate_json(text)
    except ValidationError:
        return None


def rating_view(rating: Rating | None) -> dict[str, object] | None:
    """The rating for the page."""
    return asdict(rating) if rating else None
