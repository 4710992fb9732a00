"""What a GGUF file says of itself: read before llama.cpp gets it, which says only on its log why it can't load one.

The form is in https://github.com/ggml-org/ggml/blob/master/docs/gguf.md.
"""

import struct
from dataclasses import dataclass
from pathlib import Path
from typing import BinaryIO

from index.errors import ModelError

_MAGIC = b"GGUF"
_VERSIONS = (2, 3)
# Formats of struct for the types of numbers, by their number in the file.
_NUMBERS = {0: "B", 1: "b", 2: "H", 3: "h", 4: "I", 5: "i", 6: "f", 7: "?", 10: "Q", 11: "q", 12: "d"}
_STRING, _ARRAY = 8, 9
# More of either is damage; the largest vocabularies have some 300,000 words.
_MOST_KEYS, _MOST_BYTES = 10_000, 100_000_000


@dataclass(frozen=True, slots=True, kw_only=True)
class GgufHeader:
    """The facts that a writer needs.

    Attributes:
        context: The tokens that the model was made for; None if the file does not say.
        chats: Whether it has a template for conversations.
    """

    context: int | None
    chats: bool


def read_header(path: Path) -> GgufHeader:
    """Reads the facts of a file, and no weights.

    Raises:
        ModelError: There is no such file, or it is no GGUF.
    """
    try:
        with path.open("rb") as file:
            if file.read(4) != _MAGIC:
                raise ModelError(f"{path}: is no GGUF file; its first characters would be GGUF")
            return _facts(file)
    except OSError as error:
        raise ModelError(f"{path}: can't be read ({error.strerror})") from error
    except (struct.error, ValueError, KeyError, UnicodeDecodeError) as error:
        raise ModelError(f"{path}: is a damaged GGUF file ({error}); download it again") from error


def _facts(file: BinaryIO) -> GgufHeader:
    version, _tensors, keys = _number(file, "I"), _number(file, "Q"), int(_number(file, "Q"))
    if version not in _VERSIONS or keys > _MOST_KEYS:
        raise ValueError(f"version {version} with {keys} facts")
    context, chats = None, False
    for _ in range(keys):
        name = _text(file)
        value = _value(file, int(_number(file, "I")))
        if name.endswith(".context_length") and isinstance(value, int):
            context = value
        chats = chats or name == "tokenizer.chat_template"
    return GgufHeader(context=context, chats=chats)


def _value(file: BinaryIO, kind: int) -> float | None:
    """A number; anything else is passed over."""
    if kind in _NUMBERS:
        return _number(file, _NUMBERS[kind])
    if kind == _STRING:
        _skip(file, int(_number(file, "Q")))
        return None
    if kind != _ARRAY:
        raise ValueError(f"a fact of the unknown type {kind}")
    inner, count = int(_number(file, "I")), int(_number(file, "Q"))
    if inner in _NUMBERS:
        _skip(file, count * struct.calcsize(f"<{_NUMBERS[inner]}"))
    elif count > _MOST_BYTES:
        raise ValueError(f"a list of {count} things")
    else:
        for _ in range(count):
            _value(file, inner)
    return None


def _number(file: BinaryIO, form: str) -> float:
    number: float
    (number,) = struct.unpack(f"<{form}", file.read(struct.calcsize(f"<{form}")))
    return number


def _text(file: BinaryIO) -> str:
    length = int(_number(file, "Q"))
    if length > _MOST_BYTES:
        raise ValueError(f"a name of {length} characters")
    return file.read(length).decode("utf-8")


def _skip(file: BinaryIO, length: int) -> None:
    if length > _MOST_BYTES:
        raise ValueError(f"a fact of {length} bytes")
    # The last byte is read, since a file may end within.
    if length:
        file.seek(length - 1, 1)
        _number(file, "B")
