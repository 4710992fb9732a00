"""The parts of a message (MIME, RFC 2045 to 2049): its text, what is attached, what is left out."""

import mimetypes
from dataclasses import dataclass, field
from email.generator import BytesGenerator
from email.message import Message
from email.policy import compat32
from io import BytesIO

from index.formats.archives.attached import UniqueNames, shown_name
from index.formats.extract import File, UnreadableError
from index.formats.mail.text import MALFORMED, decoded_words, header, part_bytes, part_text

_MOST_PARTS = 1000
_ENCRYPTED = "it is encrypted ({}); save it decrypted"
# Of no use to a reader.
_SIGNATURES = frozenset(
    f"application/{kind}" for kind in "pgp-signature pgp-keys pkcs7-signature x-pkcs7-signature".split()
)
_SMIME = frozenset(("application/pkcs7-mime", "application/x-pkcs7-mime"))


@dataclass(slots=True)
class Text:
    """One text of a message, as plain text, as HTML, or both.

    Attributes:
        plain: The plain text, or "".
        html: The page, or "".
        flowed: Whether the plain text's lines that end in a space go on in the next (RFC 3676).
        delsp: Whether that space is to be deleted then.
    """

    plain: str = ""
    html: str = ""
    flowed: bool = False
    delsp: bool = False


@dataclass(slots=True)
class Parts:
    """What a message consists of.

    Attributes:
        texts: Its own text; mostly one.
        attached: Files inside it.
        pictures: How many pictures were left out.
        notes: What else was, and why.
    """

    texts: list[Text] = field(default_factory=list)
    attached: list[File] = field(default_factory=list)
    pictures: int = 0
    notes: list[str] = field(default_factory=list)


def parts_of(message: Message, file: File) -> Parts:
    """Sorts a message's parts.

    Args:
        message: The message.
        file: The file that it came from, for what opens those inside.

    Raises:
        UnreadableError: It is encrypted, or has too many parts.
    """
    parts = Parts()
    names = UniqueNames()
    waiting: list[tuple[Message, Text | None]] = [(message, None)]
    seen, reason = 0, ""
    while waiting:
        part, alternative = waiting.pop()
        seen += 1
        if seen > _MOST_PARTS:
            raise UnreadableError(f"it has more than {_MOST_PARTS:,} parts")
        try:
            if inside := _inside(part, alternative):
                # The list is a stack: reversed, so that the first part is the next one to be read.
                waiting += reversed(inside)
            else:
                _sort(part, alternative, parts, file, names)
        except UnreadableError as error:
            # One part must not cost the others; only if there are none is its reason that of the message.
            parts.notes.append(f"A part could not be read: {error}.")
            reason = reason or str(error)
        # The standard library writes a message inside by recursion.
        except RecursionError:
            parts.notes.append("A message inside could not be read: it is nested too deeply.")
        except MALFORMED:
            parts.notes.append("A part could not be read: it is damaged.")
    if reason and not parts.texts and not parts.attached:
        raise UnreadableError(reason)
    parts.texts = [text for text in parts.texts if text.plain.strip() or text.html.strip()]
    return parts


def _inside(part: Message, alternative: Text | None) -> list[tuple[Message, Text | None]]:
    """The parts of a part that is made of several, each with the text that it is an alternative of."""
    kind = part.get_content_type()
    if kind == "multipart/encrypted":
        raise UnreadableError(_ENCRYPTED.format("PGP"))
    if not kind.startswith("multipart/") or not part.is_multipart():
        return []
    shared = Text() if kind == "multipart/alternative" and alternative is None else alternative
    # A page's related parts belong to it; the parts of a mix that follow a text do not.
    return [(inside, shared) for inside in part.get_payload() if isinstance(inside, Message)]


def _sort(part: Message, alternative: Text | None, parts: Parts, file: File, names: UniqueNames) -> None:
    kind = part.get_content_type()
    stated = shown_name(decoded_words(part.get_filename() or ""))
    if kind in _SMIME:
        _refuse_smime(part)
    elif kind.startswith("image/"):
        parts.pictures += 1
    elif kind == "message/rfc822":
        name = stated or shown_name(flat(header(_message_in(part), "Subject"))) or "message"
        data = _written(_message_in(part))
        _attach(name.removesuffix(".eml") + ".eml", data, parts, file, names)
    elif _is_own_text(part) and not stated:
        _add_text(part, alternative, parts)
    elif kind == "message/external-body":
        parts.notes.append("A part that is kept elsewhere was left out; nothing is fetched.")
    elif (
        kind not in _SIGNATURES
        and not kind.startswith(("message/", "multipart/"))
        # Without a name, it is one more form of the same text, such as its date for a calendar.
        and (stated or alternative is None)
    ):
        suffix = mimetypes.guess_extension(kind) or ".bin"
        _attach(stated or f"attachment{suffix}", part_bytes(part), parts, file, names)


def _is_own_text(part: Message) -> bool:
    """Whether it is text to be shown; also a part that claims to consist of parts, and does not."""
    kind = part.get_content_type()
    shown = kind in ("text/plain", "text/html") or kind.startswith("multipart/")
    return shown and part.get_content_disposition() != "attachment"


def _refuse_smime(part: Message) -> None:
    # Not encrypted, but the text is in a binary container together with its signature.
    if part.get_param("smime-type") == "signed-data":
        raise UnreadableError(
            "it is signed in a way that packs its text (S/MIME); save it without the signature"
        )
    raise UnreadableError(_ENCRYPTED.format("S/MIME"))


def _add_text(part: Message, alternative: Text | None, parts: Parts) -> None:
    text = alternative or Text()
    content = part_text(part)
    if part.get_content_type() == "text/html":
        text.html += content
    elif content.lstrip().startswith("-----BEGIN PGP MESSAGE-----"):
        raise UnreadableError(_ENCRYPTED.format("PGP"))
    elif not text.plain:
        text.plain = content
        text.flowed = str(part.get_param("format", "")).lower() == "flowed"
        text.delsp = str(part.get_param("delsp", "")).lower() == "yes"
    # Not `in`, which compares words: two parts may have the same.
    if not any(text is known for known in parts.texts):
        parts.texts.append(text)


def _attach(name: str, data: bytes, parts: Parts, file: File, names: UniqueNames) -> None:
    if data:
        parts.attached.append(File(name=names.give(name), data=data, password=file.password, ocr=file.ocr))
    else:
        parts.notes.append(f"{name} is empty.")


def _message_in(part: Message) -> Message:
    inside = part.get_payload()
    return inside[0] if isinstance(inside, list) and inside and isinstance(inside[0], Message) else Message()


def _written(message: Message) -> bytes:
    """The message as a file, with its headers and parts unchanged."""
    out = BytesIO()
    # By default it would wrap long headers and put a mark before lines that begin with "From ".
    BytesGenerator(out, mangle_from_=False, policy=compat32.clone(max_line_length=0)).flatten(message)
    return out.getvalue()


def flat(subject: str) -> str:
    """A subject as a file's name, without what separates folders."""
    return subject.replace("/", "-").replace("\\", "-")
