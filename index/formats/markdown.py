"""Markdown: what it shows, without its marks; a table's rows name their columns, as in every other format."""

import re
from collections.abc import Iterator
from itertools import pairwise

from markdown_it import MarkdownIt
from markdown_it.token import Token

from index.documents import ExtractionReport
from index.formats.builder import TextBuilder
from index.formats.decode import decode
from index.formats.extract import Extract, File
from index.formats.html_blocks import write_html

# Lists in lists in quotations: what is deeper is left out by the parser, which recurses.
_DEEPEST = 100
_FRONT_MATTER = re.compile(r"---[ \t]*\n(.*?)\n(?:---|\.\.\.)[ \t]*(?:\n|$)", re.DOTALL)
_ABOUT = re.compile(
    r"^(title|author|date|lang|language)[ \t]*:[ \t]*(?:\"(.+)\"|'(.+)'|([^\s\"'|>\[{].*?))[ \t]*$", re.M
)
_NAMES = {"lang": "language"}
# What programs add to Markdown: {#id .class} behind a heading, ::: around a division, [^1] for a footnote.
_ATTRIBUTES = re.compile(r"\s*\{[#.:][^{}]*\}\s*$")
_FENCE = re.compile(r":{3,}[^\n]*\n?")
_NOTE_MARK = re.compile(r"\[\^([^\]\s]{1,50})\](:?)")


def read_markdown(file: File) -> Extract:
    """Reads Markdown. Sections are heading paths like "Guide > Install", each up to the next.

    Raises:
        UnreadableError: It is not text, or nested too deeply.
    """
    text, hidden = decode(file.data)
    front = _FRONT_MATTER.match(text)
    about = dict(_stated(front[1])) if front else {}
    builder = TextBuilder()
    first = write_markdown(builder, text[front.end() :] if front else text)
    return builder.build(
        title=about.pop("title", first), metadata=about, report=ExtractionReport(hidden=hidden)
    )


def write_markdown(builder: TextBuilder, text: str) -> str | None:
    """Writes a text in Markdown, and returns its first heading of level 1.

    It is written as the web page that it stands for, so that what is HTML in it is read too.

    Raises:
        UnreadableError: It is nested too deeply.
    """
    parser = MarkdownIt("commonmark", {"maxNesting": _DEEPEST}).enable("table")
    tokens = parser.parse(text)
    for token, inside in pairwise(tokens):
        if inside.type == "inline":
            _tidy(inside, heading=token.type == "heading_open")
    write_html(builder, parser.renderer.render(tokens, parser.options, {}), main_only=False)
    return next(_titles(tokens), None)


def _stated(front_matter: str) -> Iterator[tuple[str, str]]:
    """Names and values of what the lines above the text say about it."""
    for name, *values in _ABOUT.findall(front_matter):
        yield _NAMES.get(name, name), next(filter(None, values)).strip()


def _tidy(inline: Token, *, heading: bool) -> None:
    """Takes out what no reader would see, and shows the caption of a picture that stands alone."""
    children = inline.children or []
    if len(children) == 1 and children[0].type == "image":
        children[0].type, children[0].content = "text", children[0].content or ""
    if children and heading and children[-1].type == "text":
        children[-1].content = _ATTRIBUTES.sub("", children[-1].content)
    for child in children:
        if child.type == "text":
            child.content = _NOTE_MARK.sub(_shown_mark, _FENCE.sub("", child.content))


def _shown_mark(mark: re.Match[str]) -> str:
    """A footnote's number: behind a word as it would be printed, before the note with a dot."""
    return f"{mark[1]}. " if mark[2] else mark[1]


def _titles(tokens: list[Token]) -> Iterator[str]:
    for token, inline in zip(tokens, tokens[1:], strict=False):
        if token.type == "heading_open" and token.tag == "h1" and (line := _plain(inline)):
            yield line


def _plain(inline: Token) -> str:
    kinds = ("text", "code_inline")
    words = (
        it.content if it.type in kinds else " " * (it.type in ("softbreak", "hardbreak"))
        for it in inline.children or []
    )
    return " ".join("".join(words).split())
