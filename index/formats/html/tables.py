"""Tables of data: their rows, with each cell in its column."""

import re
from typing import NamedTuple

from selectolax.lexbor import LexborNode

from index.formats.html.inline import inline_text
from index.formats.html.tree import SKIPPED, walk

_PARTS = ("thead", "tbody", "tfoot")
_MAX_COLUMNS = 1_000
# Cells that a table may fill by spans that claim many, beside those it has.
_MAX_REPEATED = 200_000
_NUMBER = re.compile(r"\W*\d[\d.,\s/–-]*\W*(?:[a-z]{1,3})?", re.I)
_CURRENCY = re.compile(r"[$€£¥₹(−–-]+|US\$|C\$|A\$")
_UNIT = re.compile(r"[)%]+")


class Cell(NamedTuple):
    """One cell.

    Attributes:
        text: On one line.
        header: Whether it names a column or a row.
        bold: Whether all of it is printed bold.
        columns: How many it covers.
        rows: How many it covers.
    """

    text: str
    header: bool
    bold: bool
    columns: int
    rows: int


class Table(NamedTuple):
    """One table of data.

    Attributes:
        captions: What stands above its columns.
        header: For each column its name; empty if the table names none.
        rows: The other rows, each cell in its column; a cell that covers several rows is in each.
        labelled: Whether the first cell of a row names what stands in the others.
    """

    captions: list[str]
    header: list[str]
    rows: list[list[str]]
    labelled: bool


def rows_of(table: LexborNode) -> list[LexborNode]:
    """The rows of a table, without those of tables in it."""
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
    """The children of a node that are elements, and can hold text."""
    children = []
    child = node.first_child
    while child is not None:
        if child.is_element_node and child.tag not in SKIPPED:
            children.append(child)
        child = child.next
    return children


def read_table(table: LexborNode) -> Table:
    """What a table of data says."""
    rows = [[_cell(cell) for cell in cells_of(row)] for row in rows_of(table)]
    captions = [inline_text(element) for element in elements(table) if element.tag == "caption"]
    while len(rows) > 2 and len(rows[0]) == 1 and (rows[0][0].columns > 1 or not rows[0][0].text):
        captions.append(rows.pop(0)[0].text)
    grid = _without_empty(_grid(rows))
    headers = _header_rows([row for row in rows if any(cell.text for cell in row)])
    names = _names(grid[:headers])
    body = [_joined(row) for row in grid[headers:]]
    if not any(names):
        body = [[it for it in row if it] for row in body]
    labelled = headers == 0 and all(
        row[0].header or row[0].bold or row[0].text.endswith(":") for row in rows if row
    )
    return Table(captions, names, body, labelled)


def _cell(node: LexborNode) -> Cell:
    attributes = node.attributes
    return Cell(
        inline_text(node),
        node.tag == "th",
        _is_bold(node),
        _count(attributes.get("colspan"), _MAX_COLUMNS),
        _count(attributes.get("rowspan"), 65_534),
    )


def _is_bold(cell: LexborNode) -> bool:
    """Whether all text of a cell is printed bold."""
    plain = walk(cell, lambda it: it.tag in ("b", "strong") or "bold" in (it.attributes.get("style") or ""))
    return not any((it.text_content or "").strip() for it, _ in plain if it.is_text_node)


def _count(stated: str | None, largest: int) -> int:
    digits = (stated or "").strip()[:6]
    return min(max(int(digits), 1), largest) if digits.isascii() and digits.isdigit() else 1


def _grid(rows: list[list[Cell]]) -> list[list[str]]:
    """Each cell in its column. One that covers rows is in each, one that covers columns in the first."""
    grid: list[list[str]] = []
    from_above: dict[int, tuple[str, int]] = {}
    repeated = 0
    header = _header_rows([row for row in rows if any(cell.text for cell in row)])
    for row in rows:
        line: list[str] = []
        in_header = len(grid) < header
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
        from_above = {at: (text, left - 1) for at, (text, left) in from_above.items() if left > 1}
        if repeated >= _MAX_REPEATED:
            from_above = {}
    return grid


def _fill(line: list[str], from_above: dict[int, tuple[str, int]]) -> int:
    """Puts cells of rows above where they reach down. Returns how many."""
    before = len(line)
    while len(line) in from_above and len(line) < _MAX_COLUMNS:
        line.append(from_above[len(line)][0])
    return len(line) - before


def _without_empty(grid: list[list[str]]) -> list[list[str]]:
    """Without columns that hold nothing."""
    width = max(map(len, grid), default=0)
    full = [row + [""] * (width - len(row)) for row in grid]
    kept = [at for at in range(width) if any(row[at] for row in full)]
    return [[row[at] for at in kept] for row in full]


def _header_rows(rows: list[list[Cell]]) -> int:
    """How many rows name the columns."""
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
        return int(not all(row[0].bold for row in rows if row))
    return int(_figures_below(rows))


def _figures_below(rows: list[list[Cell]]) -> bool:
    """Whether some column that the first row names holds nothing but figures."""
    return any(
        bool(rows[0][at].text) and all(at < len(row) and _NUMBER.fullmatch(row[at].text) for row in rows[1:])
        for at in range(1, len(rows[0]))
    )


def _names(rows: list[list[str]]) -> list[str]:
    """The names of the columns, from one or more rows of them."""
    return [" ".join(dict.fromkeys(name for name in column if name)) for column in zip(*rows, strict=True)]


def _joined(row: list[str]) -> list[str]:
    """Figures whose currency or unit has a cell of its own, as accounts are printed, in one again."""
    joined = list(row)
    for at, text in enumerate(row):
        if _CURRENCY.fullmatch(text) and at + 1 < len(row) and row[at + 1][:1].isdigit():
            joined[at], joined[at + 1] = "", text + row[at + 1]
        elif _UNIT.fullmatch(text) and at and joined[at - 1]:
            joined[at - 1], joined[at] = joined[at - 1] + text, ""
    return joined
