"""Splits the rows of tables, with exact offsets."""

from index.documents import Span
from index.sentences.boundaries import sentence_spans
from index.sentences.cutting import trim

_BAR = " | "
# A row up to here is one statement: what its cells say belongs to what the first of them names.
_LONGEST_ROW = 500  # characters


def row_spans(text: str, start: int, end: int) -> list[Span]:
    """Spans of the statements of a row: the whole row; of a longer one its cells, as many as fit, and sentences in them."""
    spans: list[Span] = []
    for cell in _cells(text, start, end):
        if spans and cell[1] - spans[-1][0] <= _LONGEST_ROW:
            spans[-1] = (spans[-1][0], cell[1])
        else:
            spans.append(cell)
    return [
        piece
        for span in spans
        for piece in ([span] if span[1] - span[0] <= _LONGEST_ROW else sentence_spans(text, *span))
    ]


def _cells(text: str, start: int, end: int) -> list[Span]:
    cells: list[Span] = []
    while start < end:
        bar = text.find(_BAR, start, end)
        stop = end if bar < 0 else bar
        cell = trim(text, start, stop)
        if cell[0] < cell[1]:
            cells.append(cell)
        start = end if bar < 0 else bar + len(_BAR)
    return cells
