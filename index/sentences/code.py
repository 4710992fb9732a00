"""Splits code into statements, with exact offsets."""

import re
from collections.abc import Iterator, Sequence

from index.documents import Span
from index.sentences.cutting import MAX_LENGTH, cut_long, trim

_LONGEST_STATEMENT = 500
# Levels of indentation at which statements are cut.
_DEEPEST = 4
_LINE = re.compile(r"[^\n]+")


def code_spans(text: str, start: int, end: int) -> list[Span]:
    """Spans of the statements of a block of code, in order, without outer spaces.

    A line that is indented further belongs to the line above it: a function is one statement, and so is each setting. What
    is longer than anybody reads at a glance, such as a class or a drawing, is cut inside in the same way.
    """
    lines = [match.span() for match in _LINE.finditer(text, start, end) if not match[0].isspace()]
    return [
        piece for span in _statements(text, lines, _DEEPEST) for piece in cut_long(text, span, MAX_LENGTH)
    ]


def _statements(text: str, lines: Sequence[Span], levels: int) -> Iterator[Span]:
    least = min((_indent(text, line) for line in lines), default=0)
    statements: list[list[Span]] = []
    for line in lines:
        closes = text[slice(*line)].strip(" )]};,") == ""
        if statements and (_indent(text, line) > least or closes):
            statements[-1].append(line)
        else:
            statements.append([line])
    for first, *rest in statements:
        whole = trim(text, first[0], (rest or [first])[-1][1])
        if levels and rest and whole[1] - whole[0] > _LONGEST_STATEMENT:
            yield trim(text, *first)
            yield from _statements(text, rest, levels - 1)
        else:
            yield whole


def _indent(text: str, line: Span) -> int:
    # From the beginning of the line in the text: a block begins behind the indent of its first line.
    first = line[0] + len(text[slice(*line)]) - len(text[slice(*line)].lstrip())
    return first - (text.rfind("\n", 0, first) + 1)
