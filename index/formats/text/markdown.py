"""Markdown: its text without marks; a table's rows name their columns, as in every other format."""

import re
from collections.abc import Iterator
from itertools import pairwise, zip_longest

from markdown_it import MarkdownIt
from markdown_it.token import Token

from index.documents import ExtractionReport
from index.formats.builder import TextBuilder
from index.formats.characters.decode import decode
from index.formats.extract import Extract, File
from index.formats.html.blocks import write_html
from index.formats.text.front_matter import front_matter

# Lists in lists in quotations. The parser recurses, and leaves out what is deeper.
_DEEPEST = 100
# What programs add to Markdown: {#id .class} behind a heading, ::: around a division, [^1] for a footnote.
_ATTRIBUTES = re.compile(r"\s*\{[#.:][^{}]*\}\s*$")
_FENCE = re.compile(r":{3,}[^\n]*\n?")
_NOTE_MARK = re.compile(r"\[\^[^\]\s]{1,50}\]")
_NOTE = re.compile(r"\A\[\^([^\]\s]{1,50})\]:\s*")


def read_markdown(file: File) -> Extract:
    """Reads Markdown. Sections are heading paths like "Guide > Install", each up to the next.

    Raises:
        UnreadableError: It is not text, or nested too deeply.
    """
    text, hidden = decode(file.data)
    about, begins = front_matter(text)
    builder = TextBuilder()
    first = write_markdown(builder, text[begins:])
    return builder.build(
        title=about.pop("title", first), metadata=about, report=ExtractionReport(hidden=hidden)
    )


def write_markdown(builder: TextBuilder, text: str) -> str | None:
    """Writes a text in Markdown, and returns its first heading of level 1.

    It is written by way of its web page, so that HTML in it is read too.

    Raises:
        UnreadableError: It is nested too deeply.
    """
    # CommonMark has no tables; nearly every program adds those of GitHub.
    parser = MarkdownIt("commonmark", {"maxNesting": _DEEPEST}).enable("table")
    tokens = parser.parse(text)
    for token, inside in pairwise(tokens):
        if inside.type == "inline":
            # The reader of pages knows notes by this class.
            if _NOTE.match(inside.content):
                token.attrSet("class", "footnote")
            _tidy(inside, heading=token.type == "heading_open")
    # A page has no numbers of items in its text: a browser counts. Those in the file are put in front.
    for item, _, inside in zip(tokens, tokens[1:], tokens[2:], strict=False):
        if item.type == "list_item_open" and item.info and inside.children:
            inside.children.insert(0, Token("text", "", 0, content=f"{item.info}{item.markup} "))
    write_html(builder, parser.renderer.render(tokens, parser.options, {}))
    return next(_titles(tokens), None)


def _tidy(inline: Token, *, heading: bool) -> None:
    """Removes marks that a web page does not show; of a picture that stands alone the caption stays."""
    children = inline.children or []
    # The reader of pages leaves pictures out, and with them the words that stand for them.
    if len(children) == 1 and children[0].type == "image":
        children[0].type, children[0].content = "text", children[0].content or ""
    if children and heading and children[-1].type == "text":
        children[-1].content = _ATTRIBUTES.sub("", children[-1].content)
    inline.children = list(_apart(children))
    for child in children:
        if child.type == "text":
            # In a sentence the number of a note is no word; in front of the note itself it is kept.
            words = _NOTE.sub(r"\1. ", _FENCE.sub("", child.content))
            child.content = _NOTE_MARK.sub("", words)


def _apart(children: list[Token]) -> Iterator[Token]:
    """The same with an empty line before each note, so that several notes in one paragraph are told apart."""
    for child, following in zip_longest(children, children[1:]):
        is_note = following is not None and following.type == "text" and _NOTE.match(following.content)
        if child.type == "softbreak" and is_note:
            yield from (Token("hardbreak", "br", 0), Token("hardbreak", "br", 0))
        else:
            yield child


def _titles(tokens: list[Token]) -> Iterator[str]:
    for token, inline in zip(tokens, tokens[1:], strict=False):
        if token.type == "heading_open" and token.tag == "h1" and (line := _plain(inline)):
            yield line


def _plain(inline: Token) -> str:
    kinds = ("text", "code_inline")
    words = (
        child.content if child.type in kinds else " " * (child.type in ("softbreak", "hardbreak"))
        for child in inline.children or []
    )
    return " ".join("".join(words).split())
