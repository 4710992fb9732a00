"""Known text as a message of Outlook ([MS-OXMSG])."""

import struct
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from bench.parsing.known_files import Answers, KnownFile
from bench.parsing.known_text import KnownText
from bench.parsing.known_writers.messages import plain_body
from bench.parsing.known_writers.ole import write_container

_UNICODE, _BINARY, _NUMBER, _TIME = 0x001F, 0x0102, 0x0003, 0x0040
_SUBJECT, _BODY, _SENDER, _SENDER_ADDRESS, _SENT = 0x0037, 0x1000, 0x0C1A, 0x5D01, 0x0039
_NAME, _ADDRESS, _KIND = 0x3001, 0x39FE, 0x0C15
# 24 November 2026, 08:30 UTC, in steps of 100 ns since 1601: fixed, as all times in known files.
SENT = 134_399_826_000_000_000


@dataclass(frozen=True, slots=True, kw_only=True)
class Stated:
    """The properties of a message, a recipient or an attachment by their numbers, and what is inside.

    Attributes:
        texts: As UTF-16; or as bytes in the message's code page.
        data: Bytes.
        numbers: Numbers.
        times: Steps of 100 ns since 1601.
        recipients: To whom it was sent.
        attached: Files inside; of one that is a message itself, `message` is stated.
        message: The message that an attachment is.
    """

    texts: Mapping[int, str | bytes] = field(default_factory=dict)
    data: Mapping[int, bytes] = field(default_factory=dict)
    numbers: Mapping[int, int] = field(default_factory=dict)
    times: Mapping[int, int] = field(default_factory=dict)
    recipients: Sequence["Stated"] = ()
    attached: Sequence["Stated"] = ()
    message: "Stated | None" = None


def write_msg(text: KnownText) -> KnownFile:
    """Writes a message with plain text."""
    answers = Answers()
    answers.text(text.title)
    body = plain_body(list(text.parts()), answers)
    message = Stated(
        texts={
            _SUBJECT: text.title,
            _BODY: body.replace("\n", "\r\n"),
            _SENDER: text.author,
            _SENDER_ADDRESS: "ada@example.org",
        },
        times={_SENT: SENT},
        recipients=[Stated(texts={_NAME: "Bo Ström", _ADDRESS: "bo@example.org"}, numbers={_KIND: 1})],
    )
    return answers.file("msg", "known.msg", message_file(message))


def message_file(message: Stated) -> bytes:
    """The message as a file."""
    return write_container(_streams(message, "", bytes(32)))


def _streams(stated: Stated, folder: str, head: bytes) -> dict[str, bytes]:
    """The streams of one storage and of those inside it; `head` comes before its list of properties."""
    found: dict[str, bytes] = {}
    entries = [_entry(kind, number, struct.pack("<Q", value)) for kind, number, value in _values(stated)]
    for number, text in stated.texts.items():
        kind = _UNICODE if isinstance(text, str) else 0x001E
        data = text.encode("utf-16-le") if isinstance(text, str) else text
        found[f"{folder}__substg1.0_{number:04X}{kind:04X}"] = data
        entries.append(_entry(kind, number, struct.pack("<LL", len(data) + 2, 0)))
    for number, data in stated.data.items():
        found[f"{folder}__substg1.0_{number:04X}{_BINARY:04X}"] = data
        entries.append(_entry(_BINARY, number, struct.pack("<LL", len(data), 0)))
    found[f"{folder}__properties_version1.0"] = head + b"".join(entries)
    for storage, inner in (("recip", stated.recipients), ("attach", stated.attached)):
        for place, each in enumerate(inner):
            found |= _streams(each, f"{folder}__{storage}_version1.0_#{place:08X}/", bytes(8))
    if stated.message:
        found |= _streams(stated.message, f"{folder}__substg1.0_3701000D/", bytes(24))
    return found


def _values(stated: Stated) -> list[tuple[int, int, int]]:
    numbers = [(_NUMBER, number, value) for number, value in stated.numbers.items()]
    return numbers + [(_TIME, number, value) for number, value in stated.times.items()]


def _entry(kind: int, number: int, value: bytes) -> bytes:
    return struct.pack("<HHL", kind, number, 6) + value
