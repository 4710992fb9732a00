"""The plain text of a file whose reader failed: a fault of ours must not cost the file.

Each way is as short as it can be, so that it has few faults of its own: nothing is known here of headings or tables.
"""

import re
from collections.abc import Callable, Iterable, Iterator
from email import message_from_bytes, policy
from email.message import Message
from html import unescape

from index.formats.archives.packages import Package
from index.formats.builder import TextBuilder
from index.formats.characters.decode import decode
from index.formats.extract import Extract, File, UnreadableError
from index.formats.ooxml.parts import open_package
from index.formats.pdf.plain_pages import read_plain_pdf

# What ends a line in HTML, OpenDocument, and the parts of Office files.
_LINE_END = re.compile(
    r"</(?:\w+:)?(?:p|h|h[1-6]|li|tr|row|div|si|dt|dd|title|section|table-row)\s*>|<br[\s/>]", re.I
)
_BETWEEN = re.compile(
    r"</(?:\w+:)?(?:td|th|c|tc|table-cell|tab)\s*>|<\w+:(?:tab|br|s|line-break)\s*/?>", re.I
)
# What is never closed goes on to the end, as in a browser: looking for its end again and again would take too long.
# Also the cells of a workbook that only have the number of their text, which stands in a part of its own.
_UNSEEN = re.compile(
    r"<c\s[^<>]*\bt=\"s\"[^<>]*>.*?(?:</c>|\Z)|<((?:\w+:)?(?:script|style|instrText|delText|binary-data|tracked-changes))\b[^<>]*(?<!/)>"
    r".*?(?:</\1\s*>|\Z)|<!--.*?(?:-->|\Z)",
    re.I | re.S,
)
_TAG = re.compile(r"<[^<>]*>")
_MARKUP = ("html", "xml")
# When a cue is shown, and its number.
_CUE = re.compile(r"^(?:.*-->.*|\d+|WEBVTT.*)$", re.M)
# Of each kind of package, the parts that hold text, in this order.
_PARTS = {
    "docx": (r"word/document\.xml", r"word/(?:footnotes|endnotes|comments)\.xml"),
    "pptx": (r"ppt/slides/slide\d+\.xml", r"ppt/notesSlides/notesSlide\d+\.xml"),
    "xlsx": (r"xl/sharedStrings\.xml", r"xl/worksheets/sheet\d+\.xml"),
    "epub": (r".*\.x?html?",),
    **dict.fromkeys(("odt", "ods", "odp"), (r"content\.xml",)),
}
_OFFICE = ("docx", "pptx", "xlsx")
_RTF_HEAD = re.compile(
    r"\{\\(?:\*|fonttbl|stylesheet|colortbl|info|pict|header|footer)(?:[^{}]|\{[^{}]*\})*\}"
)
_RTF_BYTE = re.compile(r"\\'([0-9a-fA-F]{2})")
_RTF_WORD = re.compile(r"\\[a-z]+-?\d* ?|[{}]|\\[^a-z]")


def plain_extract(kind: str, file: File) -> Extract:
    """The text of a file of that kind, as paragraphs.

    Raises:
        UnreadableError: There is no such way, or it fails as well.
    """
    if kind == "pdf":
        return read_plain_pdf(file)
    ways: dict[str, Callable[[File], Iterable[str]]] = {
        **dict.fromkeys(_MARKUP, lambda file: _markup_lines(decode(file.data)[0])),
        **dict.fromkeys(_PARTS, lambda file: _package_lines(kind, file)),
        "subtitles": lambda file: _markup_lines(" ".join(_CUE.sub("", decode(file.data)[0]).split())),
        "xls": _old_workbook_lines,
        "doc": _old_document_lines,
        "ppt": _old_presentation_lines,
        "rtf": _rtf_lines,
        "eml": lambda file: _mail_lines(message_from_bytes(file.data, policy=policy.compat32)),
        "msg": _outlook_lines,
    }
    builder = TextBuilder()
    # Kinds of other packages, too: what is no text is refused when it is decoded.
    for line in ways.get(kind, _text_lines)(file):
        builder.paragraph(line)
    return builder.build()


def _text_lines(file: File) -> list[str]:
    return re.split(r"\n\s*\n", decode(file.data)[0])


def _markup_lines(text: str) -> list[str]:
    text = _BETWEEN.sub(" ", _LINE_END.sub("\n", _UNSEEN.sub(" ", text)))
    return unescape(_TAG.sub("", text)).split("\n")


def _package_lines(kind: str, file: File) -> Iterator[str]:
    package = open_package(file) if kind in _OFFICE else Package(file.data, file.password)
    names = sorted(package.names, key=_in_number_order)
    wanted = [name for part in _PARTS[kind] for name in names if re.fullmatch(part, name, re.I)]
    for name in wanted:
        try:
            yield from _markup_lines(package.read(name).decode("utf-8", "replace"))
        except UnreadableError:
            continue  # one damaged part does not cost the others


def _old_workbook_lines(file: File) -> Iterator[str]:
    # Loaded where it is needed: it reads a format that few people have.
    from index.formats.old_office.workbook import as_xlsx

    return _package_lines("xlsx", as_xlsx(file))


def _old_document_lines(file: File) -> Iterator[str]:
    from index.formats.old_office.word.reader import as_docx

    return _package_lines("docx", as_docx(file))


def _old_presentation_lines(file: File) -> Iterator[str]:
    from index.formats.old_office.powerpoint.reader import as_pptx

    return _package_lines("pptx", as_pptx(file))


def _in_number_order(name: str) -> list[tuple[int, str]]:
    """So that slide10 comes after slide9."""
    return [(int(part), "") if part.isdecimal() else (-1, part) for part in re.split(r"(\d+)", name)]


def _rtf_lines(file: File) -> list[str]:
    text = _RTF_HEAD.sub("", file.data.decode("latin-1"))
    text = _RTF_BYTE.sub(lambda match: bytes.fromhex(match[1]).decode("cp1252", "replace"), text)
    text = re.sub(r"\\u(-?\d{1,6}) ?(?:\\'..|.)?", lambda match: chr(int(match[1]) % 0x10000), text)
    text = re.sub(r"[\r\n]+", "", text)
    return _RTF_WORD.sub("", re.sub(r"\\(?:par|line|row|cell)\b ?", "\n", text)).split("\n")


def _outlook_lines(file: File) -> Iterator[str]:
    from index.formats.outlook.message import as_mail

    return _mail_lines(as_mail(file)[0])


def _mail_lines(message: Message) -> Iterator[str]:
    yield from (
        f"{name}: {message.get(name)}" for name in ("From", "To", "Date", "Subject") if message.get(name)
    )
    for part in message.walk():
        payload = part.get_payload(decode=True)
        if part.get_content_maintype() == "text" and isinstance(payload, bytes):
            text = decode(payload)[0]
            html = part.get_content_subtype() == "html"
            yield from _markup_lines(text) if html else re.split(r"\n\s*\n", text)
