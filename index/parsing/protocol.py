"""What goes between Pincite and the process that parses: JSON and bytes, never pickled objects.

A parser that was taken over by a hostile file can then say untrue things of that file, and no more.
"""

import json
import struct
from collections.abc import Sequence
from dataclasses import asdict, fields
from typing import IO, Any, TypeAlias

from index.boxes import pack, unpack
from index.documents import ExtractionReport, Section
from index.formats.extract import Block, Extract, File, Unread

Message: TypeAlias = dict[str, Any]

_COUNT = struct.Struct("<I")
_LENGTH = struct.Struct("<Q")
MOST_BYTES = 1_000_000_000
_MOST_BLOBS = 30_000


def send(stream: IO[bytes], message: Message, blobs: Sequence[bytes] = ()) -> None:
    """Writes a message and the bytes that belong to it."""
    for blob in (_COUNT.pack(len(blobs)), *_framed(json.dumps(message).encode())):
        stream.write(blob)
    for item in blobs:
        for blob in _framed(item):
            stream.write(blob)
    stream.flush()


def receive(stream: IO[bytes]) -> tuple[Message, list[bytes]]:
    """Reads what `send` wrote.

    Raises:
        EOFError: The other side has ended.
        ValueError: It is not such a message.
    """
    (count,) = _COUNT.unpack(_exactly(stream, _COUNT.size))
    if count > _MOST_BLOBS:
        raise ValueError("too many parts")
    left = MOST_BYTES
    parts: list[bytes] = []
    for _ in range(count + 1):
        (length,) = _LENGTH.unpack(_exactly(stream, _LENGTH.size))
        left -= length
        if left < 0:
            raise ValueError("too large")
        parts.append(_exactly(stream, length))
    message = json.loads(parts[0])
    if not isinstance(message, dict):
        raise ValueError("not a message")
    return message, parts[1:]


def file_message(file: File) -> tuple[Message, list[bytes]]:
    """A file as a message; whom to show its pages stays here."""
    about = {
        field.name: getattr(file, field.name)
        for field in fields(file)
        if field.name not in ("data", "show_page")
    }
    return about, [file.data]


def file_from(message: Message, data: bytes) -> File:
    """The file of `file_message`."""
    return File(data=data, **message)


def extract_message(extract: Extract) -> tuple[Message, list[bytes]]:
    """What was read, as a message."""
    files = [file_message(it) for it in extract.attached]
    message = {
        "title": extract.title,
        "blocks": _columns(extract.blocks, "start", "end", "heading"),
        "sections": _columns(extract.sections, "name", "start", "end", "kind"),
        "metadata": extract.metadata,
        "report": asdict(extract.report),
        "attached": [about for about, _ in files],
        "unread": list(extract.unread),
    }
    text = extract.text.encode("utf-8", "replace")
    return message, [text, pack(extract.boxes), *(data for _, (data,) in files)]


def extract_from(message: Message, blobs: Sequence[bytes]) -> Extract:
    """The extract of `extract_message`.

    Raises:
        ValueError: It is not such a message, or what it says does not fit together.
    """
    try:
        return _extract_from(message, blobs)
    except (KeyError, TypeError, IndexError) as error:
        raise ValueError("not an extract") from error


def _extract_from(message: Message, blobs: Sequence[bytes]) -> Extract:
    text = blobs[0].decode("utf-8")
    report: Message = {
        key: tuple(it) if isinstance(it, list) else it for key, it in message["report"].items()
    }
    blocks = tuple(
        Block(start=start, end=end, heading=heading)
        for start, end, heading in zip(*message["blocks"], strict=True)
    )
    edges = [edge for block in blocks for edge in (block.start, block.end)]
    sections = tuple(
        Section(name=name, start=start, end=end, kind=kind)
        for name, start, end, kind in zip(*message["sections"], strict=True)
    )
    stretches: list[Block | Section] = [*blocks, *sections]
    inside = all(0 <= stretch.start < stretch.end <= len(text) for stretch in stretches)
    if not inside or edges != sorted(edges):
        raise ValueError("blocks or sections lie outside of the text")
    return Extract(
        title=message["title"],
        text=text,
        blocks=blocks,
        sections=sections,
        metadata={str(key): str(it) for key, it in message["metadata"].items()},
        report=ExtractionReport(**report),
        boxes=unpack(blobs[1]),
        attached=[file_from(it, data) for it, data in zip(message["attached"], blobs[2:], strict=True)],
        unread=[Unread(str(name), str(reason), bool(it)) for name, reason, it in message["unread"]],
    )


def _columns(stretches: Sequence[Block] | Sequence[Section], *names: str) -> list[list[Any]]:
    """A list for each attribute: of a million paragraphs, a list for each would take more memory than their text."""
    return [[getattr(stretch, name) for stretch in stretches] for name in names]


def _framed(blob: bytes) -> tuple[bytes, bytes]:
    return _LENGTH.pack(len(blob)), blob


def _exactly(stream: IO[bytes], length: int) -> bytes:
    blob = stream.read(length)
    if len(blob) != length:
        raise EOFError
    return blob
