"""The messages between Pincite and its parser process: JSON and bytes, never pickled objects.

If a hostile file takes over the parser, it can only send wrong content for that file.
"""

import json
import struct
from collections.abc import Sequence
from dataclasses import asdict, fields
from typing import IO, Any, TypeAlias

from index.boxes import pack, unpack
from index.documents import Block, ExtractionReport, Section
from index.formats.extract import Extract, File, Unread
from index.tables import are_inside
from index.tables import pack as pack_tables
from index.tables import unpack as unpack_tables

Message: TypeAlias = dict[str, Any]

_COUNT = struct.Struct("<I")
_LENGTH = struct.Struct("<Q")
# A message that claims to be larger is refused before it is read.
MAX_BYTES = 1_000_000_000
_MAX_BLOBS = 30_000


def send(stream: IO[bytes], message: Message, blobs: Sequence[bytes] = ()) -> None:
    """Writes a message and its blobs."""
    stream.write(_COUNT.pack(len(blobs)))
    for blob in (json.dumps(message).encode(), *blobs):
        stream.write(_LENGTH.pack(len(blob)))
        stream.write(blob)
    stream.flush()


def receive(stream: IO[bytes]) -> tuple[Message, list[bytes]]:
    """Reads what `send` wrote.

    Raises:
        EOFError: The other process has ended.
        ValueError: The bytes are not a message of `send`.
    """
    (count,) = _COUNT.unpack(_exactly(stream, _COUNT.size))
    if count > _MAX_BLOBS:
        raise ValueError("too many parts")
    # One limit for all parts together: many parts below it could still fill the memory.
    bytes_left = MAX_BYTES
    parts: list[bytes] = []
    for _ in range(count + 1):
        (length,) = _LENGTH.unpack(_exactly(stream, _LENGTH.size))
        bytes_left -= length
        if bytes_left < 0:
            raise ValueError("too large")
        parts.append(_exactly(stream, length))
    message = json.loads(parts[0])
    if not isinstance(message, dict):
        raise ValueError("not a message")
    return message, parts[1:]


def file_message(file: File) -> tuple[Message, list[bytes]]:
    """A file as a message, without its `show_page`: a function can't be sent."""
    names = [field.name for field in fields(file) if field.name not in ("data", "show_page")]
    return {name: getattr(file, name) for name in names}, [file.data]


def file_from(message: Message, data: bytes) -> File:
    """The file from `file_message`."""
    # JSON has no tuples.
    lists = {name: tuple(message.get(name, ())) for name in ("left_out", "beside")}
    return File(data=data, **{**message, **lists})


def extract_message(extract: Extract) -> tuple[Message, list[bytes]]:
    """An extract as a message."""
    files = [file_message(file) for file in extract.attached]
    message = {
        "title": extract.title,
        "blocks": _columns(extract.blocks, "start", "end", "kind"),
        "sections": _columns(extract.sections, "name", "start", "end", "kind"),
        "metadata": extract.metadata,
        "report": asdict(extract.report),
        "attached": [attributes for attributes, _ in files],
        "unread": list(extract.unread),
    }
    text = extract.text.encode("utf-8", "replace")
    # Bytes stand beside the JSON, in which they would have to be longer text.
    return message, [text, pack(extract.boxes), pack_tables(extract.tables), *(data for _, (data,) in files)]


def extract_from(message: Message, blobs: Sequence[bytes]) -> Extract:
    """The extract from `extract_message`.

    Raises:
        ValueError: It is not such a message, or its parts do not match.
    """
    try:
        return _extract_from(message, blobs)
    except (KeyError, TypeError, IndexError) as error:
        raise ValueError("not an extract") from error


def _extract_from(message: Message, blobs: Sequence[bytes]) -> Extract:
    text = blobs[0].decode("utf-8")
    # JSON has no tuples.
    report: Message = {
        key: tuple(value) if isinstance(value, list) else value for key, value in message["report"].items()
    }
    blocks = tuple(
        Block(start=start, end=end, kind=kind) for start, end, kind in zip(*message["blocks"], strict=True)
    )
    edges = [edge for block in blocks for edge in (block.start, block.end)]
    sections = tuple(
        Section(name=name, start=start, end=end, kind=kind)
        for name, start, end, kind in zip(*message["sections"], strict=True)
    )
    # Everything else relies on these offsets, so that they are checked where they come in.
    spans: list[Block | Section] = [*blocks, *sections]
    inside = all(0 <= span.start < span.end <= len(text) for span in spans)
    if not inside or edges != sorted(edges):
        raise ValueError("blocks or sections lie outside of the text")
    tables = unpack_tables(blobs[2])
    if not are_inside(tables, len(text)):
        raise ValueError("tables lie outside of the text")
    return Extract(
        title=message["title"],
        text=text,
        blocks=blocks,
        sections=sections,
        # The types are made sure of: the sender may be under the control of the file.
        metadata={str(key): str(value) for key, value in message["metadata"].items()},
        report=ExtractionReport(**report),
        boxes=unpack(blobs[1]),
        tables=tables,
        attached=[file_from(file, data) for file, data in zip(message["attached"], blobs[3:], strict=True)],
        unread=[
            Unread(str(name), str(reason), bool(encrypted)) for name, reason, encrypted in message["unread"]
        ],
    )


def _columns(spans: Sequence[Block] | Sequence[Section], *names: str) -> list[list[Any]]:
    """A list for each attribute: a list for each of a million paragraphs would need more memory than their text."""
    return [[getattr(span, name) for span in spans] for name in names]


def _exactly(stream: IO[bytes], length: int) -> bytes:
    blob = stream.read(length)
    if len(blob) != length:
        raise EOFError
    return blob
