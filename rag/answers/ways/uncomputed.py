"""Rows in place of a figure: where something is to be computed from a table, and it is not sure how.

The plain way would lead with a figure of one of the rows, as if that were what is asked for.
"""

from collections.abc import Iterator, Sequence

from index import Document, DocumentTable, Span
from rag.answer import Answer, AnswerCell, AnswerTable
from rag.answers.decide import Decision
from rag.answers.ways.way import Asked, Item, WayAnswer
from rag.protocols import Reading
from rag.reading.labels import is_row
from rag.tables.rules.computing import is_uncomputed

ROWS_ONLY = (
    "What is asked for would have to be computed, and it was not sure how. These are the nearest rows."
)
"""The note of an answer that shows rows in place of a figure."""

_MOST_COLUMNS = 6


def uncomputed(asked: Asked) -> WayAnswer | None:
    """The rows of the plain answer without the figure that it leads with; None if that may be what is asked for."""
    decision = asked.plain.decision
    if not leads_uncomputed(asked.question, decision):
        return None
    rows = [reading for reading in decision.readings if is_row(reading.text)]
    document_id = rows[0].hit.passage.document_id
    table = next(
        (one for one in asked.documents.tables(document_id) if _overlap(one, rows[0].sentence)), None
    )
    if table is None:
        return None
    same = [
        row for row in rows if row.hit.passage.document_id == document_id and _overlap(table, row.sentence)
    ]
    return WayAnswer(
        kind="table",
        items=tuple(Item(readings=(row,)) for row in same),
        confidence=decision.confidence,
        notes=(*decision.notes, ROWS_ONLY),
        table=_shown(table, asked.documents.document(document_id), same),
    )


def leads_uncomputed(question: str, decision: Decision) -> bool:
    """Whether something is to be computed, and what would be shown leads with a figure of a row that says nothing of it."""
    return (
        decision.status == "answered"
        and bool(decision.short)
        and is_row(decision.readings[0].text)
        and is_uncomputed(question, decision.readings[0].text)
    )


def shows_rows_only(answer: Answer) -> bool:
    """Whether an answer is rows in place of a figure."""
    return ROWS_ONLY in answer.notes


def _overlap(table: DocumentTable, span: Span) -> bool:
    return span[0] < table.end and table.start < span[1]


def _shown(table: DocumentTable, document: Document, rows: Sequence[Reading]) -> AnswerTable:
    """The rows with the names of their columns; the number of a citation stands at the first cell of its row."""
    columns = range(min(len(table.columns), _MOST_COLUMNS))
    return AnswerTable(
        title=table.title,
        columns=tuple(table.columns[at] for at in columns),
        rows=tuple(
            tuple(
                AnswerCell(text=document.text[start:end], number=None if at else number)
                for at, (start, end) in enumerate(table.rows[row][: len(columns)])
            )
            for number, row in _numbered(table, rows)
        ),
    )


def _numbered(table: DocumentTable, rows: Sequence[Reading]) -> Iterator[tuple[int, int]]:
    """The number of each citation with that of the row of the table that it quotes."""
    edges = table.rows.edges
    for number, reading in enumerate(rows, start=1):
        start, end = reading.sentence
        inside = (edges[:, 0, 0] < end) & (start < edges[:, -1, 1])
        if inside.any():
            yield number, int(inside.argmax())
