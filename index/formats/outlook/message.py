"""Messages of Outlook (.msg), read as the mail that they were.

Source: [MS-OXMSG] (the storages), [MS-OXPROPS] (the numbers of properties), [MS-OXCMSG] 2.2.2 (what is attached).
"""

import mimetypes
from base64 import b64encode
from collections.abc import Iterator
from datetime import datetime
from email.header import Header
from email.message import Message
from email.mime.base import MIMEBase
from email.mime.multipart import MIMEMultipart
from email.mime.text import MIMEText
from email.policy import compat32
from email.utils import format_datetime

from index.formats.extract import Extract, File, UnreadableError
from index.formats.mail.reader import read_message
from index.formats.old_office.container import Container
from index.formats.old_office.summary import codec_of
from index.formats.outlook.compressed_rtf import unpacked_rtf
from index.formats.outlook.properties import Properties
from index.formats.rtf.reader import read_rtf

_RECIPIENT, _ATTACHMENT, _INSIDE = "__recip_version1.0_", "__attach_version1.0_", "__substg1.0_3701000D"
_MOST_DEPTH, _MOST_RECIPIENTS, _MOST_ATTACHMENTS = 8, 500, 500
# Numbers of properties ([MS-OXPROPS]).
_SUBJECT, _BODY, _RTF, _HTML, _HTML_PAGE = 0x0037, 0x1000, 0x1009, 0x1013, 0x3FDE
_SENT, _RECEIVED, _CREATED = 0x0039, 0x0E06, 0x3007
_TO, _CC = 0x0E04, 0x0E03
_NAME, _KIND_OF_RECIPIENT = 0x3001, 0x0C15
_DATA, _METHOD, _LONG_NAME, _SHORT_NAME, _MIME_TYPE = 0x3701, 0x3705, 0x3707, 0x3704, 0x370E
_EMBEDDED, _OBJECT = 5, 6
# Who sent it: for whom it was sent, then who did; the name, and the addresses, of which Exchange's own are none.
_SENDERS = ((0x0042, (0x5D02, 0x0065)), (0x0C1A, (0x5D01, 0x0C1F)))
_ADDRESSES = (0x39FE, 0x3003)
# What contacts and appointments say outside of their text.
_FIELDS = {
    0x3A06: "First name", 0x3A11: "Last name", 0x3A17: "Job title", 0x3A16: "Company", 0x3A18: "Department",
    0x3A08: "Business phone", 0x3A1C: "Mobile phone", 0x3A09: "Home phone", 0x3A15: "Address",
}  # fmt: skip
_TIMES = {0x0060: "Start", 0x0061: "End"}


def read_msg(file: File) -> Extract:
    """Reads a message: its headers, its text, and what it quotes, each a section; other files are attached.

    Raises:
        UnreadableError: It is damaged, encrypted, or holds too much.
    """
    message, notes = as_mail(file)
    return read_message(message, file, notes)


def as_mail(file: File) -> tuple[Message, list[str]]:
    """The message as the mail that it was, and notes of what is left out of it.

    Raises:
        UnreadableError: It is damaged, or holds too much.
    """
    notes: list[str] = []
    with Container(file.data) as container:
        return _message(container, "", notes), notes


def _message(container: Container, storage: str, notes: list[str], encoding: str = "") -> Message:
    """The message in a storage, "" for the root, as mail; `notes` gets what was left out of it."""
    stated = Properties(container, storage, encoding)
    mail = MIMEMultipart("mixed", policy=compat32)
    headers = {
        "From": _sender(stated),
        **_recipients(container, storage, stated),
        "Date": _date(stated),
        "Subject": stated.text(_SUBJECT),
    }
    for name, text in headers.items():
        if line := " ".join(text.split()):
            mail[name] = Header(line, "utf-8").encode()
    mail.attach(_body(stated, notes))
    depth = storage.count(_INSIDE)
    for folder in _storages(container, storage, _ATTACHMENT, _MOST_ATTACHMENTS):
        part = _attachment(container, folder, notes, stated.encoding, depth)
        if part is not None:
            mail.attach(part)
    return mail


def _storages(container: Container, storage: str, kind: str, most: int) -> list[str]:
    """The storages of that kind directly in a storage, in their order."""
    start = f"{storage}/{kind}" if storage else kind
    found = {
        name[: len(start) + end] if end >= 0 else name
        for name in container.storages
        if name.startswith(start)
        for end in [name[len(start) :].find("/")]
    }
    return sorted(found)[:most]


def _sender(stated: Properties) -> str:
    for name, addresses in _SENDERS:
        address = _address(stated, addresses)
        if stated.text(name) or address:
            return _person(stated.text(name), address)
    return ""


def _address(stated: Properties, numbers: tuple[int, ...]) -> str:
    # Inside a company, Exchange states "/O=.../CN=...", which means nothing to a reader.
    return next((text for number in numbers if "@" in (text := stated.text(number))), "")


