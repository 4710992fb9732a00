"""Writes the text of a message: what its author wrote, apart from what is quoted and from the signature."""

import re
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from itertools import groupby

from index.documents import QUOTED, BlockKind
from index.formats.builder import TextBuilder
from index.formats.html.blocks import write_html
from index.formats.html.tree import parse_page
from index.formats.mail.origins import Origin, last_paragraph, of_attribution
from index.formats.mail.parts import Text
from index.formats.mail.quoted_html import is_attribution, quoted_nodes
from index.formats.text.plain import paragraph_spans

BODY, SIGNATURE = "body", "signature"

_QUOTE = re.compile(r"(?:>[ \t]?)+")
_LETTERS = re.compile(r"[^\W_]")
# Plain versions write out the addresses of links, which pages hide: they are no text that a page lacks.
_ADDRESS = re.compile(r"\b(?:https?|mailto):\S+")
# "On 3 May 2024 Kim wrote:" before a quotation, in whatever language.
_WROTE = re.compile(r"[^\n]*[\d@][^\n]*:$")
_LONGEST_WROTE = 300
# What programs put before a message that is quoted without marks.
_ORIGINAL = re.compile(
    r"-{3,}\s*(?:Original Message|Forwarded message|Ursprüngliche Nachricht|Weitergeleitete Nachricht"
    r"|Message d'origine|Message transféré|Mensaje original|Messaggio originale|Oorspronkelijk bericht"
    r"|Mensagem original|Исходное сообщение|原始邮件)\s*-{3,}"
    r"|(?:_{20,}\s*\n)?From: [^\n]+\n(?:Sent|Date): [^\n]",
    re.I,
)
# "On 3 May 2024 Kim wrote:" at the beginning of a quotation, and headers near it.
_WROTE_ABOVE = re.compile(r"\s*+(?:[^\n]{1,200}\n){0,2}?[^\n]{0,200}:[ \t]*(?=\n|$)")
_FIRST_HEADER = re.compile(r"\W{0,5}(?:From|Von|De|Da|Van|От|发件人)\W{0,3}[:：]", re.I)
_HEADERS_ABOVE = re.compile(
    r"(?:^|\n)\W{0,5}(?:From|Von|De|Da|Van|От|发件人)\W{0,3}[:：][^\n]*(?:\n[^\n]+){1,5}", re.I
)
_HEAD, _HEAD_NODES = 2_000, 5
# Headers of a message inside a text: from whom, and when. So many lines are looked at for them.
_HEADERS = 6
_HEADERS_BEGIN = re.compile(
    r"\W{0,5}(?:From|Von|De|Da|Van)\W{0,3}:[^\n]*\n(?:[^\n:]{1,20}:[^\n]*\n){0,3}?\W{0,3}(?:Sent|Date|Gesendet|Datum|Envoyé|Enviado|Fecha|Data"
    r"|Inviato|Verzonden)\W{0,3}:[^\n]*",
    re.I,
)
_ORIGINAL_LINE = re.compile(
    r"-{3,}|_{20,}|\W{0,3}(?:From|Von|De|Da|Van|Sent|Date|Gesendet|Datum|Envoyé|Enviado|Fecha|Data|Inviato|Verzonden|To|Cc|An|À|Para|A|Aan"
    r"|Subject|Betreff|Objet|Asunto|Oggetto|Onderwerp)\W{0,3}:\s",
)
# A share alone would let a few letters decide between two short versions.
_FULLER = 1.1
_MUCH = 20


def write_body(builder: TextBuilder, text: Text, origin: Origin) -> None:
    """Writes one text of a message: of its two versions the fuller one, or the plain one if they are about the same.

    What is quoted is a part of its own. Both have sections with who wrote it and when, as far as that is told.

    Args:
        builder: Where it is written.
        text: The two versions.
        origin: Who wrote the message, and when.

    Raises:
        UnreadableError: Its HTML is nested too deeply, or holds too much.
    """
    if text.html and _is_fuller(text.html, text.plain):
        _write_html(builder, text.html, origin)
    else:
        _write_plain(builder, text, origin)


def _write_html(builder: TextBuilder, html: str, origin: Origin) -> None:
    root = parse_page(html)
    quoted = quoted_nodes(root)
    with _part(builder, BODY, origin):
        write_html(builder, root, {node.mem_id for node in quoted})
        builder.leave_headings()
    if quoted:
        words = "\n".join(node.text(separator="\n") for node in quoted[:_HEAD_NODES])
        with _part(builder, QUOTED, of_attribution(_head(words))):
            for node in quoted:
                if is_attribution(node):
                    with builder.inside("furniture"):
                        write_html(builder, node)
                else:
                    write_html(builder, node)
            builder.leave_headings()


def _head(words: str) -> str:
    """The lines above a message that is quoted: its headers, or the line that says who wrote it."""
    lines = [line.strip() for line in words[:_HEAD].split("\n") if line.strip()]
    end = next((number for number, line in enumerate(lines[:4], start=1) if line.endswith(":")), 1)
    # The names of headers stand in bold, apart from what they say.
    return (
        "\n".join(_joined_labels(lines[:12])) if _FIRST_HEADER.match(words.strip()) else " ".join(lines[:end])
    )


def _joined_labels(lines: list[str]) -> list[str]:
    joined: list[str] = []
    for line in lines:
        if joined and joined[-1].endswith(":"):
            joined[-1] += f" {line}"
        else:
            joined.append(line)
    return joined


@contextmanager
def _part(builder: TextBuilder, name: str, origin: Origin) -> Iterator[None]:
    """A part of a message, with who wrote it and when."""
    builder.open("part", name)
    if origin.time:
        builder.open("time", origin.time)
    if origin.sender:
        builder.open("speaker", origin.sender)
    yield
    for kind in ("speaker", "time", "part"):
        builder.close(kind)


