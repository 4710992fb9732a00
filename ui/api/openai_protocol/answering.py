"""Runs the question of a request: its answers as they come, and each error in OpenAI's form."""

from collections.abc import AsyncGenerator
from contextlib import aclosing
from typing import TypeAlias, cast

from anyio import to_thread
from starlette.requests import ClientDisconnect

from rag import Answer, Filter
from ui.api.answer_json import answer_json
from ui.api.openai_protocol.conversation import Conversation
from ui.api.openai_protocol.model_names import ModelName, check_writer
from ui.api.openai_protocol.parameters import Json
from ui.api.openai_protocol.problems import as_openai_errors
from ui.work.asking import Asked, Asking

Answers: TypeAlias = AsyncGenerator[tuple[Answer, Json | None], None]
"""Answers as they grow; the last one comes with its own form, and the others with None. Closing it stops the work."""


async def answers_to(asking: Asking, asked: Conversation, model: ModelName, param: str) -> Answers:
    """The answers to a question; `param` is the parameter of the request that has it.

    Raises:
        OpenAiError: The question can't be answered.
    """
    if model.writer is not None:
        await to_thread.run_sync(check_writer, model.writer, asking.writers)
    where = None if model.collection is None else Filter(collection=model.collection)
    question = Asked(question=asked.question, history=asked.history, where=where)
    latest: Answer | None = None
    with as_openai_errors(param):
        answers = cast("AsyncGenerator[Answer, None]", asking.answers(question, model.writer))
        async with aclosing(answers):
            async for latest in answers:
                yield latest, None
        if latest is not None:
            # It reads the places of quotes on pages from the disk.
            yield latest, await to_thread.run_sync(answer_json, asking.assistant, latest, model.writer)


async def last_of(answers: Answers) -> tuple[Answer, Json]:
    """The last of `answers_to`.

    Raises:
        OpenAiError: See `answers_to`.
    """
    async with aclosing(answers):
        async for answer, shape in answers:
            if shape is not None:
                return answer, shape
    # Only a job that was stopped from elsewhere ends without an answer: the server is about to end.
    raise ClientDisconnect


async def after_the_first(answers: Answers) -> Answers:
    """The same answers, once the first one is there: what is wrong with a question is known by then, and still has a status.

    Raises:
        OpenAiError: See `answers_to`.
    """
    first = await anext(answers, None)

    async def following() -> Answers:
        async with aclosing(answers):
            if first is not None:
                yield first
                async for one in answers:
                    yield one

    return following()
