"""Data tables: each row is written as a line that names the columns of its cells."""

import re
from collections.abc import Sequence
from itertools import zip_longest
from typing import NamedTuple

from selectolax.lexbor import LexborNode

from index.documents import Span
from index.formats.builder import TextBuilder
from index.formats.html.inline import inline_text
from index.formats.html.tree import SKIPPED, texts_in
from index.formats.tables.account_heads import AccountHeads, account_heads

_PARTS = ("thead", "tbody", "tfoot")
# The largest `colspan` that HTML allows; of a `rowspan` it is 65,534.
_MAX_COLUMNS = 1_000
# Cells that a table may add with large column and row spans.
_MAX_REPEATED = 200_000
_NUMBER = re.compile(r"\W*\d[\d.,\s/–-]*\W*(?:[a-z]{1,3})?", re.I)
_CURRENCY = re.compile(r"[$€£¥₹(−–-]+|US\$|C\$|A\$")
_DASH = re.compile(r"[−–-]+")
_UNIT = re.compile(r"[)%]+")


class _Cell(NamedTuple):
    text: str  # on one line
    header: bool  # a `th`
    bold: bool  # all of it
    columns: int  # how many it covers
    rows: int


def rows_of(table: LexborNode) -> list[LexborNode]:
    """The rows of a table, without those of tables inside it."""
    rows = []
    for child in elements(table):
        if child.tag == "tr":
            rows.append(child)
        elif child.tag in _PARTS:
            rows.extend(element for element in elements(child) if element.tag == "tr")
    return rows


def cells_of(row: LexborNode) -> list[LexborNode]:
    """The cells of a row."""
    return [element for element in elements(row) if element.tag in ("td", "th")]


def elements(node: LexborNode) -> list[LexborNode]:
    """The children of a node that are elements and can have text."""
    return [child for child in node.iter() if child.is_element_node and child.tag not in SKIPPED]


def write_table(builder: TextBuilder, table: LexborNode) -> Span | None:
    """Writes a data table. Returns the span of its first block; None if it is empty."""
    rows = [[_cell(cell) for cell in cells_of(row)] for row in rows_of(table)]
    captions = [inline_text(element) for element in elements(table) if element.tag == "caption"]
    # A first row of one cell over all columns is a title that was put into the table.
    while len(rows) > 2 and len(rows[0]) == 1 and (rows[0][0].columns > 1 or not rows[0][0].text):
        captions.append(rows.pop(0)[0].text)
    header_rows = _header_rows([row for row in rows if any(cell.text for cell in row)])
    if header_rows == 0 or not _is_stated(rows):
        grid = _with_units(_without_empty(_grid(rows, len(rows))), ())
        if grid and (heads := account_heads(grid, builder.latest)) is not None:
            return _write_account(builder, captions, grid, heads)
    grid = _without_empty(_grid(rows, header_rows))
    names = [
        " ".join(dict.fromkeys(filter(None, column))) for column in zip(*grid[:header_rows], strict=True)
    ]
    body = _with_units(grid[header_rows:], names)
    spans = [builder.paragraph(caption, kind="caption") for caption in captions]
    if any(names):
        spans += builder.table([names, *body])
    else:
        # Without names of columns, a first cell in bold or with a colon names the others, as in forms.
        labelled = header_rows == 0 and all(_is_label(row[0]) for row in rows if row)
        with builder.rows_of(()):
            spans += [_write_labelled(builder, row) if labelled else builder.row(row) for row in body]
    return next(filter(None, spans), None)


def _is_stated(rows: list[list[_Cell]]) -> bool:
    """Whether the page marks the names of columns as such."""
    return any(cell.header for row in rows for cell in row[1:])


def _write_account(
    builder: TextBuilder, captions: Sequence[str], grid: list[list[str]], heads: AccountHeads
) -> Span | None:
    """Writes a table whose first rows say of which time its figures are, and in which units."""
    spans = [builder.paragraph(caption, kind="caption") for caption in captions]
    spans += [builder.row(row) for row in grid[: heads.top]]
    names = ["", *heads.names[1:]]
    with builder.rows_of(heads.names):
        spans.append(builder.row(heads.names, kind="table_header"))
        rows = list(filter(None, (builder.row(row, names) for row in grid[heads.end :])))
    if heads.shared and rows:
        builder.section("table", heads.shared, (rows[0][0], rows[-1][1]))
    return next(filter(None, [*spans, *rows]), None)


def _write_labelled(builder: TextBuilder, row: Sequence[str]) -> Span | None:
    """Writes a row whose first cell is the label of the others."""
    first = next((at for at, cell in enumerate(row) if cell), 0)
    if not any(row[first + 1 :]):
        return builder.row(row)
    label = row[first].removesuffix(":").rstrip()
    return builder.row([*row[:first], label, *row[first + 1 :]], labelled=True)


