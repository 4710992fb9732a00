"""Plain text: paragraphs, told from hard-wrapped lines."""

import re
from statistics import median

from index.documents import Section, Span
from index.formats.decode import decode
from index.formats.extract import Block, Extract

_LINE = re.compile(r"[^\n]+")
_SENTENCE_END = re.compile(r"[.!?:;…。！？][\"'”’)\]]*\s*$")
_WRAP_COLUMNS = (40, 100)
_TITLE_LENGTH = 100


def read_plain(data: bytes) -> Extract:
    """Reads plain text. Sections are its paragraphs, counted from 1.

    Raises:
        NotTextError: It is not text.
    """
    text = decode(data)
    paragraphs = _paragraphs(text)
    title = _title(text, paragraphs)
    blocks = tuple(
        Block(start=start, end=end, heading=title is not None and number == 0)
        for number, (start, end) in enumerate(paragraphs)
    )
    sections = tuple(
        Section(name=f"paragraph {number}", start=start, end=end)
        for number, (start, end) in enumerate(paragraphs, start=1)
    )
    return Extract(title=title, text=text, blocks=blocks, sections=sections)


def _title(text: str, paragraphs: list[Span]) -> str | None:
    """The first paragraph, where it is one short line that is no sentence and others follow."""
    if len(paragraphs) < 2:
        return None
    start, end = paragraphs[0]
    line = text[start:end]
    follows_a_gap = text[end : paragraphs[1][0]].count("\n") > 1
    short = len(line) <= _TITLE_LENGTH and "\n" not in line
    return line if short and follows_a_gap and not _SENTENCE_END.search(line) else None


def _paragraphs(text: str) -> list[Span]:
    """Spans of paragraphs: each line one, or in hard-wrapped text what blank lines set apart."""
    lines = [_trimmed(text, match.span()) for match in _LINE.finditer(text)]
    lines = [(start, end) for start, end in lines if start < end]
    wrapped = _is_wrapped(text, lines)
    paragraphs: list[Span] = []
    for line in lines:
        if paragraphs and wrapped and _continues(text, paragraphs[-1], line):
            paragraphs[-1] = (paragraphs[-1][0], line[1])
        else:
            paragraphs.append(line)
    return paragraphs


def _trimmed(text: str, span: Span) -> Span:
    start, end = span
    stripped = text[start:end].strip()
    start += text[start:end].find(stripped) if stripped else end - start
    return start, start + len(stripped)


def _is_wrapped(text: str, lines: list[Span]) -> bool:
    """Whether lines break at a column: most that another follows at once end in mid-sentence."""
    broken = [
        (start, end)
        for (start, end), (following, _) in zip(lines, lines[1:], strict=False)
        if text.count("\n", end, following) == 1
    ]
    if len(broken) < 2:
        return bool(broken) and not _SENTENCE_END.search(text[slice(*broken[0])])
    low, high = _WRAP_COLUMNS
    unfinished = sum(not _SENTENCE_END.search(text[start:end]) for start, end in broken)
    return low <= median(end - start for start, end in broken) <= high and unfinished > len(broken) / 2


def _continues(text: str, paragraph: Span, line: Span) -> bool:
    return text.count("\n", paragraph[1], line[0]) == 1 and not re.match(
        r"[-*•]\s|\d+[.)]\s", text[line[0] : line[1]]
    )
