"""Writes tables of data: each row a line that says by itself what its figures are."""

from collections.abc import Sequence

from index.documents import Span
from index.formats.builder import TextBuilder
from index.formats.html.tables import Table


def write_table(builder: TextBuilder, table: Table) -> Span | None:
    """Writes a table. Returns where its first block stands; None if it is empty."""
    spans = [builder.paragraph(caption, heading=True) for caption in table.captions]
    if any(table.header):
        spans += builder.table([table.header, *table.rows])
    elif table.labelled:
        spans += [_write_labelled(builder, row) for row in table.rows]
    else:
        spans += [builder.row(row) for row in table.rows]
    return next(filter(None, spans), None)


def _write_labelled(builder: TextBuilder, row: Sequence[str]) -> Span | None:
    """A row whose first cell names the others."""
    if len(row) < 2:
        return builder.row(row)
    return builder.row([" | ".join(row[1:])], [row[0].removesuffix(":").rstrip()])
