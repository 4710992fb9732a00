"""Mail: single messages (.eml) and mailboxes (.mbox)."""

import re
from collections.abc import Sequence
from datetime import UTC
from email import message_from_bytes
from email.message import Message
from email.policy import compat32
from email.utils import parsedate_to_datetime

from index.documents import ExtractionReport
from index.formats.archives.attached import UniqueNames, shown_name
from index.formats.builder import TextBuilder
from index.formats.extract import Extract, File, UnreadableError
from index.formats.mail.body import write_body
from index.formats.mail.from_lines import message_spans
from index.formats.mail.origins import of_headers
from index.formats.mail.parts import flat, parts_of
from index.formats.mail.text import MALFORMED, decoded_words, header

HEADER = "header"
_SHOWN = ("From", "To", "Cc", "Date", "Subject")

_MOST_MESSAGES = 20_000
# The parser tests every line against every open boundary: ten million tests take about a second.
_MOST_BOUNDARIES = 1000
_MOST_TESTS = 100_000_000
_BOUNDARY = re.compile(rb"\bboundary\*?0?\*?=", re.I)
# Programs that write mailboxes put ">" before lines of text that would begin a message.
_MASKED = re.compile(rb"^>(>*From )", re.M)
_SUBJECT = re.compile(rb"^Subject:([^\n]*(?:\n[ \t][^\n]*)*)", re.I | re.M)
_HEAD_END = re.compile(rb"\r?\n\r?\n")
# How far a message is searched for its subject: it is parsed only later, as a file of its own.
_HEAD = 65_536


def read_eml(file: File) -> Extract:
    """Reads one message: its headers, its text, and what it quotes, each a section; other files are attached.

    Raises:
        UnreadableError: It is encrypted, or has too many parts.
    """
    return read_message(_parsed(file.data), file)


def read_message(message: Message, file: File, notes: Sequence[str] = ()) -> Extract:
    """Reads a message that is parsed; `notes` are what its file is known to have lost already.

    Raises:
        UnreadableError: It is encrypted, or has too many parts.
    """
    parts = parts_of(message, file)
    builder = TextBuilder()
    _write_headers(builder, message)
    origin = of_headers(header(message, "From"), header(message, "Date"))
    for text in parts.texts:
        write_body(builder, text, origin)
    notes = [*notes, *parts.notes]
    if parts.pictures:
        pictures = "1 picture was" if parts.pictures == 1 else f"{parts.pictures} pictures were"
        notes.append(f"{pictures} left out.")
    return builder.build(
        title=header(message, "Subject") or None,
        metadata=_metadata(message),
        # Many parts may be damaged in the same way; a user needs to read that once.
        report=ExtractionReport(notes=tuple(dict.fromkeys(notes))),
        attached=parts.attached,
    )


def read_mbox(file: File) -> Extract:
    """Reads a mailbox: each message is a file inside it, named like "0001 Subject.eml".

    Raises:
        UnreadableError: It holds no messages, or too many.
    """
    spans = message_spans(file.data)
    if not spans:
        raise UnreadableError("it is a mailbox without messages, or damaged")
    if len(spans) > _MOST_MESSAGES:
        raise UnreadableError(f"it holds {len(spans):,} messages, more than {_MOST_MESSAGES:,}; split it")
    names = UniqueNames()
    messages = []
    for number, (start, end) in enumerate(spans, start=1):
        data = _MASKED.sub(rb"\1", file.data[start:end])
        name = names.give(f"{number:04d} {_subject(data)}".strip() + ".eml")
        messages.append(File(name=name, data=data, password=file.password, ocr=file.ocr))
    return TextBuilder().build(attached=[message for message in messages if message.data.strip()])


def _parsed(data: bytes) -> Message:
    # The parser takes an empty first line for the end of the headers, and a byte order mark for a name.
    data = data.removeprefix(b"\xef\xbb\xbf").lstrip(b"\r\n")
    boundaries = len(_BOUNDARY.findall(data))
    if boundaries > _MOST_BOUNDARIES or boundaries * data.count(b"\n") > _MOST_TESTS:
        raise UnreadableError("it has too many parts inside parts; save them as messages of their own")
    try:
        message: Message = message_from_bytes(data, policy=compat32)
    except RecursionError as error:
        raise UnreadableError("its parts are nested too deeply") from error
    except MALFORMED as error:
        raise UnreadableError("it is a damaged message") from error
    return message


def _write_headers(builder: TextBuilder, message: Message) -> None:
    builder.open("part", HEADER)
    for name in _SHOWN:
        builder.row([header(message, name)], [name], kind="paragraph")
    builder.close("part")


def _metadata(message: Message) -> dict[str, str]:
    stated = {
        "author": header(message, "From").replace('"', ""),
        "date": _date(header(message, "Date")),
        "language": header(message, "Content-Language").split(",")[0].strip(),
    }
    return {key: value for key, value in stated.items() if value}


def _date(stated: str) -> str:
    """A header's date as ISO 8601 in UTC; "" if there is none or it makes no sense."""
    try:
        date = parsedate_to_datetime(stated)
        # The zone "-0000" is UTC, for which Python names no zone.
        return date.replace(tzinfo=date.tzinfo or UTC).astimezone(UTC).isoformat()
    except (*MALFORMED, OverflowError):
        return ""


def _subject(data: bytes) -> str:
    """The subject of a message as a file's name, without parsing the whole message."""
    end = _HEAD_END.search(data, 0, _HEAD)
    found = _SUBJECT.search(data, 0, end.start() if end else _HEAD)
    return shown_name(flat(decoded_words(found[1].decode("ascii", "surrogateescape")))) if found else ""
