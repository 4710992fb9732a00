"""Answers as JSON, and back: the same statements and citations, so that an old answer is shown as it was."""

from dataclasses import replace
from functools import cache
from typing import Final, Literal

from pydantic import BaseModel, TypeAdapter, ValidationError

from rag import Answer
from ui.chats.chat import ChatError
from ui.languages import page_text

VERSION: Final = 1
"""Increase it when a kept answer can't be read any more as it is; a new field with a default needs none."""

NEAREST = 3
"""The hits that are shown where nothing answers, and so are kept."""


class _Kept(BaseModel):
    version: Literal[1]
    answer: Answer


@cache
def _adapter() -> TypeAdapter[_Kept]:
    # Made once: pydantic needs some milliseconds to read the dataclasses.
    return TypeAdapter(_Kept)


def shown_hits(answer: Answer) -> Answer:
    """The answer with the hits only that are shown: those that it cites, and the first `NEAREST`.

    The others are nine tenths of its size.
    """
    cited = {citation.passage_id for citation in answer.citations}
    hits = (h for at, h in enumerate(answer.hits) if at < NEAREST or h.passage.id in cited)
    return replace(answer, hits=tuple(hits))


def to_json(answer: Answer) -> str:
    """The answer as JSON with its version."""
    return _adapter().dump_json(_Kept(version=VERSION, answer=answer)).decode()


def from_json(text: str | bytes) -> Answer:
    """The answer in such JSON, checked to the last field.

    Raises:
        ChatError: It is of a newer version, or not what `to_json` writes.
    """
    try:
        return _adapter().validate_json(text).answer
    except ValidationError as error:
        raise ChatError(
            page_text("This answer can't be read: it is damaged, or of a newer Pincite.")
        ) from error
