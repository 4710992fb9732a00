"""JSON: records as rows, everything else as lines that say where they stand."""

import json
from collections.abc import Iterator
from typing import Any

from index.documents import ExtractionReport
from index.formats.builder import TextBuilder
from index.formats.decode import decode
from index.formats.extract import Extract, File, UnreadableError

_DEEP = "it is nested too deep"
_LONG = 200  # characters from which on a text is a paragraph of its own


def read_json(file: File) -> Extract:
    """Reads JSON. Each value is a block "address > city: Paris"; flat objects are one.

    Raises:
        UnreadableError: It is not JSON, or nested too deep.
    """
    text, hidden = decode(file.data)
    builder = TextBuilder()
    _write(builder, _parsed(text, 0), "")
    return builder.build(report=ExtractionReport(hidden=hidden))


def read_jsonl(file: File) -> Extract:
    """Reads JSON lines; each is a section "line 12".

    Raises:
        UnreadableError: A line is not JSON, or nested too deep.
    """
    text, hidden = decode(file.data)
    builder = TextBuilder()
    for number, line in enumerate(text.split("\n"), start=1):
        if line.strip():
            builder.open("lines", f"line {number}")
            _write(builder, _parsed(line, number), "")
    return builder.build(report=ExtractionReport(hidden=hidden))


def _parsed(text: str, line: int) -> Any:
    try:
        # Numbers as they are written: 1.10 is not 1.1.
        return json.loads(text, parse_float=str, parse_int=str, parse_constant=str)
    except RecursionError as error:
        raise UnreadableError(_DEEP) from error
    except ValueError as error:
        found = error.lineno if isinstance(error, json.JSONDecodeError) else 1
        raise UnreadableError(f"it is no valid JSON in line {line or found} ({error})") from error


def _write(builder: TextBuilder, value: Any, path: str) -> None:
    """Writes a value and all below it, without recursion."""
    waiting: list[Iterator[tuple[str, Any]]] = [iter([(path, value)])]
    while waiting:
        path, value = next(waiting[-1], ("", waiting))
        if value is waiting:
            waiting.pop()
        elif isinstance(value, dict) and _is_flat(value):
            builder.row([_text(it) for it in value.values()], [_joined(path, str(key)) for key in value])
        elif isinstance(value, dict):
            waiting.append(iter([(_joined(path, str(key)), it) for key, it in value.items()]))
        elif isinstance(value, list):
            waiting.append(iter([(path, it) for it in value]))
        elif (text := _text(value)) and path:
            builder.row([text], [path])
        else:
            builder.paragraph(text)


def _is_flat(value: dict[str, Any]) -> bool:
    return all(not isinstance(it, dict | list) and len(_text(it)) < _LONG for it in value.values())


def _joined(path: str, key: str) -> str:
    return f"{path} > {key}" if path else key


def _text(value: Any) -> str:
    if value is None:
        return ""
    return str(value).lower() if isinstance(value, bool) else str(value)
