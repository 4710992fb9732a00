"""`/api/v1/chats`: the chats of a key, or those of the page where this machine's user asks."""

import asyncio
from contextlib import suppress
from typing import Annotated, Any

from anyio import to_thread
from fastapi import APIRouter, Depends, Path, Query, Request
from fastapi.responses import JSONResponse, Response

from ui.api.answer_json import answer_json
from ui.api.callers import Caller
from ui.api.guard import needs
from ui.api.seen import seen
from ui.api.v1.bodies import Question
from ui.api.v1.chat_asking import ask_in
from ui.api.v1.chat_shapes import ChatChange, ChatShape, ChatsShape, MessageShape, WholeChatShape, chat_shape
from ui.chats.chat import ChatError, Message, new_id
from ui.work.served import Served

ChatId = Annotated[str, Path(pattern=r"^[A-Za-z0-9_-]{8,64}$", description="The id of a chat.")]
Asker = Annotated[Caller, Depends(needs("ask"))]


def chat_routes(served: Served) -> APIRouter:
    """The routes of chats."""
    routes = APIRouter(prefix="/api/v1/chats", tags=["chats"])
    chats = served.chats
    Seen = Annotated[Served, Depends(seen(served, "ask"))]  # noqa: N806 - a type

    @routes.get("", response_model=ChatsShape)
    def list_chats(caller: Asker, limit: Annotated[int, Query(ge=1, le=1000)] = 100) -> ChatsShape:
        """The chats."""
        listed, total = chats.chats(caller.owner, limit)
        return ChatsShape(chats=[chat_shape(one) for one in listed], total=total)

    @routes.get("/{chat_id}", response_model=WholeChatShape)
    async def read_chat(chat_id: ChatId, caller: Asker, seen: Seen) -> Response:
        """A chat with its questions and answers."""
        return JSONResponse(await _whole(chat_id, caller, seen))

    async def _whole(chat_id: str, caller: Caller, seen: Served) -> dict[str, Any]:
        chat, messages = await asyncio.to_thread(chats.whole, caller.owner, chat_id)
        return {**chat_shape(chat).model_dump(), "messages": [await _message(one, seen) for one in messages]}

    async def _message(message: Message, seen: Served) -> dict[str, Any]:
        answer = None
        if message.answer:
            answer = await to_thread.run_sync(answer_json, seen.assistant, message.answer, message.writer)
        return MessageShape(
            id=message.id,
            question=message.question,
            asked=message.asked,
            state=message.state,
            problem=message.problem,
            writer=message.writer,
            answer=answer,
        ).model_dump()

    @routes.post("", response_model=WholeChatShape, status_code=201)
    async def begin_chat(sent: Question, caller: Asker, request: Request, seen: Seen) -> Response:
        """Begins a chat with a question; its `history` is not used."""
        chat = new_id()
        try:
            await ask_in(seen, chat, sent, caller, request)
        except BaseException:
            # Nobody knows its id, whether there is no answer or its asker has gone. It may not have been made yet.
            with suppress(ChatError):
                chats.delete(caller.owner, chat)
            raise
        return JSONResponse(await _whole(chat, caller, seen), 201)

    @routes.post("/{chat_id}/questions", response_model=MessageShape)
    async def ask_in_chat(
        chat_id: ChatId, sent: Question, caller: Asker, request: Request, seen: Seen
    ) -> Response:
        """Asks a question in a chat, whose earlier questions and answers are its history."""
        await asyncio.to_thread(chats.chat, caller.owner, chat_id)
        message = await ask_in(seen, chat_id, sent, caller, request)
        (kept,) = await asyncio.to_thread(chats.messages, caller.owner, chat_id, [message])
        return JSONResponse(await _message(kept, seen))

    @routes.patch("/{chat_id}", response_model=ChatShape)
    def change_chat(chat_id: ChatId, sent: ChatChange, caller: Asker) -> ChatShape:
        """Gives a chat a title, or pins it above the others."""
        if sent.title is not None:
            chats.rename(caller.owner, chat_id, sent.title)
        if sent.pinned is not None:
            chats.pin(caller.owner, chat_id, sent.pinned)
        return chat_shape(chats.chat(caller.owner, chat_id))

    @routes.delete("/{chat_id}", status_code=204)
    def delete_chat(chat_id: ChatId, caller: Asker) -> Response:
        """Deletes a chat; on the page it can be brought back for an hour."""
        chats.delete(caller.owner, chat_id)
        return Response(status_code=204)

    return routes
