"""Plain text: its paragraphs, also where their lines are hard-wrapped, and its records of one line."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from statistics import median

from index.documents import Block, ExtractionReport, Section, Span
from index.formats.characters.decode import decode
from index.formats.extract import Extract, File
from index.formats.kinds.lines import labels
from index.formats.kinds.refine import refined
from index.formats.records.find import find_records

_LINE = re.compile(r"[^\n]+")
_SENTENCE_END = re.compile(r"[.!?:;…。！？][\"'”’)\]]*\s*$")
# Shorter lines are lists, addresses or verse, longer ones whole paragraphs.
_WRAP_COLUMNS = (40, 100)
# Among commands and addresses, a line of this length is one that was wrapped.
_LONG = 55
_TITLE_LENGTH = 100
_FULL = 0.6
# A label and its value on one line of a data sheet, or a chapter and its page.
_LEADERS = re.compile(r"\S[^\S\n]*(?:\.{4,}|(?:[^\S\n]\.){3,}|…{2,})[^\S\n]*[^\s.…]")
_ITEM = re.compile(r"[-*•]\s|(\d{1,9})[.)]\s")


def read_plain(file: File) -> Extract:
    """Reads plain text. Sections are its paragraphs, counted from 1; of a record its time, and who speaks or its line.

    Raises:
        UnreadableError: It is not text.
    """
    # No `TextBuilder`: the text stays as it is, and blocks and sections are only offsets in it.
    text, hidden = decode(file.data)
    lines = _lines(text)
    records = find_records(text, lines)
    paragraphs = _joined(text, [line for number, line in enumerate(lines) if number not in records.lines])
    title = None if 0 in records.lines else _title(text, paragraphs)
    read = [
        Block(start=start, end=end, kind="title" if title is not None and number == 0 else "paragraph")
        for number, (start, end) in enumerate(paragraphs)
    ]
    blocks = refined(text, sorted([*read, *records.blocks], key=lambda block: block.start))
    blocks = tuple(_above_labels(text, blocks))
    if blocks and blocks[0].kind == "title":
        title = text[blocks[0].start : blocks[0].end]
    sections = [
        Section(name=f"paragraph {number}", start=start, end=end, kind="paragraph")
        for number, (start, end) in enumerate(paragraphs, start=1)
    ]
    return Extract(
        title=title,
        text=text,
        blocks=blocks,
        sections=tuple(sorted([*sections, *records.sections], key=lambda section: section.start)),
        report=ExtractionReport(hidden=hidden),
    )


def _title(text: str, paragraphs: list[Span]) -> str | None:
    """The first paragraph if it is one short line, no sentence, and others follow."""
    if len(paragraphs) < 2:
        return None
    start, end = paragraphs[0]
    line = text[start:end]
    follows_a_gap = text[end : paragraphs[1][0]].count("\n") > 1
    return line if _is_short_line(line) and follows_a_gap else None


def _above_labels(text: str, blocks: Sequence[Block]) -> Iterator[Block]:
    """The blocks; a line above labels with their values, such as those of a data sheet, is their title or heading."""
    for number, block in enumerate(blocks):
        heads = _begins_labels(text, blocks[max(0, number - 1) : number], blocks[number : number + 3])
        yield replace(block, kind="heading" if number else "title") if heads else block


def _is_short_line(line: str) -> bool:
    return len(line) <= _TITLE_LENGTH and "\n" not in line and not _SENTENCE_END.search(line)


def _begins_labels(text: str, before: Sequence[Block], lines: Sequence[Block]) -> bool:
    """Whether the first of three lines begins a block of labels with their values, and has none itself."""
    if len(lines) < 3 or any(line.kind != "paragraph" for line in lines):
        return False
    first, _, last = lines
    follows_a_gap = all(text.count("\n", block.end, first.start) > 1 for block in before)
    if not follows_a_gap or text.count("\n", first.end, last.start) > 2:
        return False
    own, *below = (
        labels(text[line.start : line.end]) or _has_leaders(text, (line.start, line.end)) for line in lines
    )
    return not own and all(below) and _is_short_line(text[first.start : first.end])


def paragraph_spans(text: str) -> list[Span]:
    """Spans of paragraphs: each line, or in hard-wrapped text the lines between blank lines and short lines."""
    return _joined(text, _lines(text))


def _lines(text: str) -> list[Span]:
    """The lines without outer spaces and empty ones."""
    lines = [_trimmed(text, match.span()) for match in _LINE.finditer(text)]
    return [(start, end) for start, end in lines if start < end]


def _joined(text: str, lines: list[Span]) -> list[Span]:
    """The paragraphs that lines belong to; between two of the lines may be others that are left out."""
    column = _wrap_column(text, lines)
    paragraphs: list[Span] = []
    before = (0, 0)
    for line in lines:
        if paragraphs and column and _continues(text, paragraphs[-1][0], before, line, column):
            paragraphs[-1] = (paragraphs[-1][0], line[1])
        else:
            paragraphs.append(line)
        before = line
    return paragraphs


def _trimmed(text: str, span: Span) -> Span:
    start, end = span
    stripped = text[start:end].strip()
    start += text[start:end].find(stripped) if stripped else end - start
    return start, start + len(stripped)


def _wrap_column(text: str, lines: list[Span]) -> int:
    """About where lines are wrapped; 0 if most lines with another directly below end a sentence.

    Where most lines are short, as in commands, addresses and tables, only the long ones count.
    """
    broken = [
        before
        for before, line in zip(lines, lines[1:], strict=False)
        if text.count("\n", before[1], line[0]) == 1
        and not _has_leaders(text, before)
        and not _is_item(text, before[0], before, line)
    ]
    if not broken:
        return 0
    low, high = _WRAP_COLUMNS if len(broken) > 1 else (0, _WRAP_COLUMNS[1])
    if _median_length(broken) < low:
        long = [(start, end) for start, end in broken if end - start >= _LONG]
        broken = long if len(long) > len(broken) / 5 else broken
    # Lines that are wrapped end in the middle of a sentence; lines that were meant to end mostly do not.
    unfinished = sum(not _SENTENCE_END.search(text[start:end]) for start, end in broken)
    column = _median_length(broken)
    return column if low <= column <= high and unfinished > len(broken) / 2 else 0


def _median_length(spans: list[Span]) -> int:
    return int(median(end - start for start, end in spans))


def _continues(text: str, start: int, before: Span, line: Span, column: int) -> bool:
    """Whether a line continues the paragraph that begins at `start` and whose last line was full."""
    # An empty line ends a paragraph, however long the line before it is.
    if text.count("\n", before[1], line[0]) != 1:
        return False
    if _has_leaders(text, before) or _has_leaders(text, line):
        return False
    # If the next word would have fitted easily, as in an address, the line was meant to end.
    words = text[line[0] : line[1]].split(maxsplit=1)
    if before[1] - before[0] + len(words[0]) <= column * _FULL:
        return False
    return not _is_item(text, start, before, line)


def _has_leaders(text: str, line: Span) -> bool:
    return _LEADERS.search(text, *line) is not None


def _is_item(text: str, start: int, before: Span, line: Span) -> bool:
    """Whether a line is a list item, and not the rest of a sentence, as in "... in / 1868. No ...".

    A list begins with 1 or follows the end of a sentence, and its numbers go up by one.
    """
    # Wrapping may bring any number to the front of a line, but seldom the one that follows the last item's.
    item = _ITEM.match(text, line[0], line[1])
    if item is None or item[1] is None or int(item[1]) <= 1:
        return item is not None
    last = _ITEM.match(text, start)
    counts_on = last is not None and last[1] is not None and int(last[1]) + 1 == int(item[1])
    return counts_on or bool(_SENTENCE_END.search(text[slice(*before)]))
