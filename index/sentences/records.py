"""Splits a record into sentences, with exact offsets: a message of a chat, an entry of a log."""

import re

from index.documents import Span
from index.sentences.boundaries import sentence_spans
from index.sentences.code import code_spans
from index.sentences.cutting import trim

_LONGEST_OF_LINES = 250
_LINE = re.compile(r"[^\n]+")


def record_spans(text: str, start: int, end: int) -> list[Span]:
    """Spans of the sentences of a record, in order, without outer spaces.

    Lines that are indented below the first, such as the calls that led to an error, are a statement with it, as in code. A
    message of several lines is cut at their ends where a sentence of it would be long: they are items, or lines of a poem.
    """
    lines = [match.span() for match in _LINE.finditer(text, start, end) if not match[0].isspace()]
    indented = sum(text[line[0]].isspace() for line in lines[1:])
    if len(lines) > 2 and 2 * indented >= len(lines) - 1:
        return code_spans(text, start, end)
    return [piece for span in sentence_spans(text, start, end) for piece in _cut_at_lines(text, span)]


def _cut_at_lines(text: str, span: Span) -> list[Span]:
    if span[1] - span[0] <= _LONGEST_OF_LINES:
        return [span]
    lines = (trim(text, *match.span()) for match in _LINE.finditer(text, *span))
    return [line for line in lines if line[0] < line[1]]
