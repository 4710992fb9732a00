"""Asks a question in a chat: it is kept before it is answered, and its answer when it ends, whoever still waits."""

import asyncio
import time
from dataclasses import replace

from fastapi import Request

from rag import Answer, PinciteError
from ui.api.callers import Caller
from ui.api.problems import problem_of
from ui.api.streaming import unless_gone
from ui.api.v1.bodies import Question
from ui.chats import asking
from ui.chats.chat import Message, State, new_id
from ui.work.asking import AskingFailedError
from ui.work.line import LineFullError
from ui.work.served import Served


async def ask_in(served: Served, chat: str, sent: Question, caller: Caller, request: Request) -> str:
    """Asks a question in a chat, which is made if there is none; returns the id of its message.

    Raises:
        ProblemError: There is no such writer.
        PinciteError: There is no such collection, the chat belongs to somebody else, or there is no answer; the chat keeps why.
    """
    chats, owner = served.chats, caller.owner
    message = Message(
        id=new_id(), question=sent.question, asked=time.time(), writer=sent.writer, literal=sent.as_asked
    )
    # What is wrong with it is told before anything is kept.
    asked = await asyncio.to_thread(sent.asked, served.asking)
    version = await asyncio.to_thread(asking.put, chats, owner, chat, message)
    history = await asyncio.to_thread(asking.history, chats, owner, chat, message.id)
    asked = replace(asked, history=tuple((turn["role"], turn["text"]) for turn in history))
    state: State = "stopped"
    answer: Answer | None = None
    problem: str | None = None
    try:
        answer = await unless_gone(request.receive, served.asking.answer(asked, sent.writer))
        state = "done"
    except (PinciteError, LineFullError, AskingFailedError) as error:
        state, problem = "error", problem_of(error).detail
        raise
    finally:
        # Also if the client has gone: the question must not wait for ever.
        asking.end(
            chats,
            owner,
            chat,
            message.id,
            state=state,
            answer=answer,
            problem=problem,
            version=version,
        )
    return message.id
