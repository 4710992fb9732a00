"""The tool `verify`: whether the documents support each sentence of a text, whoever wrote it."""

from ui.api.mcp_server.call import Call, Result
from ui.api.verifying import VerifyInput, verified_text


async def verify(call: Call, given: VerifyInput) -> Result:
    """Checks each sentence against what it cites."""
    output = await call.threads.run(lambda: verified_text(call.assistant, given.text, given.sources))
    lines = [
        f"{one.verdict}: {one.text}{f' ({one.reason})' if one.reason else ''}" for one in output.sentences
    ]
    lines += [
        f"source [{one.number}] has changed: there stands now: {one.quote}"
        for one in output.sources
        if one.as_quoted is False
    ]
    return Result(text="\n".join(lines) or "The text has no sentence.", structured=output.model_dump())
