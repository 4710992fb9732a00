"""An answer in the form of a response, whole or as the events of a stream.

The form is that of the types of the official client, `openai.types.responses`; the field `pincite` of the message is ours.
"""

from collections.abc import AsyncGenerator, Iterator
from contextlib import aclosing
from itertools import count
from typing import Any

from rag import Answer
from ui.api.openai_protocol.annotations import response_annotations
from ui.api.openai_protocol.answering import Answers
from ui.api.openai_protocol.content import Content, content_of
from ui.api.openai_protocol.growing import Growing
from ui.api.openai_protocol.parameters import Json
from ui.api.openai_protocol.problems import OpenAiError
from ui.api.openai_protocol.reply import Reply
from ui.api.openai_protocol.usage import response_usage


def response(reply: Reply, answer: Answer, shape: Json) -> Json:
    """The whole response.

    Args:
        reply: What is answered.
        answer: The answer.
        shape: The answer in the project's own form.
    """
    return _completed(reply, content_of(answer), shape)


async def events(reply: Reply, answers: Answers) -> AsyncGenerator[Json, None]:
    """The events of a stream, as they can be sent; an error of the answer is the last one.

    Args:
        reply: What is answered.
        answers: Those of `Assistant.stream`, the last one with its own form.
    """
    numbers, growing = count(), Growing()

    def event(kind: str, **fields: Any) -> Json:  # noqa: ANN401 - what JSON holds
        return {"type": f"response.{kind}", "sequence_number": next(numbers), **fields}

    here = {"item_id": _message_id(reply), "output_index": 0, "content_index": 0}
    for kind in ("created", "in_progress"):
        yield event(kind, response=_response(reply, status="in_progress"))
    yield event("output_item.added", output_index=0, item=_message(reply, [], "in_progress"))
    yield event("content_part.added", **here, part=_text("", []))
    try:
        async with aclosing(answers):
            async for answer, shape in answers:
                added, content = growing.following(content_of(answer), last=shape is not None)
                if added:
                    yield event("output_text.delta", **here, delta=added, logprobs=[])
                if shape is not None:
                    for kind, fields in _ending(reply, here, content, shape):
                        yield event(kind, **fields)
    except OpenAiError as error:
        yield event("failed", response=_failed(reply, error))


def _ending(reply: Reply, here: Json, content: Content, shape: Json) -> Iterator[tuple[str, Json]]:
    """The events after the last words."""
    annotations = response_annotations(content, reply.page)
    for at, annotation in enumerate(annotations):
        yield "output_text.annotation.added", {**here, "annotation_index": at, "annotation": annotation}
    text = _text(content.text, annotations)
    yield "output_text.done", {**here, "text": content.text, "logprobs": []}
    yield "content_part.done", {**here, "part": text}
    item = _message(reply, [text], "completed", shape)
    yield "output_item.done", {"output_index": 0, "item": item}
    yield "completed", {"response": _completed(reply, content, shape)}


def _completed(reply: Reply, content: Content, shape: Json) -> Json:
    text = _text(content.text, response_annotations(content, reply.page))
    return _response(
        reply,
        status="completed",
        output=[_message(reply, [text], "completed", shape)],
        usage=response_usage(reply.asked, content.text),
    )


def _failed(reply: Reply, error: OpenAiError) -> Json:
    code = "rate_limit_exceeded" if error.status == 429 else "server_error"
    said = {"code": code, "message": error.body["error"]["message"]}
    return _response(reply, status="failed", error=said)


def _response(
    reply: Reply,
    *,
    status: str,
    output: list[Json] | None = None,
    usage: Json | None = None,
    error: Json | None = None,
) -> Json:
    return {
        "id": f"resp_{reply.id}",
        "object": "response",
        "created_at": reply.created,
        "status": status,
        "error": error,
        "incomplete_details": None,
        # Pincite follows none.
        "instructions": None,
        "metadata": reply.metadata or {},
        "model": reply.model,
        "output": output or [],
        "parallel_tool_calls": False,
        "previous_response_id": None,
        "store": False,
        "temperature": None,
        "text": {"format": {"type": "text"}},
        "tool_choice": "none",
        "tools": [],
        "top_p": None,
        "truncation": "disabled",
        "usage": usage,
    }


def _message(reply: Reply, content: list[Json], status: str, shape: Json | None = None) -> Json:
    message = {
        "id": _message_id(reply),
        "type": "message",
        "role": "assistant",
        "status": status,
        "content": content,
    }
    return message if shape is None else {**message, "pincite": shape}


def _text(text: str, annotations: list[Json]) -> Json:
    return {"type": "output_text", "text": text, "annotations": annotations, "logprobs": []}


def _message_id(reply: Reply) -> str:
    return f"msg_{reply.id}"
