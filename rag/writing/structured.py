"""What a language model decides, as an object of a given form: JSON by schema, parsed strictly, asked for once more if it does not fit."""

import json
from collections.abc import Iterable, Iterator, Sequence
from contextlib import closing
from dataclasses import dataclass
from itertools import chain
from typing import Generic, TypeVar

from pydantic import BaseModel, ValidationError

from index.errors import OutOfTimeError
from index.stopping import time_limit
from rag.protocols import Message, Writer
from rag.writing.prompt import as_data

Form = TypeVar("Form", bound=BaseModel)

# No tokenizer has longer tokens on average.
_CHARACTERS_PER_TOKEN = 8
_SECONDS = 60.0
# Models that reason aloud do so before they reply, often with drafts of the reply.
_REASONS, _REASONED = "<think>", "</think>"
_ONCE_MORE = "That can't be used: {why}. Reply with one JSON object and nothing else. It must follow this JSON Schema:\n{schema}"
_MOST_FAULTS = 3


@dataclass(frozen=True, slots=True, kw_only=True)
class Structured(Generic[Form]):
    """What a model decided.

    Attributes:
        value: It, or None if no reply had the form.
        tokens: What was read and written for it, all replies together; an estimate where the model does not say.
        problem: Why there is no value, a clause for people; None if there is one.
    """

    value: Form | None
    tokens: int
    problem: str | None = None


def as_turns(examples: Iterable[tuple[str, str]]) -> list[Message]:
    """Examples of what is asked and replied, as turns of a conversation: they show a model the form."""
    turns = (
        (Message(role="user", text=asked), Message(role="assistant", text=reply)) for asked, reply in examples
    )
    return list(chain.from_iterable(turns))


def reply_as(
    writer: Writer,
    messages: Sequence[Message],
    form: type[Form],
    *,
    at_most: int,
    seconds: float = _SECONDS,
) -> Structured[Form]:
    """Asks a model for an object, and once more with what was wrong if its reply is none; closes each reply that it began.

    Args:
        writer: The model. One that can't be held to a schema sees the form only in `messages`, so they should show it.
        messages: The conversation so far; texts of documents in it are fenced as data (`rag.writing.prompt.as_data`).
        form: What the reply must be. With `extra="forbid"`, bounds for each text and list, and no defaults, every server
            can hold its model to it (https://platform.openai.com/docs/guides/structured-outputs#supported-schemas).
        at_most: The most tokens of one reply, which bound its characters, too.
        seconds: The most that both replies together may take.

    Raises:
        WriterError: The model failed; the message says what to do.
        ModelError: The model can't be loaded.
        StoppedError: Nobody waits for it any more.
    """
    asked, tokens, problem = list(messages), 0, "it gave no reply"
    try:
        with time_limit(seconds):
            for _ in range(2):
                text, cost = _reply(writer, asked, form, at_most)
                tokens += cost
                try:
                    return Structured(value=_parsed(text, form), tokens=tokens)
                except (ValueError, RecursionError) as error:
                    problem = _why(error)
                schema = json.dumps(form.model_json_schema())
                again = _ONCE_MORE.format(why=problem, schema=schema)
                asked = [
                    *messages,
                    Message(role="assistant", text=text),
                    Message(role="user", text=again),
                ]
    except OutOfTimeError:
        problem = f"it took longer than {seconds:g} seconds"
    return Structured(value=None, tokens=tokens, problem=problem)


def _reply(writer: Writer, messages: Sequence[Message], form: type[Form], at_most: int) -> tuple[str, int]:
    """One reply, up to the end of its first object, and its cost in tokens."""
    text, most = "", at_most * _CHARACTERS_PER_TOKEN
    read = sum(writer.count(message.text) for message in messages)
    with closing(writer.write(messages, at_most=at_most, schema=form.model_json_schema())) as pieces:
        while len(text) < most:
            try:
                piece = next(pieces)
            except StopIteration as end:
                prompt, written = getattr(end.value, "prompt", None), getattr(end.value, "reply", None)
                return text[:most], (prompt or read) + (written or writer.count(text))
            text += piece
            # What a talkative model says behind it is not waited for.
            if "}" in piece and any(_objects(text)):
                break
    return text[:most], read + writer.count(text)


def _objects(text: str) -> Iterator[str]:
    """The first JSON object of a reply, once it is whole."""
    said = text.rpartition(_REASONED)[2]
    start = said.find("{")
    if start < 0 or _REASONS in said:
        return
    try:
        _, end = json.JSONDecoder().raw_decode(said, start)
    except (ValueError, RecursionError):
        return
    yield said[start:end]


def _parsed(text: str, form: type[Form]) -> Form:
    """Raises ValueError or RecursionError: the reply has no object, or one of another form."""
    found = next(_objects(text), None)
    if found is None:
        raise ValueError("it holds no whole JSON object")
    return form.model_validate_json(found, strict=True)


def _why(error: Exception) -> str:
    """What is wrong with a reply, a clause."""
    if isinstance(error, ValidationError):
        faults = error.errors(include_url=False, include_context=False, include_input=False)
        told = [f"{'.'.join(map(str, fault['loc'])) or 'it'}: {fault['msg']}" for fault in faults]
        return as_data("; ".join(told[:_MOST_FAULTS]))
    return as_data(str(error)) or "it could not be read"
