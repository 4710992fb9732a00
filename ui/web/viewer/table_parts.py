"""Makes the JSON of the rows of a table that are in one part of a document, each cell with its offset."""

from collections.abc import Sequence

import numpy as np

from rag import Block, DocumentTable
from ui.web.pieces import Json, Span

_BAR = " | "  # stands between the cells of a row in the text
# Characters that a column is wide: fewer could not be read, and more would leave no room for the others.
_NARROWEST, _WIDEST = 4, 36
# Of the cells of a column, so that a few long ones do not make it wide.
_MOST = 0.9


def table_part(text: str, table: DocumentTable, blocks: Sequence[Block]) -> Json:
    """The rows of a table that stand in some blocks of it, with the names of its columns.

    A row of the text that is no row of the table, such as a second row of names, is kept whole.
    """
    starts = table.rows.edges[:, 0, 0] if len(table.rows) else np.empty(0, dtype=np.int32)
    head: Json | None = None
    rows: list[Json] = []
    for block in blocks:
        first, after = np.searchsorted(starts, (block.start, block.end))
        if first < after:
            rows += [
                {
                    "cells": [_cell(text, span) for span in table.rows[int(row)]],
                    "total": int(row) in table.totals,
                }
                for row in range(first, after)
            ]
        elif head is None and not rows and (names := _names(text, block, table.columns)):
            head = {"cells": names}
        else:
            rows.append(
                {"whole": _cell(text, (block.start, block.end)), "head": block.kind == "table_header"}
            )
    if head is None and any(table.columns):
        head = {"cells": [[None, name] for name in table.columns]}
    return {
        "kind": "table",
        "title": table.title,
        "head": head,
        "rows": rows,
        "figures": _figures(text, table),
    }


def column_widths(table: DocumentTable) -> list[int]:
    """How many characters wide each column is shown."""
    lengths = table.rows.edges[:, :, 1] - table.rows.edges[:, :, 0]
    usual = np.quantile(lengths, _MOST, axis=0) if len(lengths) else np.zeros(len(table.columns))
    return [
        int(min(max(length, len(name), _NARROWEST), _WIDEST))
        for length, name in zip(usual, table.columns, strict=True)
    ]


def visible(table: DocumentTable, span: Span) -> bool:
    """Whether some characters of a span in a table are in its cells; between them stand the names of columns, again."""
    if not len(table.rows):
        return True
    edges = table.rows.edges
    row = int(np.searchsorted(edges[:, 0, 0], span[1], side="left")) - 1
    if row < 0:
        return True
    rows = edges[max(row - 1, 0) : row + 1].reshape(-1, 2)
    after = edges[row, -1, 1]
    return bool(np.any((rows[:, 0] < span[1]) & (rows[:, 1] > span[0]))) or span[0] >= after


def _cell(text: str, span: Span) -> list[object]:
    return [span[0], text[span[0] : span[1]]]


def _names(text: str, block: Block, columns: Sequence[str]) -> list[list[object]] | None:
    """The names of the columns where they stand in a block, if it has one for each."""
    if block.kind != "table_header":
        return None
    names, start = [], block.start
    for name in text[block.start : block.end].split(_BAR):
        names.append(_cell(text, (start, start + len(name))))
        start += len(name) + len(_BAR)
    return names if len(names) == len(columns) else None


def _figures(text: str, table: DocumentTable) -> list[bool]:
    """For each column whether its first cells are figures, whose ends stand below one another."""
    sample = [[text[start:end].strip() for start, end in row] for row in table.rows[:20]]
    return [_are_figures([cell for cell in column if cell]) for column in zip(*sample, strict=True)]


def _are_figures(cells: Sequence[str]) -> bool:
    return bool(cells) and all(
        any(c.isdigit() for c in cell) and sum(c.isalpha() for c in cell) <= 3 and len(cell) <= 24
        for cell in cells
    )
