"""Exported answers as JSON, and back: checked, since anybody may have written the file."""

import json
import os
import secrets
from functools import cache
from pathlib import Path
from typing import Any

from pydantic import TypeAdapter, ValidationError

from index import AnswerFileError
from rag.export.fits import misfits
from rag.export.shape import FORMAT, VERSION, ExportedAnswer

LARGEST = 100_000_000
"""Bytes of a file that is read. An answer has some 100,000; with the texts of the longest documents, ten million."""

# These lead, so that who opens the file sees at once what it is.
_FIRST = ("format", "version", "pincite", "created", "models")


def to_json(answer: ExportedAnswer) -> str:
    """The answer as JSON, for people and programs to read."""
    fields: dict[str, Any] = _adapter().dump_python(answer, mode="json")
    ordered = {name: fields[name] for name in _FIRST} | fields
    return json.dumps(ordered, ensure_ascii=False, indent=2)


def json_schema() -> dict[str, Any]:
    """The JSON Schema of the format."""
    return _adapter().json_schema(mode="serialization")


def from_json(text: str | bytes, name: str = "the answer") -> ExportedAnswer:
    """The answer in such JSON.

    Args:
        text: What `to_json` wrote, or anything else.
        name: What an error calls it.

    Raises:
        AnswerFileError: It is no such answer, of a newer version, or something in it does not fit together.
    """
    if len(text) > LARGEST:
        raise AnswerFileError(
            f"{name}: is larger than {LARGEST // 10**6} MB, and so is no answer that Pincite wrote"
        )
    try:
        answer = _adapter().validate_json(text)
    except ValidationError as error:
        raise AnswerFileError(f"{name}: {_reason(error)}") from error
    if wrong := next(misfits(answer), None):
        raise AnswerFileError(f"{name}: does not fit together: {wrong}; export the answer again")
    return answer


def read_answer(file: str | Path) -> ExportedAnswer:
    """The answer in a file.

    Raises:
        AnswerFileError: As `from_json`; or the file can't be read.
    """
    path = Path(file)
    try:
        # No more than that: a file of any size could be named.
        with path.open("rb") as opened:
            data = opened.read(LARGEST + 1)
    except OSError as error:
        raise AnswerFileError(f"{path}: can't be read ({error.strerror})") from error
    return from_json(data, str(path))


def write_answer(answer: ExportedAnswer, file: str | Path) -> None:
    """Writes the answer into a file: whole, or not at all.

    Raises:
        AnswerFileError: The file can't be written.
    """
    path = Path(file)
    # Beside the file: renaming is one step only within one file system.
    beside = path.with_name(f".{path.name}.{secrets.token_hex(4)}")
    try:
        try:
            with beside.open("x", encoding="utf-8") as written:
                written.write(to_json(answer) + "\n")
                written.flush()
                os.fsync(written.fileno())
            beside.replace(path)
        except BaseException:
            beside.unlink(missing_ok=True)
            raise
    except OSError as error:
        raise AnswerFileError(f"{path}: can't be written ({error.strerror})") from error


@cache
def _adapter() -> TypeAdapter[ExportedAnswer]:
    # Made once: pydantic needs some milliseconds to read the dataclasses.
    return TypeAdapter(ExportedAnswer)


def _reason(error: ValidationError) -> str:
    first = error.errors(include_url=False, include_context=False)[0]
    place = ".".join(map(str, first["loc"]))
    if first["loc"] == ("version",):
        return f"is of another version of the format ({FORMAT} {VERSION} is read); use a newer Pincite"
    if first["loc"] in ((), ("format",)):
        return "is not an answer that Pincite exported; make one with: pincite ask QUESTION --export FILE"
    return f"is not an answer that Pincite exported, or it was changed: {place}: {first['msg']}"
