"""Markdown: the text stays as it was written, its blocks and headings are located by line."""

import re
from itertools import accumulate

from markdown_it import MarkdownIt
from markdown_it.token import Token

from index.documents import ExtractionReport, Section, Span
from index.formats.decode import decode
from index.formats.extract import Block, Extract, File

_PARSER = MarkdownIt("commonmark").enable("table")
_FRONT_MATTER = re.compile(r"---\n.*?\n(?:---|\.\.\.)(?:\n|$)", re.DOTALL)
_MARKER = re.compile(r"[\s>]*(?:(?:[-+*]|\d{1,9}[.)])\s+|#{1,6}\s+)?")
_UNDERLINE = re.compile(r"(?:\n[ \t]*(?:=+|-+)|[ \t]+#+)?\s*$")
_LEAVES = {"paragraph_open", "heading_open", "fence", "code_block", "html_block", "tr_open"}


def read_markdown(file: File) -> Extract:
    """Reads Markdown. Sections are heading paths like "Guide > Install", each up to the next.

    Raises:
        UnreadableError: It is not text.
    """
    text, hidden = decode(file.data)
    line_starts = [0, *accumulate(len(line) for line in text.splitlines(keepends=True))]
    front = _FRONT_MATTER.match(text)
    skipped = front.end() if front else 0
    tokens = _PARSER.parse(_blanked(text, skipped))
    blocks = tuple(
        block
        for token in tokens
        if token.type in _LEAVES and (block := _block(text, line_starts, token)) is not None
    )
    headings = _headings(text, tokens, line_starts)
    return Extract(
        title=next((name for level, name, _ in headings if level == 1), None),
        text=text,
        blocks=blocks,
        sections=_sections(headings, len(text)),
        report=ExtractionReport(hidden=hidden),
    )


def _blanked(text: str, end: int) -> str:
    """The same lines at the same offsets, without what stands before `end`."""
    return re.sub(r"[^\n]", " ", text[:end]) + text[end:]


def _block(text: str, line_starts: list[int], token: Token) -> Block | None:
    start, end = _span(line_starts, token)
    marker = _MARKER.match(text, start, end) if token.type in ("paragraph_open", "heading_open") else None
    start = marker.end() if marker else start
    stripped = (
        _UNDERLINE.sub("", text[start:end]) if token.type == "heading_open" else text[start:end].rstrip()
    )
    if not any(character.isalnum() for character in stripped):
        return None
    return Block(start=start, end=start + len(stripped), heading=token.type == "heading_open")


def _span(line_starts: list[int], token: Token) -> Span:
    # Every block token carries the lines it came from.
    first, last = token.map or [0, 0]
    return line_starts[first], line_starts[last]


def _headings(text: str, tokens: list[Token], line_starts: list[int]) -> list[tuple[int, str, int]]:
    """(level, words, offset) of each heading."""
    return [
        (int(token.tag[1]), _plain(inline), _span(line_starts, token)[0])
        for token, inline in zip(tokens, tokens[1:], strict=False)
        if token.type == "heading_open" and _plain(inline)
    ]


def _plain(inline: Token) -> str:
    words = (
        child.content if child.type in ("text", "code_inline") else " " for child in inline.children or []
    )
    return " ".join("".join(words).split())


def _sections(headings: list[tuple[int, str, int]], length: int) -> tuple[Section, ...]:
    sections = []
    path: list[tuple[int, str]] = []
    starts = [offset for _, _, offset in headings]
    for (level, name, start), end in zip(headings, [*starts[1:], length], strict=False):
        path = [step for step in path if step[0] < level] + [(level, name)]
        sections.append(Section(name=" > ".join(step for _, step in path), start=start, end=end))
    return tuple(sections)
