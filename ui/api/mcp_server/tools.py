"""The tools: their names, what is said of them to models, and how a call is made. All of them only read."""

from collections.abc import Awaitable, Callable, Sequence
from dataclasses import dataclass
from functools import cache
from typing import Any, Generic, TypeVar

from mcp.types import CallToolResult, TextContent, Tool, ToolAnnotations
from pydantic import BaseModel, ValidationError

from rag import PinciteError, UnknownDocumentError
from ui.api.answer_json import answer_schema
from ui.api.mcp_server.ask import ask
from ui.api.mcp_server.call import Call, Result
from ui.api.mcp_server.documents import list_documents, read, search
from ui.api.mcp_server.inputs import AskInput, ListInput, ReadInput, SearchInput
from ui.api.mcp_server.outputs import ListOutput, ReadOutput, SearchOutput
from ui.api.mcp_server.verify import verify
from ui.api.verifying import VerifyInput, VerifyOutput
from ui.api.wrong_values import what_is_wrong
from ui.work.asking import AskingFailedError
from ui.work.line import LineFullError

Given = TypeVar("Given", bound=BaseModel)


@dataclass(frozen=True, slots=True, kw_only=True)
class _Tool(Generic[Given]):
    """A tool: what it is called, what it does, what it takes and gives."""

    name: str
    title: str
    description: str
    takes: type[Given]
    gives: Callable[[], dict[str, Any]]
    run: Callable[[Call, Given], Awaitable[Result]]

    async def called(self, call: Call, arguments: dict[str, Any]) -> Result:
        return await self.run(call, self.takes.model_validate(arguments))

    def described(self) -> Tool:
        return Tool(
            name=self.name,
            title=self.title,
            description=self.description,
            input_schema=self.takes.model_json_schema(),
            output_schema=self.gives(),
            annotations=ToolAnnotations(
                title=self.title,
                read_only_hint=True,
                destructive_hint=False,
                idempotent_hint=True,
                # Only the user's documents are looked at.
                open_world_hint=False,
            ),
        )


_TOOLS: tuple[_Tool[Any], ...] = (
    _Tool(
        name="ask",
        title="Ask the documents",
        description="Answers a question from the user's own documents, with sentences quoted from them; each has a number that "
        "leads to the exact place. Use it first for any question about what the documents say. If they don't say, the status "
        "is 'not_found': tell the user so, and do not answer from memory. If it is 'conflicting', tell of both places. Cite "
        "with the title and place of the citation. One question a call; it knows nothing of earlier calls.",
        takes=AskInput,
        gives=answer_schema,
        run=ask,
    ),
    _Tool(
        name="search",
        title="Search the documents",
        description="Finds the passages that fit words or a question best, with their exact text and place. Use it to look "
        "around, to gather material, or where `ask` found nothing; what it finds need not answer.",
        takes=SearchInput,
        gives=SearchOutput.model_json_schema,
        run=search,
    ),
    _Tool(
        name="read",
        title="Read a document",
        description="Reads a span of a document's text, with what stands around it. Use it with the document and the offsets of "
        "a citation or a passage to see more; without offsets it begins at the first character. To read on, give the `end` of "
        "the last call as `start`.",
        takes=ReadInput,
        gives=ReadOutput.model_json_schema,
        run=read,
    ),
    _Tool(
        name="list",
        title="List the documents",
        description="Lists the documents with title, source, date and length, and the collections that they are in.",
        takes=ListInput,
        gives=ListOutput.model_json_schema,
        run=list_documents,
    ),
    _Tool(
        name="verify",
        title="Check a text against the documents",
        description="Checks whether places of the documents support each sentence of a text, whoever wrote it: you may check "
        "your own answer before the user sees it. Give the places that it cites with the offsets of `ask` or `search`.",
        takes=VerifyInput,
        gives=VerifyOutput.model_json_schema,
        run=verify,
    ),
)


@cache
def described_tools() -> tuple[Tool, ...]:
    """The tools as clients list them."""
    return tuple(tool.described() for tool in _TOOLS)


async def call_tool(call: Call, name: str, arguments: dict[str, Any]) -> CallToolResult | None:
    """What a tool gives, or an error that tells a model what to do; None if there is no tool of that name."""
    tool = next((tool for tool in _TOOLS if tool.name == name), None)
    if tool is None:
        return None
    try:
        result = await tool.called(call, arguments)
    except _EXPECTED as error:
        return CallToolResult(content=[TextContent(text=_said(error))], is_error=True)
    return CallToolResult(
        content=[TextContent(text=result.text), *result.links], structured_content=result.structured
    )


_EXPECTED = (ValidationError, PinciteError, LineFullError, AskingFailedError)


def _said(error: Exception) -> str:
    """What a model is told of an error: what to do."""
    match error:
        case ValidationError():
            wrong = error.errors(include_url=False, include_input=False)
            return "; ".join(f"`{_name(one['loc'])}`: {what_is_wrong(one)}" for one in wrong)
        case UnknownDocumentError():
            return f"{error}. The tool `list` names the documents."
        case LineFullError():
            return "Too many questions wait already. Call again in some seconds."
        case AskingFailedError():
            return "Pincite could not answer because of an internal error; the user's terminal shows it."
    return str(error)


def _name(place: Sequence[int | str]) -> str:
    return ".".join(map(str, place)) or "the arguments"