def _person(name: str, address: str) -> str:
    name = " ".join(name.split()).strip("'\"")
    if not address or name == address:
        return name or address
    return f"{name} <{address}>" if name else address


def _recipients(container: Container, storage: str, stated: Properties) -> dict[str, str]:
    """To whom it was sent: each recipient, or the lines that Outlook shows where none is listed."""
    found: dict[str, list[str]] = {"To": [], "Cc": []}
    for folder in _storages(container, storage, _RECIPIENT, _MOST_RECIPIENTS):
        person = Properties(container, folder, stated.encoding)
        kind = {1: "To", 2: "Cc"}.get(person.number(_KIND_OF_RECIPIENT))
        if kind and (line := _person(person.text(_NAME), _address(person, _ADDRESSES))):
            found[kind].append(line)
    return {
        "To": ", ".join(found["To"]) or stated.text(_TO),
        "Cc": ", ".join(found["Cc"]) or stated.text(_CC),
    }


def _date(stated: Properties) -> str:
    moment = next((text for number in (_SENT, _RECEIVED, _CREATED) if (text := stated.time(number))), "")
    return format_datetime(datetime.fromisoformat(moment)) if moment else ""


def _body(stated: Properties, notes: list[str]) -> Message:
    """The text: as plain text and as HTML, as far as it is there, else that of the formatted one."""
    plain, page = stated.text(_BODY), _page(stated)
    if not plain.strip() and page is None:
        plain = _formatted(stated, notes)
    facts = "\n\n".join(f"{name}: {text}" for name, text in _facts(stated))
    body = MIMEMultipart("alternative", policy=compat32)
    body.attach(_text_part(f"{facts}\n\n{plain}" if facts else plain))
    if page is not None:
        body.attach(page)
    return body


def _facts(stated: Properties) -> Iterator[tuple[str, str]]:
    for number, name in _TIMES.items():
        if moment := stated.time(number):
            yield name, moment[:16].replace("T", " ") + " UTC"
    for number, name in _FIELDS.items():
        if text := " ".join(stated.text(number).split()):
            yield name, text


def _text_part(text: str) -> Message:
    return MIMEText(text.replace("\r\n", "\n"), "plain", "utf-8", policy=compat32)


def _page(stated: Properties) -> Message | None:
    """The text as HTML; None if there is none."""
    data = stated.data(_HTML)
    charset = codec_of(stated.number(_HTML_PAGE) or 65001)
    if data is None:
        data, charset = stated.text(_HTML).encode("utf-8", "replace"), "utf-8"
    return _part("text/html", data, charset=charset) if data.strip() else None


def _formatted(stated: Properties, notes: list[str]) -> str:
    """The words of the text that is there only with its formats."""
    try:
        data = stated.data(_RTF)
        return read_rtf(File(name="body.rtf", data=unpacked_rtf(data))).text if data else ""
    except UnreadableError as error:
        notes.append(f"Its text could not be read: {error}.")
        return ""


def _part(kind: str, data: bytes, name: str = "", charset: str = "") -> Message:
    main, _, sub = kind.partition("/")
    part = MIMEBase(main, sub, policy=compat32)
    if charset:
        part.set_param("charset", charset)
    if name:
        part.add_header("Content-Disposition", "attachment", filename=("utf-8", "", name))
    part["Content-Transfer-Encoding"] = "base64"
    part.set_payload(b64encode(data).decode("ascii"))
    return part


def _attachment(
    container: Container, folder: str, notes: list[str], encoding: str, depth: int
) -> Message | None:
    """One attached file as a part; None if it can't be taken out, which `notes` gets."""
    stated = Properties(container, folder, encoding)
    name = stated.text(_LONG_NAME) or stated.text(_SHORT_NAME) or stated.text(_NAME)
    method = stated.number(_METHOD)
    inside = f"{folder}/{_INSIDE}"
    if method == _EMBEDDED and container.inside(inside):
        if depth >= _MOST_DEPTH:
            notes.append("A message inside could not be read: it is nested too deeply.")
            return None
        part = MIMEBase("message", "rfc822", policy=compat32)
        part.attach(_message(container, inside, notes, encoding))
        return part
    if method in (_OBJECT, _EMBEDDED):
        notes.append(
            f"{name or 'Something'} was left out: it is an object of another program inside the text."
        )
        return None
    try:
        data = stated.data(_DATA)
    except UnreadableError as error:
        notes.append(f"{name or 'A file'} could not be read: {error}.")
        return None
    kind = stated.text(_MIME_TYPE).strip().lower() or mimetypes.guess_type(name)[0] or ""
    if not _is_type(kind):
        kind = "application/octet-stream"
    return _part(kind, data or b"", name or "attachment")


def _is_type(kind: str) -> bool:
    """Whether it names a type of a file that is no container of other parts: those are read as files."""
    main, slash, sub = kind.partition("/")
    known = main in ("application", "audio", "font", "image", "text", "video")
    return bool(slash) and known and sub.replace("-", "").replace(".", "").replace("+", "").isalnum()
