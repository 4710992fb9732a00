"""An answer in the project's own JSON form (docs/answer-json.md), as the interfaces give it."""

import json
from typing import Any

from rag import Answer, Assistant
from rag.export import json_schema, to_json


def answer_text(assistant: Assistant, answer: Answer, writer: str | None = None) -> str:
    """The whole answer: statements, citations with their offsets, pages and hashes, the models. It reads from the disk.

    Args:
        assistant: What answered.
        answer: The answer.
        writer: The language model that was asked to write.
    """
    return to_json(assistant.export(answer, writer=writer))


def answer_json(assistant: Assistant, answer: Answer, writer: str | None = None) -> dict[str, Any]:
    """The same as values, to stand within other JSON."""
    # By way of its text, so that no second rule says how a value of it becomes JSON.
    shape: dict[str, Any] = json.loads(answer_text(assistant, answer, writer))
    return shape


def answer_schema() -> dict[str, Any]:
    """The JSON Schema of that form."""
    return json_schema()
