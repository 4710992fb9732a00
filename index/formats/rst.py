"""reStructuredText: the text stays as it was written, its blocks and headings are located."""

import re

from index.documents import ExtractionReport, Section
from index.formats.decode import decode
from index.formats.extract import Block, Extract, File

_STRETCH = re.compile(r"[^\n]*\S[^\n]*(?:\n[^\n]*\S[^\n]*)*")
_RULE = re.compile(r"([=\-`:'\"~^_*+#<>.])\1{2,}\s*$")
_NO_PROSE = re.compile(r"\s*(?:\.\. (?!\[)|\.\.$|:[\w-]+:)")
_ITEM = re.compile(r"\s*(?:\.\. \[[^\]\s]+\]|[-*+•]|\d{1,9}[.)]|#\.|\|)\s+")


def read_rst(file: File) -> Extract:
    """Reads reStructuredText. Sections are heading paths; directives and comments are no blocks.

    Raises:
        UnreadableError: It is not text.
    """
    text, hidden = decode(file.data)
    blocks: list[Block] = []
    headings: list[tuple[int, str, int]] = []
    styles: list[str] = []
    for match in _STRETCH.finditer(text):
        if heading := _heading(match[0]):
            style, name, at = heading
            if style not in styles:
                styles.append(style)
            start = match.start() + at
            headings.append((styles.index(style), name, start))
            blocks.append(Block(start=start, end=start + len(name), heading=True))
        elif not _NO_PROSE.match(match[0]):
            blocks.extend(_items(text, *match.span()))
    return Extract(
        title=headings[0][1] if headings else None,
        text=text,
        blocks=tuple(blocks),
        sections=_sections(headings, len(text)),
        report=ExtractionReport(hidden=hidden),
    )


def _heading(stretch: str) -> tuple[str, str, int] | None:
    """(style, words, offset) of a line with a rule below it, and perhaps one above."""
    lines = stretch.split("\n")
    if len(lines) == 3 and _RULE.match(lines[0]) and _RULE.match(lines[2]):
        name, at, style = lines[1], len(lines[0]) + 1, lines[0][0] * 2
    elif len(lines) >= 2 and _RULE.match(lines[1]) and not _RULE.match(lines[0]):
        name, at, style = lines[0], 0, lines[1][0]
    else:
        return None
    words = name.strip()
    return style, words, at + name.index(words)


def _items(text: str, start: int, end: int) -> list[Block]:
    """A paragraph, or the items of a list, without their marks."""
    starts = [start]
    starts += [
        it.end() for it in re.finditer("\n", text[:end]) if it.end() > start and _ITEM.match(text, it.end())
    ]
    blocks = []
    for first, last in zip(starts, [*starts[1:], end], strict=True):
        mark = _ITEM.match(text, first, last)
        begin = mark.end() if mark else first
        words = text[begin:last].strip()
        if any(it.isalnum() for it in words):
            begin = text.index(words, begin)
            blocks.append(Block(start=begin, end=begin + len(words)))
    return blocks


def _sections(headings: list[tuple[int, str, int]], length: int) -> tuple[Section, ...]:
    sections = []
    path: list[tuple[int, str]] = []
    ends = [*(start for _, _, start in headings), length][1:]
    for (level, name, start), end in zip(headings, ends, strict=True):
        path = [step for step in path if step[0] < level] + [(level, name)]
        sections.append(Section(name=" > ".join(step for _, step in path), start=start, end=end))
    return tuple(sections)