def _is_fuller(html: str, plain: str) -> bool:
    """Whether a page has clearly more text than the plain version, which may be a stub, or cut."""
    if not plain.strip():
        return True
    page = TextBuilder()
    write_html(page, html)
    in_page, in_plain = (len(_LETTERS.findall(_ADDRESS.sub("", text))) for text in (page.build().text, plain))
    return in_page > in_plain * _FULLER + _MUCH


def _write_plain(builder: TextBuilder, text: Text, origin: Origin) -> None:
    lines = text.plain.split("\n")
    if text.flowed:
        # Before quotations are told apart: a quoted line that goes on has its marks again on the next one.
        lines = list(_unflowed(lines, delete=text.delsp))
    groups = [
        (part, [line for _, _, line in group])
        # Another depth of quotation is another author, so a paragraph ends where it changes.
        for (part, _), group in groupby(_marked(lines, origin), key=lambda line: line[:2])
    ]
    # Parts of one author that follow one another are one section.
    for (part, own), blocks in groupby(
        _with_origins(_with_attributions(groups), origin), key=lambda block: block[:2]
    ):
        with _part(builder, part, own):
            for _, _, block in blocks:
                written = "\n".join(block)
                for start, end in paragraph_spans(written):
                    builder.paragraph(written[start:end], kind=_kind(part, written[start:end]))


def _kind(part: str, words: str) -> BlockKind:
    """What says who wrote what is quoted is no part of what was written."""
    if part == QUOTED and (_WROTE.fullmatch(" ".join(words.split())) or _ORIGINAL_LINE.match(words)):
        return "furniture"
    return "paragraph"


def _with_origins(
    groups: Iterable[tuple[str, list[str]]], origin: Origin
) -> Iterator[tuple[str, Origin, list[str]]]:
    """The groups of lines, each with who wrote it: for what is quoted, as the line above it says, or its headers."""
    above = ""
    for part, lines in groups:
        own = "\n".join(lines)
        if part != QUOTED:
            begins = _HEADERS_BEGIN.match(own)
            own_origin = of_attribution(begins[0]) if begins else origin
            yield part, own_origin if part == BODY else Origin(), lines
            continue
        head = _WROTE_ABOVE.match(own) or _HEADERS_ABOVE.search(own[:_HEAD])
        yield part, of_attribution(head[0] if head else above), lines
        above = last_paragraph(lines)


def _unflowed(lines: list[str], *, delete: bool) -> Iterator[str]:
    """Lines as they were before they were broken for transport (RFC 3676); quotation marks stay."""
    depth = ""
    words: list[str] = []  # of a line that goes on
    for line in lines:
        marks = _QUOTE.match(line)
        own_depth = ">" * marks[0].count(">") if marks else ""
        # A space was put in front so that no line begins with "From " or ">" (RFC 3676, 4.4).
        own = line[marks.end() :] if marks else line.removeprefix(" ")
        # The mark of a signature ends in a space, but goes on in no other line (RFC 3676, 4.3).
        if words and (own_depth != depth or own == "-- "):
            yield _quoted(depth, words)
            words = []
        depth = own_depth
        if own.endswith(" ") and own != "-- ":
            words.append(own[:-1] if delete else own)
        else:
            yield _quoted(depth, [*words, own])
            words = []
    if words:
        yield _quoted(depth, words)


def _quoted(depth: str, words: list[str]) -> str:
    line = "".join(words)
    return f"{depth} {line}" if depth else line


def _marked(lines: list[str], origin: Origin) -> Iterator[tuple[str, int, str]]:
    """Each line with its part of the message and the depth of its quotation; below 0 for each message without marks."""
    part = BODY
    message = 0
    for number, line in enumerate(lines):
        if quote := _QUOTE.match(line):
            # Behind a quotation the author goes on, even if a signature came before it.
            part = part if part == QUOTED else BODY
            yield QUOTED, quote[0].count(">"), line[quote.end() :]
            continue
        above = "\n".join(lines[number : number + _HEADERS])
        # No line of these has a mark, so that nothing tells where they end: all the rest is quoted.
        if part != QUOTED and _ORIGINAL.match(above):
            part, message = QUOTED, message - 1
        elif _HEADERS_BEGIN.match(above) and not (
            number and lines[number - 1].startswith(("-----", "_____")) and part == QUOTED
        ):
            # Of messages that were put together in one text, the later ones quote nothing.
            is_later = bool(origin.time) and of_attribution(above).time > origin.time
            part, message = BODY if is_later else QUOTED, message - 1
        elif part == BODY and line.rstrip() == "--":
            part = SIGNATURE
            continue
        yield part, message, line


def _with_attributions(groups: list[tuple[str, list[str]]]) -> Iterator[tuple[str, list[str]]]:
    """The groups of lines, with "On 3 May 2024 Kim wrote:" moved to the quotation behind it."""
    for number, (part, lines) in enumerate(groups):
        quoted_next = number + 1 < len(groups) and groups[number + 1][0] == QUOTED
        if part != BODY or not quoted_next:
            yield part, lines
            continue
        last = len(lines)
        while last and not lines[last - 1].strip():
            last -= 1
        first = last
        while first and lines[first - 1].strip():
            first -= 1
        introduction = " ".join(lines[first:last]).strip()
        if len(introduction) > _LONGEST_WROTE or not _WROTE.fullmatch(introduction):
            first = len(lines)
        yield BODY, lines[:first]
        yield QUOTED, lines[first:]
