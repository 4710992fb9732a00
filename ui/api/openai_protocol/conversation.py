"""From the messages of a request to a question and the turns before it, which make a follow-up of it."""

from dataclasses import dataclass

from rag.questions.history import recent
from ui.api.openai_protocol.parameters import Json
from ui.api.openai_protocol.problems import OpenAiError

_TEXT_PARTS = ("text", "input_text", "output_text")
# They tell a language model how to behave. Nothing here follows them: what is quoted is chosen by the question alone, and
# what a model writes is asked for in words of ours.
_INSTRUCTING = ("system", "developer")
_TALKING = ("user", "assistant")


@dataclass(frozen=True, slots=True, kw_only=True)
class Conversation:
    """What is asked, and what was said before.

    Attributes:
        question: The last message.
        history: The role and the text of each turn before it, as `ui.work.asking.Asked` takes them.
    """

    question: str
    history: tuple[tuple[str, str], ...] = ()


def of_messages(request: Json) -> Conversation:
    """The conversation of a chat completion.

    Raises:
        OpenAiError: There are no messages, the last one is none of the user, or one is not text.
    """
    messages = request.get("messages")
    if not isinstance(messages, list) or not messages:
        raise OpenAiError(400, "`messages` is a list of at least one message.", param="messages")
    return _conversation(messages, "messages")


def of_input(request: Json) -> Conversation:
    """The conversation of a response: its input is the question, or a list of messages.

    Raises:
        OpenAiError: See `of_messages`.
    """
    given = request.get("input")
    if isinstance(given, str):
        return Conversation(question=given)
    if not isinstance(given, list) or not given:
        raise OpenAiError(400, "`input` is a text, or a list of at least one message.", param="input")
    return _conversation(given, "input")


def _conversation(messages: list[object], param: str) -> Conversation:
    turns = [_turn(message, f"{param}[{at}]") for at, message in enumerate(messages)]
    talk = [(role, text) for role, text in turns if role in _TALKING]
    if not talk or talk[-1][0] != "user":
        raise OpenAiError(400, "The last message must be a question of the user.", param=param)
    *before, (_, question) = talk
    history = recent([{"role": role, "text": text} for role, text in before])
    return Conversation(question=question, history=tuple((turn.role, turn.text) for turn in history))


def _turn(message: object, param: str) -> tuple[str, str]:
    if not isinstance(message, dict):
        raise OpenAiError(400, f"`{param}` is no message.", param=param, code="invalid_type")
    role, kind = message.get("role"), message.get("type", "message")
    if message.get("tool_calls") or message.get("function_call") or kind != "message":
        raise OpenAiError(
            400,
            f"`{param}` is not supported: only messages of text are.",
            param=param,
            code="unsupported_message",
        )
    if role not in (*_TALKING, *_INSTRUCTING):
        raise OpenAiError(
            400,
            f"`{param}.role` is one of {', '.join((*_INSTRUCTING, *_TALKING))}.",
            param=f"{param}.role",
            code="unsupported_message",
        )
    return role, _text(message.get("content"), f"{param}.content")


def _text(content: object, param: str) -> str:
    if content is None or isinstance(content, str):
        return content or ""
    if not isinstance(content, list):
        raise OpenAiError(400, f"`{param}` is a text or a list of parts.", param=param, code="invalid_type")
    return "\n".join(_part(part, f"{param}[{at}]") for at, part in enumerate(content))


def _part(part: object, param: str) -> str:
    kind = part.get("type") if isinstance(part, dict) else None
    text = part.get("refusal" if kind == "refusal" else "text") if isinstance(part, dict) else None
    if (kind in _TEXT_PARTS or kind == "refusal") and isinstance(text, str):
        return text
    raise OpenAiError(
        400,
        f"`{param}` is not supported: only text can be asked. Add files to Pincite's documents.",
        param=param,
        code="unsupported_content",
    )
