"""JSON: chats as messages, records as rows, everything else as lines that begin with their path."""

import json
from collections.abc import Iterator
from pathlib import PurePosixPath
from typing import Any

from index.documents import ExtractionReport
from index.formats.builder import TextBuilder
from index.formats.characters.decode import decode
from index.formats.chats import slack
from index.formats.chats.messages import chats, time_of, write_chats
from index.formats.extract import Extract, File, UnreadableError
from index.formats.tables.values import is_label, is_number

_DEEP = "it is nested too deep"
_LONG = 200  # characters from which on a text is a paragraph of its own


class _Row(list[tuple[str, str]]):
    """Names and values that are written as one row; a class of its own, unlike the lists that a file holds."""


def read_json(file: File) -> Extract:
    """Reads JSON. Short values of one object are a row, "name: Kim | address > city: Paris"; others are blocks.

    Where it is a list, each of its members is a section "record 12". A chat that a program has exported is written message
    by message, each a record with its time and its sender; ids of Slack are names where those are known.

    Raises:
        UnreadableError: It is not JSON, or nested too deep.
    """
    data = file.data
    if file.beside:
        data = slack.with_names(file.name, data, slack.names_of([text.encode() for text in file.beside]))
    text, hidden = decode(data)
    builder = TextBuilder()
    whole = _parsed(text, 0)
    title = None
    if found := chats(whole):
        write_chats(builder, found)
        title = (found[0].name or _channel(file.name)) if len(found) == 1 else None
    elif isinstance(whole, list):
        for number, record in enumerate(whole, start=1):
            builder.open("part", f"record {number}")
            _write(builder, record, "")
    else:
        _write(builder, whole, "")
    return builder.build(title=title, report=ExtractionReport(hidden=hidden))


def read_jsonl(file: File) -> Extract:
    """Reads JSON lines; each is a section "line 12". Lines that are damaged are left out, which is noted.

    Raises:
        UnreadableError: Its first line is not JSON, or a line is nested too deep.
    """
    text, hidden = decode(file.data)
    builder = TextBuilder()
    damaged: list[str] = []
    read = False
    for number, line in enumerate(text.split("\n"), start=1):
        if not line.strip():
            continue
        try:
            value = _parsed(line, number)
        except UnreadableError as error:
            if not read:
                raise
            # A line that was cut off must not cost the others; without a first one it is no such file.
            damaged.append(str(error))
            continue
        read = True
        builder.open("lines", f"line {number}")
        _write(builder, value, "")
    return builder.build(report=ExtractionReport(hidden=hidden, notes=_left_out(damaged)))


def _channel(name: str) -> str | None:
    """The title of a file that is named by its day, as in Slack's export: its folder, which is the channel, and the day."""
    path = PurePosixPath(name)
    return f"{path.parent.name}, {path.stem}" if path.parent.name and time_of(f"{path.stem} 00:00") else None


def _left_out(damaged: list[str]) -> tuple[str, ...]:
    if not damaged:
        return ()
    count = "1 line was" if len(damaged) == 1 else f"{len(damaged):,} lines were"
    return (f"{count} left out: {damaged[0]}.",)


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
        # The stack itself marks the end of a level: no value of a file is the same object.
        path, value = next(waiting[-1], ("", waiting))
        if value is waiting:
            waiting.pop()
        elif isinstance(value, dict):
            waiting.append(iter(_members(value, path)))
        elif isinstance(value, _Row):
            builder.row([text for _, text in value], [name for name, _ in value])
        elif isinstance(value, list) and (numbers := _short(value)) is not None:
            builder.row([numbers], [path])
        elif isinstance(value, list):
            waiting.append(iter([(path, member) for member in value]))
        elif (text := _text(value)) and path:
            builder.row([text], [path])
        else:
            builder.paragraph(text)


def _members(value: dict[str, Any], path: str) -> Iterator[tuple[str, Any]]:
    """What an object holds: short values in succession as one row, all else by itself."""
    row = _Row()
    for key, member in value.items():
        short = _short(member)
        # The row so far is written first, so that values stay in the order of the file.
        if short is None:
            yield path, row
            row = _Row()
            yield _joined(path, str(key)), member
        else:
            row.append((_joined(path, str(key)), short))
    yield path, row


def _short(value: Any) -> str | None:
    """A value, or a list of names or numbers, that is short enough for a row; else None."""
    if isinstance(value, list):
        texts = [_text(member) for member in value if not isinstance(member, dict | list)]
        # Names and numbers in a list are read together; sentences are paragraphs of their own.
        are_short = all(is_label(text) or is_number(text) for text in texts)
        if not value or len(texts) < len(value) or not are_short:
            return None
        text = ", ".join(texts)
    elif isinstance(value, dict):
        return None
    else:
        text = _text(value)
    return text if len(text) < _LONG else None


def _joined(path: str, key: str) -> str:
    return f"{path} > {key}" if path else key


def _text(value: Any) -> str:
    if value is None:
        return ""
    # Python writes True where JSON has true.
    return str(value).lower() if isinstance(value, bool) else str(value)
