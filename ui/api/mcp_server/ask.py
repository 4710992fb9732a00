"""The tool `ask`: an answer with its exact places."""

from collections.abc import AsyncGenerator
from contextlib import aclosing
from dataclasses import replace
from typing import Any, cast

from rag import Answer
from ui.api.answer_json import answer_json
from ui.api.mcp_server.call import Call, Result, link
from ui.api.mcp_server.inputs import AskInput
from ui.chats.copying import as_text
from ui.work.asking import Asked

# Of a question that nothing answers so many of the nearest passages are shown: a model may find its way from there.
_NEAREST = 3


async def ask(call: Call, given: AskInput) -> Result:
    """Answers a question; progress tells what is found and read meanwhile."""
    where = await call.threads.run(lambda: given.filter(call.assistant))
    asked = Asked(question=given.question, where=where, further=given.look_further)
    answer = await _answered(call, asked)
    # A language model gets what the answer rests on, and not the twenty passages that were read for it.
    shown = replace(answer, hits=answer.hits[:_NEAREST] if answer.status == "not_found" else ())
    structured: dict[str, Any] = await call.threads.run(lambda: answer_json(call.assistant, shown))
    links = [link(c.title, c.section, c.document_id, c.start, c.end, c.quote) for c in answer.citations]
    nearest = [hit.passage for hit in shown.hits]
    links += [link(p.title, p.section, p.document_id, p.start, p.end, p.text) for p in nearest]
    text = "\n".join([as_text(shown), *_opened(call, answer)])
    return Result(text=text, structured=structured, links=tuple(links))


def _opened(call: Call, answer: Answer) -> list[str]:
    """Where people can read what is cited, which a model may hand on to them."""
    urls = [(c.number, call.url(c.document_id, c.start, c.end)) for c in answer.citations]
    return [f"[{number}] opens at {url}" for number, url in urls if url]


async def _answered(call: Call, asked: Asked) -> Answer:
    answers = cast("AsyncGenerator[Answer, None]", call.asking.answers(asked))
    latest: Answer | None = None
    async with aclosing(answers):
        done = 0
        async for latest in answers:
            done += 1
            await call.progress(done, latest.activity or _doing(latest))
    if latest is None:
        raise AssertionError("a question ends with an answer or an error")
    return latest


def _doing(answer: Answer) -> str:
    if answer.status == "reading":
        return f"Reading {len(answer.hits)} passages"
    return "Answered"
