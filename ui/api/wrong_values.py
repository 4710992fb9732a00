"""What is wrong with a value that a program sent, in words that say what to change."""

from typing import Any

_SAID = {
    "extra_forbidden": "this name is not known",
    "missing": "this is needed",
    "json_invalid": "this is no JSON",
}


def what_is_wrong(error: Any) -> str:  # noqa: ANN401 - pydantic's own dictionary
    """The reason of one error of pydantic. Without what was sent: it may be a question, and the sender has it."""
    # Before the words of our own checks it puts these.
    return _SAID.get(error["type"]) or str(error["msg"]).removeprefix("Value error, ")
