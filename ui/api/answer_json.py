"""An answer in the project's own JSON form, as each interface gives it."""

from typing import Any

from pydantic import TypeAdapter

from rag import Answer, Assistant


def answer_json(assistant: Assistant, answer: Answer, writer: str | None = None) -> dict[str, Any]:
    """The whole answer: statements, citations with their offsets and pages, what was searched for.

    Args:
        assistant: What answered.
        answer: The answer.
        writer: The language model that was asked to write.
    """
    shape: dict[str, Any] = TypeAdapter(Answer).dump_python(answer, mode="json")
    return shape


def answer_schema() -> dict[str, Any]:
    """The JSON Schema of that form."""
    return TypeAdapter(Answer).json_schema(mode="serialization")
