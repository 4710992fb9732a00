"""An answer in the form of a chat completion, whole or as the chunks of a stream.

The form is that of the types of the official client, `openai.types.chat`; the field `pincite` is ours.
"""

from collections.abc import AsyncGenerator
from contextlib import aclosing

from rag import Answer
from ui.api.openai_protocol.annotations import chat_annotations
from ui.api.openai_protocol.answering import Answers
from ui.api.openai_protocol.content import content_of
from ui.api.openai_protocol.growing import Growing
from ui.api.openai_protocol.parameters import Json
from ui.api.openai_protocol.reply import Reply
from ui.api.openai_protocol.usage import chat_usage


def completion(reply: Reply, answer: Answer, shape: Json) -> Json:
    """The whole chat completion.

    Args:
        reply: What is answered.
        answer: The answer.
        shape: The answer in the project's own form.
    """
    content = content_of(answer)
    message = {
        "role": "assistant",
        "content": content.text,
        "refusal": None,
        "annotations": chat_annotations(content, reply.page),
        "pincite": shape,
    }
    choice = {"index": 0, "message": message, "logprobs": None, "finish_reason": "stop"}
    head = _head(reply, "chat.completion")
    return {**head, "choices": [choice], "usage": chat_usage(reply.asked, content.text)}


async def chunks(reply: Reply, answers: Answers, *, with_usage: bool) -> AsyncGenerator[Json, None]:
    """The chunks of a stream, as they can be sent.

    Args:
        reply: What is answered.
        answers: Those of `Assistant.stream`, the last one with its own form.
        with_usage: Whether the last chunk says how many tokens there are.
    """
    growing = Growing()
    usage = {"usage": None} if with_usage else {}

    def chunk(delta: Json, finish: str | None = None) -> Json:
        choice = {"index": 0, "delta": delta, "logprobs": None, "finish_reason": finish}
        return {**_head(reply, "chat.completion.chunk"), "choices": [choice], **usage}

    yield chunk({"role": "assistant", "content": "", "refusal": None})
    async with aclosing(answers):
        async for answer, shape in answers:
            added, content = growing.following(content_of(answer), last=shape is not None)
            if added:
                yield chunk({"content": added})
            if shape is not None:
                yield chunk({"annotations": chat_annotations(content, reply.page), "pincite": shape})
                yield chunk({}, "stop")
                if with_usage:
                    counted = chat_usage(reply.asked, content.text)
                    yield {**_head(reply, "chat.completion.chunk"), "choices": [], "usage": counted}


def _head(reply: Reply, kind: str) -> Json:
    head: Json = {
        "id": f"chatcmpl-{reply.id}",
        "object": kind,
        "created": reply.created,
        "model": reply.model,
    }
    return head if reply.metadata is None else {**head, "metadata": reply.metadata}