def _is_label(cell: _Cell) -> bool:
    return cell.header or cell.bold or cell.text.endswith(":")


def _cell(node: LexborNode) -> _Cell:
    attributes = node.attributes
    return _Cell(
        inline_text(node),
        node.tag == "th",
        _is_bold(node),
        _count(attributes.get("colspan"), _MAX_COLUMNS),
        _count(attributes.get("rowspan"), 65_534),
    )


def _is_bold(cell: LexborNode) -> bool:
    """Whether all text of a cell is bold."""
    plain = texts_in(
        cell, lambda node: node.tag in ("b", "strong") or "bold" in (node.attributes.get("style") or "")
    )
    return not any(text.strip() for text in plain)


def _count(stated: str | None, largest: int) -> int:
    # More digits mean nothing here, and `int` refuses thousands of them.
    digits = (stated or "").strip()[:6]
    return min(max(int(digits), 1), largest) if digits.isascii() and digits.isdigit() else 1


def _grid(rows: list[list[_Cell]], header_rows: int) -> list[list[str]]:
    """Puts each cell in its column. One that covers rows is in each of them; one that covers columns, in the first."""
    grid: list[list[str]] = []
    from_above: dict[int, tuple[str, int]] = {}
    repeated = 0
    for row in rows:
        line: list[str] = []
        in_header = len(grid) < header_rows
        for cell in row:
            repeated += _fill(line, from_above)
            for column in range(cell.columns if repeated < _MAX_REPEATED else 1):
                text = cell.text if in_header or column == 0 else ""
                if cell.rows > 1:
                    from_above[len(line)] = (text, cell.rows)
                line.append(text)
                repeated += column > 0
        repeated += _fill(line, from_above)
        if any(line):
            grid.append(line[:_MAX_COLUMNS])
        from_above = {column: (text, left - 1) for column, (text, left) in from_above.items() if left > 1}
        if repeated >= _MAX_REPEATED:
            from_above = {}
    return grid


def _fill(line: list[str], from_above: dict[int, tuple[str, int]]) -> int:
    """Adds cells of earlier rows that also cover this one. Returns how many."""
    before = len(line)
    while len(line) in from_above and len(line) < _MAX_COLUMNS:
        line.append(from_above[len(line)][0])
    return len(line) - before


def _without_empty(grid: list[list[str]]) -> list[list[str]]:
    """The rows, all of one length, without empty columns."""
    # Some pages keep columns apart with empty ones.
    columns = [column for column in zip_longest(*grid, fillvalue="") if any(column)]
    return [list(row) for row in zip(*columns, strict=True)]


def _header_rows(rows: list[list[_Cell]]) -> int:
    """How many rows at the top name the columns."""
    if len(rows) < 2:
        return 0
    count = 0
    while count < len(rows) - 1 and all(cell.header or not cell.text for cell in rows[count]):
        count += 1
    if count:
        return count
    first = rows[0]
    if len(first) < 2 or any(_NUMBER.fullmatch(cell.text) for cell in first):
        return 0
    if all(cell.bold for cell in first if cell.text):
        # A bold first row names the columns, unless every row begins in bold: then its first cell is a label.
        return int(not all(row[0].bold for row in rows if row))
    return int(_figures_below(rows))


def _figures_below(rows: list[list[_Cell]]) -> bool:
    """Whether a column that the first row names has only figures below."""
    return any(
        bool(rows[0][at].text) and all(at < len(row) and _NUMBER.fullmatch(row[at].text) for row in rows[1:])
        for at in range(1, len(rows[0]))
    )


def _with_units(rows: list[list[str]], names: Sequence[str]) -> list[list[str]]:
    """The rows with figures joined to their currency or unit, which have their own cells in printed accounts."""
    signs = _sign_columns(rows, names)
    return [_joined(row, signs) for row in rows]


def _sign_columns(rows: list[list[str]], names: Sequence[str]) -> set[int]:
    """The columns that hold only the signs of the figures behind them, and have no name of their own."""
    return {
        at
        for at, column in enumerate(zip(*rows, strict=True))
        if all(_CURRENCY.fullmatch(text) for text in column if text)
        and (not names or names[at] in ("", *names[at + 1 : at + 2]))
    }


def _joined(row: list[str], signs: set[int]) -> list[str]:
    joined = list(row)
    for at, text in enumerate(row):
        # A dash in a column of values says that there is none, and is no minus of the next column.
        is_sign = _CURRENCY.fullmatch(text) and (at in signs or not _DASH.fullmatch(text))
        if is_sign and at + 1 < len(row) and row[at + 1][:1].isdigit():
            joined[at], joined[at + 1] = "", text + row[at + 1]
        elif _UNIT.fullmatch(text) and at and joined[at - 1]:
            joined[at - 1], joined[at] = joined[at - 1] + text, ""
    return joined
