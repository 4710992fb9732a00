"""The parameters of a request: those that would change what comes back are refused, those that fit a language model only do nothing."""

from collections.abc import Callable, Mapping
from typing import Any, TypeAlias

from ui.api.openai_protocol.problems import OpenAiError

Json: TypeAlias = dict[str, Any]

_Allowed: TypeAlias = Callable[[Any], bool]


def _is_off(value: object) -> bool:
    return not value


def _is_text(value: object) -> bool:
    return not value or (isinstance(value, dict) and value.get("type") == "text")


def _text_only(value: object) -> bool:
    return not value or (isinstance(value, dict) and _is_text(value.get("format")))


def _no_probabilities(value: object) -> bool:
    return not value or (isinstance(value, list) and "message.output_text.logprobs" not in value)


_NO_TOOLS = "Pincite calls no tools; it answers from its documents."
_NO_FORM = "The answer is text; its parts are in the field `pincite`, as JSON."
_NO_PROBABILITIES = "The words of an answer have no probabilities; the field `pincite` has its confidence."
_KEEPS_NOTHING = "Pincite keeps nothing of a request: send the earlier messages with each one."

# What each may be, and why it may be nothing else.
_OF_BOTH: Mapping[str, tuple[_Allowed, str]] = {
    # Tools may be offered, as many programs do with each question. None is called, which is a model's right.
    "tool_choice": (lambda value: value in (None, "none", "auto"), _NO_TOOLS),
    "top_logprobs": (_is_off, _NO_PROBABILITIES),
    "store": (_is_off, _KEEPS_NOTHING),
    "moderation": (_is_off, "Nothing is moderated."),
}
_OF_CHAT: Mapping[str, tuple[_Allowed, str]] = {
    **_OF_BOTH,
    "n": (lambda value: value in (None, 1), "The same question gets the same answer: there is one."),
    "function_call": (lambda value: value in (None, "none", "auto"), _NO_TOOLS),
    "response_format": (_is_text, _NO_FORM),
    "logprobs": (_is_off, _NO_PROBABILITIES),
    "modalities": (lambda value: value in (None, [], ["text"]), "Only text is answered."),
    "audio": (_is_off, "Only text is answered."),
    "web_search_options": (_is_off, "Pincite searches its documents, and not the web."),
}
_OF_RESPONSES: Mapping[str, tuple[_Allowed, str]] = {
    **_OF_BOTH,
    "previous_response_id": (_is_off, _KEEPS_NOTHING),
    "conversation": (_is_off, _KEEPS_NOTHING),
    "background": (_is_off, _KEEPS_NOTHING),
    "prompt": (_is_off, "There are no prompts here that could be named; send the question as `input`."),
    "text": (_text_only, _NO_FORM),
    "include": (_no_probabilities, _NO_PROBABILITIES),
}


def check_chat(request: Json) -> None:
    """Refuses a chat completion that asks for what there is not.

    Raises:
        OpenAiError: It does; the message says what there is instead.
    """
    _check(request, _OF_CHAT)


def check_response(request: Json) -> None:
    """The same for a response.

    Raises:
        OpenAiError: See `check_chat`.
    """
    _check(request, _OF_RESPONSES)


def is_streamed(request: Json) -> bool:
    """Whether the answer is to be streamed.

    Raises:
        OpenAiError: The parameter is neither true nor false.
    """
    stream = request.get("stream")
    if stream not in (None, True, False):
        raise OpenAiError(400, "`stream` is true or false.", param="stream", code="invalid_type")
    return bool(stream)


def wants_usage(request: Json) -> bool:
    """Whether the stream of a chat completion is to end with its usage.

    Raises:
        OpenAiError: The options are no object.
    """
    options = request.get("stream_options")
    if options is None:
        return False
    if not isinstance(options, dict) or not is_streamed(request):
        raise OpenAiError(
            400,
            "`stream_options` is an object, and for `stream`: true only.",
            param="stream_options",
            code="invalid_type",
        )
    return bool(options.get("include_usage"))


def metadata(request: Json) -> dict[str, str] | None:
    """What is sent back with the reply, by which the client knows it again.

    Raises:
        OpenAiError: It is no object of texts.
    """
    given = request.get("metadata")
    if given is None:
        return None
    if not isinstance(given, dict) or not all(isinstance(value, str) for value in given.values()):
        raise OpenAiError(400, "`metadata` is an object of texts.", param="metadata", code="invalid_type")
    return {_writable(name): _writable(value) for name, value in given.items()}


def _writable(text: str) -> str:
    # JSON can name half of a character, which can't be sent.
    return text.encode("utf-8", "replace").decode()


def _check(request: Json, limits: Mapping[str, tuple[_Allowed, str]]) -> None:
    for name, (is_allowed, why) in limits.items():
        if not is_allowed(request.get(name)):
            raise OpenAiError(
                400, f"`{name}` is not supported: {why}", param=name, code="unsupported_parameter"
            )
